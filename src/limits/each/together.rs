//! Referrals of one student that are placed together or not at all.

use crate::ids::ConstraintId;
use crate::limits::constraint::{Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::one_more::OneMore;
use crate::paper::words::listing;
use crate::round::{Key, Referral, Round};
use crate::rows::{About, Draft, Row};
use crate::rules::groups;
use crate::schema::{TableId, referrals};

/// Of the open referrals of one student with the same value of `together` all
/// are placed or none, as a week that is pieced from several providers. A group
/// of which a decision places one is not bound.
pub(super) struct Together;

impl Constraint for Together {
    fn id(&self) -> ConstraintId {
        ConstraintId::Together
    }

    fn write(&self, draft: &mut Draft) {
        for group in groups(draft.book).into_iter().filter(|group| group.binds) {
            // Who stands still has all of them.
            let stands = draft
                .residual
                .is_some_and(|residual| residual.still.iter().any(|(referral, _)| group.members.contains(referral)));
            if stands {
                continue;
            }
            let limit = self.limit(About::Together(group.members[0]));
            let terms = |key: &Key<Referral>, takes: i64| -> Vec<(usize, i64)> {
                draft.of_referral(*key).into_iter().map(|column| (column, takes)).collect()
            };
            if group.members.iter().any(|member| terms(member, 1).is_empty()) {
                let all = group.members.iter().flat_map(|member| terms(member, 1)).collect();
                draft.add_limit(limit, all, 0, 0);
                continue;
            }
            let pairs = group.members.iter().zip(group.members.iter().skip(1));
            let rows: Vec<_> = pairs.map(|(one, next)| [terms(one, 1), terms(next, -1)].concat()).collect();
            for mut terms in rows {
                terms.sort_unstable();
                draft.rows.push(Row { limit: Some(limit), terms, lower: Some(0), upper: Some(0), used: 0 });
            }
        }
    }

    fn full(&self, _about: About, _more: &OneMore) -> Option<String> {
        Some("another referral of the student would have to be placed with it".to_owned())
    }

    fn left(&self, _round: &Round, _about: About) -> Option<String> {
        Some("the other has places that stand or fall together".to_owned())
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        Some(format!("referrals {} are placed together or not at all", ids(round, about)?))
    }

    fn in_short(&self) -> &'static str {
        "Not all that belong together can be placed"
    }

    fn advice(&self) -> &'static str {
        "Choose more courses for each of them, or ask for some of them alone."
    }

    fn is_of_one_student(&self) -> bool {
        true
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for Together {
    fn ease(&self) -> Ease {
        Ease::Separation
    }

    fn apply(&self, round: &mut Round, stated: About, _amount: u32) {
        for key in members(round, stated) {
            round.referrals[key].together = None;
        }
    }

    fn edits(&self, round: &Round, stated: About, _amount: u32) -> Option<Vec<Edit>> {
        let blank = |key: Key<Referral>| {
            let id = &round.referrals[key].id;
            Edit::set(TableId::Referrals, (referrals::REFERRAL_ID, id), referrals::TOGETHER, "")
        };
        Some(members(round, stated).into_iter().map(blank).collect())
    }

    fn change(&self, round: &Round, stated: About, _amount: u32) -> Option<String> {
        Some(format!("referrals {} no longer bound together", ids(round, stated)?))
    }

    fn remedy(&self, round: &Round, about: About, _amount: u32) -> Option<String> {
        Some(format!("referrals {} need not be placed together", ids(round, about)?))
    }

    fn most(&self, _round: &Round, _stated: About, _wanted: i64) -> u32 {
        1
    }

    fn excess(&self, _round: &Round, _stated: About, _row: &Row, _sum: i64) -> Option<i64> {
        Some(1)
    }

    fn is_raised_further(&self) -> bool {
        false
    }
}

/// The referrals of the first one's student with the same value, open or not.
fn members(round: &Round, about: About) -> Vec<Key<Referral>> {
    let About::Together(first) = about else { return Vec::new() };
    let row = &round.referrals[first];
    let is_member = |(_, other): &(Key<Referral>, &Referral)| {
        other.student == row.student && other.together == row.together && other.together.is_some()
    };
    round.referrals.iter().filter(is_member).map(|(key, _)| key).collect()
}

fn ids(round: &Round, about: About) -> Option<String> {
    let members = members(round, about);
    let ids: Vec<String> = members.iter().map(|key| round.referrals[*key].id.clone()).collect();
    (!ids.is_empty()).then(|| listing(&ids))
}
