//! The ladder climbed part by part comes to what the plainest climb comes to:
//! one integer program a step, with a row for each finished step.

use rightplace::generate::{self, Recipe, Size, Term};
use rightplace::program::Program;
use rightplace::round::Round;
use rightplace::rules::{Casebook, Options};
use rightplace::solve::{
    Answer, Basis, Bounds, Climb, Ending, Engine, Fault, Highs, Kept, Microlp, Mip, MipRow, Proof, Quiet, Solver, Stop,
    climb, climb_plainly,
};
use rightplace::source::Source;
use std::collections::BTreeSet;
use std::time::Instant;

/// The program of a tiny round; nothing where it cannot be read.
fn program_of(seed: u64) -> Option<Program> {
    let files = generate::tiny(seed);
    let texts = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let round = Round::from_source(&Source::from_texts(texts)).round?;
    let book = Casebook::new(&round);
    Some(Program::write(&book, &Options::list(&book), &BTreeSet::new()))
}

#[test]
fn both_climbs_prove_the_same_steps() {
    let mut optimal = 0;
    for seed in 0..300 {
        let program = program_of(seed).expect("a tiny round reads without errors");
        let swift = climb(&program, Engine::of(&Highs::default()), &mut Quiet);
        let plain = climb_plainly(&program, Engine::of(&Highs::default()), &mut Quiet);
        match (swift, plain) {
            (Ok(swift), Ok(plain)) => {
                assert_eq!(swift.steps, plain.steps, "seed {seed}");
                assert_eq!(swift.proof(), Proof::Optimal, "seed {seed}");
                optimal += 1;
            }
            (swift, plain) => {
                assert_eq!(swift, Err(Fault::Infeasible), "seed {seed}");
                assert_eq!(plain, Err(Fault::Infeasible), "seed {seed}");
            }
        }
    }
    assert!(optimal > 200, "only {optimal} of 300 rounds are feasible");
}

/// HiGHS without a memory: every relaxation is solved as a model of its own, from nothing.
struct Forgetful(Highs);

impl Solver for Forgetful {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn version(&self) -> String {
        self.0.version()
    }

    fn solve(&self, mip: &Mip, stop: Stop) -> Answer {
        self.0.solve(mip, stop)
    }

    fn keep<'s>(&'s self, mip: &Mip, stop: Stop<'s>) -> Option<Box<dyn Kept + 's>> {
        Some(Box::new(Rebuilt { highs: &self.0, mip: mip.clone(), stop }))
    }
}

/// A relaxation that is written again each time it is solved.
struct Rebuilt<'s> {
    highs: &'s Highs,
    mip: Mip,
    stop: Stop<'s>,
}

impl Kept for Rebuilt<'_> {
    fn bound_column(&mut self, column: usize, bounds: (i64, i64)) {
        self.mip.columns[column] = bounds;
    }

    fn bound_row(&mut self, row: usize, bounds: Bounds) {
        self.mip.rows[row].bounds = bounds;
    }

    fn add(&mut self, row: &MipRow) {
        self.mip.rows.push(row.clone());
    }

    fn pursue(&mut self, objective: &[(usize, i64)]) {
        self.mip.objective = objective.to_vec();
    }

    fn start_from(&mut self, _: &Basis) {}

    fn solve(&mut self) -> Ending {
        self.highs.keep(&self.mip, self.stop).map_or(Ending::Unknown, |mut kept| kept.solve())
    }
}

#[test]
fn relaxations_of_a_model_that_lives_on_come_to_the_same() {
    assert_same_allocations(&Forgetful(Highs::default()));
}

#[test]
fn microlp_gives_the_same_allocation() {
    assert_same_allocations(&Microlp);
}

#[cfg(feature = "cbc")]
#[test]
fn cbc_gives_the_same_allocation() {
    assert_same_allocations(&rightplace::solve::Cbc);
}

/// As with HiGHS, on a made-up city of forty referrals and the tiny rounds: they
/// are small enough for any solver.
#[cfg(test)]
fn assert_same_allocations(other: &dyn Solver) {
    let city = generate::round(&small_city(), 3);
    let texts = city.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let round = Round::from_source(&Source::from_texts(texts)).round.expect("a city reads without errors");
    let book = Casebook::new(&round);
    let city = Program::write(&book, &Options::list(&book), &BTreeSet::new());
    let tiny = (0..100).filter_map(program_of);
    for (number, program) in tiny.chain([city]).enumerate() {
        let highs = climb(&program, Engine::of(&Highs::default()), &mut Quiet);
        let other = climb(&program, Engine::of(other), &mut Quiet);
        assert_eq!(highs, other, "program {number}");
    }
}

fn small_city() -> Recipe {
    let coventry = Recipe::coventry(Term::Spring);
    let size =
        Size { schools: 4, sla_schools: 2, providers: 12, receiving_schools: 1, tier1_courses: 12, referrals: 40 };
    Recipe { size, ..coventry }
}

#[test]
fn without_time_there_is_an_allocation_that_keeps_every_limit() {
    for seed in 0..300 {
        let program = program_of(seed).expect("a tiny round reads without errors");
        if let Ok(Climb { placed, steps, .. }) =
            climb(&program, Engine { solver: &Highs::default(), stop: Stop::at(Some(Instant::now())) }, &mut Quiet)
        {
            assert_eq!(program.broken_row(&program.values(&placed)), None, "seed {seed}");
            for step in steps {
                let is_sound = match step.sense {
                    rightplace::allocation::Sense::Max => step.value <= step.bound,
                    rightplace::allocation::Sense::Min => step.value >= step.bound,
                };
                assert!(is_sound, "seed {seed}: {step:?}");
            }
        }
    }
}
