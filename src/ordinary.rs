//! Ordinary files, up to a size. A pipe may never end, a device has no end,
//! and a file of any size fills the memory: none of them is read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The most bytes of a table's file, of a workbook or of a result: some ten
/// times what the largest authorities have.
pub const MOST_BYTES: u64 = 32_000_000;
/// The most bytes of a file of settings, which people write by hand.
pub const MOST_BYTES_OF_SETTINGS: u64 = 2_000_000;
/// The most bytes of a file that a run has written, where it is compared.
pub const MOST_BYTES_OF_RESULT: u64 = 1_000_000_000;

/// The bytes of an ordinary file.
///
/// # Errors
///
/// Where it cannot be read; of the kind `InvalidInput` where it is no ordinary
/// file, of the kind `FileTooLarge` where it has more than `most` bytes.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path, OpenOptions::new().read(true), Links::Followed)?;
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let message = format!("it has more than {} MB", most / 1_000_000);
        return Err(io::Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// The text of an ordinary file in UTF-8.
///
/// # Errors
///
/// As [`read`]; of the kind `InvalidData` where it is no text.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is no text in UTF-8"))
}

/// What becomes of a link in the place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Links {
    /// The file is opened to which it leads.
    Followed,
    /// It is no ordinary file.
    Refused,
}

/// Opens an ordinary file, as the options say.
///
/// # Errors
///
/// Where the file system refuses; of the kind `InvalidInput` where there is
/// something that is no ordinary file.
pub(crate) fn open(path: &Path, options: &mut OpenOptions, links: Links) -> io::Result<File> {
    let refused = || io::Error::new(ErrorKind::InvalidInput, "it is no ordinary file");
    let found = match links {
        Links::Followed => fs::metadata(path),
        Links::Refused => path.symlink_metadata(),
    };
    // Before it is opened: to open a pipe waits for whoever writes into it.
    if found.is_ok_and(|found| !found.is_file()) {
        return Err(refused());
    }
    // Something else may take its place meanwhile.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::OFlags;
        let nofollow = if links == Links::Refused { OFlags::NOFOLLOW } else { OFlags::empty() };
        let flags = OFlags::NONBLOCK | nofollow;
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refused()) }
}

/// Whether the open file is the one of this name.
#[cfg(unix)]
pub(crate) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |one: &fs::Metadata, other: &fs::Metadata| (one.dev(), one.ino()) == (other.dev(), other.ino());
    matches!((file.metadata(), path.symlink_metadata()), (Ok(one), Ok(other)) if same(&one, &other))
}

/// Where files that are open keep their names.
#[cfg(not(unix))]
pub(crate) fn is_at(_: &File, path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ordinary_files_up_to_a_size_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        std::fs::write(&path, b"12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert_eq!(read(&path, 4).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(read(folder.path(), 5).unwrap_err().kind(), ErrorKind::InvalidInput);
        assert_eq!(read(&folder.path().join("y"), 5).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn a_named_pipe_hangs_nothing_and_a_device_fills_no_memory() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("students.csv");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for path in [pipe.as_path(), Path::new("/dev/zero")] {
            assert_eq!(read(path, 5).unwrap_err().kind(), ErrorKind::InvalidInput);
        }
    }
}
