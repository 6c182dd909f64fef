//! The amount of a pool, for all or for each school.

use crate::ids::ConstraintId;
use crate::limits::constraint::{Capacity, Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::offer::{Asked, Offer, Tell, find as find_in};
use crate::limits::one_more::OneMore;
use crate::problem::{Code, Problem, meant, nearest, quoted};
use crate::round::{Key, Pool, PoolAmount, Round, School};
use crate::rows::{About, ColumnIndex, Draft};
use crate::schema::{TableId, policy, pool as pool_keys, pools};
use std::collections::BTreeMap;

/// New placements take no more of a pool than its amount.
pub(super) struct Pools;

impl Constraint for Pools {
    fn id(&self) -> ConstraintId {
        ConstraintId::Pool
    }

    fn write(&self, draft: &mut Draft) {
        let round = draft.round;
        for (position, pool) in round.policy.pools.iter().enumerate() {
            let members = members(draft, pool);
            let mut add = |school, terms, amount: u32| {
                draft.add_limit(self.limit(About::Pool(position, school)), terms, 0, i64::from(amount));
            };
            match &pool.amount {
                PoolAmount::All(None) => {}
                PoolAmount::All(Some(amount)) => add(None, members.into_values().flatten().collect(), *amount),
                PoolAmount::PerSchool(amounts) => {
                    for (school, terms) in members.into_iter().filter_map(|(school, terms)| Some((school?, terms))) {
                        add(Some(school), terms, amounts.get(&school).copied().unwrap_or(0));
                    }
                }
            }
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let (pool, school) = named(more.round, about)?;
        let whose = school.map(|school| format!(" of school {school}")).unwrap_or_default();
        let (limit, total) = (more.limit(), more.total());
        Some(format!("{total} would be taken of pool {}{whose}; its amount is {limit}", pool.id))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let (pool, school) = named(round, about)?;
        let whose = school.map(|school| format!(" of school {school}")).unwrap_or_default();
        Some(format!("the amount of pool {}{whose}", pool.id))
    }

    fn in_short(&self) -> &'static str {
        "A shared amount is used up"
    }

    fn advice(&self) -> &'static str {
        "Ask what is left of the shared amount."
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for Pools {
    fn ease(&self) -> Ease {
        Ease::Place
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let About::Pool(position, school) = stated else { return };
        let now = match (&mut round.policy.pools[position].amount, school) {
            (PoolAmount::All(all), _) => all.as_mut(),
            (PoolAmount::PerSchool(amounts), Some(school)) => Some(amounts.entry(school).or_default()),
            (PoolAmount::PerSchool(_), None) => None,
        };
        now.into_iter().for_each(|now| *now = now.saturating_add(amount));
    }

    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>> {
        let (pool, id) = named(round, stated)?;
        let more = |now: u32| now.saturating_add(amount).to_string();
        let edit = match (&pool.amount, stated) {
            (PoolAmount::PerSchool(amounts), About::Pool(_, Some(school))) => {
                let mut row = vec![(pools::POOL_ID.name, pool.id.clone()), (pools::SCHOOL_ID.name, id?.to_owned())];
                match amounts.get(&school) {
                    Some(now) => {
                        Edit::Set { table: TableId::Pools, row, column: pools::AMOUNT.name, value: more(*now) }
                    }
                    None => {
                        row.push((pools::AMOUNT.name, more(0)));
                        Edit::Insert { table: TableId::Pools, row }
                    }
                }
            }
            (PoolAmount::All(Some(now)), _) => Edit::member(policy::POOL, &pool.id, pool_keys::AMOUNT, more(*now)),
            _ => return None,
        };
        Some(vec![edit])
    }

    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String> {
        let (pool, school) = named(round, stated)?;
        let whose = school.map(|school| format!(" for school {school}")).unwrap_or_default();
        Some(format!("{amount} more of pool {}{whose}", pool.id))
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let (pool, school) = named(round, about)?;
        let whose = school.map(|school| format!(" for school {school}")).unwrap_or_default();
        Some(format!("pool {} has {amount} more{whose}", pool.id))
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

impl Capacity for Pools {
    fn all(&self, round: &Round) -> Vec<About> {
        let of = |(position, pool): (usize, &Pool)| -> Vec<About> {
            match pool.amount {
                PoolAmount::All(None) => Vec::new(),
                PoolAmount::All(Some(_)) => vec![About::Pool(position, None)],
                PoolAmount::PerSchool(_) => {
                    round.schools.keys().map(|school| About::Pool(position, Some(school))).collect()
                }
            }
        };
        round.policy.pools.iter().enumerate().flat_map(of).collect()
    }

    /// What a placement takes of it.
    fn unit(&self, round: &Round, stated: About, _pounds: u32) -> u32 {
        named(round, stated).map_or(1, |(pool, _)| pool.each.max(1))
    }

    fn amount(&self, round: &Round, stated: About) -> Option<String> {
        let About::Pool(position, school) = stated else { return None };
        let amount = match (&round.policy.pools[position].amount, school) {
            (PoolAmount::All(all), _) => (*all)?,
            (PoolAmount::PerSchool(amounts), school) => amounts.get(&school?).copied().unwrap_or(0),
        };
        Some(amount.to_string())
    }

    fn of<'r>(&self, round: &'r Round, stated: About) -> Option<&'r str> {
        named(round, stated).map(|(pool, _)| pool.id.as_str())
    }

    fn part_of<'r>(&self, round: &'r Round, stated: About) -> Option<&'r str> {
        named(round, stated)?.1
    }

    fn called(&self, round: &Round, stated: About) -> Option<(String, String)> {
        let (pool, school) = named(round, stated)?;
        let whose = school.map(|school| format!(" of school {school}")).unwrap_or_default();
        Some((format!("{}{whose}", pool.id), String::new()))
    }

    fn kind(&self) -> &'static str {
        "pool"
    }

    fn offer(&self) -> Option<Offer> {
        Some(Offer { key: "pool", has_own_unit: true, find })
    }
}

/// The pool, and the id of the school whose part it is.
fn named(round: &Round, about: About) -> Option<(&Pool, Option<&str>)> {
    let About::Pool(position, school) = about else { return None };
    Some((&round.policy.pools[position], school.map(|school| round.schools[school].id.as_str())))
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

fn find(round: &Round, asked: &Asked, tell: &Tell) -> Result<About, Box<Problem>> {
    let pools = &round.policy.pools;
    let ids = || pools.iter().map(|pool| pool.id.as_str());
    let id = asked.id;
    let Some(position) = ids().position(|other| other == id) else {
        let near = meant(nearest(id, ids()));
        return Err(tell(Code::UnknownId, "pool", quoted(id), "the id of a pool", &near));
    };
    match (&pools[position].amount, asked.school) {
        (PoolAmount::All(Some(_)), None) => Ok(About::Pool(position, None)),
        (PoolAmount::PerSchool(_), Some(school)) => {
            find_in(&round.schools, school, "school", tell).map(|key| About::Pool(position, Some(key)))
        }
        (PoolAmount::All(None), _) => Err(asked.unlimited("pool", tell)),
        (PoolAmount::PerSchool(_), None) => {
            let found = format!("{} without a school", quoted(id));
            Err(tell(Code::MissingValue, "school", found, "the school", "Each school has its own part of it."))
        }
        (PoolAmount::All(_), Some(_)) => {
            let found = format!("{} with a school", quoted(id));
            let advice = "It is one for all: leave the school out.";
            Err(tell(Code::ContradictorySettings, "school", found, "no school", advice))
        }
    }
}
