//! The known word that is nearest to an unknown one.

use super::shown::quoted;

/// Longer words are no misspellings of a name or id.
const LONGEST: usize = 40;
/// Looking through more words than this for every mistake takes too long.
const MOST_WORDS: usize = 10_000;

/// The known word with the smallest edit distance, when it is near enough to
/// be meant: one edit for every three letters, two at most.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.to_lowercase().chars().take(LONGEST + 1).collect();
    if letters.is_empty() || letters.len() > LONGEST {
        return None;
    }
    let near_enough = (letters.len() / 3).clamp(1, 2);
    known
        .take(MOST_WORDS)
        .map(|candidate| (distance(&letters, candidate, near_enough), candidate))
        .filter(|(distance, _)| *distance <= near_enough)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The advice that names the word that was probably meant.
pub(crate) fn meant(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("Did you mean {}?", quoted(near)),
        None => "Check the spelling.".to_owned(),
    }
}

/// Edits (insert, delete, replace) between two words; anything above `most`
/// counts as `most + 1`.
fn distance(word: &[char], other: &str, most: usize) -> usize {
    let other: Vec<char> = other.to_lowercase().chars().take(LONGEST + 3).collect();
    if word.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut previous: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in word.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, pair) in previous.windows(2).enumerate() {
            let replaced = pair[0] + usize::from(other.get(column) != Some(letter));
            let inserted = current[column] + 1;
            current.push(replaced.min(inserted).min(pair[1] + 1));
        }
        previous = current;
    }
    previous.last().copied().unwrap_or(most + 1)
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
