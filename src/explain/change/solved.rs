use super::Change;
use crate::program::Program;
use crate::round::{Intake, Key, Referral, Round};
use crate::rules::{Casebook, Options};
use crate::solve::{Bounds, Limit, MipRow, Outcome, Solver, feasibility, who};
use std::collections::{BTreeMap, BTreeSet};

/// Who is placed by the best allocation of a round, proven.
#[derive(Clone)]
pub(super) struct Solved {
    /// The placed, each with an intake of an allocation that places just these.
    pub placed: BTreeMap<Key<Referral>, Key<Intake>>,
    /// The values of the steps that settle who is placed.
    pub values: Vec<i64>,
}

impl Solved {
    /// Solves a round with changes, starting from an allocation of the round as
    /// it is; nothing where the proof fails or time runs out.
    pub fn with(
        changes: &[Change],
        round: &Round,
        relaxed_groups: &BTreeSet<Key<Intake>>,
        start: &BTreeMap<Key<Referral>, Key<Intake>>,
        solver: &dyn Solver,
        limit: Limit,
    ) -> Option<Solved> {
        if limit.is_reached() {
            return None;
        }
        let changed = Change::applied(changes, round);
        let book = Casebook::new(&changed);
        let options = Options::list(&book);
        let program = Program::write(&book, &options, relaxed_groups);
        let start = start.iter().filter_map(|(referral, intake)| options.position(*referral, *intake)).collect();
        let found = who(&program, Some(&start), solver, limit).ok().filter(|found| found.is_proven)?;
        let placed = found.placed.iter().map(|column| program.placement(*column));
        Some(Solved {
            placed: placed.map(|placement| (placement.referral, placement.intake)).collect(),
            values: found.values,
        })
    }
}

/// Whether some allocation of a round with changes places a referral and all
/// that are placed already; nothing where that is not found out.
pub(super) fn is_room_for_all(
    referral: Key<Referral>,
    changes: &[Change],
    round: &Round,
    relaxed_groups: &BTreeSet<Key<Intake>>,
    placed: &BTreeMap<Key<Referral>, Key<Intake>>,
    solver: &dyn Solver,
    limit: Limit,
) -> Option<bool> {
    let changed = Change::applied(changes, round);
    let book = Casebook::new(&changed);
    let options = Options::list(&book);
    let program = Program::write(&book, &options, relaxed_groups);
    let mut mip = feasibility(&program, |_| true);
    let bounds = Bounds { lower: Some(1), upper: None };
    for key in placed.keys().chain([&referral]) {
        let terms = options.range(*key).map(|column| (column, 1)).collect();
        mip.rows.push(MipRow { terms, bounds });
    }
    match solver.solve(&mip, limit).outcome {
        Outcome::Solved { .. } => Some(true),
        Outcome::Infeasible => Some(false),
        Outcome::Unsolved | Outcome::Failed(_) => None,
    }
}
