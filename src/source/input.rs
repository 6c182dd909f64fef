//! The raw input of a round: tables of cells and trees of settings, before
//! anything is read into them.

use super::bounds::Taken;
use super::raw::RawTable;
use super::settings::{Group, Value};
use crate::digest::InputHash;
use crate::problem::{Place, Problem};
use crate::schema::TableId;
use std::collections::{BTreeMap, BTreeSet};

/// The raw input of a round.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The settings of `round.toml`; nothing when they could not be read.
    pub run: Option<Group>,
    /// The settings of `policy.toml`; nothing when they could not be read.
    pub policy: Option<Group>,
    /// The tables that are there.
    pub tables: BTreeMap<TableId, RawTable>,
    /// The SHA-256 of every input file, by file name.
    pub inputs: Vec<InputHash>,
    /// Ids of courses and intakes that a scenario removed: they stay known in
    /// `choices` and hold their rank.
    pub removed: BTreeSet<String>,
    /// The course of each intake among them: after its own course an intake is
    /// no choice of its own, whether it is still there or not.
    pub removed_from: BTreeMap<String, String>,
    /// What is wrong with the files as such.
    pub problems: Vec<Problem>,
    /// The file or sheet with the run's own settings.
    pub run_place: Place,
    /// The file or sheet of the policy.
    pub policy_place: Place,
    /// The file of bank holidays that `round.toml` names.
    pub bank_holidays: Option<NamedText>,
    /// The name of the workbook that the sheets stand in; nothing for a folder
    /// of files.
    pub workbook: Option<String>,
    /// How much was read.
    pub(super) taken: Taken,
}

/// The text of a file with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedText {
    /// The name within the round.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// The key of `round.toml` that says which bank holidays count beside those of
/// the calendar.
pub const BANK_HOLIDAYS_KEY: &str = "bank_holidays";
/// Its value for those that come with the program.
pub const GOV_UK: &str = "gov.uk";

impl Source {
    /// A setting of `round.toml` that is a text and not blank.
    pub(crate) fn setting(&self, key: &str) -> Option<&str> {
        match &self.run.as_ref()?.get(key)?.value {
            Value::Text(text) | Value::Cell(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }
}

/// The name of the file with the run's own settings.
pub const RUN_FILE: &str = "round.toml";
/// The name of the policy's file where `round.toml` names none.
pub const POLICY_FILE: &str = "policy.toml";
