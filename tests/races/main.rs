//! Many runs at once into one folder, and runs that are killed: what people
//! find in the folder afterwards is one whole set. `RIGHTPLACE_RACES` and
//! `RIGHTPLACE_KILLS` say how many of each are tried; a few by default.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod folder;
mod killed;
#[path = "../tally/mod.rs"]
mod tally;
mod together;
