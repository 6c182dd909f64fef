use super::column::{ColumnOf, Kind, words};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::{Course, FeePer};

/// `courses.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Courses,
    needed: true,
    about_children: false,
    doc: "What a provider teaches.",
    columns: &[
        COURSE_ID.column,
        PROVIDER_ID.column,
        PROGRAMME.column,
        TITLE.column,
        CATEGORY.column,
        YEAR_GROUPS.column,
        WEEKS.column,
        PLACES.column,
        NEEDS_TAGS.column,
        FEE.column,
        FEE_PER.column,
        DELIVERY.column,
        QUALITY.column,
    ],
};

pub const COURSE_ID: ColumnOf<Course> = ColumnOf::new("course_id", Kind::Id, "The course's id.").needed();
pub const PROVIDER_ID: ColumnOf<Course> =
    ColumnOf::new("provider_id", Kind::Reference(TableId::Providers), "Who runs it.").needed();
pub const PROGRAMME: ColumnOf<Course> =
    ColumnOf::new("programme", Kind::Programme, "The programme that it belongs to.").needed();
pub const TITLE: ColumnOf<Course> = ColumnOf::new("title", Kind::Text, "What people call it.").private();
pub const CATEGORY: ColumnOf<Course> = ColumnOf::new("category", Kind::Text, "Its kind, in the authority's words.");
pub const YEAR_GROUPS: ColumnOf<Course> =
    ColumnOf::new("year_groups", Kind::YearGroups, "Year groups it takes; blank: all.");
pub const WEEKS: ColumnOf<Course> =
    ColumnOf::new("weeks", Kind::Weeks, "Its length in teaching weeks.").or_else("the programme's");
pub const PLACES: ColumnOf<Course> =
    ColumnOf::new("places", Kind::Whole, "Most students at once over all its intakes; blank: no limit.");
pub const NEEDS_TAGS: ColumnOf<Course> = ColumnOf::new("needs_tags", Kind::List, "Tags that a student must have.");
pub const FEE: ColumnOf<Course> = ColumnOf::new("fee", Kind::Money, "The fee.").or("0");
pub const FEE_PER: ColumnOf<Course> =
    ColumnOf::new("fee_per", Kind::Word(words::<FeePer>), "What the fee is charged for.").or("placement");
pub const DELIVERY: ColumnOf<Course> = ColumnOf::new("delivery", Kind::List, "Face to face, online or other ways.");
pub const QUALITY: ColumnOf<Course> =
    ColumnOf::new("quality", Kind::Whole, "How good it is, in a unit of your own.").or("0");
