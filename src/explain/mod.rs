//! Why a referral is not placed: the rule or constraint that stands in the
//! way, in plain English with numbers.

mod broken;
pub mod change;
pub mod conflict;
mod keeps;
pub mod why;

pub use conflict::Conflict;
pub use keeps::idle_keeps;

use crate::ids::{ConstraintId, RuleId};
use crate::limits::OneMore;
use crate::posed::{Posed, Seating};
use crate::program::{ColumnIndex, Program};
use crate::round::{Intake, Key, Programme, Referral};
use crate::rules::{Casebook, Reason, first_failure};
use broken::{beside, first_broken};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What keeps a referral from being placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// The rule that, taken in order, removes the last remaining intake.
    Rule(RuleId),
    /// The first constraint that adding its best option would break.
    Constraint(ConstraintId),
    /// Others came first on the ladder.
    Priority,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Obstacle::Rule(rule) => write!(f, "{rule}"),
            Obstacle::Constraint(constraint) => write!(f, "{constraint}"),
            Obstacle::Priority => write!(f, "priority"),
        }
    }
}

/// Why a referral is not placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What stands in the way.
    pub obstacle: Obstacle,
    /// The same in plain English, with numbers.
    pub detail: String,
}

/// Explains, for each of some referrals, why it is not among the placed ones.
/// The placed options keep every row.
pub fn explain(posed: &Posed, placed: &BTreeSet<ColumnIndex>, referrals: &[Key<Referral>]) -> Vec<Explanation> {
    let (book, options) = (posed.book(), posed.options());
    let seated = Seating::new(posed.program(), posed.program().values(placed));
    let mut intakes: BTreeMap<Key<Programme>, Vec<Key<Intake>>> = BTreeMap::new();
    for intake in book.round.intakes.keys() {
        intakes.entry(book.round.programme_of(intake)).or_default().push(intake);
    }
    let one = |seating: &mut Seating<Program>, referral: &Key<Referral>| {
        let best = options.range(*referral).min_by_key(|column| {
            let option = &options.all()[*column];
            (option.rank, option.span.first, book.round.intakes[option.intake].id.as_str())
        });
        match best {
            None => without_options(&book, &intakes, *referral),
            Some(best) => with_options(posed, seating, best),
        }
    };
    referrals.par_iter().map_init(|| seated.clone(), one).collect()
}

fn without_options(
    book: &Casebook,
    intakes: &BTreeMap<Key<Programme>, Vec<Key<Intake>>>,
    referral: Key<Referral>,
) -> Explanation {
    let round = book.round;
    let asked = round.referrals[referral].programme;
    let mut removed: BTreeMap<RuleId, Vec<(Key<Intake>, Reason)>> = BTreeMap::new();
    // The rule `programme` comes first and shuts out the intakes of the others.
    let all: Vec<Key<Intake>> = match book.is_ever_waived(referral, RuleId::Programme) {
        true => round.intakes.keys().collect(),
        false => intakes.get(&asked).cloned().unwrap_or_default(),
    };
    for intake in all {
        if let Some((rule, reason)) = first_failure(&book.case(referral, intake)) {
            removed.entry(rule).or_default().push((intake, reason));
        }
    }
    let name = &round.policy.programmes[asked].name;
    match removed.pop_last() {
        None | Some((RuleId::Programme, _)) => Explanation {
            obstacle: Obstacle::Rule(RuleId::Programme),
            detail: format!("the round has no intake of {name}"),
        },
        Some((rule, last)) => {
            removed.remove(&RuleId::Programme);
            let earlier: usize = removed.values().map(Vec::len).sum();
            let detail = removed_last(book, referral, name, &last, earlier);
            let detail = match rule {
                RuleId::Choice => detail + &chosen(book, referral, &removed),
                _ => detail,
            };
            Explanation { obstacle: Obstacle::Rule(rule), detail }
        }
    }
}

/// What shuts out the last intakes; earlier rules have shut out some others.
fn removed_last(
    book: &Casebook,
    referral: Key<Referral>,
    name: &str,
    last: &[(Key<Intake>, Reason)],
    earlier: usize,
) -> String {
    let id = |key: Key<Intake>| book.round.intakes[key].id.as_str();
    let texts: Vec<String> = last.iter().map(|(key, reason)| reason.describe(&book.case(referral, *key))).collect();
    let (first, text) = (id(last[0].0), &texts[0]);
    let count = last.len();
    let which = match (count, earlier) {
        (1, 0) => format!("the only intake of {name}, {first}"),
        (1, _) => format!("the last of {} intakes of {name}, {first}", earlier + 1),
        (_, 0) => format!("all {count} intakes of {name}"),
        _ => format!("the last {count} of {} intakes of {name}", earlier + count),
    };
    match count == 1 || texts.iter().all(|other| other == text) {
        true => format!("{which}: {text}"),
        false => format!("{which}, for example {first}: {text}"),
    }
}

/// What shuts out an intake that is among the choices, where the others are
/// shut out for not being among them.
fn chosen(book: &Casebook, referral: Key<Referral>, removed: &BTreeMap<RuleId, Vec<(Key<Intake>, Reason)>>) -> String {
    let choices = &book.round.referrals[referral].choices;
    let is_chosen = |key: Key<Intake>| {
        let course = book.round.intakes[key].course;
        choices.groups.iter().any(|group| group.intakes.contains(&key) || group.courses.contains(&course))
    };
    let mut chosen = removed.values().flatten().filter(|(key, _)| is_chosen(*key));
    chosen.next().map_or(String::new(), |(key, reason)| {
        let id = &book.round.intakes[*key].id;
        format!("; of its choices, {id}: {}", reason.describe(&book.case(referral, *key)))
    })
}

fn with_options(posed: &Posed, seating: &mut Seating<Program>, best: ColumnIndex) -> Explanation {
    let program = posed.program();
    let intake = &posed.round().intakes[program.placement(best).intake].id;
    match first_broken(program, seating, best) {
        Some((constraint, row, sum)) => {
            let beside = beside(program, seating, row);
            let limit = OneMore { round: posed.round(), row, would_be: sum, beside: &beside }.describe();
            let detail = format!("its best option is {intake}: {limit}");
            Explanation { obstacle: Obstacle::Constraint(constraint), detail }
        }
        None => {
            let detail = format!("its best option, {intake}, is still free, but taking it would worsen a later stage");
            Explanation { obstacle: Obstacle::Priority, detail }
        }
    }
}
