//! Placements that still count when the next round begins, and what has been
//! used of the year's paid places.

use super::Term;
use crate::calendar::Span;
use crate::reading::{cell_date, cell_text};
use crate::round::{Key, Referral};
use crate::schema::{Column, placements};
use crate::source::RawTable;
use crate::units::AcademicYear;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A placement that still counts.
pub(super) struct Still {
    /// Who holds it.
    pub student: String,
    /// The intake; blank where none is known.
    pub intake: String,
    /// The programme.
    pub programme: String,
    /// From start to end.
    pub span: Span,
    /// When in the week.
    pub days: String,
    /// Whether it lasts to the day of the next run or longer.
    pub runs: bool,
}

/// What tells a placement that a table lists: the intake of the student, or,
/// where no intake is named, the student's placement in the programme from the
/// same day on.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Listed {
    Intake { student: String, intake: String },
    Programme { student: String, programme: String, start: NaiveDate },
}

impl Listed {
    /// All placements of a table; those without an intake whose start is no day
    /// are left out.
    pub fn all(table: &RawTable) -> BTreeSet<Listed> {
        let listed = |row| {
            let cell = |column: &Column| cell_text(table.cell(row, column)).to_owned();
            let (student, intake) = (cell(&placements::STUDENT_ID), cell(&placements::INTAKE_ID));
            if !intake.is_empty() {
                return Some(Listed::Intake { student, intake });
            }
            let start = cell_date(&cell(&placements::START)).ok()?;
            Some(Listed::Programme { student, programme: cell(&placements::PROGRAMME), start })
        };
        table.rows.iter().filter_map(listed).collect()
    }
}

impl Still {
    /// What tells it where its intake is named, and where it is not.
    pub fn listed(&self) -> [Listed; 2] {
        let (student, intake) = (self.student.clone(), self.intake.clone());
        let (programme, start) = (self.programme.clone(), self.span.first);
        [Listed::Intake { student: student.clone(), intake }, Listed::Programme { student, programme, start }]
    }
}

/// What was held before and what the round placed, as far as it lasts to the
/// day or counts in the academic year, where a programme has yearly places or
/// is taken once a year, or for a later stay on a programme that limits them.
/// `taken` are the placed referrals that took their
/// places.
pub(super) fn still(before: &Term, as_of: NaiveDate, taken: &BTreeSet<Key<Referral>>) -> Vec<Still> {
    let round = &before.round;
    let id = |key| round.intakes[key].id.clone();
    let held = round.held.iter().map(|held| Still {
        student: round.students[held.student].id.clone(),
        intake: held.intake.map(id).unwrap_or_default(),
        programme: round.policy.programmes[held.programme].id.clone(),
        span: held.span,
        days: held.days.to_string(),
        runs: held.span.last >= as_of,
    });
    let placed = before.result.placed.iter().map(|placed| placed.placement);
    let placed = placed.filter(|placement| taken.contains(&placement.referral)).map(|placement| Still {
        student: round.students[round.referrals[placement.referral].student].id.clone(),
        intake: id(placement.intake),
        programme: round.policy.programmes[round.programme_of(placement.intake)].id.clone(),
        span: placement.span,
        days: round.intakes[placement.intake].days.to_string(),
        runs: placement.span.last >= as_of,
    });
    let counts = |one: &Still| {
        let programme = round.policy.programmes.find(&one.programme).map(|key| &round.policy.programmes[key]);
        let is_now = AcademicYear::of(one.span.first).0 >= round.run.academic_year.0;
        programme.is_some_and(|programme| {
            let is_limited = programme.yearly_places.is_some() || programme.term_places.is_some();
            let in_the_year = is_limited || !programme.repeat;
            programme.limits_stays() || programme.gap_weeks.is_some() || (in_the_year && is_now)
        })
    };
    held.chain(placed).filter(|one| one.runs || counts(one)).collect()
}

/// The paid places that each school with the SLA has used in the academic year
/// after a round, places that it bought among them.
pub(super) fn paid_places_used(before: &Term) -> BTreeMap<String, u32> {
    let round = &before.round;
    let with_sla = round.schools.iter().filter(|(_, school)| school.sla);
    let mut used: BTreeMap<String, u32> =
        with_sla.map(|(_, school)| (school.id.clone(), school.paid_places_used)).collect();
    for placed in &before.result.placed {
        let placement = placed.placement;
        let is_paid = round.policy.sla.paid_programmes.contains(&round.programme_of(placement.intake));
        let is_now = AcademicYear::of(placement.span.first) == round.run.academic_year;
        let school = round.referrals[placement.referral].school.map(|school| &round.schools[school].id);
        if let (true, true, Some(used)) = (is_paid, is_now, school.and_then(|school| used.get_mut(school))) {
            *used += 1;
        }
    }
    used
}
