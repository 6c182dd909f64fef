//! What spreadsheets and web pages leave in cells without anybody seeing it.

use crate::schema::Kind;
use std::borrow::Cow;

/// Something in a cell that nobody sees and that keeps ids and words from
/// being the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leftover {
    Invisible,
    Space,
    Quotation,
}

impl Leftover {
    /// What a message says of it.
    pub(super) fn found(self) -> &'static str {
        match self {
            Leftover::Invisible => "an invisible character",
            Leftover::Space => "a no-break space or several spaces in a row",
            Leftover::Quotation => "a curly quotation mark",
        }
    }
}

/// Whether a column's cells are compared with other words, so that what is
/// tidied in them is told.
pub(super) fn is_compared(kind: Kind) -> bool {
    kind.is_of_ids() || matches!(kind, Kind::Word(_) | Kind::OwnWord | Kind::List | Kind::Documents)
}

/// The cell with plain single spaces, without invisible characters and without
/// the formula `="007"` by which programs keep a spreadsheet from dropping
/// zeros; in a compared cell with straight quotation marks too. And the first
/// thing that was tidied between its first and its last letter.
pub(super) fn tidy(cell: &str, is_compared: bool) -> (Cow<'_, str>, Option<Leftover>) {
    let cell = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    if cell.bytes().all(|byte| (b'!'..=b'~').contains(&byte)) {
        return (Cow::Borrowed(cell), None);
    }
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let mut text = String::with_capacity(cell.len());
    let mut first = None;
    for character in cell.chars() {
        let (plain, leftover) = match character {
            c if is_invisible(c) => (None, Some(Leftover::Invisible)),
            ' ' if text.ends_with(' ') => (None, Some(Leftover::Space)),
            '\n' | '\r' | ' ' => (Some(character), None),
            c if c.is_whitespace() && text.ends_with(' ') => (None, Some(Leftover::Space)),
            c if c.is_whitespace() => (Some(' '), Some(Leftover::Space)),
            '‘' | '’' | '‛' | '′' if is_compared => (Some('\''), Some(Leftover::Quotation)),
            '“' | '”' | '„' if is_compared => (Some('"'), Some(Leftover::Quotation)),
            c => (Some(c), None),
        };
        text.extend(plain);
        first = first.or(leftover);
    }
    if text == cell { (Cow::Borrowed(cell), None) } else { (Cow::Owned(text), first) }
}

/// Marks of no width: byte-order mark, joiners, marks of direction, the soft
/// hyphen.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_goes_and_the_rest_stays() {
        for (cell, expected, leftover) in [
            ("S1", "S1", None),
            (" \u{a0}S1\u{200b} ", "S1", None),
            ("6 to\u{a0}12", "6 to 12", Some(Leftover::Space)),
            ("Cedar  School", "Cedar School", Some(Leftover::Space)),
            ("Cedar \u{a0} School", "Cedar School", Some(Leftover::Space)),
            ("S\u{200b}1", "S1", Some(Leftover::Invisible)),
            ("S\u{61c}1", "S1", Some(Leftover::Invisible)),
            ("O’Neill", "O'Neill", Some(Leftover::Quotation)),
            ("=\"007\"", "007", None),
            ("two\nlines", "two\nlines", None),
            ("=1+1", "=1+1", None),
            ("", "", None),
        ] {
            assert_eq!(tidy(cell, true), (Cow::Borrowed(expected), leftover), "{cell:?}");
        }
        assert_eq!(tidy("O’Neill", false), (Cow::Borrowed("O’Neill"), None));
    }
}
