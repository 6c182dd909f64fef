//! Why a referral is not placed: the rules or limits that stand in the way while
//! everyone else stays where they are, in plain English with numbers.

mod all;
pub mod change;
pub mod conflict;
mod decided;
mod explanation;
mod in_the_way;
mod nearest;
mod shut_out;
pub mod why;

pub use all::explain;
pub use conflict::Conflict;
pub use decided::{idle_keeps, loose_groups, shut_out_places};
pub use explanation::{Explanation, Obstacle};
pub use shut_out::shut_out;
