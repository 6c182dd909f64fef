//! Dates, amounts and texts as people read them.

use crate::calendar::Span;
pub use crate::normal::{is_unshown, one_line};

use crate::units::Pence;
use chrono::NaiveDate;

/// What every output of a provisional round says.
pub const PROVISIONAL: &str = "Provisional, for the panel";

/// The note that every output of a provisional round has; nothing for others.
pub fn note(is_provisional: bool) -> Option<&'static str> {
    is_provisional.then_some(PROVISIONAL)
}

/// A date as people write it: `5 December 2025`.
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// Dates from first to last: `6 October 2025 to 19 December 2025`.
pub fn dates(span: Span) -> String {
    format!("{} to {}", day(span.first), day(span.last))
}

/// The same from one day to another, which may be the same day.
pub fn span_of(first: NaiveDate, last: NaiveDate) -> String {
    if first == last { day(first) } else { dates(Span::new(first, last)) }
}

/// A whole number with commas between the thousands: `1,234,567`.
pub fn number(number: impl Into<i64>) -> String {
    let number: i64 = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("−{text}") } else { text }
}

/// A small amount with its noun, without commas: `1 week`, `12 weeks`.
pub fn counted(amount: impl Into<i64>, noun: &str) -> String {
    let amount = amount.into();
    format!("{amount} {}", plural(amount, noun))
}

/// A change of a whole number: `+3`, `−3`, `0`.
pub fn signed(change: i64) -> String {
    if change > 0 { format!("+{}", number(change)) } else { number(change) }
}

/// A noun as it follows an amount: `place` after 1, else `places`.
pub fn plural(amount: i64, noun: &str) -> String {
    format!("{noun}{}", if amount == 1 { "" } else { "s" })
}

/// An amount with its noun: `1 place`, `1,200 places`.
pub fn count(amount: usize, noun: &str) -> String {
    let amount = amount as i64;
    format!("{} {}", number(amount), plural(amount, noun))
}

/// A place in an order: `1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`.
pub fn ordinal(position: u32) -> String {
    let ending = match (position % 100, position % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{position}{ending}")
}

/// Words in a row: `a`, `a and b`, `a, b and c`.
pub fn listing(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// An amount of money: `£1,200`, with pence only where there are some.
pub fn pounds(amount: Pence) -> String {
    let sign = if amount.0 < 0 { "−" } else { "" };
    let pence = amount.0.unsigned_abs();
    let whole = number(i64::try_from(pence / 100).unwrap_or(i64::MAX));
    match pence % 100 {
        0 => format!("{sign}£{whole}"),
        rest => format!("{sign}£{whole}.{rest:02}"),
    }
}

/// A part of a whole in per cent with one decimal: `68.7%`; `–` of nothing.
pub fn per_cent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = (part * 2000 + whole) / (2 * whole);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Text from an input file as people may be shown it: without control
/// characters and marks that turn the direction of what follows.
pub fn clean(text: &str) -> String {
    text.chars().filter(|c| !is_unshown(*c)).collect()
}

/// How many characters of a name or title a page or a line shows.
const TITLE_LENGTH: usize = 120;

/// A name or title from an input file as a page shows it: clean, and cut where
/// it is so long that nobody would read it.
pub fn title(text: &str) -> String {
    let text = clean(text);
    match text.char_indices().nth(TITLE_LENGTH) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// A text as a sentence: with a capital first letter and a full stop; nothing
/// stays nothing.
pub fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let Some(first) = letters.next() else { return String::new() };
    let stop = if text.trim_end().ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_with_a_capital_and_ends_with_a_full_stop() {
        assert_eq!(sentence("the only place is taken"), "The only place is taken.");
        assert_eq!(sentence("Nobody."), "Nobody.");
        assert_eq!(sentence(" "), "");
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(number(-1000), "−1,000");
        assert_eq!([1000, -1, 0].map(signed), ["+1,000", "−1", "0"]);
        assert_eq!(pounds(Pence(120_000)), "£1,200");
        assert_eq!(pounds(Pence(-8_550)), "−£85.50");
        assert_eq!(per_cent(2, 3), "66.7%");
        assert_eq!(per_cent(0, 0), "–");
        assert_eq!(count(1, "place"), "1 place");
    }

    #[test]
    fn ordinals_end_as_they_are_said() {
        let ordinals =
            [1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24, 101, 102, 103, 111, 112, 113, 121, 1011].map(ordinal);
        let expected = [
            "1st", "2nd", "3rd", "4th", "10th", "11th", "12th", "13th", "14th", "20th", "21st", "22nd", "23rd", "24th",
            "101st", "102nd", "103rd", "111th", "112th", "113th", "121st", "1011th",
        ];
        assert_eq!(ordinals, expected);
    }

    #[test]
    fn the_last_of_several_words_follows_an_and() {
        let words = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([0, 1, 2, 3].map(|some| listing(&words[..some])), ["", "a", "a and b", "a, b and c"]);
    }

    #[test]
    fn hidden_characters_are_left_out() {
        assert_eq!(clean("a\u{202e}b\u{0}c 妖精"), "abc 妖精");
    }

    #[test]
    fn titles_of_great_length_are_cut() {
        assert_eq!(title("Motor vehicles"), "Motor vehicles");
        assert_eq!(title(&"妖".repeat(10_000)).chars().count(), TITLE_LENGTH + 1);
    }
}
