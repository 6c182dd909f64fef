use crate::allocation::{Segment, Sense, Step};
use crate::ids::StageId;
use crate::rows::{ColumnIndex, Draft};
use crate::rules::PlaceOption;

/// What one step of the ladder counts: the sum of its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    /// The stage.
    pub stage: StageId,
    /// Which step of the stage.
    pub segment: Segment,
    /// Whether more or less is better.
    pub sense: Sense,
    /// Columns, ascending, with their coefficients, none of them 0.
    pub terms: Vec<(ColumnIndex, i64)>,
}

impl Objective {
    pub(super) fn new(
        stage: StageId,
        segment: Segment,
        sense: Sense,
        terms: impl IntoIterator<Item = (ColumnIndex, i64)>,
    ) -> Objective {
        let terms = terms.into_iter().filter(|(_, coefficient)| *coefficient != 0).collect();
        Objective { stage, segment, sense, terms }
    }

    /// The value for given columns.
    pub fn value(&self, values: &[i64]) -> i64 {
        self.terms.iter().map(|(column, coefficient)| coefficient * values[*column]).sum()
    }

    /// The step with its value and a bound.
    pub fn step(&self, values: &[i64], bound: i64) -> Step {
        let (stage, segment, sense) = (self.stage, self.segment.clone(), self.sense);
        Step { stage, segment, sense, value: self.value(values), bound }
    }
}

/// The only step of a stage that sums a number of each placement.
pub(super) fn sum(draft: &Draft, stage: StageId, sense: Sense, number: impl Fn(&PlaceOption) -> i64) -> Vec<Objective> {
    let terms = draft.options.all().iter().enumerate().map(|(column, option)| (column, number(option)));
    vec![Objective::new(stage, Segment::Whole, sense, terms)]
}

/// The first 20 bits of the SHA-256 of a text: 0 to 1,048,575.
pub(in crate::program) fn first_bits(text: &str) -> i64 {
    bits(text, 0)
}

/// Twenty bits of the SHA-256 of a text, after so many others: 0 to 1,048,575.
pub(super) fn bits(text: &str, after: u32) -> i64 {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(text.as_bytes());
    let first = digest.iter().take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (first << after >> 44) as i64
}
