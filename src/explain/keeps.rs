use crate::problem::{Code, Problem};
use crate::round::{Round, Verdict};
use crate::rules::{Casebook, first_failure};

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
        let problem = Problem::new(Code::KeepIsNoOption, file).at(decision.row).column("intake_id");
        problems.push(problem.says(found, "an intake that the referral may take", "The decision has no effect."));
    }
    problems
}
