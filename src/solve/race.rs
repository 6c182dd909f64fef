//! How an integer program is proven. Most are proven soon; of the others, what
//! is quick for one is slow for the next: with the cuts, a hard one may take a
//! fraction of the nodes, an easy one many times as long. Where a first try does
//! not end in a proof, both ways run side by side, and the first proof ends the
//! other.

use super::part::{Part, RowKind};
use super::{Aim, Engine, Mip, MipRow, Outcome};
use std::sync::atomic::{AtomicBool, Ordering};

/// Solves a program over a part's columns, of which the part's cuts hold, until
/// it is proven or it is time to stop. The first try may be to confirm that
/// the start is the best.
pub(super) fn solve(part: &Part, mip: &Mip, first: Aim, engine: Engine) -> Outcome {
    let tried = engine.solve(&Mip { aim: first, ..mip.clone() }).outcome;
    if is_final(mip, &tried) || engine.is_due() {
        return tried;
    }
    let start = match &tried {
        Outcome::Solved { values, .. } => Some(values.clone()),
        _ => mip.start.clone(),
    };
    let without = Mip { start, aim: Aim::Solve, ..mip.clone() };
    let cuts = part.rows_of(RowKind::Cut).cloned();
    let rows: Vec<MipRow> = mip.rows.iter().cloned().chain(cuts).collect();
    let with_cuts = Mip { rows, aim: Aim::Prove, ..without.clone() };
    let done = AtomicBool::new(false);
    let run = |mip: &Mip| {
        let engine = engine.until(engine.stop.or_when(&done));
        if engine.is_due() {
            return Outcome::Unsolved;
        }
        let outcome = engine.solve(mip).outcome;
        if is_final(mip, &outcome) {
            done.store(true, Ordering::Relaxed);
        }
        outcome
    };
    let (a, b) = rayon::join(|| run(&without), || run(&with_cuts));
    better(mip, a, b)
}

/// Whether no more is to be had than an outcome: the best with its proof.
fn is_final(mip: &Mip, outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Solved { values, bound } => *bound == Some(mip.value(values)),
        Outcome::Infeasible => true,
        Outcome::Unsolved | Outcome::Failed(_) => false,
    }
}

/// The better of two outcomes: a proof before none, then by value; with the
/// tighter of both bounds.
fn better(mip: &Mip, a: Outcome, b: Outcome) -> Outcome {
    match (a, b) {
        (Outcome::Solved { values: a, bound: bound_a }, Outcome::Solved { values: b, bound: bound_b }) => {
            let bound = bound_a.into_iter().chain(bound_b).min();
            let values = if mip.value(&a) >= mip.value(&b) { a } else { b };
            Outcome::Solved { values, bound }
        }
        (Outcome::Infeasible, other) | (other, Outcome::Infeasible) => match other {
            // One says that there is none, the other has one: neither is believed.
            Outcome::Solved { values, .. } => Outcome::Solved { values, bound: None },
            _ => Outcome::Infeasible,
        },
        (solved @ Outcome::Solved { .. }, _) | (_, solved @ Outcome::Solved { .. }) => solved,
        (Outcome::Failed(what), _) | (_, Outcome::Failed(what)) => Outcome::Failed(what),
        (Outcome::Unsolved, Outcome::Unsolved) => Outcome::Unsolved,
    }
}
