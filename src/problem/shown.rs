//! What a message may show of a value.

/// A value as a message may show it, in quotes.
pub(crate) fn quoted(value: &str) -> String {
    format!("\"{}\"", shortened(value))
}

/// A value without control characters, no longer than 40 characters.
pub(crate) fn shortened(value: &str) -> String {
    const LONGEST: usize = 40;
    let clean: String = value.chars().filter(|c| !c.is_control()).take(LONGEST + 1).collect();
    match clean.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &clean[..cut]),
        None => clean,
    }
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
    let plain = id.chars().all(|c| !c.is_whitespace() && !c.is_control());
    let numbered = id.chars().any(|c| c.is_ascii_digit());
    (plain && numbered && id.chars().count() <= LONGEST && !is_date(id)).then(|| id.to_owned())
}
