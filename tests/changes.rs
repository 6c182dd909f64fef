//! The smallest change that places a referral: on tiny rounds against every
//! change of the stated kinds, each tried by climbing the changed round.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

use proof::Files;
use proof::fixture::Fixture;
use rightplace::explain::change::{Change, Edit, Found, Kind, Search};
use rightplace::generate::{self, Recipe, Size, Term};
use rightplace::ids::{ConstraintId, RuleId};
use rightplace::limits::{About, Limit};
use rightplace::posed::Posed;
use rightplace::round::{Decider, Decision, Key, Referral, Round, Status, Verdict};
use rightplace::rules::{Casebook, Options, failures};
use rightplace::solve::{Engine, Highs, Quiet, climb};
use rightplace::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// The tiny round of a seed.
fn round_of(seed: u64) -> Option<Round> {
    let files = generate::tiny(seed);
    let texts = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Round::from_source(&Source::from_texts(texts)).round
}

/// Who is placed by the best allocation of a round.
fn placed(round: &Round) -> Option<BTreeSet<Key<Referral>>> {
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let climbed = climb(posed.program(), Engine::of(&Highs::default()), &mut Quiet).ok()?;
    Some(climbed.placed.iter().map(|column| posed.referral(*column)).collect())
}

/// The rules to waive that may open an intake: those that it fails, and with
/// them any of those that bind new placements of a student among each other.
fn waivers(round: &Round, referral: Key<Referral>, failed: &[RuleId]) -> Vec<Vec<RuleId>> {
    let row = &round.referrals[referral];
    let programme = &round.policy.programmes[row.programme];
    let holds = round.held.iter().any(|held| held.student == row.student);
    let has_several = round.referrals.iter().filter(|(_, other)| other.student == row.student).count() > 1;
    let stays = programme.max_stay_weeks.is_some() || programme.max_stay_terms.is_some();
    let shared = [
        (RuleId::Occupied, holds),
        (RuleId::Repeat, !programme.repeat),
        (RuleId::Stay, stays),
        (RuleId::Return, programme.gap_weeks.is_some()),
    ];
    let mut all = vec![BTreeSet::from_iter(failed.iter().copied())];
    let is_shared = |(rule, is_limited): &&(RuleId, bool)| has_several && *is_limited && !failed.contains(rule);
    for (rule, _) in shared.iter().filter(is_shared) {
        let with: Vec<BTreeSet<RuleId>> =
            all.iter().map(|rules| rules.iter().copied().chain([*rule]).collect()).collect();
        all.extend(with);
    }
    all.into_iter().filter(|rules| !rules.is_empty()).map(|rules| rules.into_iter().collect()).collect()
}

/// Whether a decision places a referral.
fn is_placed_by_decision(round: &Round, referral: Key<Referral>) -> bool {
    let places = |decision: &Decision| matches!(decision.verdict, Verdict::Place(_));
    round.decisions.iter().any(|decision| decision.referral == referral && places(decision))
}

/// Every single change of the stated kinds that is about a referral.
fn all_changes(round: &Round, referral: Key<Referral>) -> Vec<Change> {
    let book = Casebook::new(round);
    let row = &round.referrals[referral];
    let mut changes = Vec::new();
    if row.status == Status::Pending {
        changes.push(Change::Approve { referral });
    }
    let others = round.referrals.iter().filter(|(key, other)| *key != referral && other.student == row.student);
    let others = others.filter(|(key, other)| other.status.is_open() && !is_placed_by_decision(round, *key));
    changes.extend(others.map(|(key, _)| Change::GiveUp { referral: key }));
    let year = round.run.academic_year;
    let mut limits: BTreeSet<Limit> = BTreeSet::new();
    let mut add = |constraint, about| limits.insert(Limit { constraint, about });
    if let Some(school) = row.school {
        add(ConstraintId::Budget, About::School(school));
        add(ConstraintId::PaidPlaces, About::SchoolYear(school, year));
    }
    for intake in round.intakes.keys() {
        let failed = failures(&book.case(referral, intake));
        let course = round.intakes[intake].course;
        if failed.is_empty() {
            add(ConstraintId::Places, About::Intake(intake));
            add(ConstraintId::MinGroup, About::Intake(intake));
            add(ConstraintId::CoursePlaces, About::Course(course));
            add(ConstraintId::DailyPlaces, About::Provider(round.provider_of(intake)));
            add(ConstraintId::YearlyPlaces, About::Programme(row.programme));
        }
        if failed == [RuleId::Choice] {
            changes.push(Change::Accept { referral, course });
        }
        if [RuleId::Programme, RuleId::Status, RuleId::Choice].iter().any(|rule| failed.contains(rule)) {
            continue;
        }
        for rules in waivers(round, referral, &failed) {
            let waive = Change::Waive { referral, intake, rules };
            let waived = Change::applied(std::slice::from_ref(&waive), round);
            let options = Options::list(&Casebook::new(&waived));
            let starts = options.position(referral, intake).map(|column| options.all()[column].span.first);
            // Nothing starts before the day of the run.
            if starts.is_some_and(|start| start >= round.run.as_of) {
                changes.push(waive);
            }
        }
    }
    for position in 0..round.policy.pools.len() {
        add(ConstraintId::Pool, About::Pool(position, None));
        add(ConstraintId::Pool, About::Pool(position, row.school));
    }
    let with_student = |position: &usize| {
        let separation = &round.separations[*position];
        separation.a == row.student || separation.b == row.student
    };
    for position in (0..round.separations.len()).filter(with_student) {
        add(ConstraintId::Separation, About::Separation(position));
    }
    add(ConstraintId::TransportBudget, About::Authority);
    for limit in limits {
        let has_budget = match limit.about {
            About::School(school) => round.schools[school].budget.is_some(),
            _ => round.policy.transport_budget.is_some(),
        };
        let amounts: Vec<u32> = match limit.constraint {
            ConstraintId::Separation => vec![1],
            // A grid is enough to find out whether less is: that no pound less
            // is enough is tried for the amount that was found.
            ConstraintId::Budget | ConstraintId::TransportBudget if has_budget => (1..=24).map(|n| 25 * n).collect(),
            ConstraintId::Budget | ConstraintId::TransportBudget => Vec::new(),
            ConstraintId::MinGroup => {
                let least = limit.about.intake().map(|intake| round.intakes[intake].min_group);
                (1..least.expect("an intake")).collect()
            }
            _ => (1..=12).collect(),
        };
        changes.extend(amounts.into_iter().map(|amount| Change::Ease(limit, amount)));
    }
    changes
}

#[cfg(test)]
fn is_least_money(round: &Round, referral: Key<Referral>, limit: Limit, pounds: u32, what: &str) {
    for (amount, is_enough) in [(pounds, true), (pounds - 1, false)] {
        let after = placed(&Change::applied(&[Change::Ease(limit, amount)], round)).expect("it is easier");
        assert_eq!(after.contains(&referral), is_enough, "{what}: {amount} pounds");
    }
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
                        assert!(size <= (displaced, kind, amount), "{what}: {change:?} instead of {best:?}");
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
                assert!(!given_up.iter().any(|key| is_placed_by_decision(round, *key)), "{what}: {:?}", found.changes);
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
    for seed in 0..120 {
        let round = round_of(seed).expect("a tiny round reads without errors");
        hold_to_every_change(&round, &format!("seed {seed}"), &mut tally);
    }
    let is_rich = tally.kinds.len() == 8 && tally.several > 0 && tally.none > 0;
    assert!(is_rich, "{tally:?}: the rounds do not exercise every kind");
}

/// Tiny rounds in which one referral is pending before a panel, and one is of
/// the same student as another.
#[test]
fn approval_and_giving_up_are_found_where_they_are_smallest() {
    let mut tally = Tally::default();
    let mut forbidden = 0;
    for seed in 0..160 {
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
    let is_rich = count(Kind::Approval) > 20 && count(Kind::GivingUp) > 20 && forbidden > 5 && tally.several > 0;
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

/// Two referrals of a student for one programme whose placements no rule keeps
/// apart, but a limit that they share. A waiver of `repeat` frees from held
/// placements alone.
#[test]
fn two_places_of_a_student_have_their_smallest_change_or_none() {
    let mut tally = Tally::default();
    for ((limit, limits), (intakes, further), (besides, else_)) in
        LIMITS.iter().flat_map(|a| FURTHER.iter().flat_map(move |b| BESIDES.iter().map(move |c| (a, b, c))))
    {
        let mut fixture = Fixture::new();
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
    let round = proof::read(&fixture.tuition("max_stay_weeks", "8").files());
    let found = hold_to_every_change(&round, "eight weeks", &mut Tally::default());
    let [(_, Some(found))] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(found.describe(&round), "the rule stay waived for I2; nobody loses a place by it");
    let rows: Vec<String> = found.changes[0].edits(&round).iter().map(Edit::describe).collect();
    let row = "decisions.csv: add a row with referral_id R2, decision waive, intake_id I2, rule stay";
    assert_eq!(rows, [row]);
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

/// Makes an edit in the files.
#[cfg(test)]
fn edited(files: &mut Files, edit: &Edit) {
    let (table, wanted, cells, is_removed) = match edit {
        Edit::Set { table, row, column, value } => (table, Some(row), vec![(*column, value.clone())], false),
        Edit::Insert { table, row } => (table, None, row.clone(), false),
        Edit::Remove { table, row } => (table, Some(row), Vec::new(), true),
        Edit::Policy { key, value } => {
            let text = files.get_mut("policy.toml").expect("a round has a policy");
            let mut policy: toml_edit::DocumentMut = text.parse().expect("it is TOML");
            let parts: Vec<&str> = key.split('.').collect();
            let [list, id, key] = parts[..] else { panic!("{key}") };
            let tables = policy[list].as_array_of_tables_mut().expect("programmes and pools are lists");
            let table = tables.iter_mut().find(|table| table["id"].as_str() == Some(id)).expect("it is known");
            table[key] = toml_edit::value(value.parse::<i64>().expect("it is a number"));
            *text = policy.to_string();
            return;
        }
    };
    let name = format!("{table}.csv");
    let text = files.get(&name).cloned().unwrap_or_else(|| {
        let header: Vec<&str> = cells.iter().map(|(column, _)| *column).collect();
        header.join(",") + "\n"
    });
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut header: Vec<String> = reader.headers().expect("there is a header").iter().map(str::to_owned).collect();
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("it is CSV").iter().map(str::to_owned).collect()).collect();
    for (column, _) in &cells {
        if !header.iter().any(|known| known == column) {
            header.push((*column).to_owned());
            rows.iter_mut().for_each(|row| row.push(String::new()));
        }
    }
    let at = |column: &str| header.iter().position(|known| known == column).expect("the column is there");
    match wanted {
        None => {
            let mut row = vec![String::new(); header.len()];
            cells.iter().for_each(|(column, value)| row[at(column)].clone_from(value));
            rows.push(row);
        }
        Some(wanted) => {
            let is_it = |row: &Vec<String>| wanted.iter().all(|(column, value)| &row[at(column)] == value);
            assert_eq!(rows.iter().filter(|row| is_it(row)).count(), 1, "{edit:?}");
            if is_removed {
                rows.retain(|row| !is_it(row));
            }
            for row in rows.iter_mut().filter(|row| is_it(row)) {
                cells.iter().for_each(|(column, value)| row[at(column)].clone_from(value));
            }
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).expect("it is written to memory");
    rows.iter().for_each(|row| writer.write_record(row).expect("it is written to memory"));
    let bytes = writer.into_inner().expect("it is written to memory");
    files.insert(name, String::from_utf8(bytes).expect("the files are UTF-8"));
}
