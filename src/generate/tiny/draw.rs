//! What a tiny round is drawn from, and its dates.

use crate::chance::Random;
use crate::generate::dates::{add_days, day};
use crate::generate::sheet::Sheet;
use crate::ids::{ConstraintId, RuleId, Word};
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub(super) const PROGRAMMES: [&str; 3] = ["tier1", "flourish", "refocus"];
pub(super) const TAGS: [&str; 3] = ["x", "y", "z"];

/// Rules and constraints whose figures come from a stream of their own.
const FURTHER_RULES: [RuleId; 6] =
    [RuleId::Framework, RuleId::Delivery, RuleId::Stay, RuleId::Return, RuleId::Roll, RuleId::Pattern];
const FURTHER_CONSTRAINTS: [ConstraintId; 6] = [
    ConstraintId::Stay,
    ConstraintId::Return,
    ConstraintId::TransportBudget,
    ConstraintId::TermPlaces,
    ConstraintId::Together,
    ConstraintId::Mix,
];

pub(super) struct Tiny {
    pub(super) random: Random,
    /// Draws what only the further rules, constraints and stages look at, so
    /// that all else is the same without them.
    pub(super) further: Random,
    /// Rules that some pairs of this round fail.
    pub(super) bites: BTreeSet<RuleId>,
    /// Constraints that this round makes tight.
    pub(super) binds: BTreeSet<ConstraintId>,
    pub(super) as_of: NaiveDate,
    pub(super) starts: Vec<NaiveDate>,
    pub(super) programmes: usize,
    pub(super) bands: i64,
    /// What programmes that look at plans ask for.
    pub(super) ehcp: bool,
    pub(super) schools: usize,
    pub(super) providers: usize,
    /// The programme of each course.
    pub(super) courses: Vec<usize>,
    pub(super) intakes: Vec<Intake>,
    /// Students who are referred; those after them only hold placements.
    pub(super) students: usize,
    /// The intakes that each referral names or accepts, by position.
    pub(super) referrals: Vec<Vec<usize>>,
    pub(super) separated: bool,
    pub(super) pool: Option<Pool>,
    pub(super) deadlines: Vec<usize>,
}

pub(super) struct Intake {
    pub(super) course: usize,
    pub(super) start: NaiveDate,
}

#[derive(Clone, Copy)]
pub(super) enum Pool {
    All,
    PerSchool,
}

impl Tiny {
    pub(super) fn new(seed: u64) -> Tiny {
        let mut random = Random::new(seed, "tiny");
        let mut further = Random::new(seed, "tiny further");
        let bites = RuleId::ALL.iter().copied().filter(|rule| match FURTHER_RULES.contains(rule) {
            true => further.chance(8),
            false => random.chance(6),
        });
        let bites = bites.collect();
        let binds =
            ConstraintId::ALL.iter().copied().filter(|constraint| match FURTHER_CONSTRAINTS.contains(constraint) {
                true => further.chance(20),
                false => random.chance(28),
            });
        let binds = binds.collect();
        // A round in winter, or one across the turn of the academic year.
        let (as_of, starts) = if random.chance(80) {
            (day(2026, 1, 7), [day(2026, 1, 5), day(2026, 1, 12), day(2026, 1, 13), day(2026, 1, 19), day(2026, 2, 2)])
        } else {
            (day(2026, 6, 24), [day(2026, 6, 22), day(2026, 6, 29), day(2026, 7, 6), day(2026, 9, 7), day(2026, 9, 14)])
        };
        let mut tiny = Tiny {
            bites,
            binds,
            as_of,
            starts: starts.to_vec(),
            programmes: random.pick([1, 1, 1, 2, 2, 3]),
            ehcp: random.chance(50),
            bands: random.between(2, 4),
            schools: random.pick([1, 2, 2, 3]),
            providers: random.pick([1, 2, 2, 3]),
            courses: Vec::new(),
            intakes: Vec::new(),
            students: random.pick([2, 3, 3, 4]),
            referrals: Vec::new(),
            separated: random.chance(35),
            pool: None,
            deadlines: Vec::new(),
            random,
            further,
        };
        // What is a matter of several referrals of one student.
        if tiny.binds(ConstraintId::Together) || tiny.binds(ConstraintId::Stay) || tiny.binds(ConstraintId::Return) {
            tiny.students = 2;
        }
        tiny
    }

    pub(super) fn bites(&self, rule: RuleId) -> bool {
        self.bites.contains(&rule)
    }

    pub(super) fn binds(&self, constraint: ConstraintId) -> bool {
        self.binds.contains(&constraint)
    }

    pub(super) fn id(letter: char, position: usize) -> String {
        format!("{letter}{}", position + 1)
    }

    pub(super) fn calendar(&mut self) -> String {
        let mut sheet = Sheet::new(["kind", "date", "end", "programme", "for_start", "label", "stated"]);
        let mut row =
            |kind: &str, date: NaiveDate, end: Option<NaiveDate>, programme: &str, start: Option<NaiveDate>| {
                let text = |date: Option<NaiveDate>| date.map_or_else(String::new, |date| date.to_string());
                let [kind, programme] = [kind, programme].map(str::to_owned);
                sheet.row([kind, date.to_string(), text(end), programme, text(start), String::new(), String::new()]);
            };
        row("term", day(2026, 1, 5), Some(day(2026, 3, 27)), "", None);
        row("term", day(2026, 4, 13), Some(day(2026, 7, 17)), "", None);
        row("term", day(2026, 9, 1), Some(day(2026, 12, 18)), "", None);
        row("holiday", day(2026, 2, 16), Some(day(2026, 2, 20)), "", None);
        for bank_holiday in [day(2026, 1, 1), day(2026, 4, 3), day(2026, 4, 6), day(2026, 5, 4), day(2026, 5, 25)] {
            row("bank_holiday", bank_holiday, None, "", None);
        }
        for programme in self.deadlines.clone() {
            let before = if self.bites(RuleId::Deadline) { 20 } else { 2 };
            let closing = add_days(self.as_of, -self.random.between(1, before) - 3);
            row("deadline", closing, None, PROGRAMMES[programme], None);
            for start in self.starts.clone() {
                if self.random.chance(40) {
                    let closing = add_days(self.as_of, -self.random.between(1, before) - 3);
                    row("deadline", closing, None, PROGRAMMES[programme], Some(start));
                }
            }
        }
        sheet.into_text()
    }

    pub(super) fn round_file(&mut self, seed: u64) -> String {
        let provisional = self.random.chance(12);
        format!(
            "name = \"Tiny {seed}\"\nas_of = {}\nacademic_year = \"2025-26\"\nseed = {}\nprovisional = {provisional}\n",
            self.as_of,
            self.random.below(1_000_000)
        )
    }
}
