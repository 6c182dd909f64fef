//! By what a file is known: the SHA-256 of its bytes.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// An input file and the SHA-256 of its bytes in lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputHash {
    /// The file's name within the round.
    pub file: String,
    /// 64 hexadecimal digits.
    pub sha256: String,
}

/// The SHA-256 of bytes as 64 lower-case hexadecimal digits.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
