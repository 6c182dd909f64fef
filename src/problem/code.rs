//! What may be wrong with an input, and how grave it is.

use crate::ids::vocabulary;
use serde::{Serialize, Serializer};

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
        /// A file, workbook or table is larger than what is read.
        TooLarge = "too-large",
        /// A path or a link leads out of the folder and the one above it.
        OutsideFolder = "outside-folder",
        /// A part of a batch is not as it was written.
        AlteredPart = "altered-part",
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
        /// Merged cells, of which only the first has a value.
        MergedCells = "merged-cells",
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
        /// Referrals that are to be placed together and cannot be.
        TogetherImpossible = "together-impossible",
        /// An `any` that is not the last choice.
        AnyNotLast = "any-not-last",
        /// A condition of a scenario that no row meets.
        NoMatch = "no-match",

        /// A text that is not UTF-8, read as Windows-1252.
        EncodingGuessed = "encoding-guessed",
        /// A sheet that a round does not have.
        UnknownSheet = "unknown-sheet",
        /// A hidden sheet with the name of a table or of settings.
        HiddenSheet = "hidden-sheet",
        /// Rows that a spreadsheet does not show.
        HiddenRows = "hidden-rows",
        /// A column that a spreadsheet does not show.
        HiddenColumn = "hidden-column",
        /// Results of formulas that are to be worked out anew.
        StaleFormula = "stale-formula",
        /// Dates whose day and month may be exchanged.
        DayAndMonthExchanged = "day-and-month-exchanged",
        /// A number for a day in a workbook that counts from 1904.
        NumberFrom1904 = "number-from-1904",
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
        /// A waived rule of which the policy says that none is to be.
        NeverWaived = "never-waived",
        /// An event that no time limit of the case names.
        EventOfNoClock = "event-of-no-clock",
        /// A time limit between events that never happen.
        ClockOfNoEvent = "clock-of-no-event",
        /// A `keep` decision for what the referral may not take.
        KeepIsNoOption = "keep-is-no-option",
        /// A text that says that there is no value, where a blank binds.
        Placeholder = "placeholder",
        /// A word that is nearly one of the policy's or of a course.
        NearlyAWord = "nearly-a-word",
        /// A date written as a moment in UTC or with an offset from it.
        MomentInTime = "moment-in-time",
        /// An amount of money with three decimals.
        ThreeDecimals = "three-decimals",
        /// Coordinates that are exchanged, 0 or not of the United Kingdom.
        CoordinatesOutside = "coordinates-outside",
        /// A birth after the day of the run or far from the year group.
        UnlikelyBirth = "unlikely-birth",
        /// A choice that is named twice.
        RepeatedChoice = "repeated-choice",
        /// A value of `together` that one open referral has alone.
        TogetherAlone = "together-alone",
        /// A group to be placed together of which a decision places one.
        TogetherDecided = "together-decided",
        /// A group to be placed together of which one has no option.
        TogetherNoOption = "together-no-option",
        /// An intake without places.
        NoPlaces = "no-places",
        /// A programme of a panel without an approved referral.
        NoneApproved = "none-approved",
        /// A `place` decision that a rule shuts out.
        PlaceIsNoOption = "place-is-no-option",
        /// Intakes that nobody can take.
        DeadCapacity = "dead-capacity",
        /// Held placements that outlast their provider's approval.
        HeldOutlastsApproval = "held-outlasts-approval",
        /// Places of the year of which what is gained now leaves later rounds
        /// fewer than they would want.
        TakenFromLater = "taken-from-later",
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
