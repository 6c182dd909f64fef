//! What variants came to, written down one by one as they end, so that a run
//! that was killed goes on where it was, and so that parts of a batch that were
//! run elsewhere can be put together. Only what is proven, or cannot be decided,
//! is written down, and nothing of it is taken at its word.

mod entry;
mod fault;
mod keys;
mod line;
mod record;
mod step;

pub(super) use entry::{Entry, decode, encode};
pub use fault::JournalFault;
pub(super) use keys::Keys;
pub use record::{Journal, delete_journal, is_journal};
pub(super) use step::StepLine;
