use super::Casebook;
use super::class::is_open;
use crate::round::{Key, Referral, Round, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Open referrals of one student that are all placed or none: two or more, in
/// file order.
pub struct Group {
    /// The referrals.
    pub members: Vec<Key<Referral>>,
    /// Whether it binds: no decision places one of them.
    pub binds: bool,
}

/// The groups of a round, by their first members.
pub fn groups(book: &Casebook) -> Vec<Group> {
    let round = book.round;
    let mut found: BTreeMap<_, Vec<Key<Referral>>> = BTreeMap::new();
    for (key, referral) in round.referrals.iter().filter(|(key, _)| is_open(book, *key)) {
        if let Some(together) = &referral.together {
            found.entry((referral.student, together)).or_default().push(key);
        }
    }
    let decided = decided(round);
    let several = found.into_values().filter(|members| members.len() > 1);
    let mut groups: Vec<Group> = several
        .map(|members| Group { binds: members.iter().all(|member| !decided.contains(member)), members })
        .collect();
    groups.sort_by_key(|group| group.members[0]);
    groups
}

/// The referrals that a decision places.
fn decided(round: &Round) -> BTreeSet<Key<Referral>> {
    let places = round.decisions.iter().filter(|decision| matches!(decision.verdict, Verdict::Place(_)));
    places.map(|decision| decision.referral).collect()
}
