//! After publication: holding to an earlier result, keeping to it, and reserve
//! lists, each on a thousand tiny rounds against what it is to be the same as.
//!
//! `RIGHTPLACE_SEEDS=20000 cargo test --release --test offers` tries more.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

use proof::oracle::Oracle;
use proof::table::{Table, more};
use proof::{Files, read, run, show};
use rayon::prelude::*;
use rightplace::allocation::{AllocationRow, Bond, Carried, carry, read_rows};
use rightplace::generate::tiny;
use rightplace::ids::StageId;
use rightplace::posed::Posed;
use rightplace::result::{Reserve, RoundResult, Status, Trace, allocate, reserves};
use rightplace::round::{Intake, Key, Round};
use rightplace::solve::{Engine, Highs, Quiet};
use std::collections::{BTreeMap, BTreeSet};

fn seeds() -> u64 {
    std::env::var("RIGHTPLACE_SEEDS").ok().map_or(1000, |text| text.parse().expect("a number of seeds"))
}

/// What many seeds came to: how many of each kind. A seed that fails shows its
/// round.
fn over_seeds(check: impl Fn(u64) -> Result<Vec<&'static str>, (String, Files)> + Sync) -> BTreeMap<&'static str, u32> {
    let outcomes: Vec<_> = (0..seeds()).into_par_iter().map(|seed| (seed, check(seed))).collect();
    let mut kinds = BTreeMap::new();
    for (seed, outcome) in outcomes {
        match outcome {
            Ok(found) => found.into_iter().for_each(|kind| *kinds.entry(kind).or_default() += 1),
            Err((fault, files)) => panic!("seed {seed}: {fault}\n{}", show(&files)),
        }
    }
    kinds
}

/// A result as `allocations.csv`.
fn published(round: &Round, result: &RoundResult) -> String {
    let mut text = "referral_id,intake_id,start,end\n".to_owned();
    for placed in &result.placed {
        let (placement, id) = (placed.placement, |key| round.intakes[key].id.as_str());
        let referral = &round.referrals[placement.referral].id;
        text += &format!("{referral},{},{},{}\n", id(placement.intake), placement.span.first, placement.span.last);
    }
    text
}

fn rows(round: &Round, earlier: &str) -> Vec<AllocationRow> {
    let (rows, problems) = read_rows(round, "earlier.csv", earlier.as_bytes());
    assert_eq!(problems, []);
    rows
}

/// A run bound to an earlier result.
fn bound(files: &Files, earlier: &str, bond: Bond) -> (Round, RoundResult, Carried) {
    let mut round = read(files);
    let rows = rows(&round, earlier);
    let carried = carry(&mut round, &rows, bond);
    let posed = Posed::new(round.clone(), carried.ran.clone());
    match allocate(&posed, Engine::of(&Highs::default()), &mut Quiet, &mut Trace::default()) {
        Ok(result) => (round, result, carried),
        Err(fault) => panic!("the run failed: {fault}"),
    }
}

/// Referrals with their intakes.
fn pairs(round: &Round, result: &RoundResult) -> BTreeSet<(String, String)> {
    let ids = |placed: &rightplace::result::Placed| {
        let placement = placed.placement;
        (round.referrals[placement.referral].id.clone(), round.intakes[placement.intake].id.clone())
    };
    result.placed.iter().map(ids).collect()
}

/// What happens after publication: the first who is placed withdraws, the last
/// is refused by the provider, the second waits no longer for a decision, and a
/// child comes with the most urgent need.
fn afterwards(files: &Files, placed: &[(String, String)]) -> Files {
    let mut files = files.clone();
    let mut referrals = Table::of(&files, "referrals.csv");
    if let [first, .., last] = placed {
        referrals.set("referral_id", &first.0, "status", "withdrawn");
        let mut decisions = Table::of(&files, "decisions.csv");
        decisions.add(&[("referral_id", &last.0), ("decision", "bar"), ("intake_id", &last.1)]);
        // A promise would contradict the refusal.
        decisions.drop_where("decision", "place");
        decisions.put(&mut files);
    }
    referrals.copy(
        "referral_id",
        &placed[placed.len() / 2].0,
        &[("referral_id", "LATE"), ("band", "1"), ("either", "")],
    );
    referrals.put(&mut files);
    files
}

#[test]
fn hold_moves_nobody_and_is_the_same_as_place_decisions_by_hand() {
    let kinds = over_seeds(|seed| {
        let files = tiny(seed);
        let round = read(&files);
        let first = run(&round);
        let before: Vec<(String, String)> = pairs(&round, &first).into_iter().collect();
        if before.is_empty() {
            return Ok(vec!["nobody placed"]);
        }
        let files = afterwards(&files, &before);
        let (round, result, carried) = bound(&files, &published(&round, &first), Bond::Hold);
        let dropped: BTreeSet<&str> =
            carried.dropped.iter().map(|row| round.referrals[row.referral].id.as_str()).collect();
        let kept: Vec<&(String, String)> =
            before.iter().filter(|(referral, _)| !dropped.contains(referral.as_str())).collect();
        // By hand, in decisions.csv.
        let mut decided = files.clone();
        let mut decisions = Table::of(&decided, "decisions.csv");
        for (referral, intake) in &kept {
            decisions.add(&[("referral_id", referral), ("decision", "place"), ("intake_id", intake)]);
        }
        decisions.put(&mut decided);
        let by_hand = run(&read(&decided));
        let fault = |what: &str| Err((format!("{what}: before {before:?}, dropped {dropped:?}"), files.clone()));
        if result.status == Status::Infeasible {
            // A withdrawn status or a bar takes nothing from those who stay.
            return fault("what was published cannot be held");
        }
        let after = pairs(&round, &result);
        if kept.iter().any(|pair| !after.contains(*pair)) {
            return fault("a held child has moved");
        }
        let is_short = result.warnings.iter().any(|warning| warning.contains("below its smallest group"));
        if by_hand.status == Status::Infeasible {
            return if is_short { Ok(vec!["group short"]) } else { fault("only by hand infeasible") };
        }
        if !is_short && (after != pairs(&round, &by_hand) || result.steps != by_hand.steps) {
            return fault("not the same as by hand");
        }
        let late = after.iter().any(|(referral, _)| referral == "LATE");
        Ok(vec![if late { "late one placed" } else { "late one waits" }])
    });
    for kind in ["late one placed", "late one waits", "group short"] {
        assert!(kinds.get(kind).copied().unwrap_or(0) >= 2, "too rare: {kinds:?}");
    }
}

#[test]
fn keep_moves_as_few_as_brute_force_can() {
    let kinds = over_seeds(|seed| {
        let files = tiny(seed);
        let round = read(&files);
        let first = run(&round);
        let before: Vec<(String, String)> = pairs(&round, &first).into_iter().collect();
        let has_stage = round.policy.objective.ladder.contains(&StageId::Keep);
        if before.is_empty() || !has_stage {
            return Ok(vec!["nothing to keep"]);
        }
        let files = afterwards(&files, &before);
        let (round, result, _) = bound(&files, &published(&round, &first), Bond::Keep);
        let oracle = Oracle::new(&round);
        let Some(best) = oracle.best() else { return Ok(vec!["infeasible"]) };
        let values: Vec<i64> = result.steps.iter().map(|step| step.value).collect();
        if result.status != Status::Optimal || values != best.values {
            return Err((format!("{values:?}, brute force {:?}", best.values), files));
        }
        let after = pairs(&round, &result);
        let is_kept = before.iter().filter(|pair| after.contains(*pair)).count();
        Ok(vec![if is_kept + 2 < before.len() { "more gave way than had to" } else { "kept" }])
    });
    assert!(kinds["kept"] >= 100, "{kinds:?}");
}

/// A round in which one more place of an intake is held by somebody who takes
/// part in nothing else.
fn with_somebody(files: &Files, round: &Round, at: Key<Intake>) -> Files {
    let mut files = files.clone();
    let (intake, course) = (&round.intakes[at].id, round.course_of(at));
    for (file, key, id, limit) in [
        ("intakes.csv", "intake_id", intake, "places"),
        ("courses.csv", "course_id", &course.id, "places"),
        ("providers.csv", "provider_id", &round.providers[course.provider].id, "daily_places"),
    ] {
        let mut table = Table::of(&files, file);
        table.change(key, id, limit, more);
        table.put(&mut files);
    }
    let mut policy: toml_edit::DocumentMut = files["policy.toml"].parse().expect("a policy");
    for table in policy["programme"].as_array_of_tables_mut().expect("programmes").iter_mut() {
        if table["id"].as_str() != Some(&round.policy.programmes[course.programme].id) {
            continue;
        }
        for key in ["yearly_places", "term_places"] {
            if let Some(places) = table.get(key).and_then(|places| places.as_integer()) {
                table[key] = toml_edit::value(places + 1);
            }
        }
    }
    files.insert("policy.toml".to_owned(), policy.to_string());
    let mut students = Table::of(&files, "students.csv");
    students.add(&[("student_id", &somebody(intake))]);
    students.put(&mut files);
    let mut placements = Table::of(&files, "placements.csv");
    placements.add(&[("student_id", &somebody(intake)), ("intake_id", intake)]);
    placements.put(&mut files);
    files
}

fn somebody(intake: &str) -> String {
    format!("SOMEBODY-{intake}")
}

/// A published result with its reserve lists.
struct Published {
    files: Files,
    round: Round,
    result: RoundResult,
    reserves: Vec<Reserve>,
}

impl Published {
    /// Nothing where the round is infeasible.
    fn of(files: Files) -> Option<Published> {
        let round = read(&files);
        let result = run(&round);
        let found = reserves(&Posed::new(round.clone(), BTreeSet::new()), &result, Engine::of(&Highs::default()));
        let reserves = found.unwrap_or_else(|fault| panic!("the run failed: {fault}"))?;
        Some(Published { files, round, result, reserves })
    }

    /// Who comes in at a position of the list of an intake, and where.
    fn listed(&self, intake: &str, position: u32) -> BTreeSet<(String, String)> {
        let round = &self.round;
        let is_meant = |each: &&Reserve| round.intakes[each.freed].id == intake && each.position == position;
        let ids = |each: &Reserve| (round.referrals[each.referral].id.clone(), round.intakes[each.intake].id.clone());
        self.reserves.iter().filter(is_meant).map(ids).collect()
    }

    /// Compares the list of an intake with what holding everyone comes to when
    /// somebody there really leaves, and those before on the list refuse.
    fn leaves(&self, intake: &str) -> Result<Vec<&'static str>, String> {
        let before = pairs(&self.round, &self.result);
        let earlier = published(&self.round, &self.result);
        let mut refused: Vec<String> = Vec::new();
        let mut kinds = Vec::new();
        for (position, kind) in ["first", "second", "third"].into_iter().enumerate() {
            let mut files = self.files.clone();
            let mut placements = Table::of(&files, "placements.csv");
            placements.drop_where("student_id", &somebody(intake));
            placements.put(&mut files);
            let mut decisions = Table::of(&files, "decisions.csv");
            for referral in &refused {
                decisions.add(&[("referral_id", referral), ("decision", "bar")]);
            }
            decisions.put(&mut files);
            let (round, after, _) = bound(&files, &earlier, Bond::Hold);
            let after = pairs(&round, &after);
            if !before.is_subset(&after) {
                return Err(format!("{intake}: {before:?} is not held in {after:?}"));
            }
            let comes: BTreeSet<(String, String)> = after.difference(&before).cloned().collect();
            let says = self.listed(intake, position as u32 + 1);
            if comes != says {
                return Err(format!("{intake}, {kind}: {comes:?} come in, the list says {says:?}"));
            }
            if comes.is_empty() {
                break;
            }
            kinds.push(kind);
            kinds.extend((comes.len() > 1).then_some("several at once"));
            kinds.extend(comes.iter().any(|(_, takes)| takes != intake).then_some("elsewhere"));
            refused.extend(comes.into_iter().map(|(referral, _)| referral));
        }
        Ok(if kinds.is_empty() { vec!["nobody"] } else { kinds })
    }
}

#[test]
fn reserves_are_who_comes_in_when_somebody_leaves() {
    let kinds = over_seeds(|seed| {
        let mut files = tiny(seed);
        // Who is excused a bar cannot refuse.
        let mut decisions = Table::of(&files, "decisions.csv");
        decisions.drop_where("rule", "barred");
        decisions.put(&mut files);
        let round = read(&files);
        let at = Key::new(seed as usize % round.intakes.len());
        let files = with_somebody(&files, &round, at);
        match Published::of(files.clone()) {
            None => Ok(vec!["infeasible"]),
            Some(published) => published.leaves(&round.intakes[at].id).map_err(|fault| (fault, files)),
        }
    });
    for kind in ["first", "second", "third", "elsewhere", "nobody"] {
        assert!(kinds.get(kind).copied().unwrap_or(0) >= 3, "too rare: {kinds:?}");
    }
}

#[test]
fn reserves_of_a_city_are_who_comes_in_when_somebody_leaves() {
    let scenario = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/coventry-2025-26");
    let mut files = Files::new();
    for folder in [scenario.clone(), scenario.join("summer")] {
        for entry in std::fs::read_dir(folder).expect("the scenario").flatten() {
            let name = entry.file_name().into_string().expect("a name");
            if name.ends_with(".csv") || name.ends_with(".toml") {
                files.insert(name, std::fs::read_to_string(entry.path()).expect("a text"));
            }
        }
    }
    let run_file = files["round.toml"].replace("../", "");
    files.insert("round.toml".to_owned(), run_file);
    let round = read(&files);
    let mut intakes = Vec::new();
    for id in ["refocus", "flourish", "insight", "tier1"] {
        let programme = round.policy.programmes.find(id).expect("a programme");
        let offered = round.intakes.iter().filter(|(_, intake)| intake.start > round.run.as_of);
        let of_programme = offered.filter(|(key, _)| round.programme_of(*key) == programme);
        let (key, intake) = of_programme.max_by_key(|(_, intake)| intake.places).expect("an intake");
        files = with_somebody(&files, &round, key);
        intakes.push(&intake.id);
    }
    let published = Published::of(files).expect("a round that is feasible");
    let mut found = Vec::new();
    for intake in intakes {
        match published.leaves(intake) {
            Ok(kinds) => found.extend(kinds),
            Err(fault) => panic!("{fault}"),
        }
    }
    for kind in ["first", "second", "third", "nobody"] {
        assert!(found.contains(&kind), "none is {kind}: {found:?}");
    }
}
