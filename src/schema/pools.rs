use super::column::{ColumnOf, Kind};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::PoolAmount;

/// `pools.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Pools,
    needed: false,
    about_children: false,
    doc: "The amount of a pool for one school.",
    columns: &[POOL_ID.column, SCHOOL_ID.column, AMOUNT.column],
};

pub const POOL_ID: ColumnOf<PoolAmount> =
    ColumnOf::new("pool_id", Kind::Pool, "The pool, one with per = \"school\".").needed();
pub const SCHOOL_ID: ColumnOf<PoolAmount> =
    ColumnOf::new("school_id", Kind::Reference(TableId::Schools), "The school.").needed();
pub const AMOUNT: ColumnOf<PoolAmount> = ColumnOf::new("amount", Kind::Amount, "How much it has.").needed();
