//! What one more of every limit would be worth, and which places could close:
//! exact by solving, and no more solving than it takes.
//!
//! More of a limit allows all that was allowed, so it never makes the optimum
//! worse, and lifting limits altogether is at least as good as more of any of
//! them. Where the limits of a group are all lifted and the proven optimum
//! attains nothing better, more of any of them, however much, is of no use.

mod ask;
mod closing;
mod curve;
mod files;
mod index;
mod page;
mod point;
mod whole;
mod words;
mod yardstick;

pub use ask::Ask;
pub use closing::{Closing, Fewer};
pub use curve::{Ground, Verdict, Worth};
pub use files::{PLAN_VALUE, files};
pub use point::{Counts, Point, Tally};
pub use whole::{Value, extent, value};
