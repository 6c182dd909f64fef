use super::kind::{Change, Kind};
use crate::paper::words::listing;
use crate::round::{Key, Referral, Round};
use crate::rules::class_of;
use std::collections::BTreeMap;

/// The change found for a referral, with what it costs others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// One change, or several where no single one is enough.
    pub changes: Vec<Change>,
    /// The referrals that lose their places by it, by id, but for those that it
    /// gives up.
    pub displaced: Vec<Key<Referral>>,
}

/// What the search for a change came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    /// The smallest change that was found to place the referral.
    pub found: Option<Found>,
    /// Whether all that might be smaller was looked at.
    pub is_complete: bool,
}

/// The size of a change that displaces so many: the smaller, the better.
pub(super) type Size = (usize, Kind, i64, u32);

impl Found {
    /// How large it is, judged by the first of its changes.
    pub(super) fn size(&self, round: &Round) -> Option<Size> {
        let change = self.changes.first()?;
        let units = match change {
            Change::Ease(_, amount) => *amount,
            _ => 1,
        };
        Some((self.displaced.len(), change.kind(), change.amount(round), units))
    }

    /// In plain English: the change, and what it costs others by programme and
    /// class.
    pub fn describe(&self, round: &Round) -> String {
        let changes: Vec<String> = self.changes.iter().map(|change| change.describe(round)).collect();
        let changes = listing(&changes);
        if self.displaced.is_empty() {
            let nobody = match self.changes.iter().any(|change| change.given_up().is_some()) {
                true => "nobody else loses",
                false => "nobody loses",
            };
            return format!("{changes}; {nobody} a place by it");
        }
        let mut lost: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for key in &self.displaced {
            let programme = &round.policy.programmes[round.referrals[*key].programme].name;
            *lost.entry((programme, class_of(round, *key).to_string())).or_default() += 1;
        }
        let lost: Vec<String> = lost
            .into_iter()
            .map(|((programme, class), count)| format!("{count} of {programme}, class {class}"))
            .collect();
        let (count, verb) = match self.displaced.len() {
            1 => ("1 other referral".to_owned(), "loses its place"),
            count => (format!("{count} other referrals"), "lose their places"),
        };
        format!("{changes}; {count} {verb} by it: {}", listing(&lost))
    }
}

impl Sought {
    /// Nothing found so far, and nothing left out.
    pub(super) fn begin() -> Sought {
        Sought { found: None, is_complete: true }
    }

    /// Whether no other kind of change can be smaller.
    pub(super) fn is_settled(&self) -> bool {
        self.displaces().is_some_and(|displaced| displaced == 0)
    }

    /// How many lose their places by what was found.
    pub(super) fn displaces(&self) -> Option<usize> {
        self.found.as_ref().map(|found| found.displaced.len())
    }

    /// Takes a change where it is smaller than what was found.
    pub(super) fn offer(&mut self, round: &Round, found: Found) {
        if self.found.as_ref().is_none_or(|best| found.size(round) < best.size(round)) {
            self.found = Some(found);
        }
    }
}
