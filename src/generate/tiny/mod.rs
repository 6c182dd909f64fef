//! Rounds so small that every allocation can be tried: at most five referrals
//! and five intakes, crowded so that rules bite and limits bind.

mod demand;
mod extras;
mod law;
mod offer;

use super::dates::{add_days, day};
use super::sheet::Sheet;
use super::{Files, file_name};
use crate::chance::Random;
use crate::ids::{ConstraintId, RuleId, Word};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A tiny random round: 3 to 5 referrals of 2 to 4 students for 3 to 5 intakes,
/// with everything in its files (`round.toml`, `policy.toml`, `calendar.csv` and
/// the tables).
///
/// Every rule, constraint, decision, stage and priority key turns up over the
/// seeds. In one round a few rules are made to bite and about a third of the
/// limits to bind, so that most referrals are left with two to four options
/// that get in each other's way. Most rounds are feasible; a `place` decision
/// makes some infeasible. All rounds are readable without an error; warnings
/// are common.
pub fn tiny(seed: u64) -> Files {
    let mut tiny = Tiny::new(seed);
    let mut files = BTreeMap::new();
    let mut write = |name, text| files.insert(file_name(name), text);
    write("policy", tiny.policy());
    write("schools", tiny.schools());
    write("providers", tiny.providers());
    write("courses", tiny.courses());
    write("intakes", tiny.intakes());
    write("students", tiny.students());
    write("referrals", tiny.referrals());
    write("placements", tiny.placements());
    write("separations", tiny.separations());
    write("decisions", tiny.decisions());
    write("pools", tiny.pools());
    write("calendar", tiny.calendar());
    write("round", tiny.round_file(seed));
    files
}

const PROGRAMMES: [&str; 3] = ["tier1", "flourish", "refocus"];
const TAGS: [&str; 3] = ["x", "y", "z"];

/// Rules and constraints whose figures come from a stream of their own.
const FURTHER_RULES: [RuleId; 4] = [RuleId::Framework, RuleId::Delivery, RuleId::Stay, RuleId::Return];
const FURTHER_CONSTRAINTS: [ConstraintId; 3] =
    [ConstraintId::Stay, ConstraintId::Return, ConstraintId::TransportBudget];

struct Tiny {
    random: Random,
    /// Draws what only the further rules, constraints and stages look at, so
    /// that all else is the same without them.
    further: Random,
    /// Rules that some pairs of this round fail.
    bites: BTreeSet<RuleId>,
    /// Constraints that this round makes tight.
    binds: BTreeSet<ConstraintId>,
    as_of: NaiveDate,
    starts: Vec<NaiveDate>,
    programmes: usize,
    bands: i64,
    /// What programmes that look at plans ask for.
    ehcp: bool,
    schools: usize,
    providers: usize,
    /// The programme of each course.
    courses: Vec<usize>,
    intakes: Vec<Intake>,
    /// Students who are referred; those after them only hold placements.
    students: usize,
    /// The intakes that each referral names or accepts, by position.
    referrals: Vec<Vec<usize>>,
    separated: bool,
    pool: Option<Pool>,
    deadlines: Vec<usize>,
}

struct Intake {
    course: usize,
    start: NaiveDate,
}

#[derive(Clone, Copy)]
enum Pool {
    All,
    PerSchool,
}

impl Tiny {
    fn new(seed: u64) -> Tiny {
        let mut random = Random::new(seed, "tiny");
        let mut further = Random::new(seed, "tiny further");
        let bites = RuleId::ALL.iter().copied().filter(|rule| match FURTHER_RULES.contains(rule) {
            true => further.chance(6),
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
        // Stays are a matter of several referrals of one student.
        if tiny.binds(ConstraintId::Stay) || tiny.binds(ConstraintId::Return) {
            tiny.students = 2;
        }
        tiny
    }

    fn bites(&self, rule: RuleId) -> bool {
        self.bites.contains(&rule)
    }

    fn binds(&self, constraint: ConstraintId) -> bool {
        self.binds.contains(&constraint)
    }

    fn id(letter: char, position: usize) -> String {
        format!("{letter}{}", position + 1)
    }

    fn calendar(&mut self) -> String {
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

    fn round_file(&mut self, seed: u64) -> String {
        let provisional = self.random.chance(12);
        format!(
            "name = \"Tiny {seed}\"\nas_of = {}\nacademic_year = \"2025-26\"\nseed = {}\nprovisional = {provisional}\n",
            self.as_of,
            self.random.below(1_000_000)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> usize {
        text.lines().count() - 1
    }

    #[test]
    fn the_same_seed_makes_the_same_files_and_another_seed_others() {
        assert_eq!(tiny(11), tiny(11));
        assert_ne!(tiny(11), tiny(12));
    }

    #[test]
    fn rounds_stay_small_enough_to_try_every_allocation() {
        for seed in 0..1000 {
            let files = tiny(seed);
            assert!((3..=5).contains(&lines(&files["referrals.csv"])), "seed {seed}");
            assert!((3..=5).contains(&lines(&files["intakes.csv"])), "seed {seed}");
        }
    }

    #[test]
    fn every_word_of_the_vocabulary_turns_up() {
        let all: Vec<Files> = (0..1000).map(tiny).collect();
        let anywhere = |file: &str, text: &str| all.iter().any(|files| files[file].contains(text));
        for word in ["place", "bar", "keep", "waive"] {
            assert!(anywhere("decisions.csv", &format!(",{word},")), "{word}");
        }
        for rule in RuleId::ALL {
            assert!(anywhere("decisions.csv", &format!(",{rule},")), "waive {rule}");
        }
        for word in
            ["choice-greedy", "choice-generous", "balance", "tag:x", "\"charge\"", "alone = true", "repeat = false"]
        {
            assert!(anywhere("policy.toml", word), "{word}");
        }
        for word in
            ["yearly_places", "per = \"school\"", "access_exempt", "\"days\"", "place_fee", "max_km", "\"panel\""]
        {
            assert!(anywhere("policy.toml", word), "{word}");
        }
        for word in ["week", "day", "am"] {
            assert!(anywhere("intakes.csv", word), "{word}");
        }
        assert!(anywhere("separations.csv", "provider") && anywhere("separations.csv", "intake"));
        assert!(anywhere("round.toml", "provisional = true"));
    }
}
