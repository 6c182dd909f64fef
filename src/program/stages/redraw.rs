use super::Draft;
use super::objective::{Objective, bits, sum};
use crate::allocation::Sense;
use crate::ids::StageId;

/// The sum of the second numbers of the placed referrals.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    let seed = draft.round.run.seed;
    let referrals = draft.round.referrals.iter();
    let numbers: Vec<i64> = referrals.map(|(_, referral)| second_number(seed, &referral.id)).collect();
    sum(draft, StageId::Redraw, Sense::Min, |option| numbers[option.referral.index()])
}

/// The second number of a referral, for draws that the lottery leaves level:
/// bits 21 to 40 of the SHA-256 of `seed:referral_id`, 0 to 1,048,575. A low
/// number wins.
pub fn second_number(seed: u64, referral: &str) -> i64 {
    bits(&format!("{seed}:{referral}"), 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anyone_can_draw_again() {
        // `printf '20251205:R001' | sha256sum`, the sixth to tenth hexadecimal digit.
        assert_eq!(second_number(20_251_205, "R001"), 0xb3cfd);
    }
}
