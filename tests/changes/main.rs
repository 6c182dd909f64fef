//! The smallest change that places a referral: on tiny rounds against every
//! change of the stated kinds, each tried by climbing the changed round.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod by_hand;
mod files;
mod held;
#[path = "../proof/mod.rs"]
mod proof;
mod tiny;
mod two_places;
