use super::asked::Asked;
use super::begin::first_incumbent;
use super::climber::Climber;
use super::fill::fill;
use super::part::Part;
use super::tally::Tally;
use super::trail::{Blazer, Trail};
use super::way::{Begin, Summit, Way};
use super::{Climb, Engine, Event, Fault, Proof, Quiet, Watch, Who};
use crate::program::{ColumnIndex, Objective, Program};
use crate::round::{Key, Referral};
use std::collections::BTreeSet;

/// Climbs the ladder part by part.
///
/// A part is proven step by step: first by its linear relaxation, whose bound
/// is certified in whole numbers; where that does not close the step, by an
/// integer program. What every solution with the proven values has in common
/// is then settled, the part falls into pieces, and each piece is climbed by
/// itself: the best of a sum, in strict order, is the sum of the bests.
///
/// # Errors
///
/// Where there is no allocation at all, or the solver fails.
pub fn climb(program: &Program, engine: Engine, watch: &mut (dyn Watch + Send)) -> Result<Climb, Fault> {
    climb_along(Way::to(Summit::Top, Begin::default(), engine), program, watch)
}

/// Climbs the ladder as [`climb`] does, beginning with something. The values
/// and, as far as `settle` leaves one answer, the allocation are the same
/// whatever that is.
///
/// # Errors
///
/// As [`climb`].
pub fn climb_from(begin: Begin, program: &Program, engine: Engine) -> Result<Climb, Fault> {
    climb_along(Way::to(Summit::Top, begin, engine), program, &mut Quiet)
}

/// Finds who is placed by the best allocation, and proves it, without finding
/// the best of the ways to place just these.
///
/// # Errors
///
/// As [`climb`].
pub fn who(program: &Program, begin: Begin, engine: Engine) -> Result<Who, Fault> {
    climb_along(Way::to(Summit::Who, begin, engine), program, &mut Quiet).map(|climb| who_of(program, climb))
}

/// Notes the trail of a climb for programs that differ little.
///
/// # Errors
///
/// As [`climb`].
pub fn blaze(program: &Program, begin: Begin, engine: Engine) -> Result<Trail, Fault> {
    let blazer = Blazer::new(program);
    let way = Way { blazer: Some(&blazer), ..Way::to(Summit::Top, begin, engine) };
    let climb = climb_along(way, program, &mut Quiet)?;
    Ok(blazer.finish(climb.placed))
}

/// Finds who is placed as [`who`] does, if one of some referrals is; nothing
/// where the best allocation places none of them, which may show early.
///
/// # Errors
///
/// As [`climb`].
pub fn who_if_any(
    program: &Program,
    asked: &BTreeSet<Key<Referral>>,
    begin: Begin,
    engine: Engine,
) -> Result<Option<Who>, Fault> {
    let asked = Asked::about(program, asked);
    let climb = climb_along(Way { asked: Some(&asked), ..Way::to(Summit::Who, begin, engine) }, program, &mut Quiet)?;
    Ok((!asked.is_over()).then(|| who_of(program, climb)))
}

fn who_of(program: &Program, climb: Climb) -> Who {
    let is_proven = climb.proof() == Proof::Optimal;
    let referrals = climb.placed.iter().map(|column| program.placement(*column).referral).collect();
    let values = settling(program).map(|objective| objective.value(&program.values(&climb.placed))).collect();
    Who { referrals, placed: climb.placed, values, is_proven }
}

/// The objectives that settle who is placed: to the last draw, or all where
/// there is none.
pub fn settling(program: &Program) -> impl Iterator<Item = &Objective> {
    let objectives = program.objectives();
    objectives[..last_draw(program).map_or(objectives.len(), |draw| draw + 1)].iter()
}

/// The last step that is a draw.
fn last_draw(program: &Program) -> Option<usize> {
    program.objectives().iter().rposition(|objective| objective.stage.is_draw())
}

fn climb_along(way: Way, program: &Program, watch: &mut (dyn Watch + Send)) -> Result<Climb, Fault> {
    let (steps, columns, rows) = (program.objectives().len(), program.columns().len(), program.rows().len());
    watch.notice(Event::Begins { steps, columns, rows });
    let begun = way.begin.start.map(|start| program.values(start));
    let incumbent = match begun.filter(|values| program.broken_row(values).is_none()) {
        Some(values) => values,
        None => first_incumbent(program, way.engine)?,
    };
    let last_draw = last_draw(program);
    let climber = Climber { way, program, last_draw, tally: Tally::new(program, watch) };
    let mut whole = Part::whole(program, incumbent);
    fill(&mut whole, 0);
    if let Some(guide) = way.begin.guide {
        climber.go_near(&mut whole, guide);
    }
    let settled = climber.pieces(whole, 0);
    let is_placed = |(column, value): &&(ColumnIndex, i64)| *column < program.option_count() && *value == 1;
    let placed: BTreeSet<ColumnIndex> = settled.iter().filter(is_placed).map(|(column, _)| *column).collect();
    let values = program.values(&placed);
    if program.broken_row(&values).is_some() {
        return Err(Fault::Solver("the allocation breaks a limit".to_owned()));
    }
    let steps = program.steps(&values, &climber.tally.bounds());
    Ok(Climb { placed, steps, draw: last_draw.map(|_| climber.tally.draw()) })
}
