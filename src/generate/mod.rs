//! Seeded rounds for tests, benchmarks and demonstrations. All schools,
//! students and places in them are fictional; students have ids only.
//!
//! The same recipe and seed give the same bytes on every machine: the room
//! reads no clock and no file, and draws from its own source of chance.

mod city;
mod dates;
mod sheet;
mod tiny;

pub use city::{COVENTRY_SEED, ContinueError, Hard, Recipe, Size, Term, continue_round, first_come, region, round};
pub use tiny::tiny;

use std::collections::BTreeMap;

/// The files of a round: text by file name.
pub type Files = BTreeMap<String, String>;

/// `policy.toml` and `round.toml`; all other parts of a round are tables.
fn file_name(part: &str) -> String {
    let extension = if matches!(part, "policy" | "round") { "toml" } else { "csv" };
    format!("{part}.{extension}")
}
