//! The smallest change that places a referral: on tiny rounds against every
//! change of the stated kinds, each tried by climbing the changed round.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

use proof::Files;
use proof::change::{all_changes, is_decided, placed};
use proof::edited::edited;
use proof::fixture::Fixture;
use rightplace::explain::change::{Change, Found, Kind, Search};
use rightplace::generate::{self, Recipe, Size, Term};
use rightplace::ids::RuleId;
use rightplace::limits::Limit;
use rightplace::posed::Posed;
use rightplace::result::Extent;
use rightplace::round::{Decider, Decision, Key, NeverWaive, Referral, Round, Status, Verdict};
use rightplace::solve::{Engine, Highs, Quiet, Stop, climb};
use rightplace::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::time::Instant;

/// The seeds of the tiny rounds: so many, or as `RIGHTPLACE_FIRST_SEED` and
/// `RIGHTPLACE_SEEDS` say.
fn seeds(count: u64) -> Range<u64> {
    let number = |variable: &str| std::env::var(variable).ok().and_then(|number| number.parse().ok());
    let first = number("RIGHTPLACE_FIRST_SEED").unwrap_or(0);
    first..first + number("RIGHTPLACE_SEEDS").unwrap_or(count)
}

/// The tiny round of a seed.
fn round_of(seed: u64) -> Option<Round> {
    let files = generate::tiny(seed);
    let texts = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Round::from_source(&Source::from_texts(texts)).round
}

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

/// How often each outcome of the search was held to every change.
#[derive(Default, Debug)]
struct Tally {
    kinds: BTreeMap<Kind, usize>,
    rules: BTreeMap<RuleId, usize>,
    displacing: usize,
    several: usize,
    none: usize,
}

/// What the search finds for everybody without a place, held to every change
/// tried by itself.
#[cfg(test)]
fn hold_to_every_change(round: &Round, label: &str, tally: &mut Tally) -> Vec<(Key<Referral>, Option<Found>)> {
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
            let places = after.contains(referral);
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

#[test]
fn no_smaller_change_places_a_referral() {
    let mut tally = Tally::default();
    for seed in seeds(120) {
        let mut round = round_of(seed).expect("a tiny round reads without errors");
        if seed % 2 == 1 {
            // Where no status binds, none is approved and none given up; and
            // everything may be lifted.
            let open =
                |referral| Decision { referral, verdict: Verdict::Waive(RuleId::Status, None), dates: None, row: None };
            round.decisions.extend(round.referrals.keys().map(open));
            round.policy.never_waive = NeverWaive::default();
        }
        hold_to_every_change(&round, &format!("seed {seed}"), &mut tally);
    }
    let is_rich = tally.kinds.len() > 4 && tally.several > 0 && tally.none > 0;
    assert!(is_rich, "{tally:?}: the rounds do not exercise every kind");
}

/// Tiny rounds in which one referral is pending before a panel, and one is of
/// the same student as another.
#[test]
fn approval_and_giving_up_are_found_where_they_are_smallest() {
    let mut tally = Tally::default();
    let mut forbidden = 0;
    for seed in seeds(80) {
        let mut round = round_of(seed).expect("a tiny round reads without errors");
        let keys: Vec<Key<Referral>> = round.referrals.keys().collect();
        let [first, second, .., last] = keys[..] else { panic!("seed {seed}: three referrals at least") };
        round.run.provisional = false;
        let programme = round.referrals[first].programme;
        round.policy.programmes[programme].decision = Decider::Panel;
        round.referrals[first].status = Status::Pending;
        round.referrals[last].student = round.referrals[second].student;
        let found = hold_to_every_change(&round, &format!("seed {seed}"), &mut tally);
        // What is to be given up is placed by a decision instead.
        let given_up = found.iter().filter_map(|(_, found)| found.as_ref()?.changes.iter().find_map(Change::given_up));
        let Some(other) = given_up.into_iter().next() else { continue };
        let posed = Posed::new(round.clone(), BTreeSet::new());
        let climbed = climb(posed.program(), Engine::of(&Highs::default()), &mut Quiet).expect("it was solved before");
        let Some(intake) = posed.placed(&climbed.placed).get(&other).copied() else { continue };
        round.decisions.push(Decision { referral: other, verdict: Verdict::Place(intake), dates: None, row: None });
        let found = hold_to_every_change(&round, &format!("seed {seed}, decided"), &mut tally);
        let changes = found.iter().filter_map(|(_, found)| found.as_ref()).flat_map(|found| &found.changes);
        assert!(changes.into_iter().all(|change| change.given_up() != Some(other)), "seed {seed}");
        forbidden += 1;
    }
    let count = |kind| tally.kinds.get(&kind).copied().unwrap_or(0);
    let is_rich = count(Kind::Approval) > 5 && count(Kind::GivingUp) > 5 && forbidden > 0 && tally.several > 0;
    assert!(is_rich, "{tally:?}, {forbidden} forbidden: the rounds do not exercise the kinds");
}

/// What changes a round.
type Turn = fn(&mut Fixture);

/// Which limit two placements of a student on one programme share.
const LIMITS: [(&str, Turn); 7] = [
    ("once a year", |round| {
        round.tuition("repeat", "false");
    }),
    ("eight weeks", |round| {
        round.tuition("max_stay_weeks", "8");
    }),
    ("one term", |round| {
        round.tuition("max_stay_terms", "1");
    }),
    ("a gap", |round| {
        round.tuition("gap_weeks", "4");
    }),
    ("eight weeks and a gap", |round| {
        round.tuition("max_stay_weeks", "8").tuition("gap_weeks", "4");
    }),
    ("eight weeks and once a year", |round| {
        round.tuition("max_stay_weeks", "8").tuition("repeat", "false");
    }),
    ("three days beside one that is held", |round| {
        round.policy("days_off_site_max", "3").programme("other", "Other", &[]);
        round.add("placements", "student_id:A|programme:other|start:2025-11-03|end:2026-07-03|days:Fri");
    }),
];

/// The further intakes of the programme.
const FURTHER: [(&str, Turn); 4] = [
    ("at the same time", |round| {
        round.intake("I2", "Wed", 1);
    }),
    ("straight after", |round| {
        round.intake("I2", "Wed", 1).set("intakes", "I2", "start:2026-02-16|end:2026-03-13");
    }),
    ("two weeks later", |round| {
        round.intake("I2", "Wed", 1).set("intakes", "I2", "start:2026-03-02|end:2026-03-13");
    }),
    ("one straight after, one in the next term", |round| {
        round.intake("I2", "Wed", 1).set("intakes", "I2", "start:2026-02-16|end:2026-03-13");
        round.intake("I3", "Thu", 1).set("intakes", "I3", "start:2026-04-13|end:2026-05-01");
    }),
];

/// What else there is.
const BESIDES: [(&str, Turn); 8] = [
    ("nothing else", |_| {}),
    ("another student for the same place", |round| {
        round.referral("R3", "B").set("referrals", "R3", "choices:I2|band:2");
    }),
    ("a less urgent student for the same place", |round| {
        round.referral("R3", "B").set("referrals", "R3", "choices:I2|band:4").set("referrals", "R2", "band:3");
    }),
    ("another student without whom the group does not run", |round| {
        round.set("intakes", "I2", "min_group:2|places:2").referral("R3", "B").set("referrals", "R3", "choices:I2");
    }),
    ("a third referral of the student", |round| {
        round.referral("R3", "A");
    }),
    ("a document missing", |round| {
        round.tuition("documents", "[\"form\"]").set("referrals", "R1", "documents:form");
    }),
    ("a course not chosen", |round| {
        round.add("courses", "course_id:C2|provider_id:P1|programme:tuition").set("intakes", "I2", "course_id:C2");
        round.set("referrals", "R2", "choices:C1");
    }),
    ("a place held before", |round| {
        round.add("placements", "student_id:A|programme:tuition|start:2025-12-01|end:2025-12-19|days:Sun am");
    }),
];

/// A decision by which R1 is not to be given up.
const NOT_GIVEN_UP: &str = "referral_id:R1|decision:waive|rule:status|reason:the panel says so";

/// Two referrals of a student for one programme whose placements no rule keeps
/// apart, but a limit that they share. A waiver of `repeat` frees from held
/// placements alone.
#[test]
fn two_places_of_a_student_have_their_smallest_change_or_none() {
    let mut tally = Tally::default();
    for (at, ((limit, limits), (intakes, further), (besides, else_))) in
        LIMITS.iter().flat_map(|a| FURTHER.iter().flat_map(move |b| BESIDES.iter().map(move |c| (a, b, c)))).enumerate()
    {
        let mut fixture = Fixture::new();
        if at % 4 != 3 {
            fixture.add("decisions", NOT_GIVEN_UP);
        }
        fixture.set("referrals", "R1", "band:1").referral("R2", "A");
        [limits, further, else_].iter().for_each(|turn| turn(&mut fixture));
        let files = fixture.files();
        let round = proof::read(&files);
        let label = format!("{limit}; {intakes}; {besides}");
        for (referral, found) in hold_to_every_change(&round, &label, &mut tally) {
            let Some(found) = found else { continue };
            placed_by_the_files(&files, &round, referral, &found);
        }
    }
    for rule in [RuleId::Occupied, RuleId::Stay, RuleId::Return] {
        assert!(tally.rules.get(&rule).is_some_and(|count| *count > 3), "{rule}: {tally:?}");
    }
    assert!(tally.displacing > 0 && tally.several > 0 && tally.none > 0, "{tally:?}");
}

#[test]
fn a_rule_waived_between_two_places_is_told_with_its_row() {
    let mut fixture = Fixture::new();
    fixture.set("referrals", "R1", "band:1|choices:I1").referral("R2", "A").set("referrals", "R2", "choices:I2");
    let straight_after = FURTHER[1].1;
    straight_after(&mut fixture);
    fixture.add("decisions", NOT_GIVEN_UP);
    let round = proof::read(&fixture.tuition("max_stay_weeks", "8").files());
    let found = hold_to_every_change(&round, "eight weeks", &mut Tally::default());
    let [(_, Some(found))] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(found.describe(&round), "the rule stay waived for I2; nobody loses a place by it");
    let rows: Vec<String> = found.changes[0].edits(&round).iter().map(|edit| edit.describe(&round)).collect();
    let row = "decisions.csv: add a row with referral_id R2, decision waive, intake_id I2, rule stay";
    assert_eq!(rows, [row]);
}

/// Two referrals of a student at the same time; a less urgent student has the
/// place that the other one asks for.
fn own_clash() -> Fixture {
    let mut fixture = Fixture::new();
    fixture.set("referrals", "R1", "band:1|choices:I1").intake("I2", "Mon;Wed", 1);
    fixture.referral("R2", "A").set("referrals", "R2", "band:2|choices:I2");
    fixture.referral("R3", "B").set("referrals", "R3", "band:3|choices:I2");
    fixture
}

/// The change of R2 in a sentence, with what it is in the files.
fn of_r2(fixture: &Fixture) -> (String, Vec<String>) {
    let files = fixture.files();
    let round = proof::read(&files);
    let found = hold_to_every_change(&round, "R2", &mut Tally::default());
    let r2 = round.referrals.find("R2").expect("it is there");
    let (_, Some(found)) = found.into_iter().find(|(key, _)| *key == r2).expect("it has no place") else {
        return Default::default();
    };
    placed_by_the_files(&files, &round, r2, &found);
    let edits = found.changes.iter().flat_map(|change| change.edits(&round)).map(|edit| edit.describe(&round));
    (found.describe(&round), edits.collect())
}

#[test]
fn a_clash_with_the_own_place_is_solved_by_giving_that_up() {
    let (says, edits) = of_r2(&own_clash());
    let expected = "referral R1 of the same student given up; 1 other referral loses its place by it: \
                    1 of Tuition, class 0;3;1";
    assert_eq!(says, expected);
    assert_eq!(edits, ["referrals.csv, row with referral_id R1: set status to withdrawn"]);
}

#[test]
fn what_a_decision_places_is_not_given_up() {
    let mut fixture = own_clash();
    fixture.add("decisions", "referral_id:R1|decision:place|intake_id:I1");
    assert_eq!(of_r2(&fixture).0, "");
}

#[test]
fn a_pending_referral_is_approved_and_its_other_one_given_up_where_it_needs_both() {
    let mut fixture = own_clash();
    fixture.tuition("decision", "\"panel\"");
    ["R1", "R3"].iter().for_each(|id| {
        fixture.set("referrals", id, "status:approved");
    });
    fixture.set("referrals", "R3", "status:withdrawn");
    let (says, edits) = of_r2(&fixture);
    let both = "the referral approved and referral R1 of the same student given up; nobody else loses a place by it";
    assert_eq!(says, both);
    assert_eq!(edits[0], "referrals.csv, row with referral_id R2: set status to approved");
    fixture.set("referrals", "R1", "choices:I2|band:4").set("referrals", "R3", "status:approved");
    let (says, _) = of_r2(&fixture);
    assert!(says.starts_with("the referral approved; 1 other referral loses its place by it"), "{says}");
}

/// The provider's approval ends before the only intake does; and the two are
/// kept apart.
#[test]
fn nobody_is_advised_to_lift_what_the_policy_names() {
    let mut fixture = Fixture::new();
    fixture.referral("R2", "B");
    fixture.set("providers", "P1", "approved_to:2026-01-30").set("referrals", "R1", "status:withdrawn");
    assert_eq!(of_r2(&fixture).0, "");
    fixture.policy("never_waive", "[]");
    assert_eq!(of_r2(&fixture).0, "the rule approval waived for I1; nobody loses a place by it");

    let mut fixture = Fixture::new();
    fixture.set("referrals", "R1", "band:1").referral("R2", "B");
    fixture.add("separations", "student_a:A|student_b:B");
    assert_eq!(of_r2(&fixture).0, "");
    fixture.policy("never_waive", "[\"Own School\", \"mix\", \"approval\"]");
    assert_eq!(of_r2(&fixture).0, "students A and B no longer kept apart; nobody loses a place by it");
}

/// A search that a limit ends says so, and loses nothing that was known.
#[test]
fn a_search_that_is_ended_keeps_what_was_found_before() {
    let round = proof::read(&own_clash().files());
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let solver = Highs::default();
    let mut result = proof::run(&round);
    result.fill_changes(&posed, Engine::of(&solver), &|| {});
    assert_eq!(result.changes, Some(Extent::Whole));
    let before: Vec<String> = result.unplaced.iter().map(|unplaced| unplaced.change.clone()).collect();
    assert!(before.iter().any(|change| !change.is_empty()));
    let ended = Engine { solver: &solver, stop: Stop::at(Some(Instant::now())) };
    result.fill_changes(&posed, ended, &|| {});
    assert_eq!(result.changes, Some(Extent::Cut));
    assert_eq!(result.unplaced.iter().map(|unplaced| unplaced.change.clone()).collect::<Vec<_>>(), before);
}

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

/// Makes a change in the files, reads and climbs them, and holds who is placed
/// to what was found.
#[cfg(test)]
fn placed_by_the_files(files: &Files, round: &Round, referral: Key<Referral>, found: &Found) {
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
