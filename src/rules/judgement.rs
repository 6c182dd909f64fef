//! What may be asked of the rules about one case.

use super::Case;
use super::each::of;
use super::rule::Rule;
use crate::ids::{RuleId, Word};

/// The first rule that the case fails, in the published order; a waived rule
/// never fails.
pub fn first_failure(case: &Case) -> Option<RuleId> {
    rules().find(|rule| fails(*rule, case)).map(Rule::id)
}

/// Every rule that the case fails, in the published order; a waived rule never
/// fails.
pub fn failures(case: &Case) -> Vec<RuleId> {
    rules().filter(|rule| fails(*rule, case)).map(Rule::id).collect()
}

fn rules() -> impl Iterator<Item = &'static dyn Rule> {
    RuleId::ALL.iter().map(|id| of(*id))
}

fn fails(rule: &dyn Rule, case: &Case) -> bool {
    !rule.allows(case) && !case.is_waived(rule.id())
}

/// Why a rule does not let the case through, with the numbers: a clause for
/// people, without the child's own facts but those that the school has written
/// itself. Blank where it does.
pub fn describe(rule: RuleId, case: &Case) -> String {
    let rule = of(rule);
    if rule.allows(case) { String::new() } else { rule.describe(case).unwrap_or_default() }
}

/// What keeps a referral out where a rule does, in a few words.
pub(crate) fn in_short(rule: RuleId) -> &'static str {
    of(rule).in_short()
}

/// What a school may do about a rule.
pub(crate) fn advice(rule: RuleId) -> &'static str {
    of(rule).advice()
}
