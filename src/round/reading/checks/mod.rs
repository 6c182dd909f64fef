//! What only shows when rows are seen together: warnings all, but for fees that
//! cannot be reckoned with. Rows that could not be read are left out, so that
//! one mistake hides no other.

mod calendar;
mod distances;
mod events;
mod fees;
mod held;
mod referrals;

use super::super::diagnostic::{Code, Problem, shortened, shown_id};
use super::super::{
    CalendarEntry, Course, Event, Held, Intake, Key, Policy, Programme, Provider, Referral, School, Student,
};
use super::calendar::CalendarRow;
use crate::calendar::{BankHolidays, Calendar};
use crate::units::AcademicYear;

/// Everything that was read, with gaps where a row could not be read.
pub(super) struct Rows<'a> {
    pub(super) policy: &'a Policy,
    pub(super) policy_file: &'a str,
    /// The academic year of the run, when it could be read.
    pub(super) academic_year: Option<AcademicYear>,
    pub(super) calendar: &'a Calendar,
    pub(super) calendar_usable: bool,
    /// The rows of the calendar that could be read.
    pub(super) calendar_rows: &'a [CalendarRow],
    /// The bank holidays that are published.
    pub(super) bank_holidays: &'a BankHolidays,
    pub(super) dates: &'a [CalendarEntry],
    pub(super) schools: &'a [Option<School>],
    pub(super) students: &'a [Option<Student>],
    pub(super) referrals: &'a [Option<Referral>],
    pub(super) providers: &'a [Option<Provider>],
    pub(super) courses: &'a [Option<Course>],
    pub(super) intakes: &'a [Option<Intake>],
    pub(super) held: &'a [Option<Held>],
    pub(super) events: &'a [Option<Event>],
    /// The file of a table.
    pub(super) file: &'a dyn Fn(super::super::columns::TableId) -> String,
}

/// The row of a key, when it could be read.
fn row<T, K>(rows: &[Option<T>], key: Key<K>) -> Option<&T> {
    rows.get(key.index()).and_then(Option::as_ref)
}

impl Rows<'_> {
    fn course_of(&self, intake: Key<Intake>) -> Option<&Course> {
        row(self.courses, row(self.intakes, intake)?.course)
    }

    fn programme(&self, key: Key<Programme>) -> Option<&Programme> {
        (key.index() < self.policy.programmes.len()).then(|| &self.policy.programmes[key])
    }
}

/// Tells what is wrong with rows taken together.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    calendar::check(rows, problems);
    referrals::check(rows, problems);
    distances::check(rows, problems);
    held::check(rows, problems);
    events::check(rows, problems);
    fees::check(rows, problems);
}

/// The id of a row about a child, when a message may show it.
fn child_id(id: &str) -> Option<String> {
    shown_id(id, |text| super::cells::date(text).is_ok())
}

fn warning(code: Code, file: &str, row: u32, column: &str) -> Problem {
    Problem::new(code, file).at(Some(row)).column(column)
}
