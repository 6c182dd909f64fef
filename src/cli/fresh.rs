//! Writing where nothing is yet: a new file, or files in a new or empty folder.

use super::console::quoted;
use super::exit::End;
use super::solving::refuse;
use rightplace::paper::publish::{LOCK_FILE, Turn};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes files into a folder that is new or empty.
///
/// # Errors
///
/// Where the folder holds something or cannot be written.
pub fn folder<'a>(folder: &Path, files: impl IntoIterator<Item = (&'a String, &'a String)>) -> Result<(), End> {
    let taken = || End::usage(format_args!("{} is not an empty folder; choose a new one", quoted(folder)));
    if folder.exists() && !is_empty(folder) {
        return Err(taken());
    }
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let _turn = Turn::take(&[folder]).map_err(|(_, fault)| refuse(folder, &fault))?;
    if !is_empty(folder) {
        return Err(taken());
    }
    let mut write = files.into_iter().map(|(name, text)| fs::write(folder.join(name), text));
    write.try_for_each(|written| written).map_err(|error| unwritable(folder, &error))
}

/// Whether a folder has nothing but the lock of a run.
fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|mut entries| entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == LOCK_FILE)))
}

/// Writes a file that is not there yet.
///
/// # Errors
///
/// Where it is there, or cannot be written.
pub fn file(path: &Path, bytes: &[u8]) -> Result<(), End> {
    match File::create_new(path).and_then(|mut file| file.write_all(bytes)) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(End::usage(format_args!("{} is there already; choose a new name", quoted(path))))
        }
        Err(error) => Err(unwritable(path, &error)),
    }
}

fn unwritable(path: &Path, error: &io::Error) -> End {
    let path = quoted(path);
    match error.kind() {
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::NotFound
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::InvalidFilename => End::usage(format_args!("{path} cannot be written: {error}")),
        _ => End::fault(format_args!("{path} cannot be written: {error}")),
    }
}
