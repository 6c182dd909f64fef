use super::column::{Column, ColumnOf, Kind, words};
use crate::round::{Policy, WaitingUnit};

/// The keys of `policy.toml`.
pub const KEYS: &[Column] = &[
    AUTHORITY.column,
    BANDS.column,
    DAYS_OFF_SITE_MAX.column,
    OUTCOME_WORKING_DAYS.column,
    ACCESS_EXEMPT.column,
    NEVER_WAIVE.column,
    DOCUMENTS_MAX_AGE_DAYS.column,
    WAITING_UNIT.column,
    TRANSPORT_BUDGET.column,
    SLA.column,
    PROGRAMME.column,
    POOL.column,
    MIX.column,
    CLOCK.column,
    TRANSPORT.column,
    LETTERS.column,
    OBJECTIVE.column,
];

pub const AUTHORITY: ColumnOf<Policy> = ColumnOf::new("authority", Kind::Text, "The authority's name.");
pub const BANDS: ColumnOf<Policy> =
    ColumnOf::new("bands", Kind::Whole, "How many bands of need there are; 1 is the most urgent.").or("1");
pub const DAYS_OFF_SITE_MAX: ColumnOf<Policy> =
    ColumnOf::new("days_off_site_max", Kind::DayCount, "Most days off site in a week.").or("5");
pub const OUTCOME_WORKING_DAYS: ColumnOf<Policy> =
    ColumnOf::new("outcome_working_days", Kind::Whole, "Working days from a panel to the outcome at the school.");
pub const ACCESS_EXEMPT: ColumnOf<Policy> =
    ColumnOf::new("access_exempt", Kind::List, "Who counts as access 0: looked_after, ehcp, tag:NAME.");
pub const NEVER_WAIVE: ColumnOf<Policy> =
    ColumnOf::new("never_waive", Kind::List, "Rules and constraints that no smallest change and no remedy lifts.")
        .or("approval;own-school;separation;mix");
pub const DOCUMENTS_MAX_AGE_DAYS: ColumnOf<Policy> =
    ColumnOf::new("documents_max_age_days", Kind::DaysByWord, "How old a document may be on the day of the run.");
pub const WAITING_UNIT: ColumnOf<Policy> =
    ColumnOf::new("waiting_unit", Kind::Word(words::<WaitingUnit>), "The unit of waiting.").or("weeks");
pub const TRANSPORT_BUDGET: ColumnOf<Policy> =
    ColumnOf::new("transport_budget", Kind::Money, "Most for transport to all new placements.");
pub const SLA: ColumnOf<Policy> =
    ColumnOf::new("sla", Kind::Group, "Paid places of schools with the service-level agreement.");
pub const PROGRAMME: ColumnOf<Policy> = ColumnOf::new("programme", Kind::Group, "The programmes.");
pub const POOL: ColumnOf<Policy> = ColumnOf::new("pool", Kind::Group, "Further shared limits.");
pub const MIX: ColumnOf<Policy> = ColumnOf::new("mix", Kind::Group, "Who may be together, and how many at once.");
pub const CLOCK: ColumnOf<Policy> = ColumnOf::new("clock", Kind::Group, "Time limits of cases.");
pub const TRANSPORT: ColumnOf<Policy> =
    ColumnOf::new("transport", Kind::Group, "Who is taken to a placement, and at what cost; the first that applies.");
pub const LETTERS: ColumnOf<Policy> =
    ColumnOf::new("letters", Kind::Group, "What letters to families and schools say of the authority.");
pub const OBJECTIVE: ColumnOf<Policy> = ColumnOf::new("objective", Kind::Group, "What is optimised.");
