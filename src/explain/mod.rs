//! Why a referral is not placed: the rule or constraint that stands in the
//! way, in plain English with numbers.

pub mod conflict;
mod keeps;
mod limits;

pub use conflict::Conflict;
pub use keeps::idle_keeps;

use crate::ids::ConstraintId;
use crate::program::{ColumnIndex, Program, Row};
use crate::round::{Key, Referral};
use crate::rules::{Casebook, Options, first_failure};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What keeps a referral from being placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// The rule that, taken in order, removes the last remaining intake.
    Rule(crate::ids::RuleId),
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

/// Explains why a referral is not among the placed ones.
pub fn explain(
    book: &Casebook,
    options: &Options,
    program: &Program,
    placed: &BTreeSet<ColumnIndex>,
    referral: Key<Referral>,
) -> Explanation {
    let best = options.range(referral).min_by_key(|column| {
        let option = &options.all()[*column];
        (option.rank, option.span.first, book.round.intakes[option.intake].id.as_str())
    });
    match best {
        None => without_options(book, referral),
        Some(best) => with_options(book, program, placed, best),
    }
}

fn without_options(book: &Casebook, referral: Key<Referral>) -> Explanation {
    let round = book.round;
    let asked = round.referrals[referral].programme;
    let mut removed: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for intake in round.intakes.keys() {
        let case = book.case(referral, intake);
        if let Some((rule, reason)) = first_failure(&case) {
            removed.entry(rule).or_default().push((intake, reason));
        }
    }
    let name = &round.policy.programmes[asked].name;
    match removed.pop_last() {
        None | Some((crate::ids::RuleId::Programme, _)) => Explanation {
            obstacle: Obstacle::Rule(crate::ids::RuleId::Programme),
            detail: format!("the round has no intake of {name}"),
        },
        Some((rule, last)) => {
            let total = round.intakes.keys().filter(|intake| round.programme_of(*intake) == asked).count();
            let (intake, reason) = &last[0];
            let detail = reason.describe(&book.case(referral, *intake));
            let count = last.len();
            let detail = match (count, total) {
                (_, 1) => format!("the only intake of {name}: {detail}"),
                (1, _) => format!("the last of {total} intakes of {name} ({}): {detail}", round.intakes[*intake].id),
                _ if last.iter().all(|(intake, reason)| reason.describe(&book.case(referral, *intake)) == detail) => {
                    format!("{count} of {total} intakes of {name}: {detail}")
                }
                _ => format!(
                    "the last {count} of {total} intakes of {name}; for example {}: {detail}",
                    round.intakes[*intake].id
                ),
            };
            Explanation { obstacle: Obstacle::Rule(rule), detail }
        }
    }
}

fn with_options(book: &Casebook, program: &Program, placed: &BTreeSet<ColumnIndex>, best: ColumnIndex) -> Explanation {
    let intake = &book.round.intakes[program.placement(best).intake].id;
    match broken_by(program, placed, best) {
        Some((constraint, row, values)) => {
            let sum = row.activity(&values);
            let detail = limits::describe(book.round, row, sum, constraint);
            let detail = format!("its best option is {intake}: {detail}");
            Explanation { obstacle: Obstacle::Constraint(constraint), detail }
        }
        None => {
            let detail =
                format!("its best option, {intake}, went to no one, yet other values of the ladder come first");
            Explanation { obstacle: Obstacle::Priority, detail }
        }
    }
}

/// The first row, by constraint in the published order, that adding an option
/// to the placed ones breaks, with the values after adding it.
fn broken_by<'p>(
    program: &'p Program,
    placed: &BTreeSet<ColumnIndex>,
    added: ColumnIndex,
) -> Option<(ConstraintId, &'p Row, Vec<i64>)> {
    let mut with = placed.clone();
    with.insert(added);
    let values = program.values(&with);
    let row = program.rows().iter().find(|row| row.constraint.is_some() && !row.holds(&values))?;
    Some((row.constraint?, row, values))
}
