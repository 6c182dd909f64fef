//! Forms to fill in, and what they may hold: an empty round as files or as a
//! workbook, and JSON Schema. All are made from the columns and keys that
//! reading declares.

mod examples;
mod files;
mod schema;
mod shipped;
mod words;
mod workbook;

pub use files::files;
pub use schema::schemas;
pub use shipped::{SHIPPED, Shipped};
pub use workbook::workbook;
