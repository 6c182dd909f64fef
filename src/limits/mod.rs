//! The limits on the whole allocation, one file each: a limit's rows, its amount
//! and where in the files that stands, what eases it and by how much, and how it
//! reads when it is full, in a conflict, as a change, where more is bought of it.
//!
//! `constraint` says what each file has to say, `each` lists them, and
//! `limit` is what the rooms above ask of one [`Limit`].

mod constraint;
mod each;
mod edit;
mod limit;
mod offer;
mod one_more;
mod programme_places;
mod words;

pub use crate::rows::{About, Limit};
pub use constraint::Ease;
pub use edit::Edit;
pub(crate) use limit::{
    advice, capacities, ease_of, in_short, is_of_one_student, is_of_places, kinds, offers, sold, tells_of_another,
    write,
};
pub(crate) use offer::{Asked, find};
pub(crate) use one_more::OneMore;
