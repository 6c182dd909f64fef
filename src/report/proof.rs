use crate::allocation::Step;
use crate::ids::vocabulary;

vocabulary! {
    /// How far the value of a step is proven.
    Proof {
        /// The value is its bound, and so are those of all earlier steps.
        Proven = "proven",
        /// The first step whose value is not its bound.
        Unproven = "unproven",
        /// After the first unproven step: the bound holds only for the values
        /// that the earlier steps happen to have.
        Conditional = "conditional",
    }
}

/// How far every step is proven.
pub fn proofs(steps: &[Step]) -> Vec<Proof> {
    let first_open = steps.iter().position(|step| !step.is_proven()).unwrap_or(steps.len());
    let proof = |position: usize| match position.cmp(&first_open) {
        std::cmp::Ordering::Less => Proof::Proven,
        std::cmp::Ordering::Equal => Proof::Unproven,
        std::cmp::Ordering::Greater => Proof::Conditional,
    };
    (0..steps.len()).map(proof).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::{Segment, Sense};
    use crate::ids::StageId;

    #[test]
    fn after_the_first_gap_every_step_is_conditional() {
        let step =
            |value, bound| Step { stage: StageId::Fees, segment: Segment::Whole, sense: Sense::Min, value, bound };
        let found = proofs(&[step(1, 1), step(5, 4), step(2, 2), step(3, 2)]);
        assert_eq!(found, [Proof::Proven, Proof::Unproven, Proof::Conditional, Proof::Conditional]);
    }
}
