//! The raw input of a round: tables of cells and trees of settings, before
//! anything is read into them. Files, workbooks and scenarios all end up here.

mod again;
mod area;
mod book;
mod bounds;
mod decode;
mod delimited;
mod edit;
mod error_value;
mod files;
mod form;
mod input;
mod keyed;
mod marks;
mod open;
mod package;
mod plain;
mod raw;
mod reader;
mod seen;
mod settings;
mod sheet;
mod tidy;
mod within;
mod workbook;

pub(crate) use area::cell_name;
pub(crate) use error_value::{is_error_value, shown as shown_error};
pub use files::is_hidden;
pub(crate) use form::Form;
pub use input::{BANK_HOLIDAYS_KEY, GOV_UK, NamedText, POLICY_FILE, RUN_FILE, Source};
pub use open::is_of_round;
pub(crate) use plain::plain;
pub use raw::{RawRow, RawTable};
pub(crate) use reader::SettingsReader;
pub(crate) use settings::of_member;
pub use settings::{Group, Setting, Value};
pub(crate) use within::{Outside, within};
