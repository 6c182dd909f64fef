//! What a message may show of a value.

use crate::normal::{is_unshown, one_line};

/// A value as a message may show it, in quotes.
pub(crate) fn quoted(value: &str) -> String {
    format!("\"{}\"", shortened(value))
}

/// A value as a message may show it, no longer than 40 characters.
pub(crate) fn shortened(value: &str) -> String {
    one_line(value, 40)
}

/// A text of a message, no longer than any that the program writes itself.
pub(super) fn told(text: &str) -> String {
    one_line(text, 700)
}

/// A name, a path or a key as a message may show it.
pub(super) fn name(text: &str) -> String {
    one_line(text, 120)
}

/// What a message says of a value that it must not show.
pub(crate) fn shape(value: &str) -> String {
    match value.chars().count() {
        1 => "a text of 1 character".to_owned(),
        count => format!("a text of {count} characters"),
    }
}

/// An id as a message may show it where it may be a child's: short, in one
/// word, with a digit, and no date; so never a name and never a birthday.
pub(crate) fn shown_id(id: &str, is_date: impl Fn(&str) -> bool) -> Option<String> {
    const LONGEST: usize = 24;
    let plain = id.chars().all(|c| !c.is_whitespace() && !is_unshown(c));
    let numbered = id.chars().any(|c| c.is_ascii_digit());
    (plain && numbered && id.chars().count() <= LONGEST && !is_date(id)).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_forges_a_line_or_moves_the_cursor() {
        assert_eq!(quoted("x\nerror[bad-id] y"), "\"x\\nerror[bad-id] y\"");
        assert_eq!(quoted("\u{1b}[2J\u{202e}x"), "\"\\u{1b}[2J\\u{202e}x\"");
        assert_eq!(shortened(&"é".repeat(41)), format!("{}…", "é".repeat(40)));
    }
}
