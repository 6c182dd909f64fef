//! A date that matters, and how it stands.

use crate::ids::vocabulary;
use crate::round::{Intake, Key, Programme, Referral, Round, Student};
use crate::rules::TimeLimit;
use chrono::NaiveDate;

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
        /// The last day of a provider's approval, where a held placement lasts
        /// longer.
        ApprovalEnd = "approval-end",
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
    pub limit: Option<TimeLimit>,
}

impl Due {
    /// A date of the round as a whole, past or ahead.
    pub(super) fn of(round: &Round, kind: DueKind, date: NaiveDate) -> Due {
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
    pub(super) fn must_be_met(self) -> Due {
        match self.standing {
            Standing::Past => Due { standing: Standing::Overdue, ..self },
            _ => self,
        }
    }
}
