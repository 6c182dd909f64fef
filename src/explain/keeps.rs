use crate::problem::{Code, Place, Problem};
use crate::round::{Round, Verdict};
use crate::rules::{Casebook, first_failure};
use crate::schema::decisions;

/// Warnings of `keep` decisions for an intake that the referral may not take.
/// They have no effect.
pub fn idle_keeps(round: &Round) -> Vec<Problem> {
    let book = Casebook::new(round);
    let mut problems = Vec::new();
    for decision in &round.decisions {
        let Verdict::Keep(intake) = decision.verdict else { continue };
        let case = book.case(decision.referral, intake);
        let Some((rule, reason)) = first_failure(&case) else { continue };
        let (referral, intake) = (&round.referrals[decision.referral].id, &round.intakes[intake].id);
        let file = if decision.row.is_some() { "decisions.csv" } else { "the earlier result" };
        let found = format!("{referral} kept in {intake}, against the rule {rule}: {}", reason.describe(&case));
        let file = Place::of_file(file);
        let place = decision.row.map_or(file.clone(), |row| file.row(row)).column(decisions::INTAKE_ID.name);
        let problem = Problem::new(Code::KeepIsNoOption, place);
        problems.push(problem.says(found, "an intake that the referral may take", "The decision has no effect."));
    }
    problems
}
