use super::index::Index;
use super::known::Known;
use super::record::Record;
use super::settings::{prefix_of, record_of};
use crate::problem::{Code, Place, Problem, quoted};
use crate::round::{Key, Pool, PoolAmount, School};
use crate::schema::pool::{self, Per};
use crate::schema::{policy, pools};
use crate::source::Group;
use std::collections::BTreeMap;

/// The pools of the policy, without the amounts of schools.
pub(super) fn read_pools(
    place: &Place,
    groups: &[&Group],
    known: &Known<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Pool> {
    let mut pools: Vec<Pool> = Vec::new();
    for group in groups {
        let mut record = record_of(place, &prefix_of(policy::POOL, group), group, pool::KEYS, problems);
        let id = record.text(pool::ID);
        if !id.is_empty() && pools.iter().any(|pool| pool.id == id) {
            let advice = "Delete one of the two or give it an id of its own.";
            record.tell(Code::DuplicateId, pool::ID, quoted(&id), "every pool once", advice);
        }
        let per_school = record.word::<Per>(pool::PER) == Some(Per::School);
        let amount = record.amount(pool::AMOUNT);
        if per_school && !record.is_blank(pool::AMOUNT) {
            let advice = "Delete the amount; the schools' amounts stand in pools.csv.";
            record.tell(
                Code::ContradictorySettings,
                pool::AMOUNT,
                "an amount and per = \"school\"",
                "one of the two",
                advice,
            );
        }
        pools.push(Pool {
            id,
            amount: if per_school { PoolAmount::PerSchool(BTreeMap::new()) } else { PoolAmount::All(amount) },
            each: record.whole(pool::EACH).unwrap_or(1),
            programmes: record.references(pool::PROGRAMMES, &known.programmes),
            courses: record.references_or_removed(pool::COURSES, &known.courses, known.removed),
            providers: record.references_or_removed(pool::PROVIDERS, &known.providers, known.removed),
            schools: record.references_or_removed(pool::SCHOOLS, &known.schools, known.removed),
        });
    }
    pools
}

/// The ids of the pools.
pub(super) fn index(pools: &[Pool], usable: bool) -> Index {
    let mut index = Index::empty(usable);
    for (position, pool) in pools.iter().enumerate() {
        let _ = index.insert(&pool.id, position);
    }
    index
}

/// A school's amount of a pool.
pub(super) struct PoolRow {
    pub(super) pool: usize,
    pub(super) school: Key<School>,
    pub(super) amount: u32,
}

/// A row of `pools.csv`; `earlier` are the pairs of the rows before it.
pub(super) fn read(
    record: &mut Record<'_, PoolAmount>,
    known: &Known<'_>,
    index: &Index,
    pools: &[Pool],
    earlier: &mut BTreeMap<(usize, Key<School>), u32>,
) -> Option<PoolRow> {
    let pool = record.reference::<Pool>(pools::POOL_ID, index).map(Key::index);
    let school = record.reference(pools::SCHOOL_ID, &known.schools);
    let amount = record.amount(pools::AMOUNT);
    let whole = pool.and_then(|pool| pools.get(pool)).is_some_and(|pool| matches!(pool.amount, PoolAmount::All(_)));
    if whole {
        let expected = "a pool with per = \"school\"";
        let advice = "Delete the row, or let the policy say per = \"school\" and no amount.";
        let found = record.with_cell(pools::POOL_ID, "a pool with one amount for all");
        record.tell(Code::ContradictorySettings, pools::POOL_ID, found, expected, advice);
    }
    let (pool, school) = (pool?, school?);
    let row = record.row.unwrap_or(0);
    if let Some(first) = earlier.insert((pool, school), row) {
        let found = format!("the pool and school of row {first}");
        record.tell(
            Code::DuplicateId,
            pools::SCHOOL_ID,
            found,
            "every school once for a pool",
            "Delete one of the rows.",
        );
    }
    Some(PoolRow { pool, school, amount: amount? })
}
