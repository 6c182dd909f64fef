//! `rightplace` decides which referred child gets which alternative-provision
//! place. It reads a round, lists the options, writes an integer program, climbs
//! a published ladder of priorities with a proof of every step, and audits and
//! explains what comes out.
//!
//! A round goes one way: [`Round::read`](round::Round::read) makes typed, trusted
//! input of a folder or workbook, or tells every problem; [`posed::Posed`] lists
//! who may take what and writes the program; [`result::allocate`] climbs the
//! ladder and reads off all there is to say; [`audit::audit`] checks any
//! allocation from the round alone, sharing no code with what made it.
//!
//! ```
//! use rightplace::audit::{Settings, audit};
//! use rightplace::posed::Posed;
//! use rightplace::result::{Status, Trace, allocate};
//! use rightplace::round::Round;
//! use rightplace::solve::{Engine, Highs, Quiet};
//! use std::collections::BTreeSet;
//! use std::path::Path;
//!
//! let reading = Round::read(Path::new("scenarios/first-steps"));
//! let posed = Posed::new(reading.round.ok_or("the files have errors")?, BTreeSet::new());
//! let round = posed.round();
//!
//! // The best allocation: six of eight referrals, every step of the ladder proven.
//! let highs = Highs::default();
//! let result = allocate(&posed, Engine::of(&highs), &mut Quiet, &mut Trace::default())?;
//! assert_eq!((result.status, result.placed.len()), (Status::Optimal, 6));
//!
//! // Why a referral has no place.
//! let r7 = round.referrals.find("R7").ok_or("there is an R7")?;
//! let unplaced = result.unplaced.iter().find(|one| one.referral == r7).ok_or("R7 has no place")?;
//! assert_eq!(unplaced.explanation.reason.to_string(), "places");
//!
//! // Somebody gives R7 the place of R6 by hand: no rule and no limit is broken,
//! // but a referral of a class that goes first has lost its place.
//! let mut entries = result.entries();
//! let r6 = round.referrals.find("R6").ok_or("there is an R6")?;
//! entries.iter_mut().filter(|entry| entry.referral == r6).for_each(|entry| entry.referral = r7);
//! let audited = audit(round, &entries, &Settings::default());
//! assert!(audited.violations.is_empty());
//! let placed = |audited: &rightplace::audit::Audit| audited.steps.iter().map(|step| step.value).collect::<Vec<_>>();
//! let before = audit(round, &result.entries(), &Settings::default());
//! assert!(placed(&before) > placed(&audited), "the ladder likes it less");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The examples of the repository go further: they print an allocation, sweep a
//! limit, write a report of their own and put a solver of their own behind
//! [`solve::Solver`]. What the files of a round hold and what every rule, limit
//! and stage means stands in the documents beside the code.

#![deny(missing_docs)]

pub mod allocation;
pub mod audit;
pub mod bench;
pub mod calendar;
mod chance;
pub mod deadlines;
pub mod digest;
pub mod explain;
pub mod forms;
pub mod generate;
pub mod ids;
pub mod limits;
mod normal;
pub mod ordinary;
pub mod paper;
pub mod plan;
pub mod posed;
pub mod problem;
pub mod program;
pub mod reading;
pub mod report;
pub mod result;
pub mod round;
mod rows;
pub mod rules;
pub mod schema;
pub mod solve;
pub mod source;
pub mod units;
pub mod whatif;
pub mod year;
