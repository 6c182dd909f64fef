//! The words that an authority chooses for itself, each in one spelling: a
//! round holds a word as the policy writes it, else as the first cell does, so
//! that whoever compares words later compares texts.

use crate::normal::{is_same, normal};
use std::collections::BTreeMap;

/// Words that are compared with each other, in the spelling in which they are
/// shown.
#[derive(Debug, Default)]
pub(super) struct Words {
    shown: BTreeMap<String, String>,
}

impl Words {
    /// The word in the spelling in which it came first; nothing for one that
    /// is made of gaps alone.
    pub(super) fn shown(&mut self, word: &str) -> Option<String> {
        let normal = normal(word);
        (!normal.is_empty()).then(|| self.shown.entry(normal).or_insert_with(|| word.to_owned()).clone())
    }
}

/// The tag of `tag:NAME`.
pub(super) fn tag_of(entry: &str) -> Option<&str> {
    let (word, tag) = entry.split_once(':')?;
    is_same(word, "tag").then(|| tag.trim())
}

/// The words of a round by what they are about. The policy is read first.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) tags: Words,
    pub(super) documents: Words,
    pub(super) delivery: Words,
    pub(super) referrers: Words,
    pub(super) either: Words,
    pub(super) together: Words,
    /// What happens in a case.
    pub(super) events: Words,
}

impl Vocabulary {
    /// The words of nobody but those that every case has.
    pub(super) fn with_events<'a>(events: impl IntoIterator<Item = &'a str>) -> Vocabulary {
        let mut words = Vocabulary::default();
        for event in events {
            let _ = words.events.shown(event);
        }
        words
    }
}
