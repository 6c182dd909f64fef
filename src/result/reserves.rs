//! Who comes in where a place falls free: the reserve lists of a published
//! result, each found by solving again with everyone else held still.

use super::reserve::Reserve;
use super::round_result::{RoundResult, Status};
use crate::ids::ConstraintId::{MinGroup, Together};
use crate::ids::StageId;
use crate::limits::is_of_places;
use crate::posed::{Posed, Seating};
use crate::program::{ColumnIndex, Residual, Row};
use crate::round::{Intake, Key, Referral};
use crate::solve::{Climb, Engine, Fault, Proof, Quiet, climb};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// How long a reserve list is.
pub const RESERVES: u32 = 3;

/// The reserve lists of a proven result, by intake id, then position, then
/// referral id. Nothing for a result that is not proven, since a better one
/// might place somebody without anybody leaving, or where the limit is reached.
///
/// For each intake with somebody in it, one place is freed while everyone who
/// is placed stays: whom the ladder then places comes first. They are barred
/// from every intake, as after a refusal, and the ladder says who is next.
///
/// # Errors
///
/// Where the solver fails.
pub fn reserves(posed: &Posed, result: &RoundResult, engine: Engine) -> Result<Option<Vec<Reserve>>, Fault> {
    if result.status != Status::Optimal {
        return Ok(None);
    }
    let standing = Standing::new(posed, result, engine);
    let taken: Vec<Key<Intake>> = result.intakes.iter().filter(|line| line.opens).map(|line| line.intake).collect();
    let lists: Vec<Option<Vec<Reserve>>> =
        taken.into_par_iter().map(|freed| standing.list(freed)).collect::<Result<_, _>>()?;
    let lists: Option<Vec<Vec<Reserve>>> = lists.into_iter().collect();
    Ok(lists.map(|lists| lists.into_iter().flatten().collect()))
}

/// A published allocation, and what could be added to it if a place were free.
struct Standing<'a> {
    /// The round; groups with somebody in them may run below their smallest size.
    posed: Posed,
    engine: Engine<'a>,
    placed: BTreeSet<ColumnIndex>,
    additions: Vec<Addition>,
}

/// An option that is not placed and that a freed place could make room for.
struct Addition {
    column: ColumnIndex,
    /// The rows that it stands in.
    rows: Vec<usize>,
    /// The rows that stand in its way, all of them about places.
    full: Vec<usize>,
}

impl<'a> Standing<'a> {
    fn new(posed: &Posed, result: &RoundResult, engine: Engine<'a>) -> Standing<'a> {
        let placements = || result.placed.iter().map(|placed| placed.placement);
        let posed = posed.with_relaxed_groups(placements().map(|placement| placement.intake).collect());
        let placed = posed.columns(placements().map(|placement| (placement.referral, placement.intake)));
        let additions = additions(&posed, &placed);
        Standing { posed, engine, placed, additions }
    }

    fn referral(&self, option: ColumnIndex) -> Key<Referral> {
        self.posed.referral(option)
    }

    /// Whether a place freed in the intake could be one that the row counts.
    fn counts(&self, row: &Row, freed: Key<Intake>) -> bool {
        row.limit.is_some_and(|limit| limit.counts_freed(self.posed.round(), freed))
    }

    /// The reserve list of one intake; nothing where the limit is reached.
    fn list(&self, freed: Key<Intake>) -> Result<Option<Vec<Reserve>>, Fault> {
        let gives_way = |row: &usize| self.counts(&self.posed.program().rows()[*row], freed);
        let mut able: Vec<&Addition> =
            self.additions.iter().filter(|addition| addition.full.iter().all(gives_way)).collect();
        let mut barred: BTreeSet<Key<Referral>> = BTreeSet::new();
        let mut list = Vec::new();
        for position in 1..=RESERVES {
            // Without one for whom the place makes room, by itself or in a group that needs it, all stays as it is.
            if !able.iter().any(|addition| addition.rows.iter().any(gives_way)) {
                break;
            }
            let Some(incoming) = self.incoming(freed, &able, &barred)? else { return Ok(None) };
            if incoming.is_empty() {
                break;
            }
            let round = self.posed.round();
            let mut came: Vec<_> = incoming.iter().map(|column| self.posed.program().placement(*column)).collect();
            came.sort_by_key(|placement| &round.referrals[placement.referral].id);
            list.extend(came.into_iter().map(|placement| Reserve {
                freed,
                position,
                referral: placement.referral,
                intake: placement.intake,
            }));
            barred.extend(incoming.iter().map(|column| self.referral(*column)));
            able.retain(|addition| !barred.contains(&self.referral(addition.column)));
        }
        Ok(Some(list))
    }

    /// Whom the ladder places beside those who stay; nothing where the limit is
    /// reached before that is proven.
    fn incoming(
        &self,
        freed: Key<Intake>,
        able: &[&Addition],
        barred: &BTreeSet<Key<Referral>>,
    ) -> Result<Option<Vec<ColumnIndex>>, Fault> {
        let rows = || able.iter().flat_map(|addition| &addition.rows);
        let beside: BTreeSet<ColumnIndex> =
            rows().flat_map(|row| &self.posed.program().rows()[*row].terms).map(|(column, _)| *column).collect();
        let able: BTreeSet<ColumnIndex> = able.iter().map(|addition| addition.column).collect();
        // Shares of schools count everybody; every other step is a sum.
        let is_of_all = self.posed.round().policy.objective.ladder.contains(&StageId::Balance);
        let options = self.posed.options().only(|at| match is_of_all {
            true => !barred.contains(&self.referral(at)),
            false => able.contains(&at) || (self.placed.contains(&at) && beside.contains(&at)),
        });
        let pair = |column: &ColumnIndex| {
            let placement = self.posed.program().placement(*column);
            (placement.referral, placement.intake)
        };
        let is_there =
            |(referral, intake): &(Key<Referral>, Key<Intake>)| options.position(*referral, *intake).is_some();
        let still: Vec<_> = self.placed.iter().map(pair).filter(is_there).collect();
        let residual = Residual { still: &still, freed };
        let program = self.posed.residual(&options, &residual);
        let climbed: Climb = climb(&program, self.engine, &mut Quiet)?;
        if climbed.proof() != Proof::Optimal {
            return Ok(None);
        }
        let columns = climbed.placed.iter().filter_map(|column| {
            let placement = program.placement(*column);
            self.posed.options().position(placement.referral, placement.intake)
        });
        Ok(Some(columns.filter(|column| !self.placed.contains(column)).collect()))
    }
}

/// Every option that only rows about places keep out. Smallest groups, and what
/// is placed together, are left to the solver: several may come in at once.
fn additions(posed: &Posed, placed: &BTreeSet<ColumnIndex>) -> Vec<Addition> {
    let program = posed.program();
    let with_place: BTreeSet<Key<Referral>> = placed.iter().map(|column| posed.referral(*column)).collect();
    let mut seating = Seating::new(program, program.values(placed));
    let is_about_places = |position: &usize| program.rows()[*position].constraint().is_some_and(is_of_places);
    let mut found = Vec::new();
    for column in (0..program.option_count()).filter(|column| !with_place.contains(&posed.referral(*column))) {
        let full = seating.would_break(column).into_iter().filter(|broken| {
            let row = &program.rows()[broken.row];
            let is_limit = row.constraint().is_some_and(|id| !matches!(id, MinGroup | Together));
            is_limit && row.upper.is_some_and(|upper| broken.sum > upper)
        });
        let full: Vec<usize> = full.map(|broken| broken.row).collect();
        if full.iter().all(is_about_places) {
            let rows = seating.rows_of(column).iter().map(|(row, _)| *row).collect();
            found.push(Addition { column, rows, full });
        }
    }
    found
}
