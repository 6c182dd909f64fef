use crate::calendar::Span;
use crate::ids::RuleId;
use crate::round::{
    Barred, CalendarEntry, CalendarKind, Course, Held, Intake, Key, Programme, Provider, Referral, Round, School,
    Student, Verdict,
};
use crate::units::{AcademicYear, YearGroup};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What the rules look up again and again, gathered once for a round.
pub struct Casebook<'r> {
    /// The round.
    pub round: &'r Round,
    decisions: Vec<Decided>,
    held: BTreeMap<Key<Student>, Vec<&'r Held>>,
    deadlines: BTreeMap<Key<Programme>, Vec<&'r CalendarEntry>>,
}

/// The decisions on one referral.
#[derive(Default, Clone)]
struct Decided {
    waived: Vec<(RuleId, Option<Key<Intake>>)>,
    barred: Vec<Barred>,
    dated: Vec<(Key<Intake>, Span)>,
}

impl<'r> Casebook<'r> {
    /// Gathers decisions, held placements and deadlines.
    pub fn new(round: &'r Round) -> Casebook<'r> {
        let mut decisions = vec![Decided::default(); round.referrals.len()];
        for decision in &round.decisions {
            let decided = &mut decisions[decision.referral.index()];
            match decision.verdict {
                Verdict::Waive(rule, intake) => decided.waived.push((rule, intake)),
                Verdict::Bar(barred) => decided.barred.push(barred),
                Verdict::Place(intake) | Verdict::Keep(intake) => {
                    decided.dated.extend(decision.dates.map(|span| (intake, span)));
                }
            }
        }
        let mut held: BTreeMap<_, Vec<&Held>> = BTreeMap::new();
        for placement in &round.held {
            held.entry(placement.student).or_default().push(placement);
        }
        let mut deadlines: BTreeMap<_, Vec<&CalendarEntry>> = BTreeMap::new();
        for entry in round.dates.iter().filter(|entry| entry.kind == CalendarKind::Deadline) {
            if let Some(programme) = entry.programme {
                deadlines.entry(programme).or_default().push(entry);
            }
        }
        Casebook { round, decisions, held, deadlines }
    }

    /// Whether a decision excuses the referral the rule, for this intake or all.
    pub fn is_waived(&self, referral: Key<Referral>, rule: RuleId, intake: Key<Intake>) -> bool {
        let waived = &self.decisions[referral.index()].waived;
        waived.iter().any(|(named, only)| *named == rule && only.is_none_or(|only| only == intake))
    }

    /// Whether a decision excuses the referral the rule for some intake.
    pub fn is_ever_waived(&self, referral: Key<Referral>, rule: RuleId) -> bool {
        self.decisions[referral.index()].waived.iter().any(|(named, _)| *named == rule)
    }

    /// Whether a decision excuses the referral the rule for all intakes.
    pub fn is_always_waived(&self, referral: Key<Referral>, rule: RuleId) -> bool {
        self.decisions[referral.index()].waived.contains(&(rule, None))
    }

    /// The placements that a student holds, in file order.
    pub fn held_by(&self, student: Key<Student>) -> &[&'r Held] {
        self.held.get(&student).map_or(&[], Vec::as_slice)
    }

    /// The deadline of a programme's start: the latest row for that very
    /// start; else the latest row before it that serves no later start.
    pub fn deadline(&self, programme: Key<Programme>, start: NaiveDate) -> Option<NaiveDate> {
        let entries = self.deadlines.get(&programme)?;
        let own = entries.iter().filter(|entry| entry.for_start == Some(start)).map(|entry| entry.date).max();
        own.or_else(|| {
            let earlier = entries.iter().filter(|entry| entry.date < start);
            earlier.filter(|entry| entry.for_start.is_none_or(|served| served < start)).map(|entry| entry.date).max()
        })
    }
}

/// A referral with an intake, and what belongs to both.
pub struct Case<'r> {
    pub(super) book: &'r Casebook<'r>,
    /// The round.
    pub round: &'r Round,
    /// The referral's key.
    pub referral_key: Key<Referral>,
    /// The referral.
    pub referral: &'r Referral,
    /// Who is referred.
    pub student: &'r Student,
    /// The referring school.
    pub school: Option<&'r School>,
    /// The intake's key.
    pub intake_key: Key<Intake>,
    /// The intake.
    pub intake: &'r Intake,
    /// The intake's course.
    pub course: &'r Course,
    /// The course's provider.
    pub provider: &'r Provider,
    /// The course's programme.
    pub programme: &'r Programme,
    /// The placement's dates; the intake's own where the rule `window` allows
    /// no start.
    pub span: Span,
}

impl Case<'_> {
    /// Whether a decision excuses this case the rule.
    pub fn is_waived(&self, rule: RuleId) -> bool {
        self.book.is_waived(self.referral_key, rule, self.intake_key)
    }

    /// The student's year group when the intake starts.
    pub(super) fn year_group_at_start(&self) -> Option<YearGroup> {
        let later = AcademicYear::of(self.intake.start).0 - self.round.run.academic_year.0;
        self.student.year_group?.after(later)
    }

    /// The dates that an earlier result gave this referral with this intake.
    pub(super) fn earlier_dates(&self) -> Option<Span> {
        let dated = &self.book.decisions[self.referral_key.index()].dated;
        dated.iter().find(|(intake, _)| *intake == self.intake_key).map(|(_, span)| *span)
    }

    /// Whether a decision bars this case.
    pub(super) fn is_barred(&self) -> bool {
        let barred = &self.book.decisions[self.referral_key.index()].barred;
        barred.iter().any(|barred| self.round.is_of(self.intake_key, *barred))
    }
}
