use super::*;
use crate::solve::made_up::{budget, chances, part, placements, row};
use crate::solve::part::RowKind;
use crate::solve::{Highs, Mip, Solver, Stop};

/// A part of options alone: the student and the referral of each, rows, and
/// what each counts.
fn relaxed(part: &Part) -> Relaxed {
    let relaxation = part.relaxation(part.goals[0].terms.clone());
    Engine::of(&Highs::default()).relax(&relaxation).expect("a small relaxation is solved")
}

fn value(part: &Part, relaxed: &Relaxed) -> f64 {
    part.goals[0].terms.iter().map(|(column, count)| *count as f64 * relaxed.values[*column]).sum()
}

/// Every placement that the limits allow.
/// Cuts until there are none; with how many were made by prices, and how many else.
fn closed(part: &mut Part) -> (f64, usize, usize) {
    let (mut by_price, mut others) = (0, 0);
    loop {
        let relaxed = relaxed(part);
        let goal = part.goals[0].clone();
        let reduced = price::reduced(part, &goal, &relaxed);
        let mut cuts = Vec::new();
        for knapsack in knapsacks(part) {
            let values: Vec<f64> = knapsack.columns.iter().map(|column| relaxed.values[*column]).collect();
            let priced = knapsack.priced(part, &values, &reduced, &relaxed.duals);
            let facet = knapsack.facet(&values, Engine::of(&Highs::default()));
            by_price += usize::from(priced.is_some());
            others += usize::from(facet.is_some() && priced.is_none());
            // Both kinds are to hold, whichever is needed.
            cuts.extend(priced.into_iter().chain(facet));
        }
        for cut in &cuts {
            let reached: f64 = cut.terms.iter().map(|(column, takes)| *takes as f64 * relaxed.values[*column]).sum();
            assert!(
                reached > cut.bounds.upper.map_or(f64::INFINITY, |upper| upper as f64),
                "the relaxation keeps {cut:?}"
            );
        }
        if cuts.is_empty() {
            return (value(part, &relaxed), by_price, others);
        }
        cuts.into_iter().for_each(|cut| part.add(RowKind::Cut, cut));
    }
}

/// Three children at £6 each with £10: by hand, one can be placed, where a
/// relaxation places five thirds.
#[test]
fn the_fraction_of_a_child_that_the_last_pounds_would_pay_for_is_cut_off() {
    let rows = vec![row(&[(0, 6), (1, 6), (2, 6), (3, 1)], None, 10)];
    let mut part = part(&[(0, 0), (1, 1), (2, 2), (3, 3)], rows, &[1, 1, 1, 0]);
    assert!(value(&part, &relaxed(&part)) > 1.6);
    let (reached, ..) = closed(&mut part);
    assert!((reached - 1.0).abs() < 1e-6, "{reached}");
}

/// One child is certain of a place, for £8 or £4; another's costs £6. By hand:
/// with £9 even the cheap place leaves £5, and the other has none.
#[test]
fn values_that_are_no_mixture_of_placements_are_cut_off() {
    let rows = vec![row(&[(0, 8), (1, 4), (2, 6)], None, 9), row(&[(0, 1), (1, 1)], Some(1), 1)];
    let part = part(&[(0, 0), (0, 0), (1, 1)], rows, &[0, 0, 1]);
    let knapsack = &knapsacks(&part)[0];
    let cut = knapsack.facet(&[0.0, 1.0, 5.0 / 6.0], Engine::of(&Highs::default())).expect("there is a cut");
    let columns: Vec<usize> = cut.terms.iter().map(|(column, _)| *column).collect();
    assert_eq!((columns, cut.bounds.upper), (vec![2], Some(0)));
}

/// Every cut holds for every placement that the limits allow, counted one by
/// one, and with the cuts the relaxation of one budget comes to the best of them.
#[test]
fn cuts_hold_and_close_the_gap_of_one_budget() {
    let mut chance = chances(1);
    let (mut by_price, mut others) = (0, 0);
    for _ in 0..300 {
        let mut part = budget(&mut chance);
        let all = placements(&part);
        let Some(best) = all.iter().map(|values| part.goals[0].value(values)).max() else { continue };
        let (reached, priced, facets) = closed(&mut part);
        assert!((reached - best as f64).abs() < 1e-3, "{reached} for {best}");
        for cut in part.rows_of(RowKind::Cut) {
            assert!(all.iter().all(|values| cut.holds(values)), "{cut:?} cuts off a placement");
        }
        by_price += priced;
        others += facets;
    }
    assert!(by_price > 50 && others > 50, "{by_price} by prices, {others} else");
}

/// What is looked for is a program of its own: it must not fail where a solver
/// has nothing to say.
#[test]
fn a_solver_without_relaxations_makes_no_facet() {
    struct Silent;
    impl Solver for Silent {
        fn name(&self) -> &'static str {
            "silent"
        }
        fn version(&self) -> String {
            String::new()
        }
        fn solve(&self, _: &Mip, _: Stop) -> crate::solve::Answer {
            crate::solve::Outcome::Unsolved.into()
        }
    }
    let rows = vec![row(&[(0, 6), (1, 7)], None, 10)];
    let part = part(&[(0, 0), (1, 1)], rows, &[1, 1]);
    assert!(knapsacks(&part)[0].facet(&[1.0, 4.0 / 7.0], Engine::of(&Silent)).is_none());
}
