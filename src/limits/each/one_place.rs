use crate::ids::ConstraintId;
use crate::limits::constraint::Constraint;
use crate::limits::one_more::OneMore;
use crate::round::{Key, Referral, Round};
use crate::rows::{About, ColumnIndex, Draft};
use std::collections::BTreeMap;

/// A referral holds at most one intake; so do referrals of one student with
/// the same `either`.
pub(super) struct OnePlace;

impl Constraint for OnePlace {
    fn id(&self) -> ConstraintId {
        ConstraintId::OnePlace
    }

    fn write(&self, draft: &mut Draft) {
        let mut groups: BTreeMap<_, Vec<Key<Referral>>> = BTreeMap::new();
        for (key, referral) in draft.round.referrals.iter() {
            match &referral.either {
                Some(either) => groups.entry((referral.student, either)).or_default().push(key),
                None => self.allow_one(draft, key, draft.of_referral(key)),
            }
        }
        for members in groups.into_values() {
            let columns = members.iter().flat_map(|key| draft.of_referral(*key)).collect();
            self.allow_one(draft, members[0], columns);
        }
    }

    fn full(&self, _about: About, more: &OneMore) -> Option<String> {
        Some(format!("at most one of the student's alternatives is placed, and {}", more.others()))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let About::Referral(key) = about else { return None };
        Some(format!("referral {} and its alternatives hold at most one intake", round.referrals[key].id))
    }

    fn in_short(&self) -> &'static str {
        "Has another place instead"
    }

    fn advice(&self) -> &'static str {
        ""
    }

    fn is_of_one_student(&self) -> bool {
        true
    }
}

impl OnePlace {
    fn allow_one(&self, draft: &mut Draft, referral: Key<Referral>, columns: Vec<ColumnIndex>) {
        let terms = columns.into_iter().map(|column| (column, 1)).collect();
        draft.add_limit(self.limit(About::Referral(referral)), terms, 0, 1);
    }
}
