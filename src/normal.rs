//! The one form in which words are compared: who writes `Risk Assessment`,
//! `risk_assessment` or `risk-assessment` means the same.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// A word in normal form: NFC, full Unicode case folding, NFC again; every run
/// of white space, low lines and dashes is one space; none at either end. Two
/// words are the same where their normal forms are.
pub(crate) fn normal(word: &str) -> String {
    let folded = folded(word);
    let parts: Vec<&str> = folded.split(is_gap).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Whether two words are the same.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one == other || normal(one) == normal(other)
}

/// A text without regard to case and to how its accents are encoded.
pub(crate) fn folded(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.nfc().default_case_fold().nfc().collect(),
    }
}

/// White space, the low line, the hyphen, the dashes and the minus sign.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '_' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether a line cannot show a character: a control character, a line end of
/// any kind, a mark that turns the direction of what follows, or one of the
/// noncharacters that Unicode leaves to each program for marks of its own.
pub fn is_unshown(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fdd0}'..='\u{fdef}')
}

/// The beginning of a text in one line, with an ellipsis after so many characters
/// where there is more; what no line can show is written out, as `\\n`.
pub fn one_line(text: &str, longest: usize) -> String {
    let mut shown = String::new();
    for (position, c) in text.chars().enumerate() {
        if position == longest {
            shown.push('…');
            break;
        }
        match is_unshown(c) {
            true => shown.extend(c.escape_default()),
            false => shown.push(c),
        }
    }
    shown
}

/// A text that begins with one of these is run as a formula by spreadsheets,
/// the full-width forms by those of East Asia.
pub(crate) const RUN_BY_SPREADSHEETS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_have_one_form() {
        for (one, other) in [
            ("risk_assessment", "Risk  Assessment"),
            ("risk-assessment", " RISK\u{2013}_\u{2212} assessment\u{a0}"),
            // CaseFolding.txt: the sharp s folds to two letters, in full.
            ("STRASSE", "stra\u{df}e"),
            // One letter, and a letter with a mark of its own.
            ("\u{c9}cole", "e\u{301}cole"),
            // Folded, the mark stands alone again: hence NFC after it.
            ("\u{1f0}x", "J\u{30c}X"),
            ("\u{39f}\u{394}\u{39f}\u{3a3}", "\u{3bf}\u{3b4}\u{3bf}\u{3c2}"),
        ] {
            assert_eq!(normal(one), normal(other), "{one} {other}");
        }
        assert_ne!(normal("risk assessment"), normal("riskassessment"));
        assert_ne!(normal("ecole"), normal("\u{e9}cole"));
        assert_eq!(normal(" \u{2014}-_ "), "");
    }
}
