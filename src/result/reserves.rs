//! Who comes in where a place falls free: the reserve lists of a published
//! result, each found by solving again with everyone else held still.

use super::RoundResult;
use crate::ids::{ConstraintId, StageId};
use crate::program::{ColumnIndex, Program, Residual, Row, Subject};
use crate::round::{Intake, Key, Referral, Round};
use crate::rules::{Casebook, Options};
use crate::solve::{Climb, Fault, Limit, Proof, Quiet, Solver, climb};
use crate::units::AcademicYear;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// How long a reserve list is.
pub const RESERVES: u32 = 3;

/// A referral on the reserve list of an intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reserve {
    /// Where a place falls free.
    pub freed: Key<Intake>,
    /// 1: comes in first; 2: comes in where all before refuse, and so on.
    pub position: u32,
    /// Who comes in.
    pub referral: Key<Referral>,
    /// The intake that it is given: mostly the one with the freed place.
    pub intake: Key<Intake>,
}

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
pub fn reserves(
    round: &Round,
    result: &RoundResult,
    solver: &dyn Solver,
    limit: Limit,
) -> Result<Option<Vec<Reserve>>, Fault> {
    if result.status != super::Status::Optimal {
        return Ok(None);
    }
    let book = Casebook::new(round);
    let standing = Standing::new(&book, result, solver, limit);
    let taken: Vec<Key<Intake>> = result.intakes.iter().filter(|line| line.opens).map(|line| line.intake).collect();
    let lists: Vec<Option<Vec<Reserve>>> =
        taken.into_par_iter().map(|freed| standing.list(freed)).collect::<Result<_, _>>()?;
    let lists: Option<Vec<Vec<Reserve>>> = lists.into_iter().collect();
    Ok(lists.map(|lists| lists.into_iter().flatten().collect()))
}

/// A published allocation, and what could be added to it if a place were free.
struct Standing<'a> {
    book: &'a Casebook<'a>,
    solver: &'a dyn Solver,
    limit: Limit<'a>,
    options: Options,
    program: Program,
    relaxed_groups: BTreeSet<Key<Intake>>,
    placed: BTreeSet<ColumnIndex>,
    /// The rows of each column.
    rows: Vec<Vec<usize>>,
    additions: Vec<Addition>,
}

/// An option that is not placed and that a freed place could make room for.
struct Addition {
    column: ColumnIndex,
    /// The rows that stand in its way, all of them about places.
    full: Vec<usize>,
}

impl<'a> Standing<'a> {
    fn new(book: &'a Casebook<'a>, result: &RoundResult, solver: &'a dyn Solver, limit: Limit<'a>) -> Standing<'a> {
        let options = Options::list(book);
        let relaxed_groups = result.placed.iter().map(|placed| placed.placement.intake).collect();
        let program = Program::write(book, &options, &relaxed_groups);
        let position = |placement: crate::allocation::Placement| options.position(placement.referral, placement.intake);
        let placed = result.placed.iter().filter_map(|placed| position(placed.placement)).collect();
        let mut rows = vec![Vec::new(); program.columns().len()];
        for (position, row) in program.rows().iter().enumerate() {
            row.terms.iter().for_each(|(column, _)| rows[*column].push(position));
        }
        let additions = Vec::new();
        let mut standing = Standing { book, solver, limit, options, program, relaxed_groups, placed, rows, additions };
        standing.additions = standing.find_additions();
        standing
    }

    fn referral(&self, option: ColumnIndex) -> Key<Referral> {
        self.program.placement(option).referral
    }

    /// Every option that only rows about places keep out. Smallest groups are
    /// left to the solver: several may come in together.
    fn find_additions(&self) -> Vec<Addition> {
        let program = &self.program;
        let values = program.values(&self.placed);
        let placed: BTreeSet<Key<Referral>> = self.placed.iter().map(|column| self.referral(*column)).collect();
        let sums: Vec<i64> = program.rows().iter().map(|row| row.activity(&values)).collect();
        let mut with = values.clone();
        let mut found = Vec::new();
        for column in (0..program.option_count()).filter(|column| !placed.contains(&self.referral(*column))) {
            let beside = self.rows[column].iter().flat_map(|row| &program.rows()[*row].terms);
            let followers: BTreeSet<ColumnIndex> =
                beside.map(|(other, _)| *other).filter(|other| *other >= program.option_count()).collect();
            with[column] = 1;
            for follower in &followers {
                with[*follower] = program.columns()[*follower].follow(&with);
            }
            let changed = || followers.iter().copied().filter(|other| with[*other] != values[*other]).chain([column]);
            let touched: BTreeSet<usize> = changed().flat_map(|other| &self.rows[other]).copied().collect();
            let full = touched.into_iter().filter(|position| {
                let row = &program.rows()[*position];
                let more: i64 = row.terms.iter().map(|(other, takes)| takes * (with[*other] - values[*other])).sum();
                let is_limit = row.constraint.is_some_and(|id| id != ConstraintId::MinGroup);
                is_limit && row.upper.is_some_and(|upper| sums[*position] + more > upper)
            });
            let full: Vec<usize> = full.collect();
            for other in followers.iter().chain([&column]) {
                with[*other] = values[*other];
            }
            let is_about_places = |position: &usize| {
                use ConstraintId::{CoursePlaces, DailyPlaces, Places, YearlyPlaces};
                matches!(program.rows()[*position].constraint, Some(Places | CoursePlaces | DailyPlaces | YearlyPlaces))
            };
            if full.iter().all(is_about_places) {
                found.push(Addition { column, full });
            }
        }
        found
    }

    /// Whether a place freed in the intake could be one that the row counts.
    fn counts(&self, row: &Row, freed: Key<Intake>) -> bool {
        let round = self.book.round;
        match row.subject {
            Subject::Intake(intake) => intake == freed,
            Subject::Course(course) => course == round.intakes[freed].course,
            Subject::Provider(provider) => provider == round.provider_of(freed),
            Subject::Programme(programme, year) => {
                programme == round.programme_of(freed) && year == AcademicYear::of(round.intakes[freed].start)
            }
            _ => false,
        }
    }

    /// The reserve list of one intake; nothing where the limit is reached.
    fn list(&self, freed: Key<Intake>) -> Result<Option<Vec<Reserve>>, Fault> {
        let gives_way = |row: &usize| self.counts(&self.program.rows()[*row], freed);
        let mut able: Vec<&Addition> =
            self.additions.iter().filter(|addition| addition.full.iter().all(gives_way)).collect();
        let mut barred: BTreeSet<Key<Referral>> = BTreeSet::new();
        let mut list = Vec::new();
        for position in 1..=RESERVES {
            // Without one for whom the place makes room, all stays as it is.
            if able.iter().all(|addition| addition.full.is_empty()) {
                break;
            }
            let Some(incoming) = self.incoming(freed, &able, &barred)? else { return Ok(None) };
            if incoming.is_empty() {
                break;
            }
            let round = self.book.round;
            let mut came: Vec<_> = incoming.iter().map(|column| self.program.placement(*column)).collect();
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
        let able: BTreeSet<ColumnIndex> = able.iter().map(|addition| addition.column).collect();
        // Shares of schools count everybody; every other step is a sum.
        let is_of_all = self.book.round.policy.objective.ladder.contains(&StageId::Balance);
        let beside: BTreeSet<ColumnIndex> = able
            .iter()
            .flat_map(|column| &self.rows[*column])
            .flat_map(|row| &self.program.rows()[*row].terms)
            .map(|(column, _)| *column)
            .collect();
        let options = self.options.only(|at| match is_of_all {
            true => !barred.contains(&self.referral(at)),
            false => able.contains(&at) || (self.placed.contains(&at) && beside.contains(&at)),
        });
        let pair = |column: &ColumnIndex| {
            let placement = self.program.placement(*column);
            (placement.referral, placement.intake)
        };
        let is_there =
            |(referral, intake): &(Key<Referral>, Key<Intake>)| options.position(*referral, *intake).is_some();
        let still: Vec<_> = self.placed.iter().map(pair).filter(is_there).collect();
        let residual = Residual { still: &still, freed };
        let program = Program::write_residual(self.book, &options, &self.relaxed_groups, &residual);
        let climbed: Climb = climb(&program, self.solver, self.limit, &mut Quiet)?;
        if climbed.proof() != Proof::Optimal {
            return Ok(None);
        }
        let columns = climbed.placed.iter().filter_map(|column| {
            let placement = program.placement(*column);
            self.options.position(placement.referral, placement.intake)
        });
        Ok(Some(columns.filter(|column| !self.placed.contains(column)).collect()))
    }
}
