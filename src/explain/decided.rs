//! Decisions that a rule speaks against, and groups to be placed together that
//! they loosen or that cannot be placed, told before anything is solved.

use crate::ids::Word;
use crate::paper::words::listing;
use crate::problem::{Code, Place, Problem};
use crate::round::{Decision, Intake, Key, Referral, Round, Verdict};
use crate::rules::{Casebook, describe, first_failure, groups};
use crate::schema::{TableId, decisions, referrals};

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
        let file = match decision.row {
            None => Place::of_file("the earlier result"),
            Some(_) => place_of(round, TableId::Decisions),
        };
        let found = format!("{referral} {what} in {intake}, against the rule {rule}: {}", describe(rule, &case));
        let place = decision.row.map_or(file.clone(), |row| file.row(row)).column(decisions::INTAKE_ID.name);
        Some(Problem::new(code, place).says(found, "an intake that the referral may take", advice))
    };
    round.decisions.iter().filter_map(one).collect()
}

/// The file or sheet of a table.
fn place_of(round: &Round, table: TableId) -> Place {
    match &round.workbook {
        Some(workbook) => Place::of_sheet(workbook, table.word()),
        None => Place::of_file(table.file()),
    }
}

/// Warnings of groups to be placed together of which a decision places one, so
/// that they do not bind, and of those of which one has no option, so that none
/// is placed.
pub fn loose_groups(round: &Round) -> Vec<Problem> {
    let book = Casebook::new(round);
    let groups = groups(&book);
    let file = place_of(round, TableId::Referrals);
    let mut found = Vec::new();
    let mut tell = |code, key: Key<Referral>, what: String, expected: &str, advice: &str| {
        let place = file.row(round.referrals[key].row).column(referrals::TOGETHER.name);
        found.push(Problem::new(code, place).says(what, expected, advice));
    };
    let id = |key: &Key<Referral>| round.referrals[*key].id.clone();
    for group in &groups {
        let ids = listing(&group.members.iter().map(id).collect::<Vec<_>>());
        if !group.binds {
            let what = format!("referrals {ids}, of which a decision places one");
            let advice = "The group does not bind: each of the others is placed or not by itself.";
            tell(Code::TogetherDecided, group.members[0], what, "all to be decided together", advice);
            continue;
        }
        let has_option = |key: &&Key<Referral>| {
            round.intakes.keys().any(|intake| first_failure(&book.case(**key, intake)).is_none())
        };
        if let Some(key) = group.members.iter().find(|key| !has_option(key)) {
            let what = format!("referrals {ids}, of which {} has no option", id(key));
            let advice = "None of them can be placed: see what shuts it out, or take it out of the group.";
            tell(Code::TogetherNoOption, *key, what, "an option of each", advice);
        }
    }
    found
}
