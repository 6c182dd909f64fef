//! Why a referral is not placed: the rules or limits that stand in the way while
//! everyone else stays where they are, in plain English with numbers.

mod all;
pub mod change;
pub mod conflict;
mod explanation;
mod in_the_way;
mod keeps;
mod nearest;
pub mod why;

pub use all::explain;
pub use conflict::Conflict;
pub use explanation::{Explanation, Obstacle};
pub use keeps::idle_keeps;
