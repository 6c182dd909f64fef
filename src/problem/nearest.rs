//! The known word that is nearest to an unknown one.

use super::shown::quoted;
use strsim::levenshtein;

/// Longer texts are no misspellings of an id, a tag or the name of a document.
const LONGEST: usize = 80;
/// Looking through more words than this for every mistake takes too long.
const MOST_WORDS: usize = 10_000;

/// The known word with the smallest edit distance, when it is near enough to
/// be meant: one edit for every three letters, two at most. Case is ignored.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let letters = word.chars().take(LONGEST + 1).count();
    if letters == 0 || letters > LONGEST {
        return None;
    }
    let near_enough = (letters / 3).clamp(1, 2);
    let marks = marks(&word);
    let distance = |candidate: &str| {
        if !is_possible(marks, self::marks(candidate), near_enough) {
            return None;
        }
        let candidate = candidate.to_lowercase();
        let is_as_long = candidate.chars().count().abs_diff(letters) <= near_enough;
        is_as_long.then(|| levenshtein(&word, &candidate)).filter(|distance| *distance <= near_enough)
    };
    let near = known.take(MOST_WORDS).filter_map(|candidate| Some((distance(candidate)?, candidate)));
    near.min().map(|(_, candidate)| candidate)
}

/// Which letters a word has, case ignored, each a bit of its own as far as they
/// go; nothing where there are others than those of ASCII.
fn marks(word: &str) -> Option<u64> {
    let mark = |marks: u64, byte: u8| marks | (1 << (byte.to_ascii_lowercase() % 64));
    word.is_ascii().then(|| word.bytes().fold(0, mark))
}

/// Whether so few edits may lead from letters to letters: each brings in one
/// and takes out one.
fn is_possible(a: Option<u64>, b: Option<u64>, edits: usize) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let only = |a: u64, b: u64| (a & !b).count_ones() as usize;
    only(a, b) <= edits && only(b, a) <= edits
}

/// The advice that names the word that was probably meant.
pub(crate) fn meant(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("Did you mean {}?", quoted(near)),
        None => "Check the spelling.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let known = ["student_id", "school_id", "programme", "submitted"];
        assert_eq!(nearest("Studnt_id", known.into_iter()), Some("student_id"));
        assert_eq!(nearest("program", known.into_iter()), Some("programme"));
        assert_eq!(nearest("postcode", known.into_iter()), None);
        assert_eq!(nearest(&"x".repeat(10_000), known.into_iter()), None);
    }
}
