use crate::ids::ConstraintId;
use crate::round::{Key, Referral};
use crate::rows::{ColumnIndex, Draft, Subject};
use std::collections::BTreeMap;

/// A referral holds at most one intake; so do referrals of one student with
/// the same `either`.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    let mut groups: BTreeMap<_, Vec<Key<Referral>>> = BTreeMap::new();
    for (key, referral) in draft.round.referrals.iter() {
        match &referral.either {
            Some(either) => groups.entry((referral.student, either)).or_default().push(key),
            None => limit(draft, id, key, draft.of_referral(key)),
        }
    }
    for members in groups.into_values() {
        let columns = members.iter().flat_map(|key| draft.of_referral(*key)).collect();
        limit(draft, id, members[0], columns);
    }
}

fn limit(draft: &mut Draft, id: ConstraintId, referral: Key<Referral>, columns: Vec<ColumnIndex>) {
    let terms = columns.into_iter().map(|column| (column, 1)).collect();
    draft.add_limit(id, Subject::Referral(referral), terms, 0, 1);
}
