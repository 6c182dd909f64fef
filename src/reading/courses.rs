use super::cells;
use super::known::Known;
use super::record::Record;
use crate::round::{Course, FeePer};
use crate::units::Pence;

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
