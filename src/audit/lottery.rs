//! The published lottery, which anyone can recompute.

use sha2::{Digest, Sha256};

/// The lottery number of a referral: the first 20 bits of the SHA-256 of
/// `seed:referral_id`.
pub(super) fn lottery_number(seed: u64, referral: &str) -> i64 {
    first_20_bits(&format!("{seed}:{referral}"))
}

/// The second number of a referral, for a lottery that is level: the next 20
/// bits of the same.
pub(super) fn second_number(seed: u64, referral: &str) -> i64 {
    let digest = Sha256::digest(format!("{seed}:{referral}").as_bytes());
    (i64::from(digest[2]) & 15) * 65_536 + i64::from(digest[3]) * 256 + i64::from(digest[4])
}

/// The number by which a placement settles ties: the first 20 bits of the
/// SHA-256 of `seed:referral_id:intake_id`.
pub(super) fn settling_number(seed: u64, referral: &str, intake: &str) -> i64 {
    first_20_bits(&format!("{seed}:{referral}:{intake}"))
}

fn first_20_bits(text: &str) -> i64 {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(3).fold(0, |bits, byte| bits << 8 | i64::from(*byte)) >> 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_20_bits_are_the_first_five_hexadecimal_digits() {
        // FIPS 180-2, appendix B.1: SHA-256 of "abc" begins ba7816bf.
        assert_eq!(first_20_bits("abc"), 0xba781);
    }

    #[test]
    fn the_second_number_is_the_next_five_digits() {
        // `printf '20251205:R001' | sha256sum`: aa54eb3cfd3e ….
        assert_eq!(second_number(20_251_205, "R001"), 0xb3cfd);
    }
}
