//! Emphasis for terminals. It is marked in the text with noncharacters, which
//! Unicode leaves to each program for itself; only where a line is written does
//! a mark become a terminal's code, or nothing where colour is not wanted. So
//! no code that a file holds reaches a terminal.

use std::fmt::Display;

const BOLD: char = '\u{fdd0}';
const ERROR: char = '\u{fdd1}';
const WARNING: char = '\u{fdd2}';
const END: char = '\u{fdd3}';

/// Bold.
pub fn bold(text: impl Display) -> String {
    format!("{BOLD}{text}{END}")
}

/// Bold red.
pub fn error(text: impl Display) -> String {
    format!("{ERROR}{text}{END}")
}

/// Bold yellow.
pub fn warning(text: impl Display) -> String {
    format!("{WARNING}{text}{END}")
}

/// The terminal's code of a mark.
pub fn code(mark: char) -> Option<&'static str> {
    match mark {
        BOLD => Some("\x1b[1m"),
        ERROR => Some("\x1b[1;31m"),
        WARNING => Some("\x1b[1;33m"),
        END => Some("\x1b[0m"),
        _ => None,
    }
}
