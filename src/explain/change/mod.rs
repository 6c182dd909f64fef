//! Changes that may place a referral: what they are, how large, how they read,
//! and what they do to a round.

mod apply;
mod curve;
mod edits;
mod found;
mod give_up;
mod kind;
mod near;
mod own;
mod search;
mod several;
mod solved;
mod words;

pub use crate::limits::{Ease, Edit};
pub use found::{Found, Sought};
pub use kind::{Change, Kind};
pub use search::Search;
