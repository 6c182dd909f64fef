//! The rounds of the year: when they are run, and what begins in them.

use super::programme::Programme;
use crate::generate::dates::{add_days, day};
use chrono::NaiveDate;

/// A round of the academic year 2025-26, in the order in which they are run:
/// that of a term, and those of the Supported Transfers that start later in it.
/// Each is run on the day after a headteachers' meeting (S1:1000-1045).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// The autumn term's.
    Autumn,
    /// Of Supported Transfers, as the others that are named by a month.
    November,
    /// The last before the spring's.
    December,
    /// The spring term's.
    Spring,
    /// Of Supported Transfers.
    February,
    /// The last before the summer's.
    March,
    /// The summer term's.
    Summer,
    /// Of Supported Transfers.
    May,
    /// The last of the year.
    June,
}

/// The dates of a headteachers' meeting: the deadline before it, its own, and the
/// start that it serves.
struct Meeting {
    deadline: NaiveDate,
    held: NaiveDate,
    start: NaiveDate,
}

impl Term {
    /// All, in their order.
    pub const ALL: [Term; 9] = [
        Term::Autumn,
        Term::November,
        Term::December,
        Term::Spring,
        Term::February,
        Term::March,
        Term::Summer,
        Term::May,
        Term::June,
    ];

    /// The round before, in the same academic year.
    pub(super) fn before(self) -> Option<Term> {
        Term::ALL.into_iter().rev().find(|term| *term < self)
    }

    /// Whether Supported Transfers are all that is decided.
    pub(super) fn is_of_transfers(self) -> bool {
        !matches!(self, Term::Autumn | Term::Spring | Term::Summer)
    }

    /// Whether twelve weeks of a Supported Transfer go on in September, when Year
    /// 11 has left.
    pub(super) fn is_past_leaving(self, programme: Programme) -> bool {
        programme == Programme::Transfer && matches!(self, Term::May | Term::June)
    }

    /// The word for it: the name of its folder.
    pub fn word(self) -> &'static str {
        match self {
            Term::Autumn => "autumn",
            Term::November => "november",
            Term::December => "december",
            Term::Spring => "spring",
            Term::February => "february",
            Term::March => "march",
            Term::Summer => "summer",
            Term::May => "may",
            Term::June => "june",
        }
    }

    /// What is decided in it, in a few words.
    pub fn says(self) -> String {
        match self {
            Term::Autumn => "September to December 2025".to_owned(),
            Term::Spring => "January to March 2026".to_owned(),
            Term::Summer => "April to July 2026".to_owned(),
            _ => format!("Supported Transfers from {}", self.meeting().start.format("%-d %B %Y")),
        }
    }

    /// The letter that its students, referrals and intakes carry in their ids.
    pub(super) fn letter(self) -> char {
        match self {
            Term::Autumn => 'A',
            Term::November => 'N',
            Term::December => 'D',
            Term::Spring => 'B',
            Term::February => 'F',
            Term::March => 'M',
            Term::Summer => 'C',
            Term::May => 'Y',
            Term::June => 'J',
        }
    }

    /// The meeting after which it is run (S1:1000-1045).
    fn meeting(self) -> Meeting {
        let [deadline, held, start] = match self {
            Term::Autumn => [(2025, 9, 17), (2025, 9, 30), (2025, 10, 6)],
            Term::November => [(2025, 10, 8), (2025, 10, 21), (2025, 11, 3)],
            Term::December => [(2025, 11, 12), (2025, 11, 25), (2025, 12, 1)],
            Term::Spring => [(2025, 12, 3), (2025, 12, 16), (2026, 1, 5)],
            Term::February => [(2026, 1, 14), (2026, 1, 27), (2026, 2, 2)],
            Term::March => [(2026, 2, 4), (2026, 2, 24), (2026, 3, 2)],
            Term::Summer => [(2026, 3, 11), (2026, 3, 24), (2026, 4, 13)],
            Term::May => [(2026, 4, 15), (2026, 4, 28), (2026, 5, 5)],
            Term::June => [(2026, 5, 20), (2026, 6, 9), (2026, 6, 15)],
        }
        .map(|(year, month, of_month)| day(year, month, of_month));
        Meeting { deadline, held, start }
    }

    /// The day of the run: the one after the headteachers' meeting. The panels of
    /// Flourish, Refocus and Focus 11 are read to be on that of a term's first.
    pub(super) fn as_of(self) -> NaiveDate {
        add_days(self.meeting().held, 1)
    }

    /// The deadline of Supported Transfer, and of a term's Refocus and Flourish.
    pub(super) fn deadline(self) -> NaiveDate {
        self.meeting().deadline
    }

    /// The starts of a programme in the round. Those of Flourish, Refocus and
    /// Supported Transfer are Coventry's; the others are illustrative.
    pub(super) fn starts(self, programme: Programme) -> Vec<NaiveDate> {
        use Programme::{Flourish, Focus11, Insight, Pathways, Refocus, Tier1, Transfer};
        match (self, programme) {
            (_, Transfer) => vec![self.meeting().start],
            (Term::Autumn, Tier1) => vec![day(2025, 9, 8), day(2025, 10, 6), day(2025, 10, 13), day(2025, 11, 3)],
            (Term::Autumn, Insight) => vec![day(2025, 10, 6), day(2025, 10, 13), day(2025, 11, 3)],
            (Term::Autumn, Flourish) => vec![day(2025, 9, 15)],
            (Term::Autumn, Refocus | Focus11) => vec![day(2025, 10, 6)],
            (Term::Autumn, Pathways) => vec![day(2025, 10, 6), day(2025, 10, 13)],
            (Term::Spring, Tier1) => vec![day(2026, 1, 5), day(2026, 1, 12), day(2026, 1, 19), day(2026, 2, 23)],
            (Term::Spring, Insight) => vec![day(2026, 1, 12), day(2026, 1, 19), day(2026, 2, 23)],
            (Term::Spring, Flourish | Refocus) => vec![day(2026, 1, 12)],
            (Term::Spring, Pathways) => vec![day(2026, 1, 5), day(2026, 1, 19)],
            (Term::Summer, Tier1) => vec![day(2026, 4, 13), day(2026, 4, 20), day(2026, 4, 27), day(2026, 6, 1)],
            (Term::Summer, Insight) => vec![day(2026, 4, 13), day(2026, 4, 20), day(2026, 6, 1)],
            (Term::Summer, Flourish | Refocus) => vec![day(2026, 4, 27)],
            (Term::Summer, Pathways) => vec![day(2026, 4, 13)],
            // Focus 11 prepares for the last two terms of Year 11 (S1:592).
            _ => Vec::new(),
        }
    }

    /// How many of a thousand referrals ask for a programme.
    pub(super) fn share(self, programme: Programme) -> usize {
        let [tier1, insight, flourish, transfer, refocus, focus11, pathways] = match self {
            Term::Autumn => [400, 245, 117, 65, 72, 28, 73],
            // Fewer in Tier 1 as the paid places run out.
            Term::Spring => [300, 345, 125, 65, 70, 0, 95],
            Term::Summer => [280, 360, 140, 70, 80, 0, 70],
            _ => [0, 0, 0, 45, 0, 0, 0],
        };
        match programme {
            Programme::Tier1 => tier1,
            Programme::Insight => insight,
            Programme::Flourish => flourish,
            Programme::Transfer => transfer,
            Programme::Refocus => refocus,
            Programme::Focus11 => focus11,
            Programme::Pathways => pathways,
        }
    }
}
