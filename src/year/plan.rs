//! The file that describes a year.

use super::YearFault;
use crate::ordinary::{self, MOST_BYTES_OF_SETTINGS};
use crate::round::Round;
use crate::source::{Outside, RUN_FILE, Source, is_hidden, within};
use std::fs;
use std::path::Path;

/// The name of the file that describes a year.
pub const YEAR_FILE: &str = "year.toml";

/// Who waits from one round to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Waiting {
    /// Whoever was not placed, unless the next round's files say otherwise.
    #[default]
    Carried,
    /// Only those whom the next round's files list.
    Listed,
}

/// Which rounds make a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What people call the year; nothing: the authority and the year.
    pub name: Option<String>,
    /// The folders of the rounds in their order.
    pub rounds: Vec<String>,
    /// Who waits from one round to the next.
    pub waiting: Waiting,
}

impl Plan {
    /// Reads `year.toml`, or finds the rounds among the subfolders: those with a
    /// `round.toml`, by the day of the run.
    ///
    /// # Errors
    ///
    /// Where `year.toml` cannot be read or there is no round.
    pub fn read(folder: &Path) -> Result<Plan, YearFault> {
        let mut plan = match ordinary::read_text(&folder.join(YEAR_FILE), MOST_BYTES_OF_SETTINGS) {
            Ok(text) => parse(&text)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Plan { name: None, rounds: Vec::new(), waiting: Waiting::Carried }
            }
            Err(error) => return Err(wrong(error.to_string())),
        };
        if plan.rounds.is_empty() {
            plan.rounds = found(folder)?;
        }
        if let Some(name) = plan.rounds.iter().find(|name| is_outside(folder, name)) {
            return Err(YearFault::Plan(format!("{name} is {}; expected {}", Outside::FOUND, Outside::EXPECTED)));
        }
        in_order(folder, &plan.rounds)?;
        Ok(plan)
    }
}

fn wrong(what: impl Into<String>) -> YearFault {
    YearFault::Plan(format!("{YEAR_FILE}: {}", what.into()))
}

fn parse(text: &str) -> Result<Plan, YearFault> {
    let text = text.trim_start_matches('\u{feff}');
    let document: toml_edit::DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| wrong(error.message().to_owned()))?;
    let mut plan = Plan { name: None, rounds: Vec::new(), waiting: Waiting::Carried };
    for (key, item) in document.iter() {
        match key {
            "name" => plan.name = Some(item.as_str().ok_or_else(|| wrong("name is a text"))?.to_owned()),
            "waiting" => {
                plan.waiting = match item.as_str() {
                    Some("carried") => Waiting::Carried,
                    Some("listed") => Waiting::Listed,
                    _ => return Err(wrong("waiting is \"carried\" or \"listed\"")),
                }
            }
            "rounds" => {
                let list = item.as_array().ok_or_else(|| wrong("rounds is a list of folders"))?;
                plan.rounds = list.iter().map(folder_name).collect::<Result<_, _>>()?;
            }
            _ => return Err(wrong("the keys are name, rounds and waiting; another is not known")),
        }
    }
    Ok(plan)
}

/// A folder within the folder of the year.
fn folder_name(value: &toml_edit::Value) -> Result<String, YearFault> {
    let name = value.as_str().unwrap_or_default();
    let is_plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':']);
    is_plain.then(|| name.to_owned()).ok_or_else(|| wrong("rounds is a list of the names of subfolders"))
}

fn is_outside(folder: &Path, round: &str) -> bool {
    within(folder, round).is_err_and(|error| Outside::is(&error))
}

/// The subfolders with a round, by the day of the run, then by name.
fn found(folder: &Path) -> Result<Vec<String>, YearFault> {
    let entries = fs::read_dir(folder).map_err(|error| YearFault::Plan(error.to_string()))?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let rounds = names.filter(|name| !is_hidden(name) && folder.join(name).join(RUN_FILE).is_file());
    let mut rounds: Vec<_> = rounds.map(|name| (day_of(folder, &name), name)).collect();
    rounds.sort();
    match rounds.is_empty() {
        true => Err(YearFault::Plan(format!("no subfolder has a {RUN_FILE}"))),
        false => Ok(rounds.into_iter().map(|(_, name)| name).collect()),
    }
}

fn day_of(folder: &Path, round: &str) -> Option<chrono::NaiveDate> {
    Round::run_of(&Source::open(&folder.join(round))).map(|run| run.as_of)
}

/// Every round begins after the one before; what cannot be read is told when
/// its turn comes.
fn in_order(folder: &Path, rounds: &[String]) -> Result<(), YearFault> {
    let runs: Vec<_> =
        rounds.iter().filter_map(|name| Some((name, Round::run_of(&Source::open(&folder.join(name)))?))).collect();
    for pair in runs.windows(2) {
        let ((first, before), (second, after)) = (&pair[0], &pair[1]);
        if before.as_of >= after.as_of {
            return Err(YearFault::Plan(format!(
                "{second} has the day {}, not after {first} with {}; rounds follow one another",
                after.as_of, before.as_of
            )));
        }
        if before.academic_year != after.academic_year {
            return Err(YearFault::Plan(format!(
                "{second} is of {}, {first} of {}; a year has one academic year",
                after.academic_year, before.academic_year
            )));
        }
    }
    Ok(())
}
