//! What would happen: scenarios change a round, each is decided exactly, and
//! all stand beside the unchanged round.

mod amount;
mod apply;
mod base;
mod batch;
mod condition;
mod decide;
mod deciding;
pub mod demand;
mod estimate;
mod files;
mod journal;
mod outcome;
mod page;
mod parse;
mod policy;
mod portion;
mod ranges;
mod relatives;
mod remove;
mod require;
mod rows;
mod scenario;
mod sections;
mod shard;
mod start;
mod study;
mod text;
mod untouched;
mod words;
mod written;

pub use apply::edited;
pub use batch::{check, study};
pub use deciding::Way;
pub use demand::Demand;
pub use estimate::{ESTIMATES, Estimate, Estimates, estimate};
pub use files::{WHATIF, files};
pub use journal::Journal;
pub use outcome::{Known, Movement, Outcome, Shift, Shifts};
pub use portion::{Portion, SHARD, SHARD_RESULTS, Unmerged, merge, portion};
pub use ranges::{Range, Ranges, in_words};
pub use require::{Comparison, Requirement};
pub use scenario::{Scenario, Variant};
pub use shard::Shard;
pub use study::{Batch, Failure, Finding, Row, Study};
pub use untouched::Untouched;
