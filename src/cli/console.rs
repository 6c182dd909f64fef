//! What is said to people: lines on standard error and standard output, with
//! colour where it is wanted and never as the only sign.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Says a line on standard error. Where nobody can hear it, nothing is lost.
pub fn say(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes a line of data to standard output.
///
/// # Errors
///
/// Where standard output cannot be written.
pub fn data(line: impl Display) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{line}")
}

/// Emphasis for terminals.
#[derive(Clone, Copy)]
pub struct Ink {
    is_on: bool,
}

/// The emphasis for standard error.
pub fn stderr_ink() -> Ink {
    Ink { is_on: io::stderr().is_terminal() && is_colour_wanted() }
}

/// The emphasis for standard output.
pub fn stdout_ink() -> Ink {
    Ink { is_on: io::stdout().is_terminal() && is_colour_wanted() }
}

/// See <https://no-color.org>.
fn is_colour_wanted() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}

impl Ink {
    /// Bold.
    pub fn bold(self, text: impl Display) -> String {
        self.paint("1", text)
    }

    /// Bold red.
    pub fn error(self, text: impl Display) -> String {
        self.paint("1;31", text)
    }

    /// Bold yellow.
    pub fn warning(self, text: impl Display) -> String {
        self.paint("1;33", text)
    }

    fn paint(self, code: &str, text: impl Display) -> String {
        if self.is_on { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }
}

/// A path as a shell takes it.
pub fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-~\\:".contains(c);
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
