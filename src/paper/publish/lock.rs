//! The lock of a folder: only who holds it changes the files in it. The system
//! gives it back when the process ends, however it ends.
//!
//! A lock is an empty file. Whoever lets go of it takes the file away first, and
//! whoever gets hold of one looks whether it is still the file of that name.

use super::fault::PublishFault;
use crate::ordinary::{self, Links, is_at};
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
        if file.metadata()?.len() > 0 {
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

/// Opens the file; one that another user made is opened to be read, which is
/// enough to lock it.
fn open(path: &Path) -> Result<File, PublishFault> {
    let writes =
        ordinary::open(path, OpenOptions::new().read(true).write(true).create(true).truncate(false), Links::Refused);
    let opened = match writes {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            ordinary::open(path, OpenOptions::new().read(true), Links::Refused).map_err(|_| error)
        }
        opened => opened,
    };
    opened.map_err(|error| match error.kind() {
        io::ErrorKind::InvalidInput => foreign(path),
        _ => PublishFault::Io(error),
    })
}
