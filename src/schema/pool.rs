use super::column::{Column, ColumnOf, Kind, words};
use super::table_id::TableId;
use crate::ids::vocabulary;
use crate::round::Pool;

vocabulary! {
    /// What has an amount of its own.
    Per {
        /// Each school.
        School = "school",
    }
}

/// The keys of a `[[pool]]`.
pub const KEYS: &[Column] = &[
    ID.column,
    AMOUNT.column,
    EACH.column,
    PROGRAMMES.column,
    COURSES.column,
    PROVIDERS.column,
    SCHOOLS.column,
    PER.column,
];

pub const ID: ColumnOf<Pool> = ColumnOf::new("id", Kind::Id, "The pool's id.").needed();
pub const AMOUNT: ColumnOf<Pool> =
    ColumnOf::new("amount", Kind::Amount, "How much there is; left out with per = \"school\".");
pub const EACH: ColumnOf<Pool> =
    ColumnOf::new("each", Kind::Whole, "What a placement takes, times the referral's units.").or("1");
pub const PROGRAMMES: ColumnOf<Pool> =
    ColumnOf::new("programmes", Kind::Programmes, "Only placements of these programmes.");
pub const COURSES: ColumnOf<Pool> =
    ColumnOf::new("courses", Kind::References(TableId::Courses), "Only placements on these courses.");
pub const PROVIDERS: ColumnOf<Pool> =
    ColumnOf::new("providers", Kind::References(TableId::Providers), "Only placements with these providers.");
pub const SCHOOLS: ColumnOf<Pool> =
    ColumnOf::new("schools", Kind::References(TableId::Schools), "Only placements of these referring schools.");
pub const PER: ColumnOf<Pool> = ColumnOf::new("per", Kind::Word(words::<Per>), "school: amounts from pools.csv.");
