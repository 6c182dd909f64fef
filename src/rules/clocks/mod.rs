//! The policy's time limits in the cases of a round.

mod case;
mod counting;
mod time_limit;

pub use case::{TimeLimits, starts_due, time_limits};
pub use time_limit::{LimitState, TimeLimit};
