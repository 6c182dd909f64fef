//! Look-ups into the round that the checks share.

use crate::calendar::Span;
use crate::ids::RuleId;
use crate::round::{Barred, CalendarKind, Held, Intake, Key, Programme, Referral, Round, Student, Verdict};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A rule that does not bind a referral, for one intake or for all.
pub(super) type Waiver = (RuleId, Option<Key<Intake>>);

/// A round with what its rows say of each other.
pub(super) struct Facts<'a> {
    pub(super) round: &'a Round,
    waivers: BTreeMap<Key<Referral>, Vec<Waiver>>,
    bars: BTreeMap<Key<Referral>, Vec<Barred>>,
    kept_dates: BTreeMap<(Key<Referral>, Key<Intake>), Span>,
    held: BTreeMap<Key<Student>, Vec<&'a Held>>,
    deadlines: BTreeMap<(Key<Programme>, NaiveDate), Option<NaiveDate>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(round: &'a Round) -> Facts<'a> {
        let mut facts = Facts {
            round,
            waivers: BTreeMap::new(),
            bars: BTreeMap::new(),
            kept_dates: BTreeMap::new(),
            held: BTreeMap::new(),
            deadlines: deadlines(round),
        };
        for decision in &round.decisions {
            let referral = decision.referral;
            match decision.verdict {
                Verdict::Waive(rule, intake) => facts.waivers.entry(referral).or_default().push((rule, intake)),
                Verdict::Bar(barred) => facts.bars.entry(referral).or_default().push(barred),
                Verdict::Place(intake) | Verdict::Keep(intake) => {
                    if let Some(span) = decision.dates {
                        facts.kept_dates.entry((referral, intake)).or_insert(span);
                    }
                }
            }
        }
        for held in &round.held {
            facts.held.entry(held.student).or_default().push(held);
        }
        facts
    }

    /// Whether the rule does not bind the referral for this intake.
    pub(super) fn is_waived(&self, rule: RuleId, referral: Key<Referral>, intake: Key<Intake>) -> bool {
        self.waivers(referral).iter().any(|(waived, only)| *waived == rule && only.is_none_or(|only| only == intake))
    }

    /// Whether the rule does not bind the referral for any intake.
    pub(super) fn is_waived_for_all(&self, rule: RuleId, referral: Key<Referral>) -> bool {
        self.waivers(referral).contains(&(rule, None))
    }

    /// The rules waived for a referral, each for one intake or all.
    pub(super) fn waivers(&self, referral: Key<Referral>) -> &[Waiver] {
        self.waivers.get(&referral).map_or(&[], Vec::as_slice)
    }

    /// Whether a decision bars the intake for the referral.
    pub(super) fn is_barred(&self, referral: Key<Referral>, intake: Key<Intake>) -> bool {
        let course = &self.round.courses[self.round.intakes[intake].course];
        let is_named = |barred: &Barred| match barred {
            Barred::Intake(named) => *named == intake,
            Barred::Course(named) => self.round.courses[*named].id == course.id,
            Barred::Provider(named) => *named == course.provider,
            Barred::All => true,
        };
        self.bars.get(&referral).is_some_and(|bars| bars.iter().any(is_named))
    }

    /// The dates that the placement has from an earlier result.
    pub(super) fn kept_dates(&self, referral: Key<Referral>, intake: Key<Intake>) -> Option<Span> {
        self.kept_dates.get(&(referral, intake)).copied()
    }

    /// The placements that a student holds before the run.
    pub(super) fn held_by(&self, student: Key<Student>) -> &[&'a Held] {
        self.held.get(&student).map_or(&[], Vec::as_slice)
    }

    /// The last day of submission for an intake; nothing when the calendar
    /// has none for it.
    pub(super) fn deadline(&self, intake: Key<Intake>) -> Option<NaiveDate> {
        let start = self.round.intakes[intake].start;
        self.deadlines.get(&(self.round.programme_of(intake), start)).copied().flatten()
    }

    /// Whether the referral asks for a place: pending or approved, or its
    /// status is waived for all intakes.
    pub(super) fn is_open(&self, referral: Key<Referral>) -> bool {
        self.round.referrals[referral].status.is_open() || self.is_waived_for_all(RuleId::Status, referral)
    }

    /// Whether placements of the programme bear no other at the same time.
    pub(super) fn is_alone(&self, programme: Key<Programme>) -> bool {
        self.round.policy.programmes[programme].alone
    }
}

/// The deadline of every programme and start among the intakes: the latest row
/// for that very start, else the latest dated before it whose own start is
/// blank or earlier.
fn deadlines(round: &Round) -> BTreeMap<(Key<Programme>, NaiveDate), Option<NaiveDate>> {
    let mut rows: BTreeMap<Key<Programme>, Vec<(NaiveDate, Option<NaiveDate>)>> = BTreeMap::new();
    for entry in round.dates.iter().filter(|entry| entry.kind == CalendarKind::Deadline) {
        if let Some(programme) = entry.programme {
            rows.entry(programme).or_default().push((entry.date, entry.for_start));
        }
    }
    let starts = round.intakes.iter().map(|(key, intake)| (round.programme_of(key), intake.start));
    let starts: BTreeSet<_> = starts.collect();
    starts
        .into_iter()
        .map(|(programme, start)| {
            let rows = rows.get(&programme).map_or(&[][..], Vec::as_slice);
            let exact = rows.iter().filter(|(_, for_start)| *for_start == Some(start)).map(|(date, _)| *date).max();
            let earlier = rows
                .iter()
                .filter(|(date, for_start)| *date < start && for_start.is_none_or(|for_start| for_start < start))
                .map(|(date, _)| *date)
                .max();
            ((programme, start), exact.or(earlier))
        })
        .collect()
}
