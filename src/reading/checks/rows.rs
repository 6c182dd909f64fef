//! What checks look at, and what they say first.

use crate::calendar::{BankHolidays, Calendar};
use crate::problem::{Code, Place, Problem, shown_id};
use crate::reading::calendar::CalendarRow;
use crate::reading::cells;
use crate::round::{
    CalendarEntry, Course, Decision, Event, Held, Intake, Key, Policy, Programme, Provider, Referral, Run, School,
    Student,
};
use crate::schema::{ColumnOf, TableId};
use crate::units::AcademicYear;

/// Everything that was read, with gaps where a row could not be read.
pub(in crate::reading) struct Rows<'a> {
    pub(in crate::reading) policy: &'a Policy,
    pub(in crate::reading) policy_place: &'a Place,
    /// The run, when it could be read.
    pub(in crate::reading) run: Option<&'a Run>,
    /// The academic year of the run, when it could be read.
    pub(in crate::reading) academic_year: Option<AcademicYear>,
    pub(in crate::reading) calendar: &'a Calendar,
    pub(in crate::reading) calendar_usable: bool,
    /// The rows of the calendar that could be read.
    pub(in crate::reading) calendar_rows: &'a [CalendarRow],
    /// The bank holidays that are published.
    pub(in crate::reading) bank_holidays: &'a BankHolidays,
    pub(in crate::reading) dates: &'a [CalendarEntry],
    pub(in crate::reading) schools: &'a [Option<School>],
    pub(in crate::reading) students: &'a [Option<Student>],
    pub(in crate::reading) referrals: &'a [Option<Referral>],
    pub(in crate::reading) providers: &'a [Option<Provider>],
    pub(in crate::reading) courses: &'a [Option<Course>],
    pub(in crate::reading) intakes: &'a [Option<Intake>],
    pub(in crate::reading) held: &'a [Option<Held>],
    pub(in crate::reading) events: &'a [Option<Event>],
    pub(in crate::reading) decisions: &'a [Option<Decision>],
    /// The file or sheet of a table.
    pub(in crate::reading) place: &'a dyn Fn(TableId) -> Place,
}

/// The row of a key, when it could be read.
pub(super) fn row<T, K>(rows: &[Option<T>], key: Key<K>) -> Option<&T> {
    rows.get(key.index()).and_then(Option::as_ref)
}

impl Rows<'_> {
    /// The course of an intake, when both could be read.
    pub(super) fn course_of(&self, intake: Key<Intake>) -> Option<&Course> {
        row(self.courses, row(self.intakes, intake)?.course)
    }

    /// The programme of a key.
    pub(super) fn programme(&self, key: Key<Programme>) -> Option<&Programme> {
        (key.index() < self.policy.programmes.len()).then(|| &self.policy.programmes[key])
    }
}

/// The id of a row about a child, when a message may show it.
pub(super) fn child_id(id: &str) -> Option<String> {
    shown_id(id, |text| cells::date(text).is_ok())
}

/// A warning about a column of a row.
pub(super) fn warning<T>(code: Code, table: &Place, row: u32, column: ColumnOf<T>) -> Problem {
    Problem::new(code, table.row(row).column(column.name))
}
