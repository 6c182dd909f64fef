//! The kit for whatever is written down: pages with tables, bars and charts,
//! CSV files, dates and amounts in words, and putting the files of a set into a
//! folder. It knows the content of no room.

mod files;
pub(crate) mod json;
pub(crate) mod page;
pub mod publish;
mod sheet;
pub mod words;

pub(crate) use files::hashes;
pub use files::{Files, PROGRAM_VERSION, WriteFault};
pub(crate) use sheet::csv_files;
pub use sheet::{Cell, Format, Sheet};
