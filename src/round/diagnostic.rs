//! Problems of the input: what is wrong, where, what was expected and what to
//! do about it. No message carries a name, a date of birth or free text about
//! a child.

use crate::ids::vocabulary;
use serde::{Serialize, Serializer};
use std::fmt;

vocabulary! {
    /// How grave a problem is.
    Severity {
        /// The round cannot be read, or can be read in two ways.
        Error = "error",
        /// The round is read; somebody should look.
        Warning = "warning",
    }
}

vocabulary! {
    /// What is wrong, as `docs/errors.md` explains it. First the errors.
    Code {
        /// A needed file is not there.
        MissingFile = "missing-file",
        /// A file cannot be opened or read.
        UnreadableFile = "unreadable-file",
        /// Two files hold the same table.
        DuplicateTable = "duplicate-table",
        /// A file is not text in a known encoding.
        BadEncoding = "bad-encoding",
        /// A file has no header.
        EmptyFile = "empty-file",
        /// A settings file is not TOML.
        BadToml = "bad-toml",
        /// A key is given twice.
        DuplicateKey = "duplicate-key",
        /// A key that no settings file has.
        UnknownKey = "unknown-key",
        /// A setting of the wrong type.
        WrongType = "wrong-type",
        /// Settings that cannot all hold.
        ContradictorySettings = "contradictory-settings",
        /// A quoted cell that never ends.
        UnclosedQuote = "unclosed-quote",
        /// A row with more or fewer cells than the header.
        RaggedRow = "ragged-row",
        /// A row above the header that is no header.
        RowAboveHeader = "row-above-header",
        /// Totals or a remark below the table.
        RowBelowTable = "row-below-table",
        /// The header once more among the rows.
        RepeatedHeader = "repeated-header",
        /// A needed column is not there.
        MissingColumn = "missing-column",
        /// A column is there twice.
        DuplicateColumn = "duplicate-column",
        /// A needed value is not there.
        MissingValue = "missing-value",
        /// A cell with the error of a formula.
        FormulaError = "formula-error",
        /// An id that is none.
        BadId = "bad-id",
        /// An id that another row has.
        DuplicateId = "duplicate-id",
        /// An id that no row has.
        UnknownId = "unknown-id",
        /// A word that is not one of the fixed words.
        UnknownWord = "unknown-word",
        /// No date.
        BadDate = "bad-date",
        /// No time of day.
        BadTime = "bad-time",
        /// No amount of money.
        BadMoney = "bad-money",
        /// No whole number.
        BadNumber = "bad-number",
        /// A number below 0.
        NegativeNumber = "negative-number",
        /// A number above what can be meant.
        NumberTooLarge = "number-too-large",
        /// Neither yes nor no.
        BadYesNo = "bad-yes-no",
        /// No year group or range of year groups.
        BadYearGroup = "bad-year-group",
        /// No weekdays.
        BadDays = "bad-days",
        /// No number of days in a week.
        BadDayCount = "bad-day-count",
        /// No coordinate.
        BadCoordinate = "bad-coordinate",
        /// No academic year.
        BadAcademicYear = "bad-academic-year",
        /// No age range.
        BadAgeRange = "bad-age-range",
        /// A file that is none of bank holidays.
        BadBankHolidays = "bad-bank-holidays",
        /// An end before its start.
        EndBeforeStart = "end-before-start",
        /// A band outside 1 to `bands`.
        BandOutOfRange = "band-out-of-range",
        /// An intake whose end cannot be known.
        NoLength = "no-length",
        /// A student to be kept apart from itself.
        SelfSeparation = "self-separation",
        /// An `any` that is not the last choice.
        AnyNotLast = "any-not-last",
        /// A condition of a scenario that no row meets.
        NoMatch = "no-match",

        /// A text that is not UTF-8, read as Windows-1252.
        EncodingGuessed = "encoding-guessed",
        /// A sheet that a round does not have.
        UnknownSheet = "unknown-sheet",
        /// An example among the rows.
        ExampleRow = "example-row",
        /// Rows that a spreadsheet cut short where they are blank.
        ShortRows = "short-rows",
        /// A column that the table does not have.
        UnknownColumn = "unknown-column",
        /// Characters in an id or word that nobody sees.
        Tidied = "tidied",
        /// A time of day beside a date.
        TimeLeftOut = "time-left-out",
        /// A pupil number whose check letter or form is wrong.
        BadUpn = "bad-upn",
        /// A pupil number that another student has.
        DuplicateUpn = "duplicate-upn",
        /// A school number that has not six digits.
        BadUrn = "bad-urn",
        /// A weekday that is not the date's.
        WeekdayDisagrees = "weekday-disagrees",
        /// The source's own words disagree with the date.
        StatedDisagrees = "stated-disagrees",
        /// A date that its source contradicts, with no reading that the calendar speaks for.
        DateUnresolved = "date-unresolved",
        /// Terms that share days.
        TermsOverlap = "terms-overlap",
        /// A long time between two terms.
        TermsGap = "terms-gap",
        /// A term or holiday of more than a year.
        LongSpan = "long-span",
        /// A calendar without a term.
        NoTerms = "no-terms",
        /// A holiday that is neither within a term nor between terms.
        HolidayOutsideTerms = "holiday-outside-terms",
        /// A published bank holiday that the calendar lacks.
        BankHolidayMissing = "bank-holiday-missing",
        /// A bank holiday of the calendar that is not published.
        BankHolidayUnknown = "bank-holiday-unknown",
        /// Terms beyond the published bank holidays.
        BankHolidaysEnd = "bank-holidays-end",
        /// A deadline, panel or meeting on a weekend or bank holiday.
        NotAWorkingDay = "not-a-working-day",
        /// A deadline after the start that it serves.
        DeadlineAfterStart = "deadline-after-start",
        /// A panel or meeting before its deadline.
        MeetingBeforeDeadline = "meeting-before-deadline",
        /// A panel or meeting whose outcome comes too late for its start.
        OutcomeAfterStart = "outcome-after-start",
        /// Another time from deadline to meeting than usual.
        UnusualGap = "unusual-gap",
        /// A start without a deadline.
        NoDeadline = "no-deadline",
        /// A start that the lead time after its deadline rules out.
        LeadBeyondStart = "lead-beyond-start",
        /// An intake beyond the terms of the calendar.
        OutsideTerms = "outside-terms",
        /// A start on a day when nobody is taught.
        StartNotTaught = "start-not-taught",
        /// An end after the last day of compulsory school age.
        AfterLeavingDate = "after-leaving-date",
        /// The day of the run is far from the academic year.
        AsOfOutsideYear = "as-of-outside-year",
        /// More in a group than there are places.
        MinGroupAbovePlaces = "min-group-above-places",
        /// The calendar ends before the intake's weeks do.
        WeeksShort = "weeks-short",
        /// An intake longer or shorter than its programme says.
        LengthDiffers = "length-differs",
        /// A last day to join after the intake's end.
        LastStartAfterEnd = "last-start-after-end",
        /// A referral without a band.
        BlankBand = "blank-band",
        /// A referral submitted after the day of the run.
        SubmittedAfterAsOf = "submitted-after-as-of",
        /// A referral that waits for more than a year.
        WaitingAboveAYear = "waiting-above-a-year",
        /// Two open referrals of one student for one programme.
        TwoOpenReferrals = "two-open-referrals",
        /// A choice of another programme.
        ChoiceOfOtherProgramme = "choice-of-other-programme",
        /// A distance that cannot be judged.
        UnknownCoordinates = "unknown-coordinates",
        /// Held placements of a student that clash.
        HeldClash = "held-clash",
        /// Held placements beyond a limit.
        HeldOverLimit = "held-over-limit",
        /// A waive without a reason.
        WaiveWithoutReason = "waive-without-reason",
        /// An event that no time limit of the case names.
        EventOfNoClock = "event-of-no-clock",
        /// A time limit between events that never happen.
        ClockOfNoEvent = "clock-of-no-event",
        /// A `keep` decision for what the referral may not take.
        KeepIsNoOption = "keep-is-no-option",
    }
}

impl Code {
    /// Whether nothing is written while the problem is there.
    pub fn severity(self) -> Severity {
        if self < Code::EncodingGuessed { Severity::Error } else { Severity::Warning }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One problem of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// The file's name.
    pub file: String,
    /// The sheet, where the file is the workbook of the round.
    pub sheet: Option<String>,
    /// The row as a spreadsheet counts it (the header is row 1), or the line
    /// of a settings file; nothing: the file as a whole.
    pub row: Option<u32>,
    /// The column, or the key of a setting.
    pub column: Option<String>,
    /// The id of the row.
    pub id: Option<String>,
    /// What was found; only the shape of it where it may be about a child.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do.
    pub advice: String,
}

impl Problem {
    /// A problem of a file as a whole.
    pub fn new(code: Code, file: &str) -> Problem {
        Problem {
            code,
            severity: code.severity(),
            file: file.to_owned(),
            sheet: None,
            row: None,
            column: None,
            id: None,
            found: String::new(),
            expected: String::new(),
            advice: String::new(),
        }
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The problem at a row.
    #[must_use]
    pub fn at(mut self, row: Option<u32>) -> Problem {
        self.row = row;
        self
    }

    /// The problem in a column or key.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Problem {
        self.column = Some(column.into());
        self
    }

    /// The problem of the row with an id.
    #[must_use]
    pub fn id(mut self, id: Option<String>) -> Problem {
        self.id = id;
        self
    }

    /// The problem with what was found, what was expected and what to do.
    #[must_use]
    pub fn says(mut self, found: impl Into<String>, expected: impl Into<String>, advice: impl Into<String>) -> Problem {
        self.found = found.into();
        self.expected = expected.into();
        self.advice = advice.into();
        self
    }
}

impl fmt::Display for Problem {
    /// One line: `error[bad-date] referrals.csv, row 12, column submitted (R12): found …; expected …. …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}] {}", self.severity, self.code, self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet {}", shortened(sheet))?;
        }
        let is_toml = self.file.ends_with(".toml");
        if let Some(row) = self.row {
            let word = if is_toml { "line" } else { "row" };
            write!(f, ", {word} {row}")?;
        }
        if let Some(column) = &self.column {
            let is_key = is_toml || self.sheet.as_deref().is_some_and(is_settings_sheet);
            let word = if is_key { "key" } else { "column" };
            write!(f, ", {word} {column}")?;
        }
        if let Some(id) = &self.id {
            write!(f, " ({id})")?;
        }
        let separator = if self.expected.is_empty() { "" } else { "; expected " };
        write!(f, ": found {}{separator}{}. {}", self.found, self.expected, self.advice)
    }
}

/// Whether a sheet holds keys and values.
fn is_settings_sheet(sheet: &str) -> bool {
    ["round", "policy"].contains(&super::source::plain(sheet).as_str())
}

/// A value as a message may show it, in quotes.
pub(crate) fn quoted(value: &str) -> String {
    format!("\"{}\"", shortened(value))
}

/// A value without control characters, no longer than 40 characters.
pub(crate) fn shortened(value: &str) -> String {
    const LONGEST: usize = 40;
    let clean: String = value.chars().filter(|c| !c.is_control()).take(LONGEST + 1).collect();
    match clean.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &clean[..cut]),
        None => clean,
    }
}

/// What a message says of a value that it must not show.
pub(crate) fn shape(value: &str) -> String {
    match value.chars().count() {
        1 => "a text of 1 character".to_owned(),
        count => format!("a text of {count} characters"),
    }
}

/// An id as a message may show it where it may be a child's: short, in one
/// word, with a digit, and no date; so never a name and never a birthday.
pub(crate) fn shown_id(id: &str, is_date: impl Fn(&str) -> bool) -> Option<String> {
    const LONGEST: usize = 24;
    let plain = id.chars().all(|c| !c.is_whitespace() && !c.is_control());
    let numbered = id.chars().any(|c| c.is_ascii_digit());
    (plain && numbered && id.chars().count() <= LONGEST && !is_date(id)).then(|| id.to_owned())
}
