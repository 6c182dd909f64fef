use super::case::Case;
use super::reader::Reader;
use crate::digest::sha256;
use crate::round::Round;
use std::collections::BTreeMap;

/// The longest part of a file's name that comes from an id.
const LENGTH: usize = 40;

/// The names of the readers' files, without an ending: `school-S01`.
pub(super) fn of_readers(readers: &[Reader], round: &Round) -> Vec<String> {
    let described = readers.iter().map(|reader| match reader {
        Reader::School(school) => ("school", round.schools[*school].id.as_str()),
        Reader::Panel(programme) => ("panel", round.policy.programmes[*programme].id.as_str()),
    });
    file_names(&described.collect::<Vec<_>>())
}

/// The names of the letters' files, without an ending: `letter-R01`.
pub(super) fn of_letters(cases: &[Case]) -> Vec<String> {
    file_names(&cases.iter().map(|case| ("letter", case.referral.id.as_str())).collect::<Vec<_>>())
}

/// Names of files from kinds and ids. An id that a file system might not take as
/// it is, or might take for another, gets a part of its SHA-256.
fn file_names(described: &[(&str, &str)]) -> Vec<String> {
    let mut alike: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (kind, id) in described {
        *alike.entry((kind, plain(id).to_lowercase())).or_default() += 1;
    }
    let name = |(kind, id): &(&str, &str)| {
        let plain = plain(id);
        let is_alone = alike.get(&(*kind, plain.to_lowercase())) == Some(&1);
        match plain == *id && is_alone {
            true => format!("{kind}-{plain}"),
            false => format!("{kind}-{plain}-{}", &sha256(id)[..12]),
        }
    };
    described.iter().map(name).collect()
}

/// The id with hyphens in place of all that is not a plain letter or digit, and
/// cut.
fn plain(id: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    id.chars().map(letter).take(LENGTH).collect()
}
