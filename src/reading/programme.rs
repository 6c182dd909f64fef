use super::cells;
use super::settings::{prefix_of, record_of};
use crate::problem::Problem;
use crate::round::{Access, Decider, Programme};
use crate::schema::programme::{self, Deadline};
use crate::source::Group;

/// A programme.
pub(super) fn read(file: &str, group: &Group, problems: &mut Vec<Problem>) -> Option<Programme> {
    let mut record = record_of(file, &prefix_of("programme", group), group, programme::KEYS, problems);
    let id = record.text("id");
    let name = record.text("name");
    let programme = Programme {
        name: if name.is_empty() { id.clone() } else { name },
        tier: record.text("tier"),
        access: record.word("access").unwrap_or(Access::Open),
        decision: record.word("decision").unwrap_or(Decider::Officer),
        deadline: record.word("deadline") == Some(Deadline::Calendar),
        lead_working_days: record.whole("lead_working_days").unwrap_or(0),
        weeks: record.other("weeks", cells::weeks),
        year_groups: record.year_groups("year_groups"),
        age_months: record.other("age_months", cells::age_range),
        referrers: record.list("referrers"),
        documents: record.list("documents"),
        ehcp: record.yes_no("ehcp"),
        tags_any: record.list("tags_any"),
        tags_none: record.list("tags_none"),
        alone: record.yes_no("alone").unwrap_or(false),
        repeat: record.yes_no("repeat").unwrap_or(true),
        max_stay_weeks: record.other("max_stay_weeks", cells::weeks),
        max_stay_terms: record.whole("max_stay_terms"),
        gap_weeks: record.whole("gap_weeks"),
        framework: record.yes_no("framework").unwrap_or(false),
        delivery: record.list("delivery"),
        yearly_places: record.whole("yearly_places"),
        max_distance: record.other("max_km", cells::tenths_of_km),
        source: record.text("source"),
        id,
    };
    Some(programme)
}
