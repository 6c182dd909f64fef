use std::fmt;
use std::io;

/// Why a journal cannot be kept in a file.
#[derive(Debug)]
pub enum JournalFault {
    /// The file is no journal; it stays as it is.
    Foreign,
    /// Another run keeps its results in it.
    Busy,
    /// The file system has no locks, or gives none.
    NoLocks(io::Error),
    /// The file system refused.
    Io(io::Error),
}

impl fmt::Display for JournalFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JournalFault::Foreign => {
                write!(f, "the file is no journal of a comparison; move it, or choose another folder for the result")
            }
            JournalFault::Busy => write!(f, "another run of the comparison is keeping its results in the file"),
            JournalFault::NoLocks(error) => write!(
                f,
                "the file system gives no locks ({error}), so that two runs could spoil the file; choose a folder on another"
            ),
            JournalFault::Io(error) => write!(f, "the file cannot be kept: {error}"),
        }
    }
}

impl std::error::Error for JournalFault {}

impl From<io::Error> for JournalFault {
    fn from(error: io::Error) -> JournalFault {
        JournalFault::Io(error)
    }
}
