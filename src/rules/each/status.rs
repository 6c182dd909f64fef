use crate::ids::RuleId;
use crate::round::{Decider, Status as Stated};
use crate::rules::Case;
use crate::rules::rule::Rule;

/// Not deferred, declined or withdrawn; where a panel decides, approved, or
/// pending in a provisional round.
pub(super) struct Status;

impl Rule for Status {
    fn id(&self) -> RuleId {
        RuleId::Status
    }

    fn allows(&self, case: &Case) -> bool {
        match case.referral.status {
            Stated::Approved => true,
            Stated::Pending => case.programme.decision == Decider::Officer || case.round.run.provisional,
            Stated::Deferred | Stated::Declined | Stated::Withdrawn => false,
        }
    }

    fn describe(&self, case: &Case) -> Option<String> {
        Some(match case.referral.status {
            Stated::Pending => format!("{} takes approved referrals only; this one is pending", case.programme.name),
            status => format!("the referral is {status}"),
        })
    }

    fn in_short(&self) -> &'static str {
        "Not approved, deferred, declined or withdrawn"
    }

    fn advice(&self) -> &'static str {
        "It needs approval before it can have a place."
    }
}
