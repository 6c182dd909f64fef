//! Files that are opened as what they are: no link is followed, and a pipe, a
//! device or a folder is refused.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// Opens an ordinary file in this way.
///
/// # Errors
///
/// Where the file system refuses; `InvalidInput` where the path is a link or
/// something else that is no ordinary file.
pub(crate) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let refused = || io::Error::new(io::ErrorKind::InvalidInput, "it is no ordinary file");
    if path.symlink_metadata().is_ok_and(|found| !found.is_file()) {
        return Err(refused());
    }
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
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
