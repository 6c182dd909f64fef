//! A climb along the trail of another round's must come to what a climb of its
//! own comes to: rounds of forty to sixty referrals, changed in a few places
//! each, both ways.
//!
//! `RIGHTPLACE_SEEDS=100 cargo test --release --test trail` tries so many rounds
//! of every kind; `RIGHTPLACE_FIRST_SEED` begins elsewhere.

#![allow(clippy::expect_used, reason = "a test ends where its own fixture is broken")]

use rayon::prelude::*;
use rightplace::generate::{self, Hard, Recipe, Size, Term};
use rightplace::posed::Posed;
use rightplace::round::{Key, Referral, Round, Status};
use rightplace::solve::{Begin, Engine, Guide, Highs, Proof, Quiet, blaze, climb, climb_from, who_if_any};
use rightplace::source::Source;
use std::collections::BTreeSet;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().expect(variable))
}

fn round_of(kind: Hard, seed: u64) -> Round {
    let size = Size::of(40 + (seed * 7 % 21) as usize);
    let files = generate::round(&Recipe { size, ..Recipe::hard(kind, Term::Spring) }, seed);
    let texts = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Round::from_source(&Source::from_texts(texts)).round.expect("a made-up round reads without errors")
}

/// The round with a referral withdrawn, places taken from an intake and given to
/// another, and the money of every school changed: by the seed.
fn changed(round: &Round, seed: u64) -> Round {
    let mut changed = round.clone();
    let seed = seed as usize;
    let referrals: Vec<Key<Referral>> = changed.referrals.keys().collect();
    if seed % 3 != 1 {
        changed.referrals[referrals[seed * 13 % referrals.len()]].status = Status::Withdrawn;
    }
    let intakes: Vec<_> = changed.intakes.keys().collect();
    if seed % 3 != 2 {
        let (more, less) = (intakes[seed * 5 % intakes.len()], intakes[(seed * 11 + 3) % intakes.len()]);
        changed.intakes[more].places += 2;
        changed.intakes[less].places = changed.intakes[less].places.saturating_sub(1);
    }
    changed
}

/// How climbing one round along the trail of another differs from climbing it
/// alone; whether the two rounds have different allocations.
fn compare(from: &Posed, to: &Posed) -> Result<bool, String> {
    let highs = Highs::default();
    let engine = Engine::of(&highs);
    let told = |fault: rightplace::solve::Fault| fault.to_string();
    let first = climb(from.program(), engine, &mut Quiet).map_err(told)?;
    let own = climb(to.program(), engine, &mut Quiet).map_err(told)?;
    let begin = Begin { start: Some(&first.placed), guide: None };
    let trail = blaze(from.program(), begin, engine).map_err(told)?;
    let guide = Guide::new(&trail, from, to);
    let start = to.columns(from.placed(&first.placed));
    let begin = Begin { start: Some(&start), guide: Some(&guide) };
    let guided = climb_from(begin, to.program(), engine).map_err(told)?;
    if own.proof() != Proof::Optimal || guided.proof() != Proof::Optimal {
        return Err("not proven".to_owned());
    }
    if own.placed != guided.placed || own.steps != guided.steps {
        return Err(format!("{:?}, along the trail {:?}", own.steps, guided.steps));
    }
    // Of every eighth referral, whether the best allocation places it.
    let placed: BTreeSet<Key<Referral>> = to.placed(&own.placed).into_keys().collect();
    for referral in to.round().referrals.keys().step_by(8) {
        let found = who_if_any(to.program(), &[referral].into(), begin, engine).map_err(told)?;
        let says = found.is_some_and(|who| who.is_proven && who.referrals == placed && placed.contains(&referral));
        if says != placed.contains(&referral) {
            return Err(format!("of a referral that is {}placed", if says { "not " } else { "" }));
        }
    }
    Ok(from.placed_by_id(&first.placed) != to.placed_by_id(&own.placed))
}

#[test]
fn a_climb_along_a_trail_is_a_climb_of_its_own() {
    let (first, count) = (number("RIGHTPLACE_FIRST_SEED").unwrap_or(0), number("RIGHTPLACE_SEEDS").unwrap_or(6));
    let kinds = [Hard::OneSchool, Hard::Mixed, Hard::Identical, Hard::Separations];
    let rounds: Vec<(Hard, u64)> =
        kinds.into_iter().flat_map(|kind| (first..first + count).map(move |seed| (kind, seed))).collect();
    let both = |(kind, seed): &(Hard, u64)| {
        let round = round_of(*kind, *seed);
        let posed = |round: Round| Posed::new(round, BTreeSet::new());
        let (one, other) = (posed(round.clone()), posed(changed(&round, *seed)));
        [compare(&one, &other), compare(&other, &one)]
            .map(|result| result.map_err(|why| format!("{kind:?} {seed}: {why}")))
    };
    let compared: Vec<Result<bool, String>> = rounds.par_iter().with_max_len(1).flat_map_iter(both).collect();
    let failures: Vec<&String> = compared.iter().filter_map(|result| result.as_ref().err()).collect();
    assert!(failures.is_empty(), "{} of {} differ: {failures:#?}", failures.len(), compared.len());
    // Rounds that come to the same would show little.
    let differ = compared.iter().filter(|result| matches!(result, Ok(true))).count();
    assert!(differ * 3 > compared.len(), "only {differ} of {} have other allocations", compared.len());
}
