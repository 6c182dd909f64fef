use crate::problem::Problem;
use crate::solve::Fault;
use std::fmt;

/// Why a year cannot be run.
#[derive(Debug)]
pub enum YearFault {
    /// The folder or its `year.toml` does not say which rounds to run.
    Plan(String),
    /// The files of a round have errors.
    Input {
        /// The round.
        round: String,
        /// What is wrong.
        problems: Vec<Problem>,
    },
    /// The solver failed or a limit was reached before anything was found.
    Solver(Fault),
}

impl fmt::Display for YearFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            YearFault::Plan(what) => write!(f, "{what}"),
            YearFault::Input { round, .. } => write!(f, "the files of {round} have errors"),
            YearFault::Solver(fault) => write!(f, "{fault}"),
        }
    }
}

impl std::error::Error for YearFault {}
