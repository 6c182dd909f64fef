use std::fmt;
use std::io;

/// Why files cannot be put into a folder.
#[derive(Debug)]
pub enum PublishFault {
    /// The path is not a folder.
    NoFolder,
    /// It is the folder of a round.
    IsRound,
    /// It holds a file of this name that is not of an earlier set.
    Foreign(String),
    /// The file system refused.
    Io(io::Error),
}

impl PublishFault {
    /// Whether another folder would help.
    pub fn is_wrong_folder(&self) -> bool {
        match self {
            PublishFault::NoFolder | PublishFault::IsRound | PublishFault::Foreign(_) => true,
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
            PublishFault::Foreign(name) => {
                write!(f, "the folder has a {name} that is not an earlier result's; choose another folder or move it")
            }
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
