//! Forms to fill in, and what they may hold: an empty round as files or as a
//! workbook, and JSON Schema. All are made from the columns and keys that
//! reading declares.

mod examples;
mod files;
mod schema;
mod words;
mod workbook;

pub use files::files;
pub use schema::schemas;
pub use workbook::workbook;

/// What the first cell of an example begins with; such rows are not read.
const EXAMPLE: &str = "e.g. ";
