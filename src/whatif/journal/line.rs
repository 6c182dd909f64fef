//! How a journal is written: a first line that tells it from other files, then a
//! line for each result with its key and a check sum.

use crate::digest::sha256;

/// The first line, with the version of the form.
pub(super) const FIRST: &str = "rightplace-journal 1\n";

/// How many digits of the SHA-256 of a line are its check sum.
const DIGITS: usize = 16;

/// A line with its end.
pub(super) fn written(key: &str, said: &str) -> String {
    format!("{key} {} {said}\n", sum(key, said))
}

/// The key of a line without its end, and what is said of it; nothing where
/// the check sum is not that of the line.
pub(super) fn read(line: &[u8]) -> Option<(&str, &str)> {
    let (key, rest) = std::str::from_utf8(line).ok()?.split_once(' ')?;
    let (own, said) = rest.split_once(' ')?;
    (own == sum(key, said)).then_some((key, said))
}

fn sum(key: &str, said: &str) -> String {
    let mut sum = sha256(format!("{key} {said}").as_bytes());
    sum.truncate(DIGITS);
    sum
}
