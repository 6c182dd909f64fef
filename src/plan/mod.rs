//! What capacity is worth and what to buy of it, before a term: one more place
//! at every limit, and the places that could close.

mod capacity;
pub mod value;

pub use capacity::Capacity;
