//! The lock of a folder: only who holds it changes the files in it. The system
//! gives it back when the process ends, however it ends.
//!
//! A lock is an empty file. Whoever lets go of it takes the file away first, and
//! whoever gets hold of one looks whether it is still the file of that name.

use super::fault::PublishFault;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// The file in a folder that is locked while files are put into it.
pub const LOCK_FILE: &str = ".rightplace-lock";

/// How long a run waits for others that put their files into the same folder:
/// a city's files take well under a second.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

const PAUSE: Duration = Duration::from_millis(5);

/// A lock that is held.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// The lock of this file, which is made where there is none; nothing where
    /// another run holds it.
    pub fn take(path: &Path) -> Result<Option<Lock>, PublishFault> {
        let file = open(path)?;
        let found = file.metadata()?;
        if !found.is_file() || found.len() > 0 {
            return Err(foreign(path));
        }
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => Ok(Some(Lock { path: path.to_owned(), file })),
            Ok(()) | Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(PublishFault::NoLocks(error)),
        }
    }

    /// Waits for the lock of the file that this gives each time anew.
    pub fn wait(path: impl Fn() -> PathBuf, patience: Duration) -> Result<Lock, PublishFault> {
        let end = Instant::now() + patience;
        loop {
            let at = path();
            match Lock::take(&at)? {
                Some(lock) if path() == at => return Ok(lock),
                Some(_) => {}
                None if Instant::now() >= end => return Err(PublishFault::Busy),
                None => thread::sleep(PAUSE),
            }
        }
    }

    /// The same lock after its file was moved here.
    pub fn moved(mut self, path: PathBuf) -> Lock {
        self.path = path;
        self
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere the file stays: its name could by now be that of another.
        if cfg!(unix) && is_at(&self.file, &self.path) {
            // One that cannot be removed is taken by the next run.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn foreign(path: &Path) -> PublishFault {
    PublishFault::Foreign(path.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// Opens the file without following a link; one that another user made is
/// opened to be read, which is enough to lock it.
fn open(path: &Path) -> Result<File, PublishFault> {
    if path.symlink_metadata().is_ok_and(|found| !found.is_file()) {
        return Err(foreign(path));
    }
    let options = |writes: bool| {
        let mut options = OpenOptions::new();
        options.read(true).write(writes).create(writes);
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        {
            use rustix::fs::OFlags;
            let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
            std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
        }
        options
    };
    match options(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            options(false).open(path).map_err(|_| PublishFault::Io(error))
        }
        opened => Ok(opened?),
    }
}

/// Whether the open file is the one of this name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |one: &fs::Metadata, other: &fs::Metadata| (one.dev(), one.ino()) == (other.dev(), other.ino());
    matches!((file.metadata(), path.symlink_metadata()), (Ok(one), Ok(other)) if same(&one, &other))
}

/// Where files that are open keep their names.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.is_file()
}
