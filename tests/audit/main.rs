//! The audit finds nothing in a good allocation, exactly what is wrong in one
//! that was tampered with, and reckons the ladder and the ledger as by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod agreement;
mod claims;
mod dates;
mod fixture;
mod good;
mod independence;
mod money;
mod referrals;
mod tampered;
mod week;
