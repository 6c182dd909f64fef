//! Every number that decides anything on the way up the ladder, with the question
//! that it decides: first those by which a floating-point word of a solver is
//! judged, then those that say how much is tried. None of them can make an answer
//! wrong: they decide what is believed and what is asked again, and how long it
//! takes.

/// How far a solver may leave a whole-number column from a whole number.
/// Values farther off are not rounded: the answer is refused.
pub const INTEGRALITY: f64 = 1e-4;

/// How far a solver may let a row exceed its bounds, in the row's own unit.
/// All data are whole numbers, and every answer is checked again after rounding.
pub const FEASIBILITY: f64 = 1e-7;

/// From which size on a price counts when a cut is looked for.
pub const PRICE: f64 = 1e-9;

/// How many options are free at the most around what differs from an earlier program.
pub const MOST_NEARBY: usize = 1_000;

/// How often those near what has just changed are looked at.
pub const MOST_RINGS: usize = 5;

/// How many are free where those nearest were not enough.
pub const MOST_AROUND: usize = 3_000;

/// How many nodes are looked at to tell whether a sum is reached.
pub const MOST_NODES_TO_REACH: usize = 20;

/// From which value on a column of a relaxation is taken to be placed where a
/// better incumbent is sought.
pub const PLACED: f64 = 1.0 - 1e-6;

/// From which value on a column of a relaxation is taken to be used at all,
/// likewise.
pub const USED: f64 = 1e-6;

/// How far the optimum of one relaxation may exceed a limit of another, relative
/// to it, and still count as its solution: for estimates alone.
pub const STILL_HELD: f64 = 1e-7;

/// How far what its prices bound may lie above what it comes to, likewise, in
/// children of the last class.
pub const STILL_BEST: f64 = 1e-2;

/// How large the error of a solver's bound may be, relative to the sizes that
/// were summed. A solver works with 53 bits and leaves reduced costs off by up
/// to 1e-7.
pub const RELATIVE_BOUND_ERROR: f64 = 1e-12;

/// How large the error of a solver's bound may be at the least.
pub const ABSOLUTE_BOUND_ERROR: f64 = 1e-3;

/// Where a solver may stop: the share of the objective's granularity within
/// which its bound must come to the value. Below 1, the bound, rounded to the
/// granularity, is the value.
pub const GAP_OF_GRANULARITY: f64 = 0.99;

/// Up to which size whole numbers are exact in floating point, with room for a
/// sum: a little below 2^53.
pub const LARGEST_EXACT: f64 = 9.0e15;

/// From which size on a price is taken for none.
pub const LARGEST_PRICE: f64 = 1.0e12;

/// How small the error of a bound must be, in parts of the granularity, for the
/// bound to be rounded.
pub const ERROR_OF_GRANULARITY: f64 = 0.005;

/// Dual values are rounded to multiples of 1 / `DUAL_UNIT`.
pub const DUAL_UNIT: f64 = (1_u64 << 40) as f64;

/// The largest weight of a cut: finer ones cut deeper, but the exact best takes
/// longer to compute.
pub const FINENESS: f64 = 400.0;

/// How far a relaxation must exceed a cut, in the cut's units, to be worth it.
pub const LEAST_VIOLATION: f64 = 0.3;

/// The weights by which a small program tells values from whole placements are
/// mostly fractions with a small denominator; where they are not, they are rounded
/// to the last one.
pub const DENOMINATORS: std::ops::RangeInclusive<i64> = 1..=12;

/// The denominator of weights that are no such fraction.
pub const LAST_DENOMINATOR: i64 = 400;

/// How far weights may lie from a fraction with a small denominator.
pub const FRACTION_ERROR: f64 = 1e-6;

/// How far values must exceed a cut, in parts of the greatest weight that the
/// small program gives.
pub const LEAST_DISTANCE: f64 = 0.01;

/// The small program counts values in these parts of a whole.
pub const PARTS: f64 = 1e6;

/// The greatest coefficient in a weighted sum of several steps. Solvers work in
/// floating point: larger ones make them slow, then wrong.
pub const MOST_COEFFICIENT: i64 = 200_000;

/// Of how many open options a kernel keeps one, at the most.
pub const KERNEL_SHARE: usize = 2;

/// Cutting ends after so many rounds in succession that hardly help.
pub const PATIENCE: usize = 2;

/// The same where seeking has left a gap: what follows would be dearer.
pub const LONG_PATIENCE: usize = 8;

/// A round helps when it brings more than one part in so many of what
/// all have brought.
pub const LEAST_PROGRESS: i128 = 20;

/// How many nodes a solver may look at where the start is thought to be the best:
/// if it is, the cuts at the root are nearly always enough.
pub const MOST_NODES_TO_CONFIRM: i32 = 20;

/// How many nodes of our own branching are looked at before, likewise.
pub const MOST_NODES_TO_TELL: usize = 20;

/// How many nodes a first try at a proof may take.
pub const MOST_NODES_TO_TRY: i32 = 200;

/// How many nodes may be looked at where a good solution is sought soon.
pub const MOST_NODES_TO_SEEK: usize = 30;

/// The same of a program that is handed to a solver.
pub const MOST_NODES_IN_PROGRAM: i32 = 100;

/// How many nodes of our own branching are looked at before a solver's is asked.
pub const MOST_NODES_TO_BRANCH: usize = 30;

/// In how many parts of what is open the first way down decides at once, where much is open.
pub const PARTS_OF_FIRST_WAY: usize = 10;

/// From which value on it decides for a column.
pub const LIKELY: f64 = 0.6;

/// How many sets of compatible options of one student are looked at; one with
/// more is left out of the cuts.
pub const MOST_SETS: usize = 2_000;

/// How many states a computation may have; beyond, it is given up.
pub const MOST_STATES: usize = 200_000;

/// How many whole placements of the options used in part are looked at.
pub const MOST_POINTS: usize = 5_000;

/// The greatest whole number, a multiple of the granularity, that a maximum
/// can be when a solver says that it is at most `bound`; nothing when the
/// error margin is not small against the granularity.
pub fn upper_bound(bound: f64, granularity: i64) -> Option<i64> {
    let margin = ABSOLUTE_BOUND_ERROR.max(RELATIVE_BOUND_ERROR * bound.abs());
    let granularity = granularity.max(1);
    let is_uncertain = margin > ERROR_OF_GRANULARITY * granularity as f64;
    if !bound.is_finite() || bound.abs() > LARGEST_EXACT || is_uncertain {
        return None;
    }
    let multiples = ((bound + margin) / granularity as f64).floor();
    Some(multiples as i64 * granularity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_rounded_to_the_granularity_with_a_margin() {
        assert_eq!(upper_bound(970.999_999_9, 1), Some(971));
        assert_eq!(upper_bound(970.9, 1), Some(970));
        assert_eq!(upper_bound(-970.000_000_1, 1), Some(-970));
        assert_eq!(upper_bound(1499.0, 500), Some(1000));
        assert_eq!(upper_bound(4.0e12, 1), None);
        assert_eq!(upper_bound(f64::NAN, 1), None);
        assert_eq!(upper_bound(f64::INFINITY, 1), None);
    }
}
