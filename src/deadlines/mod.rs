//! Every date that matters, and what is overdue: of the round as a whole, of
//! referrals that wait, of placements, and of the policy's time limits. One file
//! for each; their dates become one list.

mod clocks;
mod limit;
mod placed;
mod referred;
mod whole;

use crate::allocation::{AllocationRow, Placement};
use crate::calendar::Span;
use crate::ids::vocabulary;
use crate::round::{CalendarEntry, CalendarKind, Decider, Intake, Key, Programme, Referral, Round, Student};
use crate::rules::Casebook;
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeSet;

vocabulary! {
    /// What happens, or has to be done, on a date.
    DueKind {
        /// The last day on which a referral may be submitted.
        Deadline = "deadline",
        /// A panel that decides.
        Panel = "panel",
        /// A meeting that decides or advises.
        Meeting = "meeting",
        /// The last day on which the outcome reaches the school.
        Outcome = "outcome",
        /// The first day on which a placement may start, by lead time and the
        /// referral's own wish.
        EarliestStart = "earliest-start",
        /// The last day on which the referral's placement may start.
        LatestStart = "latest-start",
        /// A start.
        Start = "start",
        /// A review, at the end of a half-term.
        Review = "review",
        /// The last day of a placement.
        End = "end",
        /// The last day that keeps a time limit of the policy.
        Clock = "clock",
    }
}

vocabulary! {
    /// How a date lies to the day of the run.
    Standing {
        /// It has passed, and the files do not show that what was due is done.
        Overdue = "overdue",
        /// It is the day of the run or later.
        Ahead = "ahead",
        /// It has passed, or what was due is done.
        Past = "past",
    }
}

vocabulary! {
    /// How a time limit of a case stands.
    LimitState {
        /// It is not reached, and what it is for is not done.
        Running = "running",
        /// The same, and it stands still on the day of the run.
        Paused = "paused",
        /// It has passed, and what it is for is not done.
        Overdue = "overdue",
        /// What it is for was done in time.
        Met = "met",
        /// What it is for was done late.
        Missed = "missed",
        /// It need not be kept, and was not kept so far.
        Excused = "excused",
    }
}

/// A time limit of the policy in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit {
    /// The clock, by its position in the policy.
    pub clock: usize,
    /// The day of the event that started it.
    pub since: NaiveDate,
    /// The time of day until which it is kept, of a limit in hours.
    pub at: Option<NaiveTime>,
    /// How it stands.
    pub state: LimitState,
    /// The day on which what it is for was done.
    pub done: Option<NaiveDate>,
    /// How late that was, or is by the day of the run: days, a part of one
    /// counting as a whole one.
    pub days_late: Option<i64>,
}

/// A date that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// How it lies to the day of the run.
    pub standing: Standing,
    /// The day, or the first of several.
    pub date: NaiveDate,
    /// The last day, where there are several.
    pub last: Option<NaiveDate>,
    /// What is due.
    pub kind: DueKind,
    /// The programme, where it is of one.
    pub programme: Option<Key<Programme>>,
    /// The start that it serves, where the calendar names one.
    pub for_start: Option<NaiveDate>,
    /// The referral; nothing for a date of the round, or of a placement that
    /// was held before it.
    pub referral: Option<Key<Referral>>,
    /// The student; nothing for a date of the round.
    pub student: Option<Key<Student>>,
    /// The intake, where there is a placement in one.
    pub intake: Option<Key<Intake>>,
    /// Which of a placement's reviews it is, 1 the first; 0 for anything else.
    pub review: u32,
    /// The time limit, where it is one of the policy's.
    pub limit: Option<Limit>,
}

/// Every date of a round and of placements in it, overdue ones first, then
/// those ahead, then those that have passed; each of them by date.
///
/// Overdue are outcomes of pending referrals whose panel has met, latest starts
/// of referrals that are not placed, and time limits for what `events.csv` does
/// not show as done. Of starts, reviews and ends the files do not tell whether
/// they took place.
pub fn list(book: &Casebook, placements: &[Placement]) -> Vec<Due> {
    let placed: BTreeSet<Key<Referral>> = placements.iter().map(|placement| placement.referral).collect();
    let mut all = whole::dates(book.round);
    all.extend(referred::dates(book, &placed));
    all.extend(placed::dates(book.round, placements));
    all.extend(clocks::dates(book.round, placements).known);
    all.sort();
    all.dedup();
    all
}

/// How many time limits of cases end after the calendar does, in school days or
/// teaching weeks: their dates are not known.
pub fn beyond_the_calendar(round: &Round, placements: &[Placement]) -> usize {
    clocks::dates(round, placements).beyond
}

/// The placements of an allocation's rows, with the dates that the round gives
/// them where a row has none.
pub fn placements(book: &Casebook, rows: &[AllocationRow]) -> Vec<Placement> {
    let one = |row: &AllocationRow| {
        let span = book.case(row.referral, row.intake).span;
        let span = Span::new(row.start.unwrap_or(span.first), row.end.unwrap_or(span.last));
        Placement { referral: row.referral, intake: row.intake, span }
    };
    rows.iter().map(one).collect()
}

impl Due {
    /// A date of the round as a whole, past or ahead.
    fn of(round: &Round, kind: DueKind, date: NaiveDate) -> Due {
        let standing = if date < round.run.as_of { Standing::Past } else { Standing::Ahead };
        Due {
            standing,
            date,
            last: None,
            kind,
            programme: None,
            for_start: None,
            referral: None,
            student: None,
            intake: None,
            review: 0,
            limit: None,
        }
    }

    /// The date as one that is overdue once it has passed.
    fn must_be_met(self) -> Due {
        match self.standing {
            Standing::Past => Due { standing: Standing::Overdue, ..self },
            _ => self,
        }
    }
}

/// What a row of the calendar is here; nothing for terms and holidays.
fn kind_of(entry: &CalendarEntry) -> Option<DueKind> {
    match entry.kind {
        CalendarKind::Deadline => Some(DueKind::Deadline),
        CalendarKind::Panel => Some(DueKind::Panel),
        CalendarKind::Meeting => Some(DueKind::Meeting),
        CalendarKind::Term | CalendarKind::Holiday | CalendarKind::BankHoliday => None,
    }
}

/// The day by which the outcome of a panel or meeting reaches the school:
/// `outcome_working_days` after its last day. Nothing where the policy sets no
/// time or no panel decides on the programme.
fn outcome(round: &Round, entry: &CalendarEntry) -> Option<NaiveDate> {
    let days = round.policy.outcome_working_days?;
    let decides = |programme: Key<Programme>| round.policy.programmes[programme].decision == Decider::Panel;
    let is_decision = entry.kind != CalendarKind::Deadline && entry.programme.is_none_or(decides);
    is_decision.then(|| round.calendar.add_working_days(entry.end.unwrap_or(entry.date), days))
}

/// The last teaching days of half-terms after the first and before the last day
/// of a placement: when it is reviewed ("at least half-termly", DfE, Arranging
/// alternative provision, 2025).
fn reviews(half_terms: &[Span], placement: Span) -> impl Iterator<Item = NaiveDate> {
    let within = move |day: &NaiveDate| placement.first < *day && *day < placement.last;
    half_terms.iter().map(|half_term| half_term.last).filter(within)
}
