//! What is said to people: lines on standard error and standard output. All
//! text of a command goes through here, so that none of it, whatever a file
//! holds, moves a cursor, colours, turns or forges a line, or runs on for ever.

use super::exit::End;
use super::ink;
use rightplace::paper::words::{is_unshown, one_line};
use serde::Serialize;
use std::ffi::OsStr;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// How many characters of a line are written. The longest that the program means
/// is a command with a few paths.
const LONGEST: usize = 20_000;

/// Says a line on standard error. Where nobody can hear it, nothing is lost.
pub fn say(line: impl Display) {
    let line = shown(&line.to_string(), is_coloured(&io::stderr()));
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes a line of data to standard output. A reader that has seen enough, such
/// as `head`, is no fault: the command goes on and ends as it would.
///
/// # Errors
///
/// Where standard output cannot be written.
pub fn data(line: impl Display) -> io::Result<()> {
    let line = shown(&line.to_string(), is_coloured(&io::stdout()));
    unless_closed(writeln!(io::stdout().lock(), "{line}"))
}

/// Writes what programs read to standard output: JSON in which every character
/// that no line shows is written by its number.
///
/// # Errors
///
/// As `data`.
pub fn json(value: &(impl Serialize + ?Sized)) -> Result<(), End> {
    let text = serde_json::to_string_pretty(value).map_err(End::fault)?;
    Ok(file(format!("{}\n", numbered(&text)).as_bytes())?)
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

/// A text as a line that any terminal may be sent, with its emphasis.
fn shown(text: &str, is_coloured: bool) -> String {
    let mut line = String::new();
    let mut left = LONGEST;
    for part in text.split_inclusive(|c| ink::code(c).is_some()) {
        let mark = part.chars().next_back().and_then(ink::code);
        let plain = if mark.is_some() { part.trim_end_matches(|c| ink::code(c).is_some()) } else { part };
        if left > 0 {
            line.push_str(&one_line(plain, left));
            left = left.saturating_sub(plain.chars().count());
        }
        line.extend(mark.filter(|_| is_coloured));
    }
    line
}

/// JSON in which what no line shows is written by its number; outside strings it
/// has none of it but line ends.
fn numbered(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c != '\n' && is_unshown(c) {
            true => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| text.push_str(&format!("\\u{unit:04x}"))),
            false => text.push(c),
        }
    }
    text
}

/// Whether a stream is a terminal on which colour is wanted; see <https://no-color.org>.
fn is_coloured(stream: &impl IsTerminal) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    stream.is_terminal() && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
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
    fn emphasis_is_the_only_code_that_reaches_a_terminal() {
        let line = format!("{} \x1b[2J\u{9b}31m\u{202e}x\r\nerror: y", ink::bold("a\x1b[0mb"));
        let plain = "a\\u{1b}[0mb \\u{1b}[2J\\u{9b}31m\\u{202e}x\\r\\nerror: y";
        assert_eq!(shown(&line, false), plain);
        assert_eq!(shown(&line, true), format!("\x1b[1m{}", plain.replacen(" ", "\x1b[0m ", 1)));
        assert_eq!(shown(&ink::error("é".repeat(LONGEST + 1)), false), format!("{}…", "é".repeat(LONGEST)));
        assert_eq!(shown("\u{fdd9}", true), "\\u{fdd9}");
    }

    #[test]
    fn json_shows_by_number_what_no_line_shows() {
        let json = serde_json::to_string("é\x1b\u{9b}\u{202e}\n🦊").unwrap_or_default();
        assert_eq!(numbered(&json), r#""é\u001b\u009b\u202e\n🦊""#);
    }

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
