//! Problems of the input: what is wrong, where, what was expected and what to
//! do about it. No message carries a name, a date of birth or free text about
//! a child.

mod alike;
mod bound;
mod code;
mod message;
mod nearest;
mod place;
mod shown;

pub use alike::{Alike, alike};
pub use bound::count;
pub(crate) use bound::{bound, bound_now_and_then};
pub use code::{Code, Severity};
pub use message::Problem;
pub(crate) use nearest::meant;
pub use nearest::nearest;
pub use place::{At, Field, Place};
pub(crate) use shown::{quoted, shape, shortened, shown_id};
