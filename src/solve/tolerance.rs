//! Every number by which a floating-point word of a solver is judged, with the
//! question that it decides.

/// How far a solver may leave a whole-number column from a whole number.
/// Values farther off are not rounded: the answer is refused.
pub const INTEGRALITY: f64 = 1e-4;

/// How far a solver may let a row exceed its bounds, in the row's own unit.
/// All data are whole numbers, and every answer is checked again after rounding.
pub const FEASIBILITY: f64 = 1e-7;

/// From which size on a price counts when a cut is looked for.
pub const PRICE: f64 = 1e-9;

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

/// The greatest whole number, a multiple of the granularity, that a maximum
/// can be when a solver says that it is at most `bound`; nothing when the
/// error margin is not small against the granularity.
pub fn upper_bound(bound: f64, granularity: i64) -> Option<i64> {
    let margin = ABSOLUTE_BOUND_ERROR.max(RELATIVE_BOUND_ERROR * bound.abs());
    let granularity = granularity.max(1);
    // 2^53: above it, whole numbers are not exact in floating point.
    if !bound.is_finite() || bound.abs() > 9.0e15 || margin > 0.005 * granularity as f64 {
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
