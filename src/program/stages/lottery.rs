use super::Draft;
use super::objective::{Objective, first_bits, sum};
use crate::allocation::Sense;
use crate::ids::StageId;

/// The sum of the lottery numbers of the placed referrals.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    let seed = draft.round.run.seed;
    let referrals = draft.round.referrals.iter();
    let numbers: Vec<i64> = referrals.map(|(_, referral)| lottery_number(seed, &referral.id)).collect();
    sum(draft, StageId::Lottery, Sense::Min, |option| numbers[option.referral.index()])
}

/// The lottery number of a referral: the first 20 bits of the SHA-256 of
/// `seed:referral_id`, 0 to 1,048,575. A low number wins.
pub fn lottery_number(seed: u64, referral: &str) -> i64 {
    first_bits(&format!("{seed}:{referral}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anyone_can_replay_the_lottery() {
        // `printf '20251205:R001' | sha256sum`, first five hexadecimal digits.
        assert_eq!(lottery_number(20_251_205, "R001"), 0xaa54e);
    }
}
