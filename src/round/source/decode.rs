use crate::round::diagnostic::Code;
use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The text of a file's bytes: UTF-8 with or without a byte-order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, Code> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|_| Code::BadEncoding)
}

/// The SHA-256 of a file's bytes as 64 lower-case hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
