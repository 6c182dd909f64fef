//! Writing where nothing is yet: a new file, or files in a new or empty folder.

use super::console::quoted;
use super::exit::End;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes files into a folder that is new or empty.
///
/// # Errors
///
/// Where the folder holds something or cannot be written.
pub fn folder<'a>(folder: &Path, files: impl IntoIterator<Item = (&'a String, &'a String)>) -> Result<(), End> {
    if folder.exists() && !fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) {
        return Err(End::usage(format_args!("{} is not an empty folder; choose a new one", quoted(folder))));
    }
    let write = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        files.into_iter().try_for_each(|(name, text)| fs::write(folder.join(name), text))
    };
    write().map_err(|error| unwritable(folder, &error))
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
