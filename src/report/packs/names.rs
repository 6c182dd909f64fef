use super::reader::Reader;
use crate::digest::sha256;
use crate::round::Round;
use std::collections::BTreeMap;

/// The longest part of a file's name that comes from an id.
const LENGTH: usize = 40;

/// The names of the readers' files, without an ending: `school-S01`. An id that
/// a file system might not take as it is, or might take for another, gets a
/// part of its SHA-256.
pub(super) fn file_names(readers: &[Reader], round: &Round) -> Vec<String> {
    let described: Vec<(&str, &str)> = readers
        .iter()
        .map(|reader| match reader {
            Reader::School(school) => ("school", round.schools[*school].id.as_str()),
            Reader::Panel(programme) => ("panel", round.policy.programmes[*programme].id.as_str()),
        })
        .collect();
    let mut alike: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (kind, id) in &described {
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
