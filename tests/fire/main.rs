//! The program under fire: many runs at once into one folder, runs that are
//! killed at any time or at any call of the system, and calls that fail. What
//! people find in the folder afterwards is one whole set, and what others keep
//! there. A few of each in CI; `RIGHTPLACE_RACES`, `RIGHTPLACE_KILLS` and
//! `RIGHTPLACE_FAULTS` say how many are tried.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[cfg(target_os = "linux")]
mod calls;
mod folder;
mod killed;
#[path = "../tally/mod.rs"]
mod tally;
mod together;
