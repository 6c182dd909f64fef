//! What is said to people: lines on standard error and standard output, with
//! colour where it is wanted and never as the only sign.

use std::ffi::OsStr;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// Says a line on standard error. Where nobody can hear it, nothing is lost.
pub fn say(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes a line of data to standard output. A reader that has seen enough, such
/// as `head`, is no fault: the command goes on and ends as it would.
///
/// # Errors
///
/// Where standard output cannot be written.
pub fn data(line: impl Display) -> io::Result<()> {
    unless_closed(writeln!(io::stdout().lock(), "{line}"))
}

/// Writes a whole file to standard output, as `data` writes a line.
///
/// # Errors
///
/// As there.
pub fn file(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    unless_closed(out.write_all(bytes).and_then(|()| out.flush()))
}

fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
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
pub fn quoted(path: impl AsRef<OsStr>) -> String {
    let path = path.as_ref();
    let Some(text) = path.to_str().filter(|text| !text.chars().any(char::is_control)) else {
        return escaped(path);
    };
    let plain = |c: char| c.is_alphanumeric() || "/._-:+=,@%".contains(c) || (cfg!(windows) && c == '\\');
    match text.is_empty() || !text.chars().all(plain) {
        true => format!("'{}'", text.replace('\'', "'\\''")),
        false => text.to_owned(),
    }
}

/// A name that is no text or holds what no line can show, byte by byte where
/// it must: `$'caf\xe9'`.
fn escaped(path: &OsStr) -> String {
    let mut text = String::from("$'");
    for chunk in path.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\'' | '\\' => text.extend(['\\', c]),
                _ if c.is_control() => {
                    c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| text.push_str(&format!("\\x{byte:02x}")));
                }
                _ => text.push(c),
            }
        }
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("\\x{byte:02x}")));
    }
    text.push('\'');
    text
}

/// What to do next, the last line of every command: words, a command, or
/// words and then a command, which works as it is printed.
#[must_use]
pub struct Next(String);

impl Next {
    /// Words for people.
    pub fn words(words: impl Display) -> Next {
        Next(words.to_string())
    }

    /// A command of this program with its arguments.
    pub fn command<A: AsRef<OsStr>>(command: &str, arguments: impl IntoIterator<Item = A>) -> Next {
        let words = arguments.into_iter().map(quoted);
        Next(["rightplace".to_owned(), command.to_owned()].into_iter().chain(words).collect::<Vec<_>>().join(" "))
    }

    /// A command after the words.
    pub fn then<A: AsRef<OsStr>>(self, command: &str, arguments: impl IntoIterator<Item = A>) -> Next {
        Next(format!("{}, then {}", self.0, Next::command(command, arguments).0))
    }

    /// This process's command after the words.
    pub fn then_again(self) -> Next {
        Next(format!("{}, then {}", self.0, this_command()))
    }

    /// Says it on standard error.
    pub fn say(self) {
        say(format_args!("Next: {}", self.0));
    }
}

/// The words of this call, as a shell takes them.
pub fn this_command() -> String {
    let words = std::env::args_os().skip(1).map(quoted);
    std::iter::once("rightplace".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_as_a_shell_takes_them() {
        for (name, shown) in [
            ("spring-2026/a_b.csv", "spring-2026/a_b.csv"),
            ("spring 2026", "'spring 2026'"),
            ("Kim's", "'Kim'\\''s'"),
            ("~kim", "'~kim'"),
            ("", "''"),
            ("a\nb'", "$'a\\x0ab\\''"),
        ] {
            assert_eq!(quoted(name), shown);
        }
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            assert_eq!(quoted(OsStr::from_bytes(b"out/caf\xe9")), "$'out/caf\\xe9'");
        }
    }
}
