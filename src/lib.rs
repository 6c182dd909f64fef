//! `rightplace` decides which referred child gets which alternative-provision
//! place: it reads a round, lists the options, writes an integer program,
//! climbs a published ladder of priorities, and audits and explains the result.

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
mod limits;
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
