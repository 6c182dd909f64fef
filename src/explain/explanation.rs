use crate::ids::{ConstraintId, RuleId};
use std::fmt;

/// What keeps a referral from being placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// A rule that shuts out the nearest intake.
    Rule(RuleId),
    /// A constraint that placing the referral would break.
    Constraint(ConstraintId),
    /// Others came first on the ladder.
    Priority,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Obstacle::Rule(rule) => write!(f, "{rule}"),
            Obstacle::Constraint(constraint) => write!(f, "{constraint}"),
            Obstacle::Priority => write!(f, "priority"),
        }
    }
}

/// Why a referral is not placed, while everyone else stays where they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What stands in the way: the first of the obstacles, or priority.
    pub reason: Obstacle,
    /// All that stands in the way, in the order in which it is told; nothing
    /// where it is priority.
    pub obstacles: Vec<Obstacle>,
    /// The same in plain English, with numbers. Of other students' referrals it
    /// has no id.
    pub detail: String,
}

impl Explanation {
    /// The same of a referral that is placed together with others, of which some
    /// cannot be: each in plain English.
    pub(super) fn kept_by(mut self, others: &[String]) -> Explanation {
        let together = Obstacle::Constraint(ConstraintId::Together);
        let is_first = self.obstacles.is_empty();
        self.obstacles.retain(|obstacle| *obstacle != together);
        self.obstacles.push(together);
        self.reason = self.obstacles[0];
        let others = others.join("; ");
        self.detail = match is_first {
            true => format!("it is placed together with others of the student or not at all, and {others}"),
            false => {
                format!("{}; it is placed together with others of the student or not at all, and {others}", self.detail)
            }
        };
        self
    }
}
