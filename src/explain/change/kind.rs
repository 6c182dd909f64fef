use crate::ids::RuleId;
use crate::limits::{Ease, Limit};
use crate::round::{Course, Intake, Key, Referral, Round, Verdict};

/// A change that may place a referral.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A pending referral is approved.
    Approve {
        /// Which.
        referral: Key<Referral>,
    },
    /// Another referral of the same student is given up: it is withdrawn.
    GiveUp {
        /// That other one.
        referral: Key<Referral>,
    },
    /// Rules are waived for a referral with one intake; `status` for all, which
    /// makes the referral open.
    Waive {
        /// Whose.
        referral: Key<Referral>,
        /// Where.
        intake: Key<Intake>,
        /// Which, in the published order.
        rules: Vec<RuleId>,
    },
    /// The family accepts a course after all that it has listed.
    Accept {
        /// Whose.
        referral: Key<Referral>,
        /// Which.
        course: Key<Course>,
    },
    /// A limit is eased by so much, as the files state it; a separation is lifted.
    Ease(Limit, u32),
}

/// What a change is, from the smaller to the larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A referral is approved.
    Approval,
    /// Another referral of the student is given up.
    GivingUp,
    /// A rule is waived.
    Rule,
    /// A course is accepted.
    Course,
    /// A limit is eased.
    Limit(Ease),
}

impl Change {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match self {
            Change::Approve { .. } => Kind::Approval,
            Change::GiveUp { .. } => Kind::GivingUp,
            Change::Waive { .. } => Kind::Rule,
            Change::Accept { .. } => Kind::Course,
            Change::Ease(limit, _) => Kind::Limit(limit.ease().unwrap_or(Ease::Place)),
        }
    }

    /// How much it is, to be compared within a kind: referrals, rules, courses,
    /// pence, places or units, students fewer, separations.
    pub fn amount(&self, round: &Round) -> i64 {
        match self {
            Change::Waive { rules, .. } => rules.len() as i64,
            Change::Approve { .. } | Change::GiveUp { .. } | Change::Accept { .. } => 1,
            Change::Ease(limit, amount) => limit.size(round, *amount),
        }
    }

    /// That a referral is given up, where it asks for a place by its status and no
    /// decision places it.
    pub(super) fn give_up(round: &Round, referral: Key<Referral>) -> Option<Change> {
        let is_bound = |verdict: Verdict| matches!(verdict, Verdict::Place(_) | Verdict::Waive(RuleId::Status, _));
        let mut decisions = round.decisions.iter().filter(|decision| decision.referral == referral);
        let may_be = round.referrals[referral].status.is_open() && decisions.all(|one| !is_bound(one.verdict));
        may_be.then_some(Change::GiveUp { referral })
    }

    /// The referral that is given up by it; nothing where none is.
    pub fn given_up(&self) -> Option<Key<Referral>> {
        match self {
            Change::GiveUp { referral } => Some(*referral),
            _ => None,
        }
    }
}
