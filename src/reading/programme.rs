use super::cells;
use super::settings::{prefix_of, record_of};
use super::vocabulary::Vocabulary;
use crate::problem::{Place, Problem};
use crate::round::{Access, Decider, Pattern, Programme};
use crate::schema::policy;
use crate::schema::programme::{self, Deadline};
use crate::source::Group;

/// A programme.
pub(super) fn read(
    place: &Place,
    group: &Group,
    words: &mut Vocabulary,
    problems: &mut Vec<Problem>,
) -> Option<Programme> {
    let mut record = record_of(place, &prefix_of(policy::PROGRAMME, group), group, programme::KEYS, problems);
    let id = record.text(programme::ID);
    let name = record.name(programme::NAME);
    let programme = Programme {
        name: if name.is_empty() { id.clone() } else { name },
        tier: record.name(programme::TIER),
        access: record.word(programme::ACCESS).unwrap_or(Access::Open),
        decision: record.word(programme::DECISION).unwrap_or(Decider::Officer),
        deadline: record.word(programme::DEADLINE) == Some(Deadline::Calendar),
        precedence: record.other(programme::PRECEDENCE, cells::from_one).unwrap_or(1),
        lead_working_days: record.whole(programme::LEAD_WORKING_DAYS).unwrap_or(0),
        weeks: record.other(programme::WEEKS, cells::from_one),
        year_groups: record.year_groups(programme::YEAR_GROUPS),
        age_months: record.other(programme::AGE_MONTHS, cells::age_range),
        referrers: record.list(programme::REFERRERS, &mut words.referrers),
        on_roll: record.yes_no(programme::ON_ROLL).unwrap_or(false),
        documents: record.list(programme::DOCUMENTS, &mut words.documents),
        ehcp: record.yes_no(programme::EHCP),
        tags_any: record.list(programme::TAGS_ANY, &mut words.tags),
        tags_none: record.list(programme::TAGS_NONE, &mut words.tags),
        alone: record.yes_no(programme::ALONE).unwrap_or(false),
        repeat: record.yes_no(programme::REPEAT).unwrap_or(true),
        max_stay_weeks: record.other(programme::MAX_STAY_WEEKS, cells::from_one),
        max_stay_terms: record.whole(programme::MAX_STAY_TERMS),
        gap_weeks: record.whole(programme::GAP_WEEKS),
        framework: record.yes_no(programme::FRAMEWORK).unwrap_or(false),
        delivery: record.list(programme::DELIVERY, &mut words.delivery),
        pattern: Pattern {
            days_per_week: record.other(programme::DAYS_PER_WEEK, cells::day_range),
            weekdays: record.times(programme::WEEKDAYS),
            weeks: record.other(programme::WEEKS_BETWEEN, cells::week_range),
        },
        yearly_places: record.whole(programme::YEARLY_PLACES),
        term_places: record.whole(programme::TERM_PLACES),
        max_distance: record.other(programme::MAX_KM, cells::tenths_of_km),
        source: record.name(programme::SOURCE),
        id,
    };
    Some(programme)
}
