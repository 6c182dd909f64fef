//! Whatever the bytes of a file: every reader reads them or says what is wrong.
//! Files as they should be are damaged, by chance from a seed, and read.
//!
//! A minute in CI. `RIGHTPLACE_SECONDS=3600 cargo test --release --test readers`
//! goes on for an hour with other damage; `RIGHTPLACE_FIRST_SEED` begins
//! elsewhere, and with `RIGHTPLACE_SECONDS=0` tries that one alone.

#![allow(clippy::expect_used, reason = "a test ends where its own fixture is broken")]

#[path = "../damage/mod.rs"]
mod damage;
#[path = "../tally/mod.rs"]
mod tally;
mod targets;

use damage::{PIECES, below, damage};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use targets::{TARGETS, Target};

/// Seconds for all readers together where nothing else is said.
const SECONDS: u64 = 60;

/// The bytes of a seed: one of the sound files, damaged.
fn bytes_of(sound: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut bytes = sound[below(&mut state, sound.len())].clone();
    let other = &sound[below(&mut state, sound.len())];
    damage(&mut bytes, other, &PIECES, &mut state);
    bytes
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().map_or(default, |text| text.parse().expect(variable))
}

/// Reads damaged files until the time is over, at least one; how many.
fn try_out(target: &Target, first: u64, time: Duration) -> Result<u64, String> {
    let sound = (target.sound)();
    assert!(!sound.is_empty(), "{} has a file to begin with", target.name);
    sound.iter().for_each(|bytes| (target.read)(bytes));
    let end = Instant::now() + time;
    for seed in first.. {
        let bytes = bytes_of(&sound, seed);
        if catch_unwind(AssertUnwindSafe(|| (target.read)(&bytes))).is_err() {
            return Err(format!("{}, seed {seed}: {:?}", target.name, String::from_utf8_lossy(&bytes)));
        }
        if Instant::now() >= end {
            tally::add(&format!("damaged files, reader `{}`", target.name), seed - first + 1, end - time);
            return Ok(seed - first + 1);
        }
    }
    Ok(0)
}

#[test]
fn damaged_files_of_every_kind_are_read_or_told() {
    let (first, seconds) = (number("RIGHTPLACE_FIRST_SEED", 0), number("RIGHTPLACE_SECONDS", SECONDS));
    // Half of the readers at a time: a machine of CI has two cores.
    let time = Duration::from_secs(seconds) * 2 / TARGETS.len() as u32;
    let halves = TARGETS.split_at(TARGETS.len() / 2);
    let run = |targets: &[Target]| -> Vec<Result<u64, String>> {
        targets.iter().map(|target| try_out(target, first, time)).collect()
    };
    let (one, two) = rayon::join(|| run(halves.0), || run(halves.1));
    let (tried, failures): (Vec<_>, Vec<_>) = one.into_iter().chain(two).partition(Result::is_ok);
    let failures: Vec<String> = failures.into_iter().filter_map(Result::err).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let tried: u64 = tried.into_iter().filter_map(Result::ok).sum();
    assert!(seconds < SECONDS || tried > 1_000, "only {tried} damaged files in {seconds} seconds");
}
