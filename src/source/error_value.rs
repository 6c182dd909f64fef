use crate::problem::quoted;

/// What stands in the place of a formula's result that a workbook does not
/// hold: whoever opens it sees a value there.
pub(crate) const NO_RESULT: &str = "#NO_RESULT!";
/// Error values without a mark at their end, or that people type without it.
const WORDS: [&str; 10] = ["N/A", "REF", "VALUE", "NAME", "DIV/0", "NULL", "NUM", "SPILL", "CALC", "GETTING_DATA"];

/// Whether a spreadsheet put an error in the place of a value: `#N/A`,
/// `#REF!` or one that only some versions know, such as `#SPILL!` and
/// `#PYTHON!`; `Err:502`; or the hashes of a column that is too narrow.
pub(crate) fn is_error_value(text: &str) -> bool {
    if let Some(number) = text.strip_prefix("Err:") {
        return number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(word) = text.strip_prefix('#') else { return false };
    let plain = word.trim_end_matches(['!', '?']);
    let is_hashes = plain.len() > 1 && plain.chars().all(|c| c == '#');
    let is_letter = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '_' | '-');
    let is_marked = plain.len() < word.len() && plain.starts_with(char::is_uppercase) && plain.chars().all(is_letter);
    is_hashes || is_marked || WORDS.iter().any(|known| plain.eq_ignore_ascii_case(known))
}

/// The error value of a cell that holds one, whatever it is called.
pub(super) fn known(text: &str) -> String {
    let text = text.trim();
    if is_error_value(text) { text.to_owned() } else { "#ERROR!".to_owned() }
}

/// What a message says of an error value, and what to do about it.
pub(crate) fn shown(text: &str) -> (String, &'static str) {
    if text == NO_RESULT {
        let advice = "Open the workbook in the spreadsheet and save it anew, or write the value.";
        return ("a formula without a stored result".to_owned(), advice);
    }
    let advice = "Mend the formula, or widen the column, and save again; or write the value.";
    (format!("{}, the spreadsheet's error", quoted(text)), advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_puts_in_the_place_of_values_is_known() {
        for error in [
            "#N/A",
            "#REF!",
            "#NAME?",
            "#DIV/0!",
            "#value!",
            "########",
            "#SPILL!",
            "#CALC!",
            "#FIELD!",
            "#BLOCKED!",
            "#CONNECT!",
            "#UNKNOWN!",
            "#GETTING_DATA",
            "#BUSY!",
            "#PYTHON!",
            "#EXTERNAL!",
            "#WERT!",
            "Err:502",
            NO_RESULT,
        ] {
            assert!(is_error_value(error), "{error}");
            assert_eq!(known(&format!(" {error}")), error);
        }
        for fine in ["#1", "N/A", "#", "##", "REF!", "#1!", "#hello!", "# NOW!", "Err:", "Error", ""] {
            assert!(!is_error_value(fine), "{fine}");
            assert_eq!(known(fine), "#ERROR!");
        }
    }
}
