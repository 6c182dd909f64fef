//! A column of a table or key of a settings file: what it holds, what a blank
//! means and what it says.

use super::table_id::TableId;
use crate::ids::Word;
use std::marker::PhantomData;
use std::ops::Deref;

/// What a cell or setting holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// The row's own id.
    Id,
    /// The id of a row of another table.
    Reference(TableId),
    /// Ids of rows of another table.
    References(TableId),
    /// The id of a programme of the policy.
    Programme,
    /// Ids of programmes of the policy.
    Programmes,
    /// The id of a pool of the policy.
    Pool,
    /// Any text.
    Text,
    /// A word of the authority's own, compared with others of its kind.
    OwnWord,
    /// One of some fixed words.
    Word(fn() -> Vec<&'static str>),
    /// Words separated by semicolons.
    List,
    /// Documents separated by semicolons, each perhaps with its day.
    Documents,
    /// Words, each with a number of days.
    DaysByWord,
    /// Courses and intakes, most wanted first.
    Choices,
    /// A day.
    Date,
    /// A time of day.
    TimeOfDay,
    /// An amount of money.
    Money,
    /// Yes, no or unknown.
    YesNo,
    /// A whole number, 0 to 1,000,000.
    Whole,
    /// A place in an order, 1 the first.
    Ordinal,
    /// A number of teaching weeks, at least 1.
    Weeks,
    /// An amount of a unit of one's own, 0 to 1,000,000,000.
    Amount,
    /// The seed of the lottery.
    Seed,
    /// A year group.
    YearGroup,
    /// Year groups and ranges of them.
    YearGroups,
    /// Whole and half weekdays.
    Times,
    /// A number of days in a week, halves allowed.
    DayCount,
    /// A number of days in a week or a range of them, halves allowed.
    DayRange,
    /// A number of teaching weeks, at least 1, or a range of them.
    WeekRange,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// Kilometres.
    Kilometres,
    /// An academic year.
    AcademicYear,
    /// An age in months, from and below.
    AgeRange,
    /// A pupil's number, which is checked and never kept.
    Upn,
    /// A school's number of six digits.
    Urn,
    /// A group of settings, or several.
    Group,
}

impl Kind {
    /// How many characters a value may have; nothing where it is a list.
    pub(crate) fn longest(self) -> Option<usize> {
        match self {
            Kind::List | Kind::References(_) | Kind::Programmes | Kind::Choices | Kind::YearGroups | Kind::Group => {
                None
            }
            Kind::Text => Some(10_000),
            _ => Some(200),
        }
    }

    /// How many values a list may have; nothing where it may have any number.
    pub(crate) fn most_values(self) -> Option<usize> {
        matches!(self, Kind::Choices).then_some(5_000)
    }

    /// Whether a value is an id, or ids.
    pub(crate) fn is_of_ids(self) -> bool {
        matches!(
            self,
            Kind::Id
                | Kind::Reference(_)
                | Kind::References(_)
                | Kind::Programme
                | Kind::Programmes
                | Kind::Pool
                | Kind::Choices
        )
    }

    /// What a reader of messages expects to see.
    pub fn expected(self) -> String {
        match self {
            Kind::Id => "an id of its own".to_owned(),
            Kind::Reference(table) => format!("an id of {}", table.file()),
            Kind::References(table) => format!("ids of {}", table.file()),
            Kind::Programmes => "ids of programmes of the policy".to_owned(),
            Kind::Programme => "the id of a programme of the policy".to_owned(),
            Kind::Pool => "the id of a pool of the policy".to_owned(),
            Kind::Text => "a text".to_owned(),
            Kind::OwnWord => "a word of your own".to_owned(),
            Kind::Word(words) => format!("one of {}", words().join(", ")),
            Kind::List => "words separated by semicolons".to_owned(),
            Kind::Documents => {
                "words separated by semicolons, each perhaps with its day: early_help@2025-10-02".to_owned()
            }
            Kind::DaysByWord => {
                "a number of days for each word, such as { early_help = 180 }; in a sheet early_help=180".to_owned()
            }
            Kind::Choices => "ids of courses or intakes, as C4;C7|C9;any".to_owned(),
            Kind::Date => "a date such as 2025-09-17, 17/09/2025 or 17 September 2025".to_owned(),
            Kind::TimeOfDay => "a time of day such as 14:30".to_owned(),
            Kind::Money => "an amount such as 1200 or £1,200.00".to_owned(),
            Kind::YesNo => "yes or no".to_owned(),
            Kind::Whole => "a whole number from 0 to 1,000,000".to_owned(),
            Kind::Ordinal => "a whole number from 1, the first".to_owned(),
            Kind::Weeks => "a number of teaching weeks, 1 or more".to_owned(),
            Kind::Amount => "a whole number from 0 to 1,000,000,000".to_owned(),
            Kind::Seed => "a whole number, 0 or more".to_owned(),
            Kind::YearGroup => "a year group: N1, N2, R or 1 to 14".to_owned(),
            Kind::YearGroups => "year groups such as 9, 7-11 or R;1;2".to_owned(),
            Kind::Times => "weekdays such as Mon;Tue am;Thu pm".to_owned(),
            Kind::DayCount => "a number of days from 0 to 7, in halves, such as 4 or 2.5".to_owned(),
            Kind::DayRange => {
                "a number of days from 0 to 7 or a range of them, in halves, such as 2, 2.5 or 1-2".to_owned()
            }
            Kind::WeekRange => {
                "a number of teaching weeks, 1 or more, or a range of them, such as 10 or 6-12".to_owned()
            }
            Kind::Latitude => "degrees from -90 to 90".to_owned(),
            Kind::Longitude => "degrees from -180 to 180".to_owned(),
            Kind::Kilometres => "a number of kilometres".to_owned(),
            Kind::AcademicYear => "an academic year such as 2025-26".to_owned(),
            Kind::AgeRange => "an age in months, from and below, such as 0-18".to_owned(),
            Kind::Upn => "a pupil number with its check letter, such as B801200005001".to_owned(),
            Kind::Urn => "six digits".to_owned(),
            Kind::Group => "a group of settings".to_owned(),
        }
    }
}

/// What a blank cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// There must be a value.
    Refused,
    /// No limit, no bound, nothing known.
    Nothing,
    /// This value.
    Value(&'static str),
    /// A value from elsewhere, in words.
    Elsewhere(&'static str),
}

/// A column of a table or a key of a settings file.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What a blank means.
    pub blank: Blank,
    /// One line on what it says.
    pub doc: &'static str,
    /// Whether a message must never show its value.
    pub private: bool,
}

/// A column of the rows, or key of the groups, that are read as a `T`. Rows are
/// asked for their cells by these, so that nobody can ask a row for a column
/// that it does not have.
#[derive(Debug)]
pub struct ColumnOf<T> {
    /// What is declared of it.
    pub column: Column,
    read_as: PhantomData<fn() -> T>,
}

/// Columns are the same that have one name and one meaning.
impl PartialEq for Column {
    fn eq(&self, other: &Column) -> bool {
        (self.name, self.doc) == (other.name, other.doc)
    }
}

impl Eq for Column {}

impl<T> Clone for ColumnOf<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ColumnOf<T> {}

impl<T> Deref for ColumnOf<T> {
    type Target = Column;
    fn deref(&self) -> &Column {
        &self.column
    }
}

impl<T> ColumnOf<T> {
    /// A column that may be blank.
    pub const fn new(name: &'static str, kind: Kind, doc: &'static str) -> ColumnOf<T> {
        let column = Column { name, kind, blank: Blank::Nothing, doc, private: false };
        ColumnOf { column, read_as: PhantomData }
    }

    /// The column with a value in every row.
    #[must_use]
    pub const fn needed(mut self) -> ColumnOf<T> {
        self.column.blank = Blank::Refused;
        self
    }

    /// The column with a value for blank cells.
    #[must_use]
    pub const fn or(mut self, value: &'static str) -> ColumnOf<T> {
        self.column.blank = Blank::Value(value);
        self
    }

    /// The column with a value from elsewhere for blank cells.
    #[must_use]
    pub const fn or_else(mut self, source: &'static str) -> ColumnOf<T> {
        self.column.blank = Blank::Elsewhere(source);
        self
    }

    /// The column with values that no message shows.
    #[must_use]
    pub const fn private(mut self) -> ColumnOf<T> {
        self.column.private = true;
        self
    }
}

/// The written words of a vocabulary, for [`Kind::Word`].
pub fn words<W: Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|value| value.word()).collect()
}
