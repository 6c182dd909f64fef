//! Who may take what. Each rule has a file of its own and judges one referral
//! with one intake; where it shuts it out, it says why with the numbers.
//!
//! `rule` says what each file has to say, `each` lists them, and `judgement` is
//! what the rooms above ask of them.

mod case;
mod class;
mod clocks;
mod dated;
mod distance;
mod each;
mod fee;
mod judgement;
mod options;
mod precedence;
mod rank;
mod rule;
mod start;
mod stays;
mod together;
mod transport;
mod words;

pub use case::{Case, Casebook};
pub use class::{class_of, is_open};
pub use clocks::{LimitState, TimeLimit, TimeLimits, starts_due, time_limits};
pub(crate) use judgement::{advice, in_short};
pub use judgement::{describe, failures, first_failure};
pub use options::{Options, PlaceOption};
pub use precedence::Precedence;
pub use start::earliest_start;
pub(crate) use stays::{are_too_close, excess as stay_excess, join as join_stays};
pub use together::{Group, groups};
pub(crate) use words::days;
