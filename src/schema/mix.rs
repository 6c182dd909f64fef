use super::column::{Column, ColumnOf, Kind, words};
use super::table_id::TableId;
use crate::round::{Mix, MixPer, Who};

/// The keys of a `[[mix]]`.
pub const KEYS: &[Column] = &[
    ID.column,
    PER.column,
    PROVIDERS_TAGS.column,
    PROGRAMMES.column,
    COURSES.column,
    PROVIDERS.column,
    WHO.column,
    WEIGHT.column,
    MOST.column,
];

/// The keys of its `who`.
pub const WHO_KEYS: &[Column] =
    &[EHCP.column, LOOKED_AFTER.column, TAGS_ANY.column, TAGS_NONE.column, YEAR_GROUPS.column, DAYS_LEAST.column];

pub const ID: ColumnOf<Mix> = ColumnOf::new("id", Kind::Id, "The mix's id.").needed();
pub const PER: ColumnOf<Mix> =
    ColumnOf::new("per", Kind::Word(words::<MixPer>), "Where students are counted together.").needed();
pub const PROVIDERS_TAGS: ColumnOf<Mix> =
    ColumnOf::new("providers_tags", Kind::List, "Only with providers that have one of these tags.");
pub const PROGRAMMES: ColumnOf<Mix> =
    ColumnOf::new("programmes", Kind::Programmes, "Only placements of these programmes.");
pub const COURSES: ColumnOf<Mix> =
    ColumnOf::new("courses", Kind::References(TableId::Courses), "Only placements on these courses.");
pub const PROVIDERS: ColumnOf<Mix> =
    ColumnOf::new("providers", Kind::References(TableId::Providers), "Only placements with these providers.");
pub const WHO: ColumnOf<Mix> = ColumnOf::new("who", Kind::Group, "Who counts; left out: everyone.");
pub const WEIGHT: ColumnOf<Mix> =
    ColumnOf::new("weight", Kind::Text, "A column of students with whole numbers; left out: 1 each.");
pub const MOST: ColumnOf<Mix> = ColumnOf::new("most", Kind::Whole, "The most at any time of day on any date.").needed();

pub const EHCP: ColumnOf<Who> = ColumnOf::new("ehcp", Kind::YesNo, "true: only with a plan; false: only without.");
pub const LOOKED_AFTER: ColumnOf<Who> =
    ColumnOf::new("looked_after", Kind::YesNo, "true: only the looked after; false: only the others.");
pub const TAGS_ANY: ColumnOf<Who> = ColumnOf::new("tags_any", Kind::List, "The student has one of them.");
pub const TAGS_NONE: ColumnOf<Who> = ColumnOf::new("tags_none", Kind::List, "The student has none of them.");
pub const YEAR_GROUPS: ColumnOf<Who> =
    ColumnOf::new("year_groups", Kind::YearGroups, "Only students of these year groups.");
pub const DAYS_LEAST: ColumnOf<Who> =
    ColumnOf::new("days_least", Kind::DayCount, "Only placements of so many days a week or more.");
