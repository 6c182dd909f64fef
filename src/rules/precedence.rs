use super::Casebook;
use super::class::is_open;
use crate::round::{Key, Referral, Round, Student};
use std::collections::{BTreeMap, BTreeSet};

/// Which of the open referrals of a student matters how much: the lowest number
/// that they have is 1, the next one 2, and so on.
pub struct Precedence {
    of_students: BTreeMap<Key<Student>, BTreeSet<u32>>,
}

impl Precedence {
    /// The numbers of every student's open referrals.
    pub fn new(book: &Casebook) -> Precedence {
        let mut of_students: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
        for (key, referral) in book.round.referrals.iter().filter(|(key, _)| is_open(book, *key)) {
            of_students.entry(referral.student).or_default().insert(stated(book.round, key));
        }
        Precedence { of_students }
    }

    /// The order of a referral among its student's open ones, 1 the first.
    pub fn order(&self, round: &Round, referral: Key<Referral>) -> u32 {
        let own = stated(round, referral);
        let all = self.of_students.get(&round.referrals[referral].student);
        let before = all.map_or(0, |all| all.range(..own).count());
        u32::try_from(before).map_or(u32::MAX, |before| before.saturating_add(1))
    }
}

/// The number as it is written: the referral's, else its programme's.
fn stated(round: &Round, referral: Key<Referral>) -> u32 {
    let row = &round.referrals[referral];
    row.precedence.unwrap_or(round.policy.programmes[row.programme].precedence)
}
