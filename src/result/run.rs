use super::ledger::ledger;
use super::{Placed, RoundResult, Status, Unplaced, usage};
use crate::allocation::{AllocationRow, Placement};
use crate::calendar::school_leaving_day;
use crate::explain::{Conflict, conflict, explain};
use crate::program::{ColumnIndex, Program};
use crate::round::{Intake, Key, Round};
use crate::rules::{Casebook, Options, class_of};
use crate::solve::{Climb, Event, Fault, Limit, Proof, Solver, Watch, climb};
use std::collections::BTreeSet;
use std::time::Instant;

/// How a run is to be done.
pub struct Settings<'a> {
    /// The solver.
    pub solver: &'a dyn Solver,
    /// When to stop without a proof.
    pub limit: Limit<'a>,
    /// Intakes that may run below their smallest group.
    pub relaxed_groups: BTreeSet<Key<Intake>>,
}

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

/// Finds the best allocation of a round and says all there is to say of it.
///
/// # Errors
///
/// Where the solver fails, or a limit is reached before any allocation is
/// found. A round whose place decisions cannot all be kept is no error: its
/// status is infeasible, with the conflict.
pub fn allocate(
    round: &Round,
    settings: &Settings,
    watch: &mut (dyn Watch + Send),
    trace: &mut Trace,
) -> Result<RoundResult, Fault> {
    let book = Casebook::new(round);
    let options = trace.time("options", || Options::list(&book));
    let program = trace.time("program", || Program::write(&book, &options, &settings.relaxed_groups));
    let mut clock = Clock { watch, since: Instant::now(), steps: Vec::new() };
    let climbed = trace.time("ladder", || climb(&program, settings.solver, settings.limit, &mut clock));
    trace.steps = clock.steps;
    match climbed {
        Ok(climb) => Ok(trace.time("explanations", || read_off(&book, &options, &program, settings, climb))),
        Err(Fault::Infeasible) => {
            let find = || conflict::find(&book, &program, &settings.relaxed_groups, settings.solver);
            let conflict = trace.time("conflict", find);
            Ok(infeasible(settings, conflict))
        }
        Err(fault) => Err(fault),
    }
}

/// A result that was proven before, from the rows of its allocation; nothing
/// where they are no allocation of the round. The caller vouches that the
/// round, the program and the rows are those of the proof.
pub fn taken_over(round: &Round, settings: &Settings, rows: &[AllocationRow]) -> Option<RoundResult> {
    let book = Casebook::new(round);
    let options = Options::list(&book);
    let program = Program::write(&book, &options, &settings.relaxed_groups);
    let placed = rows.iter().map(|row| options.position(row.referral, row.intake));
    let placed: BTreeSet<ColumnIndex> = placed.collect::<Option<_>>()?;
    let values = program.values(&placed);
    if placed.len() != rows.len() || program.broken_row(&values).is_some() {
        return None;
    }
    let bounds: Vec<i64> = program.objectives().iter().map(|objective| objective.value(&values)).collect();
    let steps = program.steps(&values, &bounds);
    Some(read_off(&book, &options, &program, settings, Climb { placed, steps }))
}

fn infeasible(settings: &Settings, conflict: Conflict) -> RoundResult {
    RoundResult {
        status: Status::Infeasible,
        solver: settings.solver.name().to_owned(),
        solver_version: settings.solver.version(),
        steps: Vec::new(),
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

/// Reads off a climb all there is to say of it. The program is that of the
/// options, and the climb one of its ladder.
pub fn read_off(
    book: &Casebook,
    options: &Options,
    program: &Program,
    settings: &Settings,
    climb: Climb,
) -> RoundResult {
    let round = book.round;
    let placed = placed(round, options, program, &climb.placed);
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
        placed,
        unplaced: unplaced(book, options, program, &climb.placed),
        intakes: usage::intakes(round, options, &placements),
        ledger,
        programmes: usage::programmes(round, options, &placements),
        warnings: warnings(round, settings, &placements),
        ..infeasible(settings, Conflict::default())
    }
}

fn placed(round: &Round, options: &Options, program: &Program, columns: &BTreeSet<ColumnIndex>) -> Vec<Placed> {
    let one = |column: &ColumnIndex| {
        let option = &options.all()[*column];
        Placed {
            placement: program.placement(*column),
            rank: option.rank,
            fee: option.fee,
            distance: option.distance,
            transport: option.transport,
            funding: super::Funding::FeeOnly,
            class: class_of(round, option.referral),
        }
    };
    let mut placed: Vec<Placed> = columns.iter().map(one).collect();
    placed.sort_by(|a, b| round.referrals[a.placement.referral].id.cmp(&round.referrals[b.placement.referral].id));
    placed
}

fn unplaced(book: &Casebook, options: &Options, program: &Program, columns: &BTreeSet<ColumnIndex>) -> Vec<Unplaced> {
    let with_place: BTreeSet<_> = columns.iter().map(|column| program.placement(*column).referral).collect();
    let others: Vec<_> =
        book.round.referrals.by_id().map(|(key, _)| key).filter(|key| !with_place.contains(key)).collect();
    let explanations = explain(book, options, program, columns, &others);
    let one = |(referral, explanation)| Unplaced {
        referral,
        class: class_of(book.round, referral),
        explanation,
        change: String::new(),
    };
    others.into_iter().zip(explanations).map(one).collect()
}

/// Groups that run below their smallest size because an earlier result is held,
/// and placements that end after the last day of compulsory school age.
fn warnings(round: &Round, settings: &Settings, placements: &[Placement]) -> Vec<String> {
    let below = settings.relaxed_groups.iter().filter_map(|key| {
        let intake = &round.intakes[*key];
        let now = placements.iter().filter(|placement| placement.intake == *key).count();
        let held = round.held.iter().filter(|held| held.intake == Some(*key)).count();
        let group = now + held;
        let least = intake.min_group;
        (now > 0 && group < least as usize)
            .then(|| format!("intake {} runs with {group}, below its smallest group of {least}", intake.id))
    });
    below.chain(after_leaving(round, placements)).collect()
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
