use super::ledger::{Funding, ledger};
use super::round_result::{Placed, RoundResult, Status, Unplaced};
use super::usage;
use crate::allocation::{AllocationRow, Draw, Placement};
use crate::calendar::school_leaving_day;
use crate::explain::{Conflict, conflict, explain};
use crate::posed::Posed;
use crate::program::ColumnIndex;
use crate::round::{Barred, Intake, Key, Round, Verdict};
use crate::rules::{Casebook, Options, class_of};
use crate::solve::{Climb, Engine, Event, Fault, Proof, Watch, climb};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

/// Seconds that the parts of a run took, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// What was done and how long it took.
    pub parts: Vec<(String, f64)>,
    /// The steps of the ladder, each with the time since the one before.
    pub steps: Vec<(String, f64)>,
}

impl Trace {
    /// Does a part and notes how long it took.
    pub fn time<T>(&mut self, name: &str, part: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let result = part();
        self.parts.push((name.to_owned(), begun.elapsed().as_secs_f64()));
        result
    }
}

/// Passes on what happens on the way up and notes how long each step took.
struct Clock<'w> {
    watch: &'w mut (dyn Watch + Send),
    since: Instant,
    steps: Vec<(String, f64)>,
}

impl Watch for Clock<'_> {
    fn notice(&mut self, event: Event) {
        if let Event::Done { step, .. } = event {
            self.steps.push((step.to_string(), self.since.elapsed().as_secs_f64()));
            self.since = Instant::now();
        }
        self.watch.notice(event);
    }
}

/// Poses a round: lists its options and writes its program. `relaxed_groups` are
/// intakes that may run below their smallest group.
pub fn pose(round: Arc<Round>, relaxed_groups: BTreeSet<Key<Intake>>, trace: &mut Trace) -> Posed {
    let options = trace.time("options", || Options::list(&Casebook::new(&round)));
    trace.time("program", || Posed::with_options(round, options, relaxed_groups))
}

/// Finds the best allocation of a round and says all there is to say of it.
///
/// # Errors
///
/// Where the solver fails, or a limit is reached before any allocation is
/// found. A round whose place decisions cannot all be kept is no error: its
/// status is infeasible, with the conflict.
pub fn allocate(
    posed: &Posed,
    engine: Engine,
    watch: &mut (dyn Watch + Send),
    trace: &mut Trace,
) -> Result<RoundResult, Fault> {
    let mut clock = Clock { watch, since: Instant::now(), steps: Vec::new() };
    let climbed = trace.time("ladder", || climb(posed.program(), engine, &mut clock));
    trace.steps = clock.steps;
    match climbed {
        Ok(climb) => Ok(trace.time("explanations", || read_off(posed, engine, climb))),
        Err(Fault::Infeasible) => {
            let conflict = trace.time("conflict", || conflict::find(posed, Engine::of(engine.solver)));
            Ok(infeasible(engine, conflict))
        }
        Err(fault) => Err(fault),
    }
}

/// A result that was proven before, from the rows of its allocation; nothing
/// where they are no allocation of the round. The caller vouches that the
/// round, the program, the rows and what is said of the draw are those of the
/// proof.
pub fn taken_over(posed: &Posed, engine: Engine, rows: &[AllocationRow], draw: Option<Draw>) -> Option<RoundResult> {
    let program = posed.program();
    let placed = rows.iter().map(|row| posed.options().position(row.referral, row.intake));
    let placed: BTreeSet<ColumnIndex> = placed.collect::<Option<_>>()?;
    let values = program.values(&placed);
    if placed.len() != rows.len() || program.broken_row(&values).is_some() {
        return None;
    }
    let bounds: Vec<i64> = program.objectives().iter().map(|objective| objective.value(&values)).collect();
    let steps = program.steps(&values, &bounds);
    Some(read_off(posed, engine, Climb { placed, steps, draw }))
}

fn infeasible(engine: Engine, conflict: Conflict) -> RoundResult {
    RoundResult {
        status: Status::Infeasible,
        solver: engine.solver.name().to_owned(),
        solver_version: engine.solver.version(),
        steps: Vec::new(),
        draw: None,
        placed: Vec::new(),
        unplaced: Vec::new(),
        changes: None,
        intakes: Vec::new(),
        ledger: Vec::new(),
        reserves: None,
        claims: None,
        programmes: Vec::new(),
        warnings: Vec::new(),
        conflict,
    }
}

/// Reads off a climb of a round's ladder all there is to say of it.
pub fn read_off(posed: &Posed, engine: Engine, climb: Climb) -> RoundResult {
    let (round, options) = (posed.round(), posed.options());
    let placed = placed(posed, &climb.placed);
    let fees: Vec<_> = placed.iter().map(|placed| (placed.placement, placed.fee)).collect();
    let (funding, ledger) = ledger(round, &fees);
    let placements: Vec<_> = placed.iter().map(|placed| placed.placement).collect();
    let placed = placed.into_iter().zip(funding).map(|(placed, funding)| Placed { funding, ..placed }).collect();
    RoundResult {
        status: match climb.proof() {
            Proof::Optimal => Status::Optimal,
            Proof::Feasible => Status::Feasible,
        },
        steps: climb.steps,
        draw: climb.draw,
        placed,
        unplaced: unplaced(posed, &climb.placed),
        intakes: usage::intakes(round, options, &placements),
        ledger,
        programmes: usage::programmes(round, options, &placements),
        warnings: warnings(posed, &placements),
        ..infeasible(engine, Conflict::default())
    }
}

fn placed(posed: &Posed, columns: &BTreeSet<ColumnIndex>) -> Vec<Placed> {
    let round = posed.round();
    let one = |column: &ColumnIndex| {
        let option = &posed.options().all()[*column];
        Placed {
            placement: posed.program().placement(*column),
            rank: option.rank,
            fee: option.fee,
            distance: option.distance,
            transport: option.transport,
            funding: Funding::FeeOnly,
            class: class_of(round, option.referral),
        }
    };
    let mut placed: Vec<Placed> = columns.iter().map(one).collect();
    placed.sort_by(|a, b| round.referrals[a.placement.referral].id.cmp(&round.referrals[b.placement.referral].id));
    placed
}

fn unplaced(posed: &Posed, columns: &BTreeSet<ColumnIndex>) -> Vec<Unplaced> {
    let round = posed.round();
    let with_place: BTreeSet<_> = columns.iter().map(|column| posed.referral(*column)).collect();
    let others: Vec<_> = round.referrals.by_id().map(|(key, _)| key).filter(|key| !with_place.contains(key)).collect();
    let explanations = explain(posed, columns, &others);
    let one = |(referral, explanation)| Unplaced {
        referral,
        class: class_of(round, referral),
        explanation,
        change: String::new(),
    };
    others.into_iter().zip(explanations).map(one).collect()
}

/// Groups that run below their smallest size because an earlier result is held,
/// and placements that end after the last day of compulsory school age.
fn warnings(posed: &Posed, placements: &[Placement]) -> Vec<String> {
    let round = posed.round();
    let below = posed.relaxed_groups().iter().filter_map(|key| {
        let intake = &round.intakes[*key];
        let now = placements.iter().filter(|placement| placement.intake == *key).count();
        let held = round.held.iter().filter(|held| held.intake == Some(*key)).count();
        let group = now + held;
        let least = intake.min_group;
        (now > 0 && group < least as usize)
            .then(|| format!("intake {} runs with {group}, below its smallest group of {least}", intake.id))
    });
    let again = placements.iter().filter_map(|placement| refused_before(round, placement));
    below.chain(after_leaving(round, placements)).chain(again).collect()
}

/// A placement with a provider from one of whose intakes a decision bars the
/// referral: who refused it once may not mean that intake alone.
fn refused_before(round: &Round, placement: &Placement) -> Option<String> {
    let provider = round.provider_of(placement.intake);
    let decisions = round.decisions.iter().filter(|decision| decision.referral == placement.referral);
    let barred = decisions.filter_map(|decision| match decision.verdict {
        Verdict::Bar(Barred::Intake(intake)) => Some((round.provider_of(intake), &round.intakes[intake].id)),
        Verdict::Bar(Barred::Course(course)) => Some((round.courses[course].provider, &round.courses[course].id)),
        _ => None,
    });
    let (_, barred) = barred.into_iter().find(|(refuser, _)| *refuser == provider)?;
    let (referral, intake) = (&round.referrals[placement.referral].id, &round.intakes[placement.intake].id);
    let provider = &round.providers[provider].id;
    Some(format!(
        "{referral} is barred from {barred} and placed in {intake}, of the same provider: if {provider} refused the referral, bar {provider}"
    ))
}

/// How many ids a warning lists.
const LISTED: usize = 8;

fn after_leaving(round: &Round, placements: &[Placement]) -> Option<String> {
    let late = |placement: &&Placement| {
        let group = round.students[round.referrals[placement.referral].student].year_group;
        let year = group.and_then(|group| group.leaving_year(round.run.academic_year));
        let leaving = year.and_then(school_leaving_day);
        leaving.is_some_and(|leaving| placement.span.first <= leaving && leaving < placement.span.last)
    };
    let ids: Vec<&str> =
        placements.iter().filter(late).map(|placement| round.referrals[placement.referral].id.as_str()).collect();
    let more = ids.len().saturating_sub(LISTED);
    let and_more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let listed = ids.iter().take(LISTED).copied().collect::<Vec<_>>().join(", ");
    (!ids.is_empty()).then(|| {
        format!("placements that end after the last Friday in June of Year 11, when compulsory school age ends: {listed}{and_more}")
    })
}
