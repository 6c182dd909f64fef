use super::column::{Column, ColumnOf, Kind, words};
use crate::ids::vocabulary;
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
pub const KEYS: &[Column] = &[
    ID.column,
    NAME.column,
    TIER.column,
    ACCESS.column,
    DECISION.column,
    DEADLINE.column,
    PRECEDENCE.column,
    LEAD_WORKING_DAYS.column,
    WEEKS.column,
    YEAR_GROUPS.column,
    AGE_MONTHS.column,
    REFERRERS.column,
    ON_ROLL.column,
    DOCUMENTS.column,
    EHCP.column,
    TAGS_ANY.column,
    TAGS_NONE.column,
    ALONE.column,
    REPEAT.column,
    MAX_STAY_WEEKS.column,
    MAX_STAY_TERMS.column,
    GAP_WEEKS.column,
    FRAMEWORK.column,
    DELIVERY.column,
    DAYS_PER_WEEK.column,
    WEEKDAYS.column,
    WEEKS_BETWEEN.column,
    YEARLY_PLACES.column,
    TERM_PLACES.column,
    MAX_KM.column,
    SOURCE.column,
];

pub const ID: ColumnOf<Programme> = ColumnOf::new("id", Kind::Id, "The id that referrals and courses use.").needed();
pub const NAME: ColumnOf<Programme> = ColumnOf::new("name", Kind::Text, "What people call it.").or_else("its id");
pub const TIER: ColumnOf<Programme> = ColumnOf::new("tier", Kind::Text, "The authority's label of the tier.");
pub const ACCESS: ColumnOf<Programme> =
    ColumnOf::new("access", Kind::Word(words::<Access>), "Who may use it.").or("open");
pub const DECISION: ColumnOf<Programme> =
    ColumnOf::new("decision", Kind::Word(words::<Decider>), "Who decides.").or("officer");
pub const DEADLINE: ColumnOf<Programme> =
    ColumnOf::new("deadline", Kind::Word(words::<Deadline>), "Where its deadlines come from.").or("none");
pub const PRECEDENCE: ColumnOf<Programme> =
    ColumnOf::new("precedence", Kind::Ordinal, "Which of a student's referrals comes first: the one with the lowest.")
        .or("1");
pub const LEAD_WORKING_DAYS: ColumnOf<Programme> =
    ColumnOf::new("lead_working_days", Kind::Whole, "Working days from submission to the earliest start.").or("0");
pub const WEEKS: ColumnOf<Programme> = ColumnOf::new("weeks", Kind::Weeks, "Usual length in teaching weeks.");
pub const YEAR_GROUPS: ColumnOf<Programme> = ColumnOf::new("year_groups", Kind::YearGroups, "Year groups it takes.");
pub const AGE_MONTHS: ColumnOf<Programme> =
    ColumnOf::new("age_months", Kind::AgeRange, "Age at the start in months, from and below.");
pub const REFERRERS: ColumnOf<Programme> = ColumnOf::new("referrers", Kind::List, "Who may refer.");
pub const ON_ROLL: ColumnOf<Programme> =
    ColumnOf::new("on_roll", Kind::YesNo, "Only for students on the roll of a school.").or("no");
pub const DOCUMENTS: ColumnOf<Programme> = ColumnOf::new("documents", Kind::List, "Documents that must be there.");
pub const EHCP: ColumnOf<Programme> =
    ColumnOf::new("ehcp", Kind::YesNo, "true: only with a plan; false: only without.");
pub const TAGS_ANY: ColumnOf<Programme> = ColumnOf::new("tags_any", Kind::List, "The student has one of them.");
pub const TAGS_NONE: ColumnOf<Programme> = ColumnOf::new("tags_none", Kind::List, "The student has none of them.");
pub const ALONE: ColumnOf<Programme> =
    ColumnOf::new("alone", Kind::YesNo, "No other placement at the same time.").or("no");
pub const REPEAT: ColumnOf<Programme> =
    ColumnOf::new("repeat", Kind::YesNo, "Whether it may be taken again in an academic year.").or("yes");
pub const MAX_STAY_WEEKS: ColumnOf<Programme> =
    ColumnOf::new("max_stay_weeks", Kind::Weeks, "Longest stay of a student in teaching weeks.");
pub const MAX_STAY_TERMS: ColumnOf<Programme> =
    ColumnOf::new("max_stay_terms", Kind::Whole, "Most terms in which a stay has a teaching day.");
pub const GAP_WEEKS: ColumnOf<Programme> =
    ColumnOf::new("gap_weeks", Kind::Whole, "Fewest weeks from the end of a stay to the start of the next.");
pub const FRAMEWORK: ColumnOf<Programme> =
    ColumnOf::new("framework", Kind::YesNo, "Only providers on the framework.").or("no");
pub const DELIVERY: ColumnOf<Programme> = ColumnOf::new("delivery", Kind::List, "Ways of delivery that it takes.");
pub const DAYS_PER_WEEK: ColumnOf<Programme> =
    ColumnOf::new("days_per_week", Kind::DayRange, "Days a week that its intakes have.");
pub const WEEKDAYS: ColumnOf<Programme> =
    ColumnOf::new("weekdays", Kind::Times, "Weekdays that its intakes are on, and no others.");
pub const WEEKS_BETWEEN: ColumnOf<Programme> =
    ColumnOf::new("weeks_between", Kind::WeekRange, "Teaching weeks that its intakes have from start to end.");
pub const YEARLY_PLACES: ColumnOf<Programme> =
    ColumnOf::new("yearly_places", Kind::Whole, "Most placements starting in an academic year.");
pub const TERM_PLACES: ColumnOf<Programme> =
    ColumnOf::new("term_places", Kind::Whole, "Most placements starting in a term.");
pub const MAX_KM: ColumnOf<Programme> = ColumnOf::new("max_km", Kind::Kilometres, "Farthest provider in kilometres.");
pub const SOURCE: ColumnOf<Programme> = ColumnOf::new("source", Kind::Text, "The text and section that it comes from.");
