//! What the search finds, held to every change tried by itself and to the files
//! with the change made in them.

use crate::proof::change::{all_changes, is_decided, placed};
use crate::proof::edited::edited;
use crate::proof::{self, Files};
use rightplace::explain::change::{Change, Found, Kind, Search};
use rightplace::ids::RuleId;
use rightplace::limits::Limit;
use rightplace::posed::Posed;
use rightplace::round::{Key, Referral, Round};
use rightplace::solve::{Engine, Highs, Quiet, climb};
use std::collections::{BTreeMap, BTreeSet};

/// So many pounds place a referral, and one less does not or costs more others
/// their places.
#[cfg(test)]
fn is_least_money(round: &Round, referral: Key<Referral>, limit: Limit, pounds: u32, what: &str) {
    let before = placed(round).expect("it was solved before");
    let lost = |amount| {
        let after = placed(&Change::applied(&[Change::Ease(limit, amount)], round)).expect("it is easier");
        after.contains(&referral).then(|| before.difference(&after).count())
    };
    let enough = lost(pounds).unwrap_or_else(|| panic!("{what}: {pounds} pounds are not enough"));
    let less = lost(pounds - 1);
    assert!(less.is_none_or(|less| less > enough), "{what}: {pounds} pounds and one less, {less:?} lost for {enough}");
}

/// Whether a change is money of which more does not place a referral: it is taken that more of a limit places whom less
/// of it places.
#[cfg(test)]
fn is_undone_by_more(round: &Round, referral: Key<Referral>, change: &Change) -> bool {
    let Change::Ease(limit, _) = change else { return false };
    let lifted = || placed(&Change::applied(&[Change::Ease(*limit, 100_000)], round)).expect("it is easier");
    limit.is_in_pounds() && !lifted().contains(&referral)
}

/// How often each outcome of the search was held to every change.
#[derive(Default, Debug)]
pub struct Tally {
    pub kinds: BTreeMap<Kind, usize>,
    pub rules: BTreeMap<RuleId, usize>,
    pub displacing: usize,
    pub several: usize,
    pub none: usize,
}

/// What the search finds for everybody without a place, held to every change
/// tried by itself.
#[cfg(test)]
pub fn hold_to_every_change(round: &Round, label: &str, tally: &mut Tally) -> Vec<(Key<Referral>, Option<Found>)> {
    let Some(before) = placed(round) else { return Vec::new() };
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let solver = Highs::default();
    let climbed = climb(posed.program(), Engine::of(&solver), &mut Quiet).expect("it was solved before");
    let search = Search::new(&posed, &climbed.placed, Engine::of(&solver));
    let others: Vec<Key<Referral>> = round.referrals.keys().filter(|key| !before.contains(key)).collect();
    let all_sought = search.changes(&others, &|| {});
    for (referral, sought) in others.iter().zip(&all_sought) {
        let what = format!("{label}, referral {}", round.referrals[*referral].id);
        assert!(sought.is_complete, "{what}");
        // Every change tried by itself: its size where it places the referral.
        let mut smallest: Option<(usize, Kind, i64, Change)> = None;
        for change in all_changes(round, *referral) {
            let after = placed(&Change::applied(std::slice::from_ref(&change), round));
            let Some(after) = after else {
                assert!(change.given_up().is_some(), "{what}: {change:?} is easier");
                continue;
            };
            let places = after.contains(referral) && !is_undone_by_more(round, *referral, &change);
            let lost = before.difference(&after).filter(|key| change.given_up() != Some(**key)).count();
            let size = (lost, change.kind(), change.amount(round), change);
            if places && smallest.as_ref().is_none_or(|least| size < *least) {
                smallest = Some(size);
            }
        }
        match (&sought.found, smallest) {
            (Some(found), Some((displaced, kind, amount, best))) => {
                let [change] = found.changes.as_slice() else { panic!("{what}: {best:?} is enough") };
                let size = (found.displaced.len(), change.kind(), change.amount(round));
                match change {
                    Change::Ease(limit, pounds) if limit.is_in_pounds() => {
                        // Less of the same money may place it where somewhat more places another: halving
                        // finds a least amount, and that there is no smaller one is not claimed.
                        let is_same = matches!(best, Change::Ease(other, _) if other == *limit) && size.0 == displaced;
                        let what = format!("{what}: {change:?} instead of {best:?}");
                        assert!(size <= (displaced, kind, amount) || is_same, "{what}");
                        is_least_money(round, *referral, *limit, *pounds, &what);
                    }
                    _ => assert_eq!(size, (displaced, kind, amount), "{what}: {change:?} instead of {best:?}"),
                }
                *tally.kinds.entry(change.kind()).or_default() += 1;
                tally.displacing += usize::from(displaced > 0);
                if let Change::Waive { rules, .. } = change {
                    rules.iter().for_each(|rule| *tally.rules.entry(*rule).or_default() += 1);
                }
            }
            (Some(Found { changes, .. }), None) if matches!(changes[..], [Change::Ease(limit, _)] if limit.is_in_pounds()) =>
            {
                let Change::Ease(limit, pounds) = changes[0] else { continue };
                is_least_money(round, *referral, limit, pounds, &what);
            }
            (Some(found), None) => {
                assert!(found.changes.len() > 1, "{what}: {:?}", found.changes);
                let after = placed(&Change::applied(&found.changes, round)).expect("it is easier");
                assert!(after.contains(referral), "{what}: {:?}", found.changes);
                let given_up: BTreeSet<_> = found.changes.iter().filter_map(Change::given_up).collect();
                let kept: BTreeSet<_> = before.difference(&given_up).copied().collect();
                let displaced: BTreeSet<_> = kept.difference(&after).copied().collect();
                assert!(!given_up.iter().any(|key| is_decided(round, *key)), "{what}: {:?}", found.changes);
                assert_eq!(found.displaced.iter().copied().collect::<BTreeSet<_>>(), displaced, "{what}");
                tally.several += 1;
            }
            (None, smallest) => {
                assert_eq!(smallest, None, "{what}");
                tally.none += 1;
            }
        }
    }
    others.into_iter().zip(all_sought.into_iter().map(|sought| sought.found)).collect()
}

/// Makes a change in the files, reads and climbs them, and holds who is placed
/// to what was found.
#[cfg(test)]
pub fn placed_by_the_files(files: &Files, round: &Round, referral: Key<Referral>, found: &Found) {
    let before = placed(round).expect("it was solved before");
    let mut changed = files.clone();
    for edit in found.changes.iter().flat_map(|change| change.edits(round)) {
        edited(&mut changed, &edit);
    }
    let changed = proof::read(&changed);
    let id = &round.referrals[referral].id;
    let after = placed(&changed).expect("it is easier");
    let of = |keys: &BTreeSet<Key<Referral>>| -> BTreeSet<String> {
        keys.iter().map(|key| round.referrals[*key].id.clone()).collect()
    };
    assert!(after.contains(&changed.referrals.find(id).expect("it is there")), "{id}: {:?}", found.changes);
    let given_up: BTreeSet<_> = found.changes.iter().filter_map(Change::given_up).collect();
    let kept: BTreeSet<_> = before.difference(&given_up).copied().collect();
    let displaced: BTreeSet<_> = of(&kept).difference(&of(&after)).cloned().collect();
    assert_eq!(displaced, of(&found.displaced.iter().copied().collect()), "{id}: {:?}", found.changes);
}
