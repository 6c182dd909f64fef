use super::cells;
use super::settings::{prefix_of, record_of};
use crate::ids::vocabulary;
use crate::round::columns::{Column, Kind, words};
use crate::round::diagnostic::Problem;
use crate::round::source::Group;
use crate::round::{Access, Decider, Programme};

vocabulary! {
    /// Where a programme's deadlines come from.
    Deadline {
        /// The calendar.
        Calendar = "calendar",
        /// There are none.
        None = "none",
    }
}

/// The keys of a `[[programme]]`.
pub const PROGRAMME_KEYS: &[Column] = &[
    Column::new("id", Kind::Id, "The id that referrals and courses use.").needed(),
    Column::new("name", Kind::Text, "What people call it.").or_else("its id"),
    Column::new("tier", Kind::Text, "The authority's label of the tier."),
    Column::new("access", Kind::Word(words::<Access>), "Who may use it.").or("open"),
    Column::new("decision", Kind::Word(words::<Decider>), "Who decides.").or("officer"),
    Column::new("deadline", Kind::Word(words::<Deadline>), "Where its deadlines come from.").or("none"),
    Column::new("lead_working_days", Kind::Whole, "Working days from submission to the earliest start.").or("0"),
    Column::new("weeks", Kind::Weeks, "Usual length in teaching weeks."),
    Column::new("year_groups", Kind::YearGroups, "Year groups it takes."),
    Column::new("age_months", Kind::AgeRange, "Age at the start in months, from and below."),
    Column::new("referrers", Kind::List, "Who may refer."),
    Column::new("documents", Kind::List, "Documents that must be there."),
    Column::new("ehcp", Kind::YesNo, "true: only with a plan; false: only without."),
    Column::new("tags_any", Kind::List, "The student has one of them."),
    Column::new("tags_none", Kind::List, "The student has none of them."),
    Column::new("alone", Kind::YesNo, "No other placement at the same time.").or("no"),
    Column::new("repeat", Kind::YesNo, "Whether it may be taken again in an academic year.").or("yes"),
    Column::new("max_stay_weeks", Kind::Weeks, "Longest stay of a student in teaching weeks."),
    Column::new("max_stay_terms", Kind::Whole, "Most terms in which a stay has a teaching day."),
    Column::new("gap_weeks", Kind::Whole, "Fewest weeks from the end of a stay to the start of the next."),
    Column::new("framework", Kind::YesNo, "Only providers on the framework.").or("no"),
    Column::new("delivery", Kind::List, "Ways of delivery that it takes."),
    Column::new("yearly_places", Kind::Whole, "Most placements starting in an academic year."),
    Column::new("max_km", Kind::Kilometres, "Farthest provider in kilometres."),
    Column::new("source", Kind::Text, "The text and section that it comes from."),
];

/// A programme.
pub(super) fn read(file: &str, group: &Group, problems: &mut Vec<Problem>) -> Option<Programme> {
    let mut record = record_of(file, &prefix_of("programme", group), group, PROGRAMME_KEYS, problems);
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
