use super::charges::{Charge, charges, plus};
use super::facts::Facts;
use super::pair::Pair;
use crate::round::{Intake, Key, Referral, School};
use crate::units::Pence;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A row of an allocation: a referral given an intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The referral.
    pub referral: Key<Referral>,
    /// The intake.
    pub intake: Key<Intake>,
    /// The start that the file states; nothing: the one that the round gives.
    pub start: Option<NaiveDate>,
    /// The end that the file states; nothing: the one that the round gives.
    pub end: Option<NaiveDate>,
}

/// What else bears on the audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Intakes that ran in an earlier result and may fall below their smallest
    /// group.
    pub relaxed_groups: BTreeSet<Key<Intake>>,
}

/// An allocation as it is given, with what it comes to.
pub(super) struct Given<'a> {
    pub facts: &'a Facts<'a>,
    pub settings: &'a Settings,
    /// The rows as they are, also repeated ones.
    pub entries: &'a [Entry],
    /// Each referral with each intake that it is given, once.
    pub placements: Vec<Pair<'a>>,
    /// What each placement costs, in their order.
    pub charges: Vec<Charge>,
}

impl<'a> Given<'a> {
    pub fn new(facts: &'a Facts<'a>, settings: &'a Settings, entries: &'a [Entry]) -> Given<'a> {
        let pairs: BTreeSet<(Key<Referral>, Key<Intake>)> =
            entries.iter().map(|entry| (entry.referral, entry.intake)).collect();
        let placements: Vec<Pair<'a>> =
            pairs.into_iter().map(|(referral, intake)| Pair::new(facts, referral, intake)).collect();
        let charges = charges(&placements);
        Given { facts, settings, entries, placements, charges }
    }

    /// Fees and place fees of the schools that have a placement.
    pub fn fees_by_school(&self) -> BTreeMap<Key<School>, Pence> {
        let mut fees: BTreeMap<Key<School>, Pence> = BTreeMap::new();
        for (placement, charge) in self.placements.iter().zip(&self.charges) {
            if let Some(school) = placement.referral.school {
                let sum = fees.entry(school).or_default();
                *sum = plus(*sum, charge.total());
            }
        }
        fees
    }
}
