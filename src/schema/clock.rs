use super::column::{Column, ColumnOf, Kind, words};
use crate::round::{Clock, ClockBasis, ClockUnit, ClosureEffect};

/// The keys of a `[[clock]]`.
pub const KEYS: &[Column] = &[
    ID.column,
    NAME.column,
    PROGRAMMES.column,
    FROM.column,
    TO.column,
    AMOUNT.column,
    UNIT.column,
    BASIS.column,
    PAUSES.column,
    EXCUSES.column,
    CLOSURES.column,
    CLOSURE_WEEKS.column,
    SOURCE.column,
];

pub const ID: ColumnOf<Clock> = ColumnOf::new("id", Kind::Id, "The clock's id.").needed();
pub const NAME: ColumnOf<Clock> = ColumnOf::new("name", Kind::Text, "What people call it.").or_else("its id");
pub const PROGRAMMES: ColumnOf<Clock> =
    ColumnOf::new("programmes", Kind::Programmes, "Only referrals for these programmes.");
pub const FROM: ColumnOf<Clock> =
    ColumnOf::new("from", Kind::OwnWord, "The event that starts it: submitted, start, end or one of events.csv.")
        .needed();
pub const TO: ColumnOf<Clock> = ColumnOf::new("to", Kind::OwnWord, "The event that ends it, likewise.").needed();
pub const AMOUNT: ColumnOf<Clock> =
    ColumnOf::new("amount", Kind::Whole, "How many of the unit; 10,000 at most.").needed();
pub const UNIT: ColumnOf<Clock> =
    ColumnOf::new("unit", Kind::Word(words::<ClockUnit>), "What it is counted in.").needed();
pub const BASIS: ColumnOf<Clock> = ColumnOf::new("basis", Kind::Word(words::<ClockBasis>), "Who sets it.").or("local");
pub const PAUSES: ColumnOf<Clock> =
    ColumnOf::new("pauses", Kind::List, "Events that last, with an end in events.csv: their days do not count.");
pub const EXCUSES: ColumnOf<Clock> =
    ColumnOf::new("excuses", Kind::List, "Events: a case with one of them need not keep the limit.");
pub const CLOSURES: ColumnOf<Clock> =
    ColumnOf::new("closures", Kind::Word(words::<ClosureEffect>), "What it makes of school closures.").or("count");
pub const CLOSURE_WEEKS: ColumnOf<Clock> =
    ColumnOf::new("closure_weeks", Kind::Weeks, "The shortest closure that it looks at, in whole weeks.").or_else("1");
pub const SOURCE: ColumnOf<Clock> = ColumnOf::new("source", Kind::Text, "The text and section that it comes from.");
