use super::cells;
use super::known::Known;
use super::record::Record;
use super::vocabulary::Vocabulary;
use crate::round::{Course, FeePer};
use crate::schema::courses;
use crate::units::Pence;

/// A course.
pub(super) fn read(record: &mut Record<'_, Course>, known: &Known<'_>, words: &mut Vocabulary) -> Option<Course> {
    let provider = record.reference(courses::PROVIDER_ID, &known.providers);
    let programme = record.reference(courses::PROGRAMME, &known.programmes);
    let id = record.text(courses::COURSE_ID);
    let title = record.name(courses::TITLE);
    let category = record.name(courses::CATEGORY);
    let year_groups = record.year_groups(courses::YEAR_GROUPS);
    let weeks = record.other(courses::WEEKS, cells::from_one);
    let places = record.whole(courses::PLACES);
    let needs_tags = record.list(courses::NEEDS_TAGS, &mut words.tags);
    let fee = record.money(courses::FEE).unwrap_or(Pence(0));
    let fee_per = record.word(courses::FEE_PER).unwrap_or(FeePer::Placement);
    let delivery = record.list(courses::DELIVERY, &mut words.delivery);
    let quality = record.whole(courses::QUALITY).unwrap_or(0);
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
