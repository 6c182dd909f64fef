//! Decisions that a rule speaks against, told before anything is solved.

use crate::ids::Word;
use crate::problem::{Code, Place, Problem};
use crate::round::{Decision, Intake, Key, Round, Verdict};
use crate::rules::{Casebook, describe, first_failure};
use crate::schema::{TableId, decisions};

/// Warnings of `keep` decisions for an intake that the referral may not take.
/// They have no effect.
pub fn idle_keeps(round: &Round) -> Vec<Problem> {
    let intake = |decision: &Decision| match decision.verdict {
        Verdict::Keep(intake) => Some(intake),
        _ => None,
    };
    against_rules(round, Code::KeepIsNoOption, ("kept", "The decision has no effect."), intake)
}

/// Warnings of `place` decisions for an intake that the referral may not take.
/// The round has no allocation while they stand.
pub fn shut_out_places(round: &Round) -> Vec<Problem> {
    let intake = |decision: &Decision| match decision.verdict {
        Verdict::Place(intake) => Some(intake),
        _ => None,
    };
    let advice = "Nothing can be allocated: change the decision, or waive the rule if the panel means it.";
    against_rules(round, Code::PlaceIsNoOption, ("placed", advice), intake)
}

fn against_rules(
    round: &Round,
    code: Code,
    (what, advice): (&str, &str),
    intake: impl Fn(&Decision) -> Option<Key<Intake>>,
) -> Vec<Problem> {
    let book = Casebook::new(round);
    let one = |decision: &Decision| {
        let intake = intake(decision)?;
        let case = book.case(decision.referral, intake);
        let rule = first_failure(&case)?;
        let (referral, intake) = (&round.referrals[decision.referral].id, &round.intakes[intake].id);
        let file = match (decision.row, &round.workbook) {
            (None, _) => Place::of_file("the earlier result"),
            (_, Some(workbook)) => Place::of_sheet(workbook, TableId::Decisions.word()),
            (_, None) => Place::of_file(TableId::Decisions.file()),
        };
        let found = format!("{referral} {what} in {intake}, against the rule {rule}: {}", describe(rule, &case));
        let place = decision.row.map_or(file.clone(), |row| file.row(row)).column(decisions::INTAKE_ID.name);
        Some(Problem::new(code, place).says(found, "an intake that the referral may take", advice))
    };
    round.decisions.iter().filter_map(one).collect()
}
