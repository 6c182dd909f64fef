//! Benchmarks: solvers and settings run over many rounds, one after the other,
//! each run in a process of its own, and what came of it as tables and pages.

mod agreement;
mod benchmark;
mod child;
mod figures;
mod files;
mod machine;
mod markdown;
mod measure;
mod peer;
mod recorder;
mod rounds;
mod run;
mod sections;
mod tables;
mod words;

pub use agreement::failures;
pub use benchmark::Bench;
pub use child::{patience, run_child};
pub use files::{BENCH, files};
pub use machine::Machine;
pub use measure::{Way, measure};
pub use peer::{PEERS, run_peer, write_program};
pub use rounds::{MadeUp, Series};
pub use run::{Effort, Measured, Parts, PeerOutcome, PeerResult, PeerRun, PeerStep, Run, StepRun};
