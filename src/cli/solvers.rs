use clap::builder::PossibleValuesParser;
#[cfg(feature = "cbc")]
use rightplace::solve::Cbc;
use rightplace::solve::{Highs, Microlp, Solver};

/// The solvers by the names that users choose.
const SOLVERS: &[&dyn Solver] = &[
    &Highs { seed: 0 },
    &Microlp,
    #[cfg(feature = "cbc")]
    &Cbc,
];

/// The solver of a name.
pub fn named(name: &str) -> Option<&'static dyn Solver> {
    SOLVERS.iter().copied().find(|solver| solver.name() == name)
}

/// The names of the solvers, the usual one first.
pub fn all() -> Vec<&'static str> {
    SOLVERS.iter().map(|solver| solver.name()).collect()
}

/// The names of the solvers with their versions.
pub fn described() -> Vec<String> {
    SOLVERS.iter().map(|solver| format!("{} {}", solver.name(), solver.version())).collect()
}

/// The solver of a name, with a seed of its own where it takes one.
pub fn seeded(name: &str, seed: u32) -> Option<Box<dyn Solver>> {
    match name {
        "highs" => Some(Box::new(Highs { seed })),
        "microlp" => Some(Box::new(Microlp)),
        #[cfg(feature = "cbc")]
        "cbc" => Some(Box::new(Cbc)),
        _ => None,
    }
}

/// Takes the names of the solvers and nothing else.
pub fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(SOLVERS.iter().map(|solver| solver.name()))
}
