use super::rows::Rows;
use crate::problem::{Code, Problem, shortened};
use crate::round::{Decider, Status};
use crate::schema::{TableId, referrals};

/// Programmes of a panel of whose referrals none is approved, in a round that is
/// not provisional: all of them are shut out.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    if rows.run.is_none_or(|run| run.provisional) {
        return;
    }
    for (key, programme) in rows.policy.programmes.iter().filter(|(_, each)| each.decision == Decider::Panel) {
        let statuses = rows.referrals.iter().flatten().filter(|referral| referral.programme == key);
        let statuses: Vec<Status> =
            statuses.map(|referral| referral.status).filter(|status| status.is_open()).collect();
        if statuses.is_empty() || statuses.contains(&Status::Approved) {
            continue;
        }
        let place = (rows.place)(TableId::Referrals).column(referrals::STATUS.name);
        let found = match statuses.len() {
            1 => format!("the only open referral of {} is not approved", shortened(&programme.name)),
            count => format!("none of the {count} open referrals of {} is approved", shortened(&programme.name)),
        };
        problems.push(Problem::new(Code::NoneApproved, place).id(Some(shortened(&programme.id))).says(
            found,
            "approved, where the panel has approved",
            "Set the statuses; before the panel has met, write provisional = true in the settings of the round.",
        ));
    }
}
