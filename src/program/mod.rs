//! The integer program of a round, in whole numbers: a column for each option,
//! a row for each limit, an objective for each step of the ladder. Solvers are
//! handed a copy; what they say is recomputed here.

mod cliques;
mod purchase;
mod side;
mod stages;
mod whole;

pub use crate::rows::{Column, ColumnIndex, Meaning, Residual, Row, Tendency};
pub use purchase::{Joint, Purchase, SizeLimit};
pub use stages::{Objective, lottery_number, second_number};
pub use whole::Program;
