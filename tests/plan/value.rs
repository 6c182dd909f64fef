//! What places are worth is what two runs of the round come to: on tiny rounds,
//! for every limit, and for every place that could close.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

use crate::proof::{audited, read, run};
use crate::short;
use rayon::prelude::*;
use rightplace::generate::tiny;
use rightplace::ids::{ConstraintId, StageId};
use rightplace::limits::About;
use rightplace::paper::Format;
use rightplace::plan::Capacity;
use rightplace::plan::value::{Ask, Fewer, Point, Value, Verdict, value};
use rightplace::posed::Posed;
use rightplace::result::Status;
use rightplace::round::{PoolAmount, Round};
use rightplace::solve::{Engine, Fault, Highs, Stop};
use rightplace::units::Pence;
use std::collections::BTreeSet;

const ROUNDS: u64 = 160;

fn ask(posed: &Posed, is_whole: bool) -> Ask<'_> {
    Ask { posed, most: 3, pounds: 100, is_whole, engine: Engine::of(&Highs { seed: 0 }) }
}

/// The round with more of a limit, by hand.
fn with_more(round: &Round, capacity: Capacity, count: u32) -> Round {
    let mut changed = round.clone();
    let more = count * capacity.unit;
    let limit = capacity.limit;
    match (limit.constraint, limit.about) {
        (ConstraintId::Places, About::Intake(key)) => changed.intakes[key].places += more,
        (ConstraintId::CoursePlaces, About::Course(key)) => {
            *changed.courses[key].places.as_mut().expect("a limit") += more
        }
        (ConstraintId::DailyPlaces, About::Provider(key)) => {
            *changed.providers[key].daily_places.as_mut().expect("a limit") += more;
        }
        (ConstraintId::Mix, About::Mix(position, None)) => changed.policy.mixes[position].most += more,
        (ConstraintId::TermPlaces, About::Programme(key)) => {
            *changed.policy.programmes[key].term_places.as_mut().expect("a limit") += more;
        }
        (ConstraintId::YearlyPlaces, About::Programme(key)) => {
            *changed.policy.programmes[key].yearly_places.as_mut().expect("a limit") += more;
        }
        (ConstraintId::PaidPlaces, About::SchoolYear(key, year)) if year == round.run.academic_year => {
            changed.schools[key].extra_places += more;
        }
        (ConstraintId::Budget, About::School(key)) => {
            *changed.schools[key].budget.as_mut().expect("a limit") += Pence(100 * i64::from(more));
        }
        (ConstraintId::TransportBudget, About::Authority) => {
            *changed.policy.transport_budget.as_mut().expect("a limit") += Pence(100 * i64::from(more));
        }
        (ConstraintId::Pool, About::Pool(position, school)) => {
            match (&mut changed.policy.pools[position].amount, school) {
                (PoolAmount::All(all), None) => *all.as_mut().expect("a limit") += more,
                (PoolAmount::PerSchool(amounts), Some(school)) => *amounts.entry(school).or_default() += more,
                _ => panic!("a pool of its kind"),
            }
        }
        other => panic!("no capacity: {other:?}"),
    }
    changed
}

/// The values of the first steps of a fresh run, and the placed; the audit
/// finds nothing to object to.
fn fresh(round: &Round, counted: usize) -> Option<(Vec<i64>, BTreeSet<String>)> {
    let result = run(round);
    if result.status == Status::Infeasible {
        return None;
    }
    assert_eq!(audited(round, &result).violations, []);
    let values = result.steps[..counted].iter().map(|step| step.value).collect();
    let placed = result.placed.iter().map(|placed| round.referrals[placed.placement.referral].id.clone());
    Some((values, placed.collect()))
}

fn hold(value: &Value, before: &BTreeSet<String>, point: &Point, changed: &Round, of: &str) {
    let (values, placed) = fresh(changed, value.counted).unwrap_or_else(|| panic!("{of}: no allocation"));
    assert!(point.is_proven, "{of}: not proven");
    assert_eq!(point.values, values, "{of}");
    let all = point.counts.all;
    assert_eq!(all.gain as usize, placed.difference(before).count(), "{of}: who gains");
    assert_eq!(all.lose as usize, before.difference(&placed).count(), "{of}: who loses");
    for (by, groups) in point.counts.groups() {
        let sum = groups.values().fold((0, 0), |sum, tally| (sum.0 + tally.gain, sum.1 + tally.lose));
        assert_eq!(sum, (all.gain, all.lose), "{of}: by {by}");
    }
}

/// How often each kind of answer was checked.
#[derive(Default, Debug)]
struct Seen {
    useful: usize,
    no_use: usize,
    beyond: usize,
    unused: usize,
    fewer: usize,
    kept: usize,
}

fn check(seed: u64) -> Seen {
    let round = read(&if seed.is_multiple_of(2) { tiny(seed) } else { short(seed) });
    let most = [3, 1][usize::from(seed % 4 < 2)];
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let ask = Ask { most, ..ask(&posed, seed.is_multiple_of(3)) };
    let mut seen = Seen::default();
    let value = match value(&ask, &|_| {}) {
        Ok(value) => value,
        Err(Fault::Infeasible) => return seen,
        Err(fault) => panic!("seed {seed}: {fault}"),
    };
    assert!(value.is_proven(), "seed {seed}");
    let now: Vec<i64> = value.steps[..value.counted].iter().map(|step| step.value).collect();
    let (values, before) = fresh(&round, value.counted).expect("an allocation");
    assert_eq!(now, values, "seed {seed}");
    for worth in &value.worths {
        let of = |count: u32| format!("seed {seed}, {count} more of {:?}", worth.capacity);
        match &worth.verdict {
            Verdict::NoUse(_) => {
                seen.no_use += 1;
                for count in [1, 2, 100] {
                    let (values, placed) =
                        fresh(&with_more(&round, worth.capacity, count), value.counted).expect("an allocation");
                    assert_eq!((&values, &placed), (&now, &before), "{}", of(count));
                }
            }
            Verdict::Useful { points, lifted, enough } => {
                seen.useful += 1;
                for (point, count) in points.iter().zip(1..) {
                    assert_eq!(point.count, count);
                    hold(&value, &before, point, &with_more(&round, worth.capacity, count), &of(count));
                }
                hold(&value, &before, lifted, &with_more(&round, worth.capacity, 10_000), &of(10_000));
                match enough {
                    Some(count) => assert_eq!(points[*count as usize - 1].values, lifted.values),
                    None => {
                        seen.beyond += 1;
                        let last = points.last().expect("a point");
                        assert_ne!(last.values, lifted.values);
                        let placed = |point: &Point| -> Vec<i64> {
                            let steps = value.steps.iter().zip(&point.values);
                            steps.filter(|(step, _)| step.stage == StageId::Placed).map(|(_, value)| *value).collect()
                        };
                        assert!(points.len() == ask.most as usize || placed(last) == placed(lifted), "{}", of(4));
                    }
                }
            }
            Verdict::Unknown => panic!("{}: not known", of(1)),
        }
    }
    let mut without_unused = round.clone();
    for closing in &value.closings {
        let of = format!("seed {seed}, one place fewer at {}", round.intakes[closing.intake].id);
        without_unused.intakes[closing.intake].places -= closing.unused();
        if closing.fewer == Fewer::None {
            assert_eq!(closing.places, 0);
            continue;
        }
        let mut changed = round.clone();
        changed.intakes[closing.intake].places -= 1;
        match &closing.fewer {
            Fewer::Unused | Fewer::Held => {
                seen.unused += 1;
                assert_eq!(fresh(&changed, value.counted), Some((now.clone(), before.clone())), "{of}");
            }
            Fewer::Solved { point, is_placed_kept, is_kept } => {
                seen.fewer += 1;
                seen.kept += usize::from(*is_placed_kept);
                hold(&value, &before, point, &changed, &of);
                assert_eq!(*is_kept, point.values == now, "{of}");
                let classes = point.counts.classes.values();
                assert_eq!(*is_placed_kept, classes.into_iter().all(|tally| tally.gain == tally.lose), "{of}");
            }
            Fewer::Decided => assert_eq!(fresh(&changed, value.counted), None, "{of}"),
            Fewer::None | Fewer::Unknown => panic!("{of}: not known"),
        }
    }
    assert_eq!(fresh(&without_unused, value.counted), Some((now, before)), "seed {seed}: all unused places closed");
    seen
}

#[test]
fn what_a_place_is_worth_is_what_two_runs_come_to() {
    let all: Vec<Seen> = (0..ROUNDS).into_par_iter().map(check).collect();
    let sum = |of: fn(&Seen) -> usize| all.iter().map(of).sum::<usize>();
    let kinds = [sum(|seen| seen.useful), sum(|seen| seen.no_use), sum(|seen| seen.beyond)];
    let closings = [sum(|seen| seen.unused), sum(|seen| seen.fewer), sum(|seen| seen.kept)];
    // Every kind of answer comes up, so that none is right by being never given.
    assert!(kinds.iter().chain(&closings).all(|count| *count > 5), "{kinds:?} {closings:?}");
}

#[test]
fn files_are_the_same_on_any_number_of_threads() {
    let round = read(&tiny(7));
    let posed = Posed::new(round, BTreeSet::new());
    let ask = ask(&posed, false);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let value = value(&ask, &|_| {}).expect("an allocation");
            rightplace::plan::value::files(&value, Format::Plain).expect("files")
        })
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn what_the_time_does_not_allow_is_marked() {
    let stop = std::sync::atomic::AtomicBool::new(true);
    let mut unproven = 0;
    for seed in 0..20 {
        let posed = Posed::new(read(&tiny(seed)), BTreeSet::new());
        let ask =
            Ask { engine: Engine::of(&Highs { seed: 0 }).until(Stop::never().or_when(&stop)), ..ask(&posed, false) };
        let Ok(stopped) = value(&ask, &|_| {}) else { continue };
        unproven += usize::from(!stopped.is_proven());
        // What is said all the same is true.
        let patient = Ask { engine: Engine::of(&Highs { seed: 0 }), ..ask };
        let whole = value(&patient, &|_| {}).expect("an allocation");
        for (said, worth) in stopped.worths.iter().zip(&whole.worths) {
            assert!(!said.verdict.is_proven() || said.verdict == worth.verdict, "seed {seed}");
        }
    }
    assert!(unproven > 5, "{unproven}");
}
