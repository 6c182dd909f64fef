use super::read::Read;
use crate::problem::Code;
use crate::round::Between;

/// A number or a range of two, `2`, `1-2`, `1 to 2`; one that runs backwards is
/// no range.
pub(super) fn range<T: PartialOrd + Copy>(text: &str, wrong: Code, one: impl Fn(&str) -> Read<T>) -> Read<Between<T>> {
    // A sign before a number is none between two.
    let at = text.char_indices().skip(1).find(|(_, letter)| matches!(letter, '-' | '\u{2010}'..='\u{2015}'));
    let parts = match at {
        Some((at, dash)) => text.split_at_checked(at).map(|(first, rest)| (first, &rest[dash.len_utf8()..])),
        None => text.split_once(" to "),
    };
    let (least, most) = match parts {
        Some((first, last)) => (one(first.trim())?, one(last.trim())?),
        None => (one(text)?, one(text)?),
    };
    if least <= most { Ok(Between { least, most }) } else { Err(wrong) }
}
