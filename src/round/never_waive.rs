use crate::ids::{ConstraintId, RuleId, Word};
use std::collections::BTreeSet;

/// Rules and constraints that nobody is advised to lift: no smallest change and
/// no remedy of a conflict waives one of these rules or eases one of these
/// limits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NeverWaive {
    /// The rules.
    pub rules: BTreeSet<RuleId>,
    /// The constraints.
    pub constraints: BTreeSet<ConstraintId>,
}

impl NeverWaive {
    /// Takes in a word, which may be a rule and a constraint at once; whether it
    /// is known.
    pub fn add(&mut self, word: &str) -> bool {
        let (rule, constraint) = (RuleId::parse(word), ConstraintId::parse(word));
        self.rules.extend(rule);
        self.constraints.extend(constraint);
        rule.is_some() || constraint.is_some()
    }

    /// Every known word, rules first, each in its published order.
    pub fn words() -> impl Iterator<Item = &'static str> {
        let rules = RuleId::ALL.iter().map(|rule| rule.word());
        let constraints = ConstraintId::ALL.iter().map(|constraint| constraint.word());
        rules.chain(constraints)
    }
}
