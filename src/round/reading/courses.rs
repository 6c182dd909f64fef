use super::cells;
use super::known::Known;
use super::record::Record;
use crate::round::columns::{Column, Kind, TableId, TableSpec, words};
use crate::round::{Course, FeePer};
use crate::units::Pence;

/// `courses.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Courses,
    needed: true,
    about_children: false,
    doc: "What a provider teaches.",
    columns: &[
        Column::new("course_id", Kind::Id, "The course's id.").needed(),
        Column::new("provider_id", Kind::Reference(TableId::Providers), "Who runs it.").needed(),
        Column::new("programme", Kind::Programme, "The programme that it belongs to.").needed(),
        Column::new("title", Kind::Text, "What people call it.").private(),
        Column::new("category", Kind::Text, "Its kind, in the authority's words."),
        Column::new("year_groups", Kind::YearGroups, "Year groups it takes; blank: all."),
        Column::new("weeks", Kind::Weeks, "Its length in teaching weeks.").or_else("the programme's"),
        Column::new("places", Kind::Whole, "Most students at once over all its intakes; blank: no limit."),
        Column::new("needs_tags", Kind::List, "Tags that a student must have."),
        Column::new("fee", Kind::Money, "The fee.").or("0"),
        Column::new("fee_per", Kind::Word(words::<FeePer>), "What the fee is charged for.").or("placement"),
        Column::new("delivery", Kind::List, "Face to face, online or other ways."),
        Column::new("quality", Kind::Whole, "How good it is, in a unit of your own.").or("0"),
    ],
};

/// A course.
pub(super) fn read(record: &mut Record<'_>, known: &Known<'_>) -> Option<Course> {
    let provider = record.reference("provider_id", &known.providers);
    let programme = record.reference("programme", &known.programmes);
    let id = record.text("course_id");
    let title = record.text("title");
    let category = record.text("category");
    let year_groups = record.year_groups("year_groups");
    let weeks = record.other("weeks", cells::weeks);
    let places = record.whole("places");
    let needs_tags = record.list("needs_tags");
    let fee = record.money("fee").unwrap_or(Pence(0));
    let fee_per = record.word("fee_per").unwrap_or(FeePer::Placement);
    let delivery = record.list("delivery");
    let quality = record.whole("quality").unwrap_or(0);
    Some(Course {
        id,
        provider: provider?,
        programme: programme?,
        title,
        category,
        year_groups,
        weeks,
        places,
        needs_tags,
        fee,
        fee_per,
        delivery,
        quality,
        row: record.row.unwrap_or(0),
    })
}
