//! A posed round: the round with its options and its program, owned, so that it
//! is built once, kept and compared; and a seating: placements with what
//! placing or taking out one more would break.

mod counterparts;
mod round;
mod rows;
mod seating;
mod untouched;

pub use counterparts::counterparts;
pub use round::Posed;
pub use rows::Rows;
pub use seating::{Broken, Instead, Seating};
pub use untouched::{Untouched, untouched};
