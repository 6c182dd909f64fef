use super::AllocationRow;
use crate::calendar::Span;
use crate::ids::RuleId;
use crate::round::{Decision, Intake, Key, Referral, Round, Verdict};
use std::collections::BTreeSet;

/// How an earlier result binds a new run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// Every earlier placement is a `place` decision.
    Hold,
    /// Every earlier placement is a `keep` decision.
    Keep,
}

/// What was taken over from an earlier result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// Intakes that ran with newly placed students in the earlier result and
    /// hold at least one of them still by a `place` decision: they may fall
    /// below their smallest group. Empty for [`Bond::Keep`].
    pub ran: BTreeSet<Key<Intake>>,
    /// Earlier placements that were dropped, because the referral is barred
    /// from the intake, deferred, declined or withdrawn.
    pub dropped: Vec<AllocationRow>,
}

/// Binds a round to an earlier result: adds a decision for every row whose
/// referral is still open and not barred from the intake. The decision keeps
/// the start that the row has, and its end, or the intake's end when it has
/// none; a row without a start gets the ordinary dates.
pub fn carry(round: &mut Round, earlier: &[AllocationRow], bond: Bond) -> Carried {
    let mut carried = Carried::default();
    let mut added = Vec::new();
    for row in earlier {
        if !is_open(round, row.referral) || is_barred(round, row.referral, row.intake) {
            carried.dropped.push(row.clone());
            continue;
        }
        let end = row.end.unwrap_or(round.intakes[row.intake].end);
        let dates = row.start.filter(|start| *start <= end).map(|start| Span::new(start, end));
        let verdict = match bond {
            Bond::Hold => Verdict::Place(row.intake),
            Bond::Keep => Verdict::Keep(row.intake),
        };
        if bond == Bond::Hold {
            carried.ran.insert(row.intake);
        }
        added.push(Decision { referral: row.referral, verdict, dates, row: None });
    }
    round.decisions.extend(added);
    carried
}

/// Whether the referral still asks for a place, by its status or because its
/// status is waived for all intakes.
fn is_open(round: &Round, referral: Key<Referral>) -> bool {
    let waived = Verdict::Waive(RuleId::Status, None);
    round.referrals[referral].status.is_open()
        || round.decisions.iter().any(|decision| decision.referral == referral && decision.verdict == waived)
}

fn is_barred(round: &Round, referral: Key<Referral>, intake: Key<Intake>) -> bool {
    let bars = |verdict| matches!(verdict, Verdict::Bar(barred) if round.is_of(intake, barred));
    round.decisions.iter().any(|decision| decision.referral == referral && bars(decision.verdict))
}
