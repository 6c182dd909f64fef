//! Writing where nothing is yet: a new file, or files in a new or empty folder.

use super::console::quoted;
use super::exit::End;
use super::solving::refuse;
use rightplace::paper::publish::{new_file, publish_new};
use std::io;
use std::path::Path;

/// Writes files into a folder that is new or empty, all of them or none.
///
/// # Errors
///
/// Where the folder holds something or cannot be written.
pub fn folder<'a>(folder: &Path, files: impl IntoIterator<Item = (&'a String, &'a String)>) -> Result<(), End> {
    let files = files.into_iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect();
    publish_new(folder, &files).map_err(|fault| refuse(folder, &fault))
}

/// Writes a file that is not there yet, whole or not at all.
///
/// # Errors
///
/// Where it is there, or cannot be written.
pub fn file(path: &Path, bytes: &[u8]) -> Result<(), End> {
    match new_file(path, bytes) {
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
