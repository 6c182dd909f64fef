//! One referral with one intake: their rows and the dates of the placement.

use super::facts::Facts;
use crate::calendar::Span;
use crate::ids::RuleId;
use crate::round::{Course, Intake, Key, Programme, Provider, Referral, School, Student};
use crate::units::AcademicYear;
use chrono::{Days, NaiveDate};

/// A referral and an intake that it holds or might hold.
#[derive(Clone)]
pub(super) struct Pair<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) referral_key: Key<Referral>,
    pub(super) intake_key: Key<Intake>,
    pub(super) referral: &'a Referral,
    pub(super) student: &'a Student,
    pub(super) intake: &'a Intake,
    pub(super) course: &'a Course,
    /// The programme of the intake's course, which rules about the place follow.
    pub(super) programme: &'a Programme,
    pub(super) provider: &'a Provider,
    /// From the placement's start to its end; from the intake's own start where
    /// the window allows none.
    pub(super) span: Span,
    /// Whether the placement has a start that the window allows.
    pub(super) starts_in_window: bool,
}

impl<'a> Pair<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, referral_key: Key<Referral>, intake_key: Key<Intake>) -> Pair<'a> {
        let round = facts.round;
        let referral = &round.referrals[referral_key];
        let intake = &round.intakes[intake_key];
        let course = &round.courses[intake.course];
        let programme = &round.policy.programmes[course.programme];
        let kept = facts.kept_dates(referral_key, intake_key);
        let start = match kept {
            Some(kept) => Some(kept.first),
            None => start_in_window(intake, window(facts, referral, programme)),
        };
        Pair {
            facts,
            referral_key,
            intake_key,
            referral,
            student: &round.students[referral.student],
            intake,
            course,
            programme,
            provider: &round.providers[course.provider],
            span: Span::new(start.unwrap_or(intake.start), kept.map_or(intake.end, |kept| kept.last)),
            starts_in_window: start.is_some(),
        }
    }

    /// The school that refers and pays.
    pub(super) fn school(&self) -> Option<&'a School> {
        self.referral.school.map(|school| &self.facts.round.schools[school])
    }

    /// Whether the referring school has the SLA; no when there is none.
    pub(super) fn has_sla(&self) -> bool {
        self.school().is_some_and(|school| school.sla)
    }

    /// The academic year in which the placement starts.
    pub(super) fn academic_year(&self) -> AcademicYear {
        AcademicYear::of(self.span.first)
    }

    /// Whether the rule does not bind this pair.
    pub(super) fn is_waived(&self, rule: RuleId) -> bool {
        self.facts.is_waived(rule, self.referral_key, self.intake_key)
    }

    /// The days on which the placement may start.
    pub(super) fn window(&self) -> (NaiveDate, Option<NaiveDate>) {
        window(self.facts, self.referral, self.programme)
    }
}

/// The first and the last day on which a placement of the referral may start.
fn window(facts: &Facts<'_>, referral: &Referral, programme: &Programme) -> (NaiveDate, Option<NaiveDate>) {
    let lead = facts.round.calendar.add_working_days(referral.submitted, programme.lead_working_days);
    let first = facts.round.run.as_of.max(lead);
    (referral.earliest_start.map_or(first, |earliest| earliest.max(first)), referral.latest_start)
}

/// The intake's own start where the window has it, else the first later day on
/// which the intake may be joined.
fn start_in_window(intake: &Intake, (first, last): (NaiveDate, Option<NaiveDate>)) -> Option<NaiveDate> {
    let is_late = |day: NaiveDate| last.is_some_and(|last| day > last);
    if intake.start >= first && !is_late(intake.start) {
        return Some(intake.start);
    }
    let last_start = intake.last_start?.min(intake.end);
    let from = first.max(intake.start.checked_add_days(Days::new(1))?);
    let day = from.iter_days().take(7).find(|day| intake.days.meets(*day))?;
    (day <= last_start && !is_late(day)).then_some(day)
}
