//! Why a round is infeasible: a smallest set of place decisions, rules and
//! limits that cannot stand together, and which single change resolves it.

mod find;
mod found;
mod remedy;
mod search;
mod trial;
mod words;

pub use find::find;
pub use found::{Conflict, Member};
