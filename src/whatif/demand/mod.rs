//! Demand as it might be: referrals of a round in greater or smaller numbers,
//! or drawn anew from those of this round and of earlier ones.
//!
//! What is drawn is a child, with all that it is referred for: what one child
//! asks for hangs together. A drawn child is a child of its own. A draw depends
//! on the seed, its number and the files alone, and is the same on every
//! machine; scenarios that draw alike see the same children, so that what they
//! come to can be compared draw by draw.

mod archive;
mod copy;
mod drawing;
mod earlier;
mod growth;
mod parse;
mod pool;

pub use archive::Archive;
pub use drawing::{Demand, Method};
pub(super) use parse::parse;
