//! A small city, with each change made in its files.

use crate::held::placed_by_the_files;
use crate::proof::{self, Files};
use rightplace::explain::change::Search;
use rightplace::generate::{self, Recipe, Size, Term};
use rightplace::posed::Posed;
use rightplace::round::{Key, Referral};
use rightplace::solve::{Engine, Highs, Quiet, climb};
use std::collections::BTreeSet;

/// A round of a hundred referrals.
fn small_city() -> Recipe {
    let coventry = Recipe::coventry(Term::Spring);
    let size =
        Size { schools: 6, sla_schools: 4, providers: 14, receiving_schools: 2, tier1_courses: 14, referrals: 100 };
    Recipe { size, ..coventry }
}

/// The change, made in the files as its edits say, and the round read and
/// climbed as any other, places the referral.
#[test]
fn the_change_made_in_the_files_places_the_referral() {
    let files: Files = generate::round(&small_city(), 5).into_iter().collect();
    let round = proof::read(&files);
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let solver = Highs::default();
    let climbed = climb(posed.program(), Engine::of(&solver), &mut Quiet).expect("the round is feasible");
    let before: BTreeSet<_> = climbed.placed.iter().map(|column| posed.referral(*column)).collect();
    let others: Vec<Key<Referral>> = round.referrals.keys().filter(|key| !before.contains(key)).collect();
    let search = Search::new(&posed, &climbed.placed, Engine::of(&solver));
    let mut count = 0;
    for (referral, sought) in others.iter().zip(search.changes(&others, &|| {})) {
        let Some(found) = sought.found else { continue };
        placed_by_the_files(&files, &round, *referral, &found);
        count += 1;
    }
    assert!(count > 10, "only {count} of {} have a change", others.len());
}
