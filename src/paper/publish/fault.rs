use std::fmt;
use std::io;

/// Why files cannot be put into a folder.
#[derive(Debug)]
pub enum PublishFault {
    /// The path is not a folder.
    NoFolder,
    /// It is the folder of a round.
    IsRound,
    /// It holds something where nothing may be.
    NotEmpty,
    /// It holds a file of this name that is not of an earlier set.
    Foreign(String),
    /// Another run is putting its files into the folder and does not end.
    Busy,
    /// The file system has no locks, or gives none.
    NoLocks(io::Error),
    /// The file system refused.
    Io(io::Error),
}

impl PublishFault {
    /// Whether another folder would help.
    pub fn is_wrong_folder(&self) -> bool {
        match self {
            PublishFault::NoFolder
            | PublishFault::IsRound
            | PublishFault::NotEmpty
            | PublishFault::Foreign(_)
            | PublishFault::NoLocks(_) => true,
            PublishFault::Busy => false,
            PublishFault::Io(error) => {
                use io::ErrorKind::{
                    InvalidFilename, InvalidInput, NotADirectory, PermissionDenied, ReadOnlyFilesystem,
                };
                let kind = error.kind();
                matches!(kind, PermissionDenied | ReadOnlyFilesystem | NotADirectory | InvalidFilename | InvalidInput)
            }
        }
    }
}

impl fmt::Display for PublishFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishFault::NoFolder => write!(f, "the path is not a folder"),
            PublishFault::IsRound => {
                write!(f, "the folder is that of a round, whose tables have the same names; choose another folder")
            }
            PublishFault::NotEmpty => write!(f, "the folder is not empty; choose a new one"),
            PublishFault::Foreign(name) => {
                write!(f, "the folder has a {name} that is not an earlier result's; choose another folder or move it")
            }
            PublishFault::Busy => {
                write!(f, "another run is writing into the folder; nothing of this one was written")
            }
            PublishFault::NoLocks(error) => write!(
                f,
                "the folder is on a file system that gives no locks ({error}), so that two runs could mix their files; \
                 choose a folder on another"
            ),
            PublishFault::Io(error) => write!(f, "the folder cannot be written: {error}"),
        }
    }
}

impl std::error::Error for PublishFault {}

impl From<io::Error> for PublishFault {
    fn from(error: io::Error) -> PublishFault {
        PublishFault::Io(error)
    }
}
