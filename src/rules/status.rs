use super::{Case, Reason};
use crate::round::{Decider, Status};

/// Not deferred, declined or withdrawn; where a panel decides, approved, or
/// pending in a provisional round.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let holds = match case.referral.status {
        Status::Approved => true,
        Status::Pending => case.programme.decision == Decider::Officer || case.round.run.provisional,
        Status::Deferred | Status::Declined | Status::Withdrawn => false,
    };
    if holds { Ok(()) } else { Err(Reason::Status(case.referral.status)) }
}
