//! What capacity is worth and what to buy of it, before a term: one more place
//! at every limit, the places that could close, and the best purchase of what
//! could be commissioned.

pub mod buy;
mod capacity;
mod later;
pub mod value;

pub use capacity::Capacity;
pub use later::{Later, YearUse, later, year_uses};
