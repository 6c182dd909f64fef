//! The raw input of a round: tables of cells and trees of settings, before
//! anything is read into them. Files, workbooks and scenarios all end up here.

mod book;
mod decode;
mod delimited;
mod edit;
mod files;
mod form;
mod input;
mod keyed;
mod open;
mod plain;
mod raw;
mod reader;
mod settings;
mod sheet;
mod tidy;
mod workbook;

pub(crate) use form::Form;
pub use input::{BANK_HOLIDAYS_KEY, GOV_UK, NamedText, POLICY_FILE, RUN_FILE, Source};
pub(crate) use plain::plain;
pub use raw::{RawRow, RawTable};
pub(crate) use reader::SettingsReader;
pub use settings::{Group, Setting, Value};
