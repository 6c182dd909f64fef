//! A city's rounds through an academic year, in the manner of Coventry.

mod demand;
mod extras;
mod first_come;
mod hard;
mod known;
mod model;
mod names;
mod offer;
mod past;
mod programme;
mod recipe;
mod region;
mod term;
mod town;
mod wishes;
mod write;
mod year;

pub use hard::Hard;
pub use recipe::{Recipe, Size};
pub use region::region;
pub use term::Term;
pub use year::{COVENTRY_SEED, ContinueError, continue_round, first_come, round};
