//! A scenario's result is that of a fresh run on the edited files: on tiny
//! rounds, for every edit of a list, made once by a scenario and once by hand
//! in the texts of the files.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod demand;
mod estimates;
#[path = "../proof/mod.rs"]
mod proof;

use proof::{Files, read, run, show};
use rayon::prelude::*;
use rightplace::allocation::Sense;
use rightplace::audit::{Entry, Settings, audit};
use rightplace::generate::tiny;
use rightplace::ids::Word;
use rightplace::result::{RoundResult, Status};
use rightplace::round::Round;
use rightplace::solve::{Engine, Highs, Stop};
use rightplace::source::Source;
use rightplace::whatif::{Batch, Failure, Finding, Journal, Known, Scenario, Study, Way, study};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An edit: as a scenario, and as somebody would make it in the files.
struct Edit {
    scenario: String,
    by_hand: Box<dyn Fn(&mut Files)>,
}

fn edit(scenario: impl Into<String>, by_hand: impl Fn(&mut Files) + 'static) -> Edit {
    Edit { scenario: scenario.into(), by_hand: Box::new(by_hand) }
}

/// The cells of a table that has no quoted cell.
fn table(files: &Files, name: &str) -> Vec<Vec<String>> {
    files[name].lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn write(files: &mut Files, name: &str, rows: &[Vec<String>]) {
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    files.insert(name.to_owned(), lines.join("\n") + "\n");
}

fn at(rows: &[Vec<String>], column: &str) -> usize {
    rows[0].iter().position(|name| name == column).unwrap_or_else(|| panic!("a column {column}"))
}

/// Gives the cells of a column new texts, in rows that are chosen.
fn change(
    files: &mut Files,
    name: &str,
    column: &str,
    is_meant: impl Fn(&[String]) -> bool,
    new: impl Fn(&str) -> String,
) {
    let mut rows = table(files, name);
    let at = at(&rows, column);
    for row in rows.iter_mut().skip(1).filter(|row| is_meant(row)) {
        row[at] = new(&row[at]);
    }
    write(files, name, &rows);
}

/// Takes out rows that name an id in a column.
fn take_out(files: &mut Files, name: &str, column: &str, ids: &BTreeSet<String>) {
    let mut rows = table(files, name);
    let at = at(&rows, column);
    let mut first = true;
    rows.retain(|row| std::mem::take(&mut first) || !ids.contains(&row[at]));
    write(files, name, &rows);
}

/// The first cells of the rows that have an id in a column.
fn having(files: &Files, name: &str, column: &str, ids: &BTreeSet<String>) -> BTreeSet<String> {
    let rows = table(files, name);
    let at = at(&rows, column);
    rows.iter().skip(1).filter(|row| ids.contains(&row[at])).map(|row| row[0].clone()).collect()
}

/// Takes out intakes with what is there; in the choices a course without
/// intakes stands for each and holds its rank. What is named again, or after its
/// own course, had none.
fn close(files: &mut Files, intakes: &BTreeSet<String>) {
    let rows = table(files, "intakes.csv");
    let course: BTreeMap<String, String> = rows.iter().skip(1).map(|row| (row[0].clone(), row[1].clone())).collect();
    take_out(files, "intakes.csv", "intake_id", intakes);
    take_out(files, "placements.csv", "intake_id", intakes);
    take_out(files, "decisions.csv", "intake_id", intakes);
    let mut rows = table(files, "courses.csv");
    for intake in intakes {
        let mut gone = rows[1].clone();
        gone[0] = format!("GONE-{intake}");
        rows.push(gone);
    }
    write(files, "courses.csv", &rows);
    let replaced = |cell: &str| {
        let mut named = BTreeSet::new();
        let mut one = |id: &str| {
            let is_struck = named.contains(id) || course.get(id).is_some_and(|course| named.contains(course));
            named.insert(id.to_owned());
            match (is_struck, intakes.contains(id)) {
                (true, _) => String::new(),
                (false, true) => format!("GONE-{id}"),
                (false, false) => id.to_owned(),
            }
        };
        let mut group = |group: &str| group.split('|').map(&mut one).collect::<Vec<_>>().join("|");
        cell.split(';').map(&mut group).collect::<Vec<_>>().join(";")
    };
    change(files, "referrals.csv", "choices", |_| true, replaced);
}

fn number(cell: &str, default: i64) -> i64 {
    if cell.is_empty() { default } else { cell.parse().expect("a whole number") }
}

/// Edits of every part of a scenario, for a round.
fn edits(files: &Files) -> Vec<Edit> {
    let mut edits = Vec::new();
    let intakes: Vec<String> = table(files, "intakes.csv").iter().skip(1).map(|row| row[0].clone()).collect();
    for intake in &intakes {
        let of = |set: &str| {
            format!(
                "[[edit]]\ntable = \"intakes\"\nwhere = {{ intake_id = \"{intake}\" }}\nset = {{ places = \"{set}\" }}\n"
            )
        };
        type Change = (&'static str, fn(i64) -> i64);
        let changes: [Change; 4] =
            [("+1", |n| n + 1), ("-1", |n| (n - 1).max(0)), ("*1.5", |n| n * 3 / 2), ("0", |_| 0)];
        for (set, new) in changes {
            let id = intake.clone();
            edits.push(edit(of(set), move |files| {
                change(files, "intakes.csv", "places", |row| row[0] == id, |cell| new(number(cell, 0)).to_string());
            }));
        }
        let id = intake.clone();
        let removal = format!("[[remove]]\ntable = \"intakes\"\nwhere = {{ intake_id = \"{intake}\" }}\n");
        edits.push(edit(removal, move |files| close(files, &BTreeSet::from([id.clone()]))));
        let id = intake.clone();
        let row = table(files, "intakes.csv");
        let source = row.iter().find(|row| row[0] == *intake).expect("the intake");
        let cells = row[0].iter().zip(source).filter(|(name, cell)| !cell.is_empty() && *name != "intake_id");
        let cells: Vec<String> = cells.map(|(name, cell)| format!("{name} = \"{cell}\"")).collect();
        let insert =
            format!("[[insert]]\ntable = \"intakes\"\nrow = {{ intake_id = \"NEW\", {} }}\n", cells.join(", "));
        edits.push(edit(insert, move |files| {
            let mut rows = table(files, "intakes.csv");
            let mut row = rows.iter().find(|row| row[0] == id).expect("the intake").clone();
            row[0] = "NEW".to_owned();
            rows.push(row);
            write(files, "intakes.csv", &rows);
        }));
    }
    let providers: Vec<String> = table(files, "providers.csv").iter().skip(1).map(|row| row[0].clone()).collect();
    if let [provider, _, ..] = providers.as_slice() {
        let id = BTreeSet::from([provider.clone()]);
        let removal = format!("[[remove]]\ntable = \"providers\"\nwhere = {{ provider_id = \"{provider}\" }}\n");
        edits.push(edit(removal, move |files| {
            let courses = having(files, "courses.csv", "provider_id", &id);
            let intakes = having(files, "intakes.csv", "course_id", &courses);
            // The provider stays, so that those that stand for its intakes have one.
            close(files, &intakes);
        }));
    }
    let of_school = "[[edit]]\ntable = \"schools\"\nset = { extra_places = \"+1\", paid_places_used = \"-1\" }\n";
    edits.push(edit(of_school, |files| {
        change(files, "schools.csv", "extra_places", |_| true, |cell| (number(cell, 0) + 1).to_string());
        change(files, "schools.csv", "paid_places_used", |_| true, |cell| (number(cell, 0) - 1).max(0).to_string());
    }));
    let bands = "[[edit]]\ntable = \"referrals\"\nwhere = { status = \"approved\" }\nset = { band = 1 }\n";
    edits.push(edit(bands, |files| {
        let rows = table(files, "referrals.csv");
        let status = at(&rows, "status");
        change(files, "referrals.csv", "band", |row| row[status].eq_ignore_ascii_case("approved"), |_| "1".to_owned());
    }));
    edits.push(edit("[policy]\n\"objective.priority\" = [\"band\"]\n", |files| {
        set_key(files, "[objective]", "priority", "[\"band\"]");
    }));
    edits.push(edit("[policy]\n\"sla.paid_places\" = 1\n\"sla.beyond\" = \"refuse\"\n", |files| {
        set_key(files, "[sla]", "paid_places", "1");
        set_key(files, "[sla]", "beyond", "\"refuse\"");
    }));
    edits
}

/// Sets a key of a section of the policy's text.
fn set_key(files: &mut Files, section: &str, key: &str, value: &str) {
    let text = &files["policy.toml"];
    let (before, after) = text.split_once(&format!("{section}\n")).expect("the section");
    let end = after.find("\n[").map_or(after.len(), |end| end + 1);
    let kept = after[..end].lines().filter(|line| !line.starts_with(&format!("{key} ")));
    let kept: Vec<&str> = kept.collect();
    let text = format!("{before}{section}\n{key} = {value}\n{}\n{}", kept.join("\n"), &after[end..]);
    files.insert("policy.toml".to_owned(), text);
}

/// The intake of each placed referral.
fn placed(round: &Round, result: &RoundResult) -> BTreeMap<String, String> {
    let pairs = result.placed.iter().map(|placed| placed.placement);
    pairs.map(|one| (round.referrals[one.referral].id.clone(), round.intakes[one.intake].id.clone())).collect()
}

/// The same of a finding, from what moves.
fn moved(unchanged: &BTreeMap<String, String>, finding: &Finding) -> BTreeMap<String, String> {
    let mut placed = unchanged.clone();
    for movement in &finding.movements {
        assert_eq!(placed.get(&movement.referral), movement.before.as_ref(), "{movement:?}");
        match &movement.after {
            Some(intake) => placed.insert(movement.referral.clone(), intake.clone()),
            None => placed.remove(&movement.referral),
        };
    }
    placed
}

fn studied(files: &Files, scenarios: &[Scenario], check: impl FnOnce(&Study)) {
    let source = Source::from_texts(files.clone());
    let round = Arc::new(read(files));
    let solver = Highs::default();
    let batch = Batch {
        source: &source,
        round: &round,
        scenarios,
        ways: Way::ALL,
        engine: Engine::of(&solver),
        journal: &Journal::none(),
    };
    match study(&batch, &|| {}) {
        Ok(study) => check(&study),
        Err(fault) => panic!("{fault}"),
    }
}

fn parsed(number: usize, text: &str) -> Scenario {
    let scenario = Scenario::parse(&format!("{number}.toml"), text.as_bytes());
    assert_eq!(scenario.problems(), [], "{text}");
    scenario
}

/// How often each way to know an outcome turned up.
#[derive(Default, Clone, Copy)]
struct Tally {
    climbed: usize,
    followed: usize,
    infeasible: usize,
}

fn agree(seed: u64) -> Tally {
    let files = tiny(seed);
    let edits = edits(&files);
    let scenarios: Vec<Scenario> =
        edits.iter().enumerate().map(|(number, edit)| parsed(number, &edit.scenario)).collect();
    let round = read(&files);
    let unchanged = run(&round);
    let before = placed(&round, &unchanged);
    let mut tally = Tally::default();
    studied(&files, &scenarios, |study| {
        assert_eq!(study.unchanged.steps, unchanged.steps, "seed {seed}");
        for (edit, row) in edits.iter().zip(&study.rows) {
            let mut by_hand = files.clone();
            (edit.by_hand)(&mut by_hand);
            let about = || format!("seed {seed}\n{}\n{}", edit.scenario, show(&by_hand));
            let reading = Round::from_source(&Source::from_texts(by_hand.clone()));
            let finding = match (&row.result, reading.round) {
                (Ok(finding), Some(round)) => {
                    let fresh = run(&round);
                    assert_eq!(finding.outcome.status, fresh.status, "{}", about());
                    if fresh.status == Status::Infeasible {
                        tally.infeasible += 1;
                        continue;
                    }
                    assert_eq!(finding.outcome.steps, fresh.steps, "{}", about());
                    assert_eq!(moved(&before, finding), placed(&round, &fresh), "{}", about());
                    let fees: i64 = fresh.placed.iter().map(|placed| placed.fee.0).sum();
                    assert_eq!(finding.outcome.fees.0, fees, "{}", about());
                    finding
                }
                (Err(Failure::Input(problems)), None) => {
                    assert!(!problems.is_empty());
                    continue;
                }
                // No row of the round has the status.
                (Err(Failure::Input(problems)), _) if problems[0].code.to_string() == "no-match" => continue,
                (found, fresh) => panic!("{found:?} {}\n{}", fresh.is_some(), about()),
            };
            match finding.outcome.known {
                Known::Follows(_) | Known::FollowsOther(..) => tally.followed += 1,
                Known::Climbed | Known::OtherWay => tally.climbed += 1,
            }
        }
    });
    tally
}

/// How many variants of a sweep follow from one another; each comes to what a
/// fresh run does.
fn sweep_follows(seed: u64) -> usize {
    let files = tiny(seed);
    let text = "[sweep]\n\"n\" = { table = \"intakes\", set = \"places\", values = [\"-1\", \"+0\", \"+1\", \"+2\", \"+3\"] }\n";
    let round = read(&files);
    let before = placed(&round, &run(&round));
    let mut followed = 0;
    studied(&files, &[parsed(0, text)], |study| {
        for (row, more) in study.rows.iter().zip(-1..) {
            let mut by_hand = files.clone();
            change(&mut by_hand, "intakes.csv", "places", |_| true, |cell| (number(cell, 0) + more).max(0).to_string());
            let round = read(&by_hand);
            let fresh = run(&round);
            let Ok(finding) = &row.result else { panic!("seed {seed}: {:?}", row.result) };
            assert_eq!(
                (finding.outcome.status, &finding.outcome.steps),
                (fresh.status, &fresh.steps),
                "seed {seed} {more}"
            );
            if fresh.status != Status::Infeasible {
                assert_eq!(moved(&before, finding), placed(&round, &fresh), "seed {seed} {more}");
            }
            followed += usize::from(matches!(finding.outcome.known, Known::FollowsOther(..)));
        }
    });
    followed
}

#[test]
fn what_follows_from_another_value_of_a_sweep_is_what_a_fresh_run_comes_to() {
    let followed: usize = (0..200).into_par_iter().map(sweep_follows).sum();
    assert!(followed > 50, "{followed}");
}

/// What the audit finds in the allocations of other ways of deciding, and how
/// many there are.
fn breaches(seed: u64) -> (Vec<String>, usize) {
    let files = tiny(seed);
    let round = read(&files);
    let before = placed(&round, &run(&round));
    let (mut faults, mut sound) = (Vec::new(), 0);
    studied(&files, &[], |study| {
        for (way, result) in &study.ways {
            let Ok(finding) = result else { continue };
            let placed = moved(&before, finding);
            let entry = |(referral, intake): (&String, &String)| Entry {
                referral: round.referrals.find(referral).expect("a referral"),
                intake: round.intakes.find(intake).expect("an intake"),
                start: None,
                end: None,
            };
            let entries: Vec<Entry> = placed.iter().map(entry).collect();
            let found = audit(&round, &entries, &Settings::default()).violations;
            faults.extend(found.iter().map(|violation| format!("seed {seed}, {way}: {violation:?}")));
            sound += 1;
            // No way does better than the ladder at the first step on which they differ.
            let steps = study.unchanged.steps.iter().zip(&finding.outcome.steps);
            let first = steps.map(|(best, other)| (best, other.value)).find(|(best, value)| best.value != *value);
            let is_worse = first.is_none_or(|(best, value)| match best.sense {
                Sense::Max => value < best.value,
                Sense::Min => value > best.value,
            });
            if !is_worse && study.unchanged.status == Status::Optimal {
                faults.push(format!("seed {seed}, {way} does better than the ladder"));
            }
        }
    });
    (faults, sound)
}

#[test]
fn every_other_way_of_deciding_breaks_no_rule_and_is_no_better() {
    let found: Vec<(Vec<String>, usize)> = (0..400).into_par_iter().map(breaches).collect();
    let faults: Vec<&String> = found.iter().flat_map(|(faults, _)| faults).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    // Rounds whose decisions clash have no allocation.
    let sound: usize = found.iter().map(|(_, sound)| sound).sum();
    assert!(sound > 4 * 300, "{sound}");
}

#[test]
fn every_scenario_comes_to_what_a_fresh_run_on_the_edited_files_does() {
    let tallies: Vec<Tally> = (0..120).into_par_iter().map(agree).collect();
    let sum = |of: fn(&Tally) -> usize| tallies.iter().map(of).sum::<usize>();
    // Each way of knowing is put to the test many times.
    assert!(sum(|tally| tally.climbed) > 500, "{} climbed", sum(|tally| tally.climbed));
    assert!(sum(|tally| tally.followed) > 500, "{} followed", sum(|tally| tally.followed));
    assert!(sum(|tally| tally.infeasible) > 20, "{} infeasible", sum(|tally| tally.infeasible));
}
