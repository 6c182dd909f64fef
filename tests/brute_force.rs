//! The ladder against brute force: on tiny rounds, every allocation is tried,
//! with the audit as the judge, and the program must find the best one, step
//! by step, or say truly why there is none.
//!
//! `RIGHTPLACE_SEEDS=100000 cargo test --release --test brute_force` tries more
//! rounds; `RIGHTPLACE_FIRST_SEED` begins elsewhere.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

use proof::oracle::{Best, Choice, Oracle};
use proof::{Files, audited, conflict, read, run, show};
use rayon::prelude::*;
use rightplace::allocation::Step;
use rightplace::audit::{Subject, SubjectKind};
use rightplace::explain::Obstacle;
use rightplace::explain::conflict::Member;
use rightplace::generate::tiny;
use rightplace::ids::{ConstraintId, RuleId, StageId, Word};
use rightplace::result::{RoundResult, Status};
use rightplace::round::{Intake, Key, Referral, Round, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What the rounds of many seeds exercised: in how many of them.
#[derive(Default)]
struct Coverage {
    rounds: u32,
    infeasible: u32,
    /// Infeasible rounds whose smallest conflict is known by brute force.
    conflicts: u32,
    /// A pair breaks this rule and no other.
    rules: BTreeMap<RuleId, u32>,
    /// An allocation breaks this constraint and no other.
    constraints: BTreeMap<ConstraintId, u32>,
    /// A step of this stage decides between allocations level before it.
    stages: BTreeMap<StageId, u32>,
    /// A referral is not placed for this reason.
    obstacles: BTreeMap<Obstacle, u32>,
}

impl Coverage {
    fn add(mut self, other: Coverage) -> Coverage {
        fn merge<K: Ord>(into: &mut BTreeMap<K, u32>, from: BTreeMap<K, u32>) {
            for (key, count) in from {
                *into.entry(key).or_default() += count;
            }
        }
        self.rounds += other.rounds;
        self.infeasible += other.infeasible;
        self.conflicts += other.conflicts;
        merge(&mut self.rules, other.rules);
        merge(&mut self.constraints, other.constraints);
        merge(&mut self.stages, other.stages);
        merge(&mut self.obstacles, other.obstacles);
        self
    }
}

#[test]
fn the_ladder_is_that_of_brute_force() {
    let (first, count) = (number("RIGHTPLACE_FIRST_SEED", 0), number("RIGHTPLACE_SEEDS", 1000));
    let outcomes: Vec<Result<Coverage, Disagreement>> = (first..first + count).into_par_iter().map(check).collect();
    let mut coverage = Coverage::default();
    let mut failures = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(one) => coverage = coverage.add(one),
            Err(failure) => failures.push(failure),
        }
    }
    if let Some(first) = failures.first() {
        let faults: Vec<String> =
            failures.iter().take(10).map(|each| format!("seed {}: {}", each.seed, each.faults)).collect();
        panic!(
            "{} of {count} rounds disagree:\n{}\nthe first:\n{}",
            failures.len(),
            faults.join("\n"),
            show(&first.files)
        );
    }
    if count >= 1000 {
        assert_covered(&coverage);
    }
}

/// Every rule removes pairs, every constraint shuts out allocations, every
/// stage decides, all by themselves and in enough rounds to mean something.
fn assert_covered(coverage: &Coverage) {
    let least = coverage.rounds / 200;
    let mut rare = Vec::new();
    let mut need = |what: String, count: Option<&u32>, least: u32| {
        let count = count.copied().unwrap_or(0);
        if count < least {
            rare.push(format!("{what}: {count} rounds, {least} needed"));
        }
    };
    for rule in RuleId::ALL {
        need(format!("rule {rule} alone"), coverage.rules.get(rule), least);
        let reason = Obstacle::Rule(*rule);
        need(format!("reason {rule}"), coverage.obstacles.get(&reason), 1);
    }
    for constraint in ConstraintId::ALL {
        need(format!("constraint {constraint} alone"), coverage.constraints.get(constraint), least);
        if *constraint != ConstraintId::Pinned {
            let reason = Obstacle::Constraint(*constraint);
            need(format!("reason {constraint}"), coverage.obstacles.get(&reason), 1);
        }
    }
    for stage in StageId::ALL {
        // What `balance` could decide, `placed` before it mostly has.
        let least = if *stage == StageId::Balance { 1 } else { least };
        need(format!("stage {stage} decides"), coverage.stages.get(stage), least);
    }
    need("infeasible".to_owned(), Some(&coverage.infeasible), least);
    need("smallest conflict by brute force".to_owned(), Some(&coverage.conflicts), least);
    assert!(rare.is_empty(), "too rarely exercised:\n{}", rare.join("\n"));
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().map_or(default, |text| text.parse().expect(variable))
}

/// A round for which run and brute force disagree.
struct Disagreement {
    seed: u64,
    faults: String,
    files: Files,
}

/// Compares the run of one seed with brute force.
fn check(seed: u64) -> Result<Coverage, Disagreement> {
    let files = tiny(seed);
    let told = |faults: String| Disagreement { seed, faults, files: files.clone() };
    match catch_unwind(AssertUnwindSafe(|| compare(&files))) {
        Ok((coverage, faults)) if faults.is_empty() => Ok(coverage),
        Ok((_, faults)) => Err(told(faults.join("\n"))),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Err(told(format!("panics: {}", text.unwrap_or_default())))
        }
    }
}

fn compare(files: &Files) -> (Coverage, Vec<String>) {
    let round = read(files);
    let oracle = Oracle::new(&round);
    let result = run(&round);
    let mut coverage = Coverage { rounds: 1, ..Coverage::default() };
    for rule in oracle.rules.values().filter(|broken| broken.len() == 1).flatten() {
        coverage.rules.insert(*rule, 1);
    }
    for constraint in oracle.all.iter().filter(|judged| judged.broken.len() == 1).flat_map(|judged| &judged.broken) {
        coverage.constraints.insert(*constraint, 1);
    }
    let faults = match oracle.best() {
        Some(best) => {
            coverage.stages = best.deciding.iter().map(|position| (oracle.steps[*position].stage, 1)).collect();
            coverage.obstacles = result.unplaced.iter().map(|each| (each.explanation.reason, 1)).collect();
            feasible(&round, &oracle, &best, &result)
        }
        None => {
            coverage.infeasible = 1;
            coverage.conflicts = u32::from(conflict::smallest_size(&round).is_some());
            infeasible(files, &round, &oracle, &result)
        }
    };
    (coverage, faults)
}

/// What differs where some allocation breaks nothing.
fn feasible(round: &Round, oracle: &Oracle, best: &Best, result: &RoundResult) -> Vec<String> {
    if result.status != Status::Optimal {
        let unproven: Vec<&Step> = result.steps.iter().filter(|step| !step.is_proven()).collect();
        return vec![format!("status {}, brute force {:?}; unproven {unproven:?}", result.status.word(), best.values)];
    }
    let mut faults = Vec::new();
    let expected: Vec<Step> = oracle
        .steps
        .iter()
        .zip(&best.values)
        .map(|(step, value)| {
            let (stage, segment, sense) = (step.stage, step.segment.clone(), step.sense);
            Step { stage, segment, sense, value: *value, bound: *value }
        })
        .collect();
    if result.steps.len() != expected.len() {
        faults.push(format!("{} steps, brute force has {}", result.steps.len(), expected.len()));
    }
    for (found, expected) in result.steps.iter().zip(&expected).filter(|(found, expected)| found != expected) {
        faults.push(format!("step {found:?}\nbrute force {expected:?}"));
    }
    let choice = choice_of(round, result);
    if !best.choices.contains(&choice) {
        faults.push(format!("placed {choice:?}\nbrute force {:?}", best.choices));
    }
    faults.extend(read_off(round, oracle, result, &choice));
    faults
}

/// What differs in all that is read off the allocation.
fn read_off(round: &Round, oracle: &Oracle, result: &RoundResult, choice: &Choice) -> Vec<String> {
    let mut faults = Vec::new();
    let audit = audited(round, result);
    faults.extend(audit.violations.iter().map(|violation| format!("the audit finds {violation:?}")));
    for (placed, other) in result.placed.iter().zip(&audit.placements) {
        let ours = (placed.placement.referral, placed.placement.intake, placed.placement.span, placed.rank);
        let theirs = (other.referral, other.intake, other.span, other.choice_rank);
        let (our_money, their_money) = ((placed.fee, placed.funding.word()), (other.fee, other.funding.word()));
        let same_transport = placed.transport == other.transport;
        if ours != theirs || our_money != their_money || !same_transport || placed.class != other.class {
            faults.push(format!("placed {placed:?}\nthe audit has {other:?}"));
        }
    }
    for (ours, theirs) in result.ledger.iter().zip(&audit.ledger) {
        let our_counts = [ours.allowance, ours.used_now, ours.left, ours.charged, ours.referred, ours.placed];
        let their_counts =
            [theirs.allowance, theirs.used_now, theirs.left, theirs.charged, theirs.referred, theirs.placed];
        let our_money = (ours.school, ours.fees, ours.budget_left);
        if our_counts != their_counts || our_money != (theirs.school, theirs.fees, theirs.budget_left) {
            faults.push(format!("{ours:?}\nthe audit has {theirs:?}"));
        }
    }
    for each in &result.unplaced {
        let expected = oracle.explained(choice, each.referral);
        if (each.explanation.reason, each.explanation.obstacles.clone()) != expected {
            let id = &round.referrals[each.referral].id;
            faults.push(format!("{id}: {:?}\nbrute force {expected:?}", each.explanation));
        }
    }
    for line in &result.intakes {
        let wanted = round.referrals.keys().filter(|referral| oracle.options(*referral).contains(&line.intake)).count();
        let taken = choice.iter().filter(|intake| **intake == Some(line.intake)).count();
        if (line.wanted as usize, line.taken_now as usize) != (wanted, taken) {
            faults.push(format!("{line:?}\nbrute force: wanted by {wanted}, taken by {taken}"));
        }
    }
    faults
}

/// What differs where no allocation keeps every decision. The conflict that is
/// named must be one, and a smallest: its limits alone shut out every
/// allocation with its decisions, and no more so without any of the decisions.
fn infeasible(files: &Files, round: &Round, oracle: &Oracle, result: &RoundResult) -> Vec<String> {
    if result.status != Status::Infeasible {
        return vec![format!("status {}, though brute force finds no allocation", result.status.word())];
    }
    let mut faults = smallest(files, round, result);
    let pins: Vec<(Key<Referral>, Key<Intake>)> =
        result.conflict.members.iter().filter_map(|each| pin(round, each)).collect();
    if pins.is_empty() {
        return vec![format!("the conflict names no decision: {:?}", result.conflict)];
    }
    let rules: BTreeSet<RuleId> = result.conflict.members.iter().filter_map(|each| rule(each, oracle, &pins)).collect();
    if let ([pin], false) = (pins.as_slice(), rules.is_empty()) {
        let broken = &oracle.rules[pin];
        let holds = result.conflict.members.len() == 2 && rules.iter().all(|rule| broken.contains(rule));
        if !holds {
            faults.push(format!("{:?}, but the pair breaks {broken:?}", result.conflict));
        }
        return faults;
    }
    let is_named = |(constraint, subjects): &(ConstraintId, Vec<Subject>)| {
        result
            .conflict
            .members
            .iter()
            .any(|member| member.id == constraint.word() && names(member, *constraint, subjects))
    };
    let stands = |kept: &[(Key<Referral>, Key<Intake>)]| {
        let keeps = |choice: &Choice| kept.iter().all(|(referral, intake)| choice[referral.index()] == Some(*intake));
        oracle.all.iter().any(|judged| keeps(&judged.choice) && !judged.breaches.iter().any(is_named))
    };
    if stands(&pins) {
        faults.push(format!("no conflict: {:?}", result.conflict));
    }
    for left_out in 0..pins.len() {
        let mut fewer = pins.clone();
        let pin = fewer.remove(left_out);
        if !stands(&fewer) {
            faults.push(format!("no smallest conflict, also without {pin:?}: {:?}", result.conflict));
        }
    }
    faults
}

/// What differs from the smallest conflict by brute force, and which of the
/// stated changes does not resolve it, or could be smaller.
fn smallest(files: &Files, round: &Round, result: &RoundResult) -> Vec<String> {
    let found = &result.conflict;
    let mut faults = Vec::new();
    if let Some(size) = conflict::smallest_size(round)
        && (found.members.len(), found.is_smallest) != (size.max(2), true)
    {
        // A decision that a rule shuts out is one limit here, and two with the rule.
        faults.push(format!("the smallest conflict has {size} members: {found:?}"));
    }
    let stands = |files: &Files| run(&read(files)).status != Status::Infeasible;
    let tried = found.changes.iter().filter_map(|change| Some((change, conflict::changed(files, change)?)));
    for (change, (enough, less)) in tried.filter(|_| !found.leaves_another) {
        if !stands(&enough) {
            faults.push(format!("not resolved if {change}: {found:?}"));
        }
        if less.is_some_and(|less| stands(&less)) {
            faults.push(format!("less is enough than that {change}: {found:?}"));
        }
    }
    if found.changes.is_empty() || found.sentence.is_empty() {
        faults.push(format!("nothing is said to resolve it: {found:?}"));
    }
    faults
}

/// The place decision that a member of a conflict names by its row.
fn pin(round: &Round, member: &Member) -> Option<(Key<Referral>, Key<Intake>)> {
    let (_, row) = member.detail.split_once("decisions.csv, row ").filter(|_| member.id == "place")?;
    let row: u32 = row.trim_end_matches(')').parse().ok()?;
    let decision = round.decisions.iter().find(|decision| decision.row == Some(row))?;
    match decision.verdict {
        Verdict::Place(intake) => Some((decision.referral, intake)),
        Verdict::Bar(_) | Verdict::Keep(_) | Verdict::Waive(..) => None,
    }
}

/// Whether a member of a conflict is about what a breach of its constraint is
/// about, as far as both say it by id.
fn names(member: &Member, constraint: ConstraintId, subjects: &[Subject]) -> bool {
    let kind = match constraint {
        ConstraintId::Places | ConstraintId::MinGroup => SubjectKind::Intake,
        ConstraintId::CoursePlaces => SubjectKind::Course,
        ConstraintId::DailyPlaces => SubjectKind::Provider,
        ConstraintId::PaidPlaces | ConstraintId::Budget => SubjectKind::School,
        ConstraintId::Clash
        | ConstraintId::Repeat
        | ConstraintId::Stay
        | ConstraintId::Return
        | ConstraintId::Separation => SubjectKind::Student,
        _ => return true,
    };
    let mut words = member.detail.split(|letter: char| !letter.is_ascii_alphanumeric());
    let subject = subjects.iter().find(|subject| subject.kind == kind);
    subject.is_none_or(|subject| words.any(|word| word == subject.id))
}

/// The rule that a member of a conflict names. The words `repeat`, `stay` and
/// `return` are a constraint's too: it is the rule where the named pair breaks it.
fn rule(member: &Member, oracle: &Oracle, pins: &[(Key<Referral>, Key<Intake>)]) -> Option<RuleId> {
    let rule = RuleId::parse(&member.id)?;
    let is_limit = ConstraintId::parse(&member.id).is_some();
    (!is_limit || pins.iter().any(|pin| oracle.rules[pin].contains(&rule))).then_some(rule)
}

fn choice_of(round: &Round, result: &RoundResult) -> Choice {
    let mut choice = vec![None; round.referrals.len()];
    for placed in &result.placed {
        choice[placed.placement.referral.index()] = Some(placed.placement.intake);
    }
    choice
}
