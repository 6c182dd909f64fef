//! Which places could close.

use super::point::{Point, placed};
use super::yardstick::Yardstick;
use crate::calendar::Span;
use crate::program::ColumnIndex;
use crate::round::{Intake, Key, Round};
use crate::solve::Fault;
use std::collections::BTreeSet;

/// What an intake with fewer places would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The intake.
    pub intake: Key<Intake>,
    /// Its places.
    pub places: u32,
    /// Those that are taken on the fullest date, held ones included.
    pub used: u32,
    /// What one place fewer would come to.
    pub fewer: Fewer,
}

/// What one place fewer would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fewer {
    /// The same: the best allocation leaves a place free, and is the best of
    /// what fewer places allow.
    Unused,
    /// The same: held placements take all of them, so there was none to give.
    Held,
    /// Solved with one place fewer.
    Solved {
        /// What it comes to.
        point: Point,
        /// Whether as many of each class are placed.
        is_placed_kept: bool,
        /// Whether every step that counts keeps its value.
        is_kept: bool,
    },
    /// A decision to place could not be kept.
    Decided,
    /// There is no place to close.
    None,
    /// A limit of time was reached before it could be said.
    Unknown,
}

impl Fewer {
    /// Whether it is proven.
    pub fn is_proven(&self) -> bool {
        match self {
            Fewer::Solved { point, .. } => point.is_proven,
            Fewer::Unknown => false,
            _ => true,
        }
    }

    /// Whether the places that count stay as they are, each class with as many
    /// placed; nothing where it is not known.
    pub fn keeps_placed(&self) -> Option<bool> {
        match self {
            Fewer::Unused | Fewer::Held => Some(true),
            Fewer::Solved { is_placed_kept, point, .. } => point.is_proven.then_some(*is_placed_kept),
            Fewer::Decided => Some(false),
            Fewer::None | Fewer::Unknown => None,
        }
    }

    /// Whether every step that counts keeps its value; nothing where it is not
    /// known.
    pub fn keeps_all(&self) -> Option<bool> {
        match self {
            Fewer::Unused | Fewer::Held => Some(true),
            Fewer::Solved { is_kept, point, .. } => point.is_proven.then_some(*is_kept),
            Fewer::Decided => Some(false),
            Fewer::None | Fewer::Unknown => None,
        }
    }
}

impl Closing {
    /// The places that can all be closed, here and at every other intake at
    /// once, with the allocation as it is.
    pub fn unused(&self) -> u32 {
        self.places.saturating_sub(self.used)
    }
}

/// The intakes that somebody could still join.
pub(super) fn joinable(round: &Round) -> impl Iterator<Item = Key<Intake>> + '_ {
    let as_of = round.run.as_of;
    round.intakes.iter().filter(move |(_, intake)| intake.can_be_taken_from(as_of)).map(|(key, _)| key)
}

/// What one place fewer at an intake would come to.
pub(super) fn closing(yardstick: &Yardstick, is_proven: bool, key: Key<Intake>) -> Result<Closing, Fault> {
    let round = yardstick.ask.round();
    let places = round.intakes[key].places;
    let held: Vec<Span> = round.held.iter().filter(|held| held.intake == Some(key)).map(|held| held.span).collect();
    let here: Vec<ColumnIndex> = yardstick
        .placed
        .iter()
        .copied()
        .filter(|column| yardstick.program().placement(*column).intake == key)
        .collect();
    let taken: Vec<Span> =
        held.iter().copied().chain(here.iter().map(|column| yardstick.program().placement(*column).span)).collect();
    let used = fullest(&taken);
    let fewer = match () {
        () if places == 0 => Fewer::None,
        () if !is_proven => Fewer::Unknown,
        () if used < places => Fewer::Unused,
        () if here.is_empty() && is_full_throughout(round, key, &held) => Fewer::Held,
        () if yardstick.ask.engine.is_due() => Fewer::Unknown,
        () => one_fewer(yardstick, key, &here)?,
    };
    Ok(Closing { intake: key, places, used, fewer })
}

/// The most that are there on one date.
fn fullest(taken: &[Span]) -> u32 {
    let on = |span: &Span| taken.iter().filter(|other| other.contains(span.first)).count() as u32;
    taken.iter().map(on).max().unwrap_or(0)
}

/// Whether held placements take every place on every day on which a placement
/// could be there.
fn is_full_throughout(round: &Round, key: Key<Intake>, held: &[Span]) -> bool {
    let intake = &round.intakes[key];
    let whole = held.iter().filter(|span| span.first <= intake.start && intake.end <= span.last).count();
    whole as u32 >= intake.places
}

fn one_fewer(yardstick: &Yardstick, key: Key<Intake>, here: &[ColumnIndex]) -> Result<Fewer, Fault> {
    let mut round = yardstick.ask.round().clone();
    round.intakes[key].places -= 1;
    let changed = yardstick.ask.posed.with_limits_of(round);
    let program = changed.program();
    let is_allowed = |placed: &BTreeSet<ColumnIndex>| program.broken_row(&program.values(placed)).is_none();
    let without = here.iter().map(|column| {
        let mut placed = yardstick.placed.clone();
        placed.remove(column);
        placed
    });
    let start = [yardstick.placed.clone()].into_iter().chain(without).find(is_allowed);
    match yardstick.solve(&changed, &start.unwrap_or_default()) {
        Ok(found) => {
            let is_placed_kept = placed(yardstick, &found.values).eq(placed(yardstick, &yardstick.values));
            let is_kept = found.values == yardstick.values;
            Ok(Fewer::Solved { point: Point::new(yardstick, 1, changed.round(), &found), is_placed_kept, is_kept })
        }
        Err(Fault::Infeasible) => Ok(Fewer::Decided),
        Err(Fault::NothingFound) => Ok(Fewer::Unknown),
        Err(fault) => Err(fault),
    }
}
