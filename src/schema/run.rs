use super::column::{Column, ColumnOf, Kind};
use crate::round::Run;

/// The keys of `round.toml`.
pub const KEYS: &[Column] = &[
    NAME.column,
    AS_OF.column,
    ACADEMIC_YEAR.column,
    POLICY.column,
    CALENDAR.column,
    BANK_HOLIDAYS.column,
    SEED.column,
    PROVISIONAL.column,
];

pub const NAME: ColumnOf<Run> = ColumnOf::new("name", Kind::Text, "What people call the round.");
pub const AS_OF: ColumnOf<Run> =
    ColumnOf::new("as_of", Kind::Date, "The day of the run: no placement starts before it; waiting counts to it.")
        .needed();
pub const ACADEMIC_YEAR: ColumnOf<Run> =
    ColumnOf::new("academic_year", Kind::AcademicYear, "1 September to 31 August.").needed();
pub const POLICY: ColumnOf<Run> =
    ColumnOf::new("policy", Kind::Text, "Where the policy is, from the folder of the round.").or("policy.toml");
pub const CALENDAR: ColumnOf<Run> =
    ColumnOf::new("calendar", Kind::Text, "Where the calendar is, from the folder of the round.").or("calendar.csv");
pub const BANK_HOLIDAYS: ColumnOf<Run> = ColumnOf::new(
    "bank_holidays",
    Kind::Text,
    "Bank holidays beside those of the calendar: gov.uk for the published ones, or where a newer file is.",
);
pub const SEED: ColumnOf<Run> =
    ColumnOf::new("seed", Kind::Seed, "Of the lottery: drawn and published after referrals close.").needed();
pub const PROVISIONAL: ColumnOf<Run> =
    ColumnOf::new("provisional", Kind::YesNo, "Before the panel: pending counts as approved.").or("no");
