//! An earlier result that a run or an audit is bound to.

use super::console::{Next, quoted};
use super::exit::{End, Exit};
use super::{paths, problems};
use rightplace::allocation::{AllocationRow, Bond, Carried, carry, read_rows};
use rightplace::digest::{InputHash, sha256};
use rightplace::round::Round;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The options that name an earlier result.
#[derive(clap::Args)]
pub struct EarlierArgs {
    /// An earlier allocations.csv to stand by: every placement in it that is
    /// not barred, deferred, declined or withdrawn is a decision to place
    #[arg(long, value_name = "EARLIER.csv", conflicts_with = "keep")]
    pub hold: Option<PathBuf>,
    /// An earlier allocations.csv to keep to where the ladder allows
    #[arg(long, value_name = "EARLIER.csv")]
    pub keep: Option<PathBuf>,
}

/// An earlier result, taken over into the round.
pub struct Earlier {
    /// Its rows.
    pub rows: Vec<AllocationRow>,
    /// What was taken over.
    pub carried: Carried,
}

impl EarlierArgs {
    /// Reads the earlier result, if one is named, and binds the round to it.
    ///
    /// # Errors
    ///
    /// Where the file has errors.
    pub fn bind(&self, round: &mut Round) -> Result<Option<Earlier>, End> {
        let (path, bond, option) = match (&self.hold, &self.keep) {
            (Some(path), _) => (path, Bond::Hold, "--hold"),
            (None, Some(path)) => (path, Bond::Keep, "--keep"),
            (None, None) => return Ok(None),
        };
        let (rows, sha256) = rows(round, path)?;
        let carried = carry(round, &rows, bond);
        round.inputs.push(InputHash { file: option.to_owned(), sha256 });
        Ok(Some(Earlier { rows, carried }))
    }

    /// The command that audits the result of a round in a folder.
    pub fn audit(&self, round: &Path, folder: &Path) -> String {
        let mut words = vec!["rightplace audit".to_owned(), quoted(round), quoted(folder.join("allocations.csv"))];
        words.extend(self.words().into_iter().map(quoted));
        words.join(" ")
    }

    /// The options as they were given.
    pub fn words(&self) -> Vec<&OsStr> {
        let options = [("--hold", &self.hold), ("--keep", &self.keep)];
        let given = options.into_iter().filter_map(|(option, path)| Some((option, path.as_ref()?)));
        given.flat_map(|(option, path)| [OsStr::new(option), path.as_os_str()]).collect()
    }
}

/// Reads the rows of an allocation, and the SHA-256 of the file. Its warnings
/// are listed on standard error.
///
/// # Errors
///
/// Where the file has errors.
pub fn rows(round: &Round, path: &Path) -> Result<(Vec<AllocationRow>, String), End> {
    let bytes = paths::read(path, Exit::Input)?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let (rows, found) = read_rows(round, &file, &bytes);
    if found.iter().any(|problem| problem.is_error()) {
        return Err(problems::refuse(&found, Next::words(format_args!("mend {}", quoted(path))).then_again()));
    }
    problems::brief(&found);
    Ok((rows, sha256(&bytes)))
}
