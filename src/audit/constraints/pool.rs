use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::audit::pair::Pair;
use crate::round::{Key, Pool, PoolAmount, School};
use std::collections::BTreeMap;

/// What new placements take of a pool is no more than its amount; of a pool
/// per school, no more than the school's own amount.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    given.facts.round.policy.pools.iter().flat_map(|pool| breaches_of_pool(given, pool)).collect()
}

fn breaches_of_pool(given: &Given<'_>, pool: &Pool) -> Vec<Breach> {
    let round = given.facts.round;
    let members = given.placements.iter().filter(|placement| takes_from(pool, placement));
    let taken = members.map(|placement| {
        let taken = u64::from(pool.each).saturating_mul(u64::from(placement.referral.units));
        (placement.referral.school, taken)
    });
    match &pool.amount {
        PoolAmount::All(None) => Vec::new(),
        PoolAmount::All(Some(amount)) => {
            let taken = taken.fold(0_u64, |sum, (_, taken)| sum.saturating_add(taken));
            let breach = || (vec![subject(pool)], format!("{taken} are taken of the pool of {amount}"));
            (taken > u64::from(*amount)).then(breach).into_iter().collect()
        }
        PoolAmount::PerSchool(amounts) => {
            let mut by_school: BTreeMap<Key<School>, u64> = BTreeMap::new();
            for (school, taken) in taken {
                if let Some(school) = school {
                    let sum = by_school.entry(school).or_default();
                    *sum = sum.saturating_add(taken);
                }
            }
            by_school
                .into_iter()
                .filter_map(|(school, taken)| {
                    let amount = amounts.get(&school).copied().unwrap_or(0);
                    let subjects = || vec![subject(pool), Subject::new(SubjectKind::School, &round.schools[school])];
                    (taken > u64::from(amount))
                        .then(|| (subjects(), format!("{taken} are taken of the school's {amount}")))
                })
                .collect()
        }
    }
}

fn subject(pool: &Pool) -> Subject {
    Subject { kind: SubjectKind::Pool, id: pool.id.clone() }
}

/// Whether a placement is of all that the pool is for.
pub(in crate::audit) fn takes_from(pool: &Pool, placement: &Pair<'_>) -> bool {
    let school = placement.referral.school;
    pool.programmes.as_ref().is_none_or(|only| only.contains(&placement.course.programme))
        && pool.courses.as_ref().is_none_or(|only| only.contains(&placement.intake.course))
        && pool.providers.as_ref().is_none_or(|only| only.contains(&placement.course.provider))
        && pool.schools.as_ref().is_none_or(|only| school.is_some_and(|school| only.contains(&school)))
}
