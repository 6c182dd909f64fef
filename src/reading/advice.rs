//! What to do about a value that cannot be read.

use super::cells;
use crate::problem::{Code, quoted};

/// The advice for an id that a spreadsheet altered on its way: zeros dropped
/// from its beginning, or its last digits lost.
pub(super) fn altered<'a>(id: &str, mut known: impl Iterator<Item = &'a str>) -> Option<String> {
    if cells::is_placeholder(id) {
        return Some("Leave the cell blank if there is none.".to_owned());
    }
    if cells::is_shortened(id) {
        return Some("A spreadsheet shortened a long number: format the column as text and enter it anew.".to_owned());
    }
    let bare = |text: &str| text.trim_start_matches('0').to_owned();
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let other = is_number.then(|| known.find(|other| bare(other) == bare(id)))??;
    let lost = "A spreadsheet drops zeros at the beginning of a number: format the column as text.";
    Some(format!("Did you mean {}? {lost}", quoted(other)))
}

/// The advice for a value of another kind, by what is wrong with it.
pub(super) fn advice(code: Code, text: &str) -> &'static str {
    match code {
        Code::BadMoney if text == "-" => {
            "A spreadsheet shows an amount of 0 as a dash: write 0, or leave the cell blank if there is none."
        }
        Code::BadDate => "Write the day before the month; leave the cell blank if the date is not known.",
        Code::BadMoney => "Write pounds and whole pence, with a full stop between them.",
        Code::BadNumber => {
            "Write digits only, and a range from the smaller number to the larger one; leave the cell blank if there is none."
        }
        Code::NegativeNumber => "Write 0 or more.",
        Code::NumberTooLarge => "Check for a slip of the keyboard.",
        Code::BadYesNo => "Write yes or no; leave the cell blank if it is not known.",
        Code::BadYearGroup => "A spreadsheet may have turned 7-11 into a date: format the column as text first.",
        Code::BadDayCount => "Write 0 to 7, in halves; a range goes from the smaller number to the larger one.",
        Code::BadDays => "Separate weekdays by semicolons; am or pm makes a half day.",
        _ => "Check the value.",
    }
}
