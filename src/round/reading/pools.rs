use super::index::Index;
use super::known::Known;
use super::record::Record;
use super::settings::{prefix_of, record_of};
use crate::ids::vocabulary;
use crate::round::columns::{Column, Kind, TableId, TableSpec, words};
use crate::round::diagnostic::{Code, Problem, quoted};
use crate::round::source::Group;
use crate::round::{Key, Pool, PoolAmount, School};
use std::collections::BTreeMap;

vocabulary! {
    /// What has an amount of its own.
    Per {
        /// Each school.
        School = "school",
    }
}

/// `pools.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Pools,
    needed: false,
    about_children: false,
    doc: "The amount of a pool for one school.",
    columns: &[
        Column::new("pool_id", Kind::Pool, "The pool, one with per = \"school\".").needed(),
        Column::new("school_id", Kind::Reference(TableId::Schools), "The school.").needed(),
        Column::new("amount", Kind::Amount, "How much it has.").needed(),
    ],
};

/// The keys of a `[[pool]]`.
pub const POOL_KEYS: &[Column] = &[
    Column::new("id", Kind::Id, "The pool's id.").needed(),
    Column::new("amount", Kind::Amount, "How much there is; left out with per = \"school\"."),
    Column::new("each", Kind::Whole, "What a placement takes, times the referral's units.").or("1"),
    Column::new("programmes", Kind::Programmes, "Only placements of these programmes."),
    Column::new("courses", Kind::References(TableId::Courses), "Only placements on these courses."),
    Column::new("providers", Kind::References(TableId::Providers), "Only placements with these providers."),
    Column::new("schools", Kind::References(TableId::Schools), "Only placements of these referring schools."),
    Column::new("per", Kind::Word(words::<Per>), "school: amounts from pools.csv."),
];

/// The pools of the policy, without the amounts of schools.
pub(super) fn read_pools(file: &str, groups: &[&Group], known: &Known<'_>, problems: &mut Vec<Problem>) -> Vec<Pool> {
    let mut pools: Vec<Pool> = Vec::new();
    for group in groups {
        let mut record = record_of(file, &prefix_of("pool", group), group, POOL_KEYS, problems);
        let id = record.text("id");
        if !id.is_empty() && pools.iter().any(|pool| pool.id == id) {
            let advice = "Delete one of the two or give it an id of its own.";
            record.tell(Code::DuplicateId, "id", quoted(&id), "every pool once", advice);
        }
        let per_school = record.word::<Per>("per") == Some(Per::School);
        let amount = record.amount("amount");
        if per_school && !record.is_blank("amount") {
            let advice = "Delete the amount; the schools' amounts stand in pools.csv.";
            record.tell(
                Code::ContradictorySettings,
                "amount",
                "an amount and per = \"school\"",
                "one of the two",
                advice,
            );
        }
        pools.push(Pool {
            id,
            amount: if per_school { PoolAmount::PerSchool(BTreeMap::new()) } else { PoolAmount::All(amount) },
            each: record.whole("each").unwrap_or(1),
            programmes: record.references("programmes", &known.programmes),
            courses: record.references_or_removed("courses", &known.courses, known.removed),
            providers: record.references_or_removed("providers", &known.providers, known.removed),
            schools: record.references_or_removed("schools", &known.schools, known.removed),
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
    record: &mut Record<'_>,
    known: &Known<'_>,
    index: &Index,
    pools: &[Pool],
    earlier: &mut BTreeMap<(usize, Key<School>), u32>,
) -> Option<PoolRow> {
    let pool = record.reference::<Pool>("pool_id", index).map(Key::index);
    let school = record.reference("school_id", &known.schools);
    let amount = record.amount("amount");
    let whole = pool.and_then(|pool| pools.get(pool)).is_some_and(|pool| matches!(pool.amount, PoolAmount::All(_)));
    if whole {
        let expected = "a pool with per = \"school\"";
        let advice = "Delete the row, or let the policy say per = \"school\" and no amount.";
        record.tell(Code::ContradictorySettings, "pool_id", "a pool with one amount for all", expected, advice);
    }
    let (pool, school) = (pool?, school?);
    let row = record.row.unwrap_or(0);
    if let Some(first) = earlier.insert((pool, school), row) {
        let found = format!("the pool and school of row {first}");
        record.tell(Code::DuplicateId, "school_id", found, "every school once for a pool", "Delete one of the rows.");
    }
    Some(PoolRow { pool, school, amount: amount? })
}
