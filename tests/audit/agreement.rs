//! Generated rounds, judged twice: by the audit, and by the rules and the
//! program that make allocations. The two share no code.

use rightplace::audit::{Audit, Entry, Settings, ViolationId, audit};
use rightplace::generate::tiny;
use rightplace::ids::{ConstraintId, RuleId};
use rightplace::program::{Program, Row};
use rightplace::round::{Intake, Key, Referral, Round};
use rightplace::rules::{Casebook, Options, describe, failures};
use rightplace::source::Source;
use std::collections::BTreeSet;

fn rounds(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (u64, Round)> {
    seeds.map(|seed| {
        let reading = Round::from_source(&Source::from_texts(tiny(seed)));
        (seed, reading.round.unwrap_or_else(|| panic!("round {seed} does not read: {:?}", reading.problems)))
    })
}

fn audit_of(round: &Round, pairs: impl IntoIterator<Item = (Key<Referral>, Key<Intake>)>) -> Audit {
    let entry = |(referral, intake)| Entry { referral, intake, start: None, end: None };
    let entries: Vec<Entry> = pairs.into_iter().map(entry).collect();
    audit(round, &entries, &Settings::default())
}

fn rules(audit: &Audit) -> BTreeSet<RuleId> {
    let rule = |id| if let ViolationId::Rule(rule) = id { Some(rule) } else { None };
    audit.violations.iter().filter_map(|violation| rule(violation.rule)).collect()
}

fn constraints(audit: &Audit) -> BTreeSet<ConstraintId> {
    let constraint = |id| if let ViolationId::Constraint(constraint) = id { Some(constraint) } else { None };
    audit.violations.iter().filter_map(|violation| constraint(violation.rule)).collect()
}

#[test]
fn every_referral_and_intake_breaks_the_same_rules_for_both() {
    let mut options_found = 0;
    for (seed, round) in rounds(0..150) {
        let book = Casebook::new(&round);
        let options = Options::list(&book);
        for referral in round.referrals.keys() {
            for intake in round.intakes.keys() {
                let found = audit_of(&round, [(referral, intake)]);
                let case = book.case(referral, intake);
                let failed = failures(&case);
                assert!(failed.iter().all(|rule| !describe(*rule, &case).is_empty()), "{failed:?}");
                let expected: BTreeSet<RuleId> = failed.into_iter().collect();
                assert_eq!(rules(&found), expected, "round {seed}, {referral:?} with {intake:?}");
                if let Some(position) = options.position(referral, intake) {
                    let (option, row) = (&options.all()[position], &found.placements[0]);
                    assert_eq!((row.span, row.choice_rank, row.fee), (option.span, option.rank, option.fee));
                    options_found += 1;
                }
            }
        }
    }
    assert!(options_found > 1000, "{options_found} options");
}

/// Sets of options drawn at random, of which some break nothing. Where two
/// options of one student are taken, the program's row for separated students
/// may count both, so beside those ids `separation` is not compared. Nor are
/// stays beside `one-place`: the program has no row for two options of a referral;
/// and `together` has its rows count them both.
#[test]
fn every_set_of_options_breaks_the_same_constraints_and_has_the_same_steps_for_both() {
    let (mut sound, mut broken) = (0, 0);
    let mut state = 20_251_205_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    for (seed, round) in rounds(0..150) {
        let book = Casebook::new(&round);
        let options = Options::list(&book);
        let program = Program::write(&book, &options, &BTreeSet::new());
        for _ in 0..40 {
            let count = options.all().len();
            let placed: BTreeSet<usize> = (0..below(6).min(count)).map(|_| below(count)).collect();
            let values = program.values(&placed);
            let rows = program.rows().iter().filter(|row| !row.holds(&values));
            let mut expected: BTreeSet<ConstraintId> = rows.filter_map(Row::constraint).collect();
            let found = audit_of(
                &round,
                placed.iter().map(|column| (program.placement(*column).referral, program.placement(*column).intake)),
            );
            let mut reported = constraints(&found);
            let together = [ConstraintId::OnePlace, ConstraintId::Clash, ConstraintId::Repeat];
            if together.iter().any(|constraint| reported.contains(constraint)) {
                expected.remove(&ConstraintId::Separation);
                reported.remove(&ConstraintId::Separation);
            }
            if reported.contains(&ConstraintId::OnePlace) {
                for constraint in [ConstraintId::Stay, ConstraintId::Return, ConstraintId::Together] {
                    expected.remove(&constraint);
                    reported.remove(&constraint);
                }
            }
            assert_eq!(reported, expected, "round {seed}: {:#?}", found.violations);
            if reported.is_empty() {
                sound += 1;
            } else {
                broken += 1;
            }
            if !reported.contains(&ConstraintId::OnePlace) {
                let steps = program.steps(&values, &vec![0; program.objectives().len()]);
                let attained: Vec<_> = found.steps.iter().map(|step| (step.stage, &step.segment, step.value)).collect();
                let expected: Vec<_> = steps.iter().map(|step| (step.stage, &step.segment, step.value)).collect();
                assert_eq!(attained, expected, "round {seed}");
            }
        }
    }
    assert!(sound > 500 && broken > 500, "{sound} sets break nothing, {broken} do");
}
