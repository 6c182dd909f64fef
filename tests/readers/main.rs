//! Whatever the bytes of a file: every reader reads them or says what is wrong.
//! Files as they should be are damaged, by chance from a seed, and read.
//!
//! A minute in CI. `RIGHTPLACE_SECONDS=3600 cargo test --release --test readers`
//! goes on for an hour with other damage; `RIGHTPLACE_FIRST_SEED` begins
//! elsewhere, and with `RIGHTPLACE_SECONDS=0` tries that one alone.

#![allow(clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use targets::{TARGETS, Target};

/// Seconds for all readers together where nothing else is said.
const SECONDS: u64 = 60;

/// The next number of a seeded sequence (splitmix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

fn below(state: &mut u64, bound: usize) -> usize {
    (next(state) % bound.max(1) as u64) as usize
}

/// Pieces that are likely to hurt.
const PIECES: [&[u8]; 32] = [
    b"",
    b"\"",
    b"'",
    b"\n",
    b"\r\n",
    b",",
    b";",
    b"\t",
    b"|",
    b"-",
    b"+",
    b"*",
    b"=",
    b"[",
    b"]",
    b"[[",
    b"{",
    b"}",
    b":",
    b"~",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"99999999999999999999",
    b"-9223372036854775808",
    b"1e308",
    b"0.000000000000000000001",
    b"2199-12-31",
    b"0000-00-00",
    b"any",
    b"null",
    "é\u{202e}".as_bytes(),
];

/// Damages bytes, now and then with a piece of another file of the same kind.
fn damage(bytes: &mut Vec<u8>, other: &[u8], state: &mut u64) {
    for _ in 0..=below(state, 4) {
        let at = below(state, bytes.len() + 1);
        let end = (at + below(state, 12)).min(bytes.len());
        match below(state, 7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << below(state, 8),
            2 => {
                let copied = bytes[at..(at + below(state, 400)).min(bytes.len())].to_vec();
                let to = below(state, bytes.len() + 1);
                drop(bytes.splice(to..to, copied));
            }
            3 => {
                let from = below(state, other.len() + 1);
                let piece = &other[from..(from + below(state, 60)).min(other.len())];
                drop(bytes.splice(at..end, piece.iter().copied()));
            }
            4 => drop(bytes.splice(at..at, PIECES[below(state, PIECES.len())].iter().copied())),
            _ => drop(bytes.splice(at..end, PIECES[below(state, PIECES.len())].iter().copied())),
        }
    }
}

/// The bytes of a seed: one of the sound files, damaged.
fn bytes_of(sound: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut bytes = sound[below(&mut state, sound.len())].clone();
    let other = &sound[below(&mut state, sound.len())];
    damage(&mut bytes, other, &mut state);
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
