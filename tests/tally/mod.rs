//! What a harness tried, for `docs/reliability.md`: a line in the file that
//! `RIGHTPLACE_TALLY` names, where it does.

#![allow(clippy::expect_used, reason = "a tally that is asked for and cannot be kept is a fault")]

use std::fs::OpenOptions;
use std::io::Write;
use std::time::Instant;

/// Adds what was tried since a moment. Findings end a test, so there is none of
/// them in what is added.
pub fn add(what: &str, tried: u64, since: Instant) {
    let Some(path) = std::env::var_os("RIGHTPLACE_TALLY") else { return };
    let file = OpenOptions::new().create(true).append(true).open(path);
    let line = format!("{what}\t{tried}\t{}\n", since.elapsed().as_secs());
    file.and_then(|mut file| file.write_all(line.as_bytes())).expect("the tally can be written");
}
