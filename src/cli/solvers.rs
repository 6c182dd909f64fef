use clap::builder::PossibleValuesParser;
use rightplace::solve::{Highs, Solver};

/// The solvers by the names that users choose.
const SOLVERS: [&dyn Solver; 1] = [&Highs { seed: 0 }];

/// The solver of a name.
pub fn named(name: &str) -> Option<&'static dyn Solver> {
    SOLVERS.into_iter().find(|solver| solver.name() == name)
}

/// The names of the solvers, the usual one first.
pub fn all() -> Vec<&'static str> {
    SOLVERS.iter().map(|solver| solver.name()).collect()
}

/// The solver of a name, with a seed of its own.
pub fn seeded(name: &str, seed: u32) -> Option<Box<dyn Solver>> {
    (name == Highs::default().name()).then(|| Box::new(Highs { seed }) as Box<dyn Solver>)
}

/// Takes the names of the solvers and nothing else.
pub fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(SOLVERS.iter().map(|solver| solver.name()))
}
