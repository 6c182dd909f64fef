use crate::ids::ConstraintId;
use crate::round::{Key, Pool, PoolAmount, School};
use crate::rows::{ColumnIndex, Draft, Subject};
use std::collections::BTreeMap;

/// New placements take no more of a pool than its amount.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    let round = draft.round;
    for (position, pool) in round.policy.pools.iter().enumerate() {
        let members = members(draft, pool);
        match &pool.amount {
            PoolAmount::All(None) => {}
            PoolAmount::All(Some(amount)) => {
                let terms = members.into_values().flatten().collect();
                draft.add_limit(id, Subject::Pool(position, None), terms, 0, i64::from(*amount));
            }
            PoolAmount::PerSchool(amounts) => {
                for (school, terms) in members.into_iter().filter_map(|(school, terms)| Some((school?, terms))) {
                    let amount = amounts.get(&school).copied().unwrap_or(0);
                    draft.add_limit(id, Subject::Pool(position, Some(school)), terms, 0, i64::from(amount));
                }
            }
        }
    }
}

/// The columns that take of a pool, by referring school.
fn members(draft: &Draft, pool: &Pool) -> BTreeMap<Option<Key<School>>, Vec<(ColumnIndex, i64)>> {
    let mut found: BTreeMap<_, Vec<(ColumnIndex, i64)>> = BTreeMap::new();
    for (column, option) in draft.options.all().iter().enumerate() {
        let referral = &draft.round.referrals[option.referral];
        let course = draft.round.intakes[option.intake].course;
        let row = &draft.round.courses[course];
        let takes = pool.programmes.as_ref().is_none_or(|only| only.contains(&row.programme))
            && pool.courses.as_ref().is_none_or(|only| only.contains(&course))
            && pool.providers.as_ref().is_none_or(|only| only.contains(&row.provider))
            && pool.schools.as_ref().is_none_or(|only| referral.school.is_some_and(|school| only.contains(&school)));
        if takes {
            let amount = i64::from(pool.each).saturating_mul(i64::from(referral.units));
            found.entry(referral.school).or_default().push((column, amount));
        }
    }
    found
}
