use crate::digest::sha256;
use std::collections::BTreeMap;
use std::fmt;

/// The files of a set by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The SHA-256 of each file by name, as the file that lists the others has it.
pub(crate) fn hashes(files: &Files) -> BTreeMap<&str, String> {
    files.iter().map(|(name, bytes)| (name.as_str(), sha256(bytes))).collect()
}

/// The version of the program, as all that it writes names it.
pub const PROGRAM_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Why a file could not be formed: a fault of the program.
#[derive(Debug)]
pub struct WriteFault(String);

impl WriteFault {
    /// A text that could not be formed, and why.
    pub fn new(why: impl fmt::Display) -> WriteFault {
        WriteFault(why.to_string())
    }
}

impl fmt::Display for WriteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the report could not be written: {}", self.0)
    }
}

impl std::error::Error for WriteFault {}

impl From<askama::Error> for WriteFault {
    fn from(error: askama::Error) -> WriteFault {
        WriteFault::new(error)
    }
}

impl From<serde_json::Error> for WriteFault {
    fn from(error: serde_json::Error) -> WriteFault {
        WriteFault::new(error)
    }
}
