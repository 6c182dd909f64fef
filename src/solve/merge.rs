use super::part::Part;
use crate::solve::tolerance;
use std::collections::BTreeMap;

/// A weighted sum of a step and as many of the next as moderate coefficients
/// allow, and the first step that is not in it. One unit of a step outweighs
/// all that the later ones can differ: the best sum is the best in strict order.
pub(super) fn merge(part: &Part, step: usize) -> (Vec<(usize, i64)>, usize) {
    let largest = |step: usize| -> i64 {
        part.goals[step].terms.iter().map(|(_, coefficient)| coefficient.abs()).max().unwrap_or(0)
    };
    let outweighing = |step: usize| part.range(&part.goals[step]).saturating_add(1);
    let (mut next, mut weight, mut most) = (step + 1, 1_i64, largest(step));
    while next < part.goals.len() {
        let heavier = most.saturating_mul(outweighing(next)).max(largest(next));
        if heavier > tolerance::MOST_COEFFICIENT {
            break;
        }
        weight = weight.saturating_mul(outweighing(next));
        most = heavier;
        next += 1;
    }
    let mut sum: BTreeMap<usize, i64> = BTreeMap::new();
    for position in step..next {
        for (column, coefficient) in &part.goals[position].terms {
            *sum.entry(*column).or_default() += weight * coefficient;
        }
        if position + 1 < next {
            weight /= outweighing(position + 1);
        }
    }
    (sum.into_iter().filter(|(_, coefficient)| *coefficient != 0).collect(), next)
}
