//! An export says what the program says: read back by a reader that knows only
//! the MPS format, every step has the program's columns, rows and objective,
//! and the least value that `ladder.csv` states.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod mps;

use mps::Mps;
use rightplace::allocation::{Sense, Step};
use rightplace::generate;
use rightplace::ids::Word;
use rightplace::paper::Files;
use rightplace::program::Program;
use rightplace::report::export::{Export, files};
use rightplace::round::Round;
use rightplace::rules::{Casebook, Options};
use rightplace::solve::{Climb, Engine, Fault, Highs, Quiet, Stop, climb};
use rightplace::source::Source;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

/// A round with all that an export is made of, and the export.
struct Case {
    round: Round,
    program: Program,
    /// Nothing where the round is infeasible.
    climb: Option<Climb>,
    files: Files,
}

impl Case {
    fn of(round: Round, deadline: Option<Instant>) -> Case {
        let book = Casebook::new(&round);
        let program = Program::write(&book, &Options::list(&book), &BTreeSet::new());
        let climb = match climb(&program, Engine { solver: &Highs::default(), stop: Stop::at(deadline) }, &mut Quiet) {
            Ok(climb) => Some(climb),
            Err(fault) => {
                assert_eq!(fault, Fault::Infeasible);
                None
            }
        };
        let steps = climb.as_ref().map(|climb| climb.steps.as_slice());
        let export = Export { inputs: &round.inputs, program: &program, steps, solver: ("highs", "1") };
        let files = files(&export).unwrap();
        Case { round, program, climb, files }
    }

    fn tiny(seed: u64) -> Case {
        let files = generate::tiny(seed);
        let texts = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Case::of(Round::from_source(&Source::from_texts(texts)).round.unwrap(), None)
    }

    fn first_steps(deadline: Option<Instant>) -> Case {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-steps");
        Case::of(Round::read(&folder).round.unwrap(), deadline)
    }

    fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.files[name]).unwrap()
    }

    fn steps(&self) -> &[Step] {
        self.climb.as_ref().map_or(&[], |climb| &climb.steps)
    }

    fn mps(&self, step: usize) -> Mps {
        Mps::read(self.text(&format!("step-{:02}.mps", step + 1)))
    }

    /// The values of the columns for the placed options, by column name.
    fn values(&self) -> BTreeMap<String, i64> {
        let values = self.program.values(&self.climb.as_ref().unwrap().placed);
        values.into_iter().enumerate().map(|(position, value)| (format!("x{}", position + 1), value)).collect()
    }

    /// The cells of a column of `ladder.csv`, by the header.
    fn ladder(&self, column: &str) -> Vec<String> {
        let mut reader = csv::Reader::from_reader(self.text("ladder.csv").as_bytes());
        let position = reader.headers().unwrap().iter().position(|header| header == column).unwrap();
        reader.records().map(|record| record.unwrap()[position].to_owned()).collect()
    }
}

/// What a file ought to hold of a list of terms.
fn named(terms: &[(usize, i64)], sign: i64) -> BTreeMap<String, i64> {
    terms.iter().map(|(column, coefficient)| (format!("x{}", column + 1), sign * coefficient)).collect()
}

fn sign(sense: Sense) -> i64 {
    if sense == Sense::Max { -1 } else { 1 }
}

#[test]
fn every_step_has_the_whole_program_and_the_values_before_it() {
    for case in [Case::first_steps(None)].into_iter().chain((0..40).map(Case::tiny)) {
        for position in 0..case.steps().len() {
            let (mps, program) = (case.mps(position), &case.program);
            assert_eq!(mps.columns.len(), program.columns().len());
            for (index, column) in program.columns().iter().enumerate() {
                let read = &mps.columns[&format!("x{}", index + 1)];
                assert_eq!((read.lower, read.upper), (Some(column.lower), Some(column.upper)));
                assert_eq!(read.integer, column.integer);
            }
            assert_eq!(mps.rows.len(), program.rows().len() + position);
            for (index, row) in program.rows().iter().enumerate() {
                let read = &mps.rows[&format!("r{}", index + 1)];
                assert_eq!(read.terms, named(&row.terms, 1));
                assert_eq!((read.lower, read.upper), (row.lower, row.upper));
            }
            for (index, step) in case.steps()[..position].iter().enumerate() {
                let read = &mps.rows[&format!("v{}", index + 1)];
                assert_eq!(read.terms, named(&program.objectives()[index].terms, 1));
                let kept = if step.sense == Sense::Max { (Some(step.value), None) } else { (None, Some(step.value)) };
                assert_eq!((read.lower, read.upper), kept);
            }
            let objective = &program.objectives()[position];
            assert_eq!(mps.objective, named(&objective.terms, sign(objective.sense)));
        }
    }
}

#[test]
fn the_allocation_keeps_every_row_and_no_solution_is_better() {
    let mut infeasible = 0;
    for case in [Case::first_steps(None)].into_iter().chain((0..40).map(Case::tiny)) {
        if case.climb.is_none() {
            infeasible += 1;
            assert_eq!(case.mps(0).minimum(), None);
            continue;
        }
        let minima = case.ladder("minimum");
        for (position, step) in case.steps().iter().enumerate() {
            let mps = case.mps(position);
            let stated: i64 = minima[position].parse().unwrap();
            assert_eq!(stated, sign(step.sense) * step.value);
            assert_eq!(mps.broken_row(&case.values()), None);
            assert_eq!(mps.cost(&case.values()), stated);
            assert_eq!(mps.minimum(), Some(stated), "step {}", position + 1);
        }
    }
    assert!(infeasible > 0, "one of the rounds has no solution");
}

#[test]
fn an_infeasible_round_has_its_program_and_one_step() {
    let infeasible = (0..40).map(Case::tiny).find(|case| case.climb.is_none()).unwrap();
    let names: Vec<&str> = infeasible.files.keys().map(String::as_str).collect();
    assert_eq!(names, ["program.json", "step-01.mps"]);
    let program: Value = serde_json::from_str(infeasible.text("program.json")).unwrap();
    assert_eq!(program["status"], "infeasible");
}

#[test]
fn the_ladder_says_what_each_file_comes_to() {
    // By hand: see the README of the scenario.
    let case = Case::first_steps(None);
    let first = case.text("ladder.csv").lines().take(2).collect::<Vec<_>>();
    assert_eq!(first[0], "step,file,stage,class,rank,sense,value,bound,proof,minimum");
    assert_eq!(first[1], "1,step-01.mps,placed,0;1;1,,max,2,2,proven,-2");
    let stages: Vec<String> = case.steps().iter().map(|step| step.stage.word().to_owned()).collect();
    assert_eq!(case.ladder("stage"), stages);
    let files: Vec<String> = (1..=stages.len()).map(|step| format!("step-{step:02}.mps")).collect();
    assert_eq!(case.ladder("file"), files);
}

#[test]
fn an_unproven_step_and_those_after_it_state_no_least_value() {
    let case = Case::first_steps(Some(Instant::now()));
    let open = case.steps().iter().position(|step| !step.is_proven()).unwrap();
    let minima = case.ladder("minimum");
    assert!(minima[..open].iter().all(|minimum| !minimum.is_empty()));
    assert!(minima[open..].iter().all(|minimum| minimum.is_empty()));
    assert_ne!(case.ladder("value")[open], case.ladder("bound")[open]);
    let program: Value = serde_json::from_str(case.text("program.json")).unwrap();
    assert_eq!(program["status"], "feasible");
}

#[test]
fn the_json_is_the_program() {
    for case in [Case::first_steps(None)].into_iter().chain((0..40).map(Case::tiny)) {
        let program: Value = serde_json::from_str(case.text("program.json")).unwrap();
        let terms = |terms: &[(usize, i64)]| serde_json::to_value(terms).unwrap();
        for (index, (read, column)) in list(&program, "columns").iter().zip(case.program.columns()).enumerate() {
            assert_eq!(read["name"], format!("x{}", index + 1));
            assert_eq!(read["kind"] == "option", index < case.program.option_count());
            assert_eq!((&read["lower"], &read["upper"]), (&column.lower.into(), &column.upper.into()));
            assert_eq!(read["integer"], column.integer);
        }
        for (index, (read, row)) in list(&program, "rows").iter().zip(case.program.rows()).enumerate() {
            assert_eq!(read["name"], format!("r{}", index + 1));
            assert_eq!(read["kind"], row.constraint().map_or("definition", Word::word));
            assert_eq!(read["terms"], terms(&row.terms));
            assert_eq!((&read["lower"], &read["upper"]), (&row.lower.into(), &row.upper.into()));
            assert_eq!(read["needless"], case.program.is_needless(index));
        }
        for (read, objective) in list(&program, "objectives").iter().zip(case.program.objectives()) {
            assert_eq!(
                (&read["stage"], &read["sense"]),
                (&objective.stage.word().into(), &objective.sense.word().into())
            );
            assert_eq!(read["terms"], terms(&objective.terms));
        }
        assert_eq!(program["cliques"], serde_json::to_value(case.program.cliques()).unwrap());
        let sizes = ["columns", "rows", "objectives"].map(|key| list(&program, key).len());
        let expected = [case.program.columns().len(), case.program.rows().len(), case.program.objectives().len()];
        assert_eq!(sizes, expected);
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap()
}

#[test]
fn no_id_of_the_round_is_written() {
    let city = generate::round(&small_city(), 7);
    let texts = city.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let city = Case::of(Round::from_source(&Source::from_texts(texts)).round.unwrap(), Some(Instant::now()));
    for case in [Case::first_steps(None), city] {
        let round = &case.round;
        let mut ids: BTreeSet<&str> = round.referrals.iter().map(|(_, row)| row.id.as_str()).collect();
        ids.extend(round.students.iter().map(|(_, row)| row.id.as_str()));
        ids.extend(round.schools.iter().flat_map(|(_, row)| [row.id.as_str(), row.name.as_str()]));
        ids.extend(round.providers.iter().flat_map(|(_, row)| [row.id.as_str(), row.name.as_str()]));
        ids.extend(round.courses.iter().map(|(_, row)| row.id.as_str()));
        ids.extend(round.intakes.iter().map(|(_, row)| row.id.as_str()));
        ids.remove("");
        assert!(ids.len() > 20, "the round has ids");
        for name in case.files.keys() {
            let text = case.text(name);
            let found: Vec<&&str> = ids.iter().filter(|id| text.contains(**id)).collect();
            assert!(found.is_empty(), "{name} has {found:?}");
        }
    }
}

fn small_city() -> generate::Recipe {
    let coventry = generate::Recipe::coventry(generate::Term::Spring);
    let size = generate::Size {
        schools: 6,
        sla_schools: 4,
        providers: 12,
        receiving_schools: 1,
        tier1_courses: 8,
        referrals: 60,
    };
    generate::Recipe { size, ..coventry }
}
