use super::Draft;
use super::objective::{Objective, sum};
use crate::allocation::{Segment, Sense};
use crate::ids::StageId;

/// The sum of the ranks beyond the first.
pub(super) fn sum_of_ranks(draft: &Draft) -> Vec<Objective> {
    sum(draft, StageId::Choice, Sense::Min, |option| i64::from(option.rank) - 1)
}

/// Most first choices, then most second choices, to the worst rank of any option.
pub(super) fn greedy(draft: &Draft) -> Vec<Objective> {
    (1..=worst(draft)).map(|rank| at(draft, StageId::ChoiceGreedy, Sense::Max, rank)).collect()
}

/// Fewest at the worst rank, then at the next better one, down to the second.
pub(super) fn generous(draft: &Draft) -> Vec<Objective> {
    (2..=worst(draft)).rev().map(|rank| at(draft, StageId::ChoiceGenerous, Sense::Min, rank)).collect()
}

fn at(draft: &Draft, stage: StageId, sense: Sense, rank: u32) -> Objective {
    let options = draft.options.all().iter().enumerate();
    let terms = options.filter(|(_, option)| option.rank == rank).map(|(column, _)| (column, 1));
    Objective::new(stage, Segment::Rank(rank), sense, terms)
}

fn worst(draft: &Draft) -> u32 {
    draft.options.all().iter().map(|option| option.rank).max().unwrap_or(1)
}
