//! What people and programs read of a run: each page and table of it.

mod conditions;
pub mod deadlines;
mod due;
pub mod export;
mod figures;
mod files;
mod index;
mod inputs;
mod kept;
mod packs;
mod page;
pub mod policy;
mod proof;
pub mod receipt;
mod run;
mod summary;
mod tables;
mod timings;
pub mod words;

pub use figures::Figures;
pub use files::{RESULT, SUMMARY, files};
pub(crate) use index::{StepEntry, index};
pub(crate) use inputs::inputs_table;
pub use kept::keep_changes;
pub use packs::{PACKS, packs};
pub use proof::{Proof, proofs};
pub use run::{Report, Warning};
