//! Paths that a command is given: one that names nothing is told once, with
//! the name that was probably meant.

use super::console::quoted;
use super::exit::{End, Exit};
use rightplace::ordinary::{self, MOST_BYTES, MOST_BYTES_OF_RESULT, MOST_BYTES_OF_SETTINGS};
use rightplace::problem::nearest;
use rightplace::source::{RUN_FILE, is_hidden, is_of_round};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use strsim::osa_distance;

/// What is looked for under a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sought {
    Anything,
    File,
    Folder,
}

/// Checks that a round's folder or workbook is there.
///
/// # Errors
///
/// Where it is not, or where a folder has no file of a round.
pub fn round(path: &Path) -> Result<(), End> {
    there(path, Sought::Anything, Exit::Input)?;
    let names = names(path);
    if !path.is_dir() || names.iter().any(|name| is_of_round(name)) {
        return Ok(());
    }
    let workbook = |name: &String| Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    let is_round = |name: &String| path.join(name).join(RUN_FILE).is_file();
    let meant = names.iter().find(|name| workbook(name)).or_else(|| names.iter().find(|name| is_round(name)));
    let meant = meant.map(|name| format!("; did you mean {}?", quoted(path.join(name)))).unwrap_or_default();
    let message = format!("{} holds no round, that is no {RUN_FILE} and no table{meant}", quoted(path));
    Err(End { exit: Exit::Input, message })
}

/// The names of what is in a folder and is not hidden, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !is_hidden(name)).collect();
    names.sort();
    names
}

/// Checks that a folder is there.
///
/// # Errors
///
/// Where it is not, or is no folder; with this status.
pub fn folder(path: &Path, exit: Exit) -> Result<(), End> {
    there(path, Sought::Folder, exit)
}

/// The bytes of a file.
///
/// # Errors
///
/// Where it is not there, is too large or cannot be read; with this status.
pub fn read(path: &Path, exit: Exit) -> Result<Vec<u8>, End> {
    there(path, Sought::File, exit)?;
    let ends_in = |ending: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let most = match () {
        () if ends_in("toml") => MOST_BYTES_OF_SETTINGS,
        () if ends_in("journal") => MOST_BYTES_OF_RESULT,
        () => MOST_BYTES,
    };
    ordinary::read(path, most)
        .map_err(|error| End { exit, message: format!("{} cannot be read: {error}", quoted(path)) })
}

/// The name of a folder or file beside a round or result: the path without its
/// ending and with words after it.
pub fn beside(path: &Path, words: &str) -> PathBuf {
    let plain = path.with_extension(match path.extension() {
        Some(ending) if ending.eq_ignore_ascii_case("xlsx") => OsStr::new(""),
        Some(ending) => ending,
        None => OsStr::new(""),
    });
    let Some(name) = plain.file_name() else { return path.join(words) };
    let mut name = name.to_owned();
    name.push("-");
    name.push(words);
    plain.with_file_name(name)
}

fn there(path: &Path, sought: Sought, exit: Exit) -> Result<(), End> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            let near = near(path).map(|near| format!("; did you mean {}?", quoted(near))).unwrap_or_default();
            return Err(End { exit, message: format!("there is no {}{near}", quoted(path)) });
        }
        Err(error) => return Err(End { exit, message: format!("{} cannot be read: {error}", quoted(path)) }),
    };
    let message = match sought {
        Sought::Folder if !found.is_dir() => format!("{} is a file; name a folder", quoted(path)),
        Sought::Anything | Sought::File if !found.is_dir() && !found.is_file() => {
            format!("{} is no ordinary file but a pipe or a device", quoted(path))
        }
        Sought::File if found.is_dir() => format!("{} is a folder; name a file", quoted(path)),
        _ => return Ok(()),
    };
    Err(End { exit, message })
}

/// The path with the first part that names nothing replaced by the nearest
/// name there; nothing where none is near, or where the rest is not there.
fn near(path: &Path) -> Option<PathBuf> {
    let missing =
        path.ancestors().take_while(|part| !part.exists()).filter(|part| part.file_name().is_some()).last()?;
    let folder = missing.parent()?;
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = names(listed);
    let typed = missing.file_name()?.to_str()?;
    let exchanged = || names.iter().map(String::as_str).find(|name| osa_distance(name, typed) == 1);
    let near = nearest(typed, names.iter().map(String::as_str)).or_else(exchanged)?;
    let rest = path.strip_prefix(missing).ok()?;
    let meant = if rest.as_os_str().is_empty() { folder.join(near) } else { folder.join(near).join(rest) };
    meant.exists().then_some(meant)
}
