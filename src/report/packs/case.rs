use crate::allocation::Move;
use crate::paper::Cell;
use crate::report::due::{Outcome, outcome};
use crate::report::run::Report;
use crate::result::{Placed, Unplaced};
use crate::round::{Key, Named, Referral, Round};
use std::collections::BTreeMap;

/// A referral and what became of it.
pub(super) struct Case<'a> {
    pub referral: &'a Referral,
    pub ending: Ending<'a>,
    pub outcome: Outcome,
    /// What changes for it against the earlier result, where there is one.
    pub moved: Option<Move>,
}

/// What became of a referral.
#[derive(Clone, Copy)]
pub(super) enum Ending<'a> {
    Placed(&'a Placed),
    Unplaced(&'a Unplaced),
}

/// Every referral of the round, by id.
pub(super) fn cases<'a>(report: &Report<'a>) -> Vec<Case<'a>> {
    let (round, result) = (report.round, report.result);
    let placed = result.placed.iter().map(|placed| (placed.placement.referral, Ending::Placed(placed)));
    let unplaced = result.unplaced.iter().map(|unplaced| (unplaced.referral, Ending::Unplaced(unplaced)));
    let moves = report.moves().unwrap_or_default().into_iter();
    let mut moves: BTreeMap<Key<Referral>, Move> = moves.map(|moved| (moved.referral, moved)).collect();
    let mut one = |(key, ending): (Key<Referral>, Ending<'a>)| {
        let referral = &round.referrals[key];
        let start = match ending {
            Ending::Placed(placed) => Some(round.intakes[placed.placement.intake].start),
            Ending::Unplaced(_) => None,
        };
        Case { referral, ending, outcome: outcome(round, referral.programme, start), moved: moves.remove(&key) }
    };
    let mut cases: Vec<Case> = placed.chain(unplaced).map(&mut one).collect();
    cases.sort_by(|a, b| a.referral.id.cmp(&b.referral.id));
    cases
}

impl<'a> Case<'a> {
    /// The placement, if there is one.
    pub fn placed(&self) -> Option<&'a Placed> {
        match self.ending {
            Ending::Placed(placed) => Some(placed),
            Ending::Unplaced(_) => None,
        }
    }

    /// Why there is no placement, if there is none.
    pub fn unplaced(&self) -> Option<&'a Unplaced> {
        match self.ending {
            Ending::Placed(_) => None,
            Ending::Unplaced(unplaced) => Some(unplaced),
        }
    }

    /// The cells of a table that say where it is placed and when: `outcome`,
    /// `course_id`, `intake_id`, `provider_id`, `start`, `end`, `days`,
    /// `choice_rank`.
    pub fn place_cells(&self, round: &Round) -> [Cell; 8] {
        match self.placed() {
            None => std::array::from_fn(|at| if at == 0 { Cell::text("not_placed") } else { Cell::Blank }),
            Some(placed) => {
                let placement = placed.placement;
                let intake = &round.intakes[placement.intake];
                [
                    Cell::text("placed"),
                    Cell::text(round.course_of(placement.intake).id()),
                    Cell::text(&intake.id),
                    Cell::text(round.providers[round.provider_of(placement.intake)].id()),
                    Cell::text(placement.span.first),
                    Cell::text(placement.span.last),
                    Cell::text(intake.days),
                    Cell::number(placed.rank),
                ]
            }
        }
    }

    /// The cells of a table that say when it is decided and told: `decided_on`,
    /// `outcome_due`.
    pub fn outcome_cells(&self) -> [Cell; 2] {
        [self.outcome.decided, self.outcome.due].map(Cell::text_or_blank)
    }
}
