//! The stages of the ladder, one file each: what every step counts.

mod balance;
mod children;
mod choice;
mod distance;
mod due;
mod fees;
mod keep;
mod lottery;
mod objective;
mod placed;
mod precedence;
mod quality;
mod redraw;
mod settle;
mod start;
mod transport;
mod waiting;

pub use lottery::lottery_number;
pub use objective::Objective;
pub(super) use objective::first_bits;
pub use redraw::second_number;

use crate::ids::StageId;
use crate::rows::Draft;

/// The objectives of the policy's ladder, in order.
pub(super) fn objectives(draft: &mut Draft) -> Vec<Objective> {
    let ladder = draft.round.policy.objective.ladder.clone();
    ladder.into_iter().flat_map(|stage| steps_of(draft, stage)).collect()
}

fn steps_of(draft: &mut Draft, stage: StageId) -> Vec<Objective> {
    match stage {
        StageId::Placed => placed::steps(draft),
        StageId::Children => children::steps(draft),
        StageId::Keep => keep::steps(draft),
        StageId::Precedence => precedence::steps(draft),
        StageId::Waiting => waiting::steps(draft),
        StageId::Choice => choice::sum_of_ranks(draft),
        StageId::ChoiceGreedy => choice::greedy(draft),
        StageId::ChoiceGenerous => choice::generous(draft),
        StageId::Lottery => lottery::steps(draft),
        StageId::Redraw => redraw::steps(draft),
        StageId::Start => start::of_all(draft),
        StageId::StartByClass => start::by_class(draft),
        StageId::Due => due::steps(draft),
        StageId::Distance => distance::steps(draft),
        StageId::Fees => fees::steps(draft),
        StageId::Quality => quality::steps(draft),
        StageId::Transport => transport::steps(draft),
        StageId::Balance => balance::steps(draft),
        StageId::Settle => settle::steps(draft),
    }
}
