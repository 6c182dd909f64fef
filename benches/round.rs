//! How long the parts of a run take, on the spring round of Coventry's size:
//! reading, options, building the program, auditing, explaining, writing; and
//! the whole ladder on the small round of first steps. `cargo bench` runs it.

use criterion::{Criterion, criterion_group, criterion_main};
use rightplace::audit::{self, Entry, audit};
use rightplace::paper::Format;
use rightplace::posed::Posed;
use rightplace::program::Program;
use rightplace::report::{Report, files};
use rightplace::result::{Trace, read_off};
use rightplace::round::Round;
use rightplace::rules::{Casebook, Options};
use rightplace::solve::{Engine, Highs, Quiet, Stop, climb};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

const SPRING: &str = "scenarios/coventry-2025-26/spring";
const FIRST_STEPS: &str = "scenarios/first-steps";

fn parts_of_a_run(criterion: &mut Criterion) {
    criterion.bench_function("reading", |bencher| bencher.iter(|| Round::read(Path::new(SPRING))));
    let Some(round) = Round::read(Path::new(SPRING)).round else { return };
    criterion.bench_function("options", |bencher| bencher.iter(|| Options::list(&Casebook::new(&round))));
    let book = Casebook::new(&round);
    let options = Options::list(&book);
    let none = BTreeSet::new();
    criterion.bench_function("program", |bencher| bencher.iter(|| Program::write(&book, &options, &none)));
    let posed = Posed::new(round.clone(), none);
    // Every referral's first option: many limits are broken, all are looked at.
    let first = round.referrals.keys().filter_map(|key| options.of(key).first());
    let entries: Vec<Entry> = first
        .map(|option| Entry { referral: option.referral, intake: option.intake, start: None, end: None })
        .collect();
    let settings = audit::Settings::default();
    criterion.bench_function("audit", |bencher| bencher.iter(|| audit(&round, &entries, &settings)));
    // Without time to improve it, an allocation is found at once.
    let engine = Engine { solver: &Highs::default(), stop: Stop::at(Some(Instant::now())) };
    let Ok(found) = climb(posed.program(), engine, &mut Quiet) else { return };
    criterion.bench_function("explanations", |bencher| {
        bencher.iter(|| read_off(&posed, engine, found.clone()));
    });
    let result = read_off(&posed, engine, found);
    let report = Report {
        round: &round,
        result: &result,
        earlier: None,
        problems: &[],
        trace: &Trace::default(),
        format: Format::Plain,
    };
    criterion.bench_function("writing", |bencher| bencher.iter(|| files(&report).map(|files| files.len())));
}

fn ladder(criterion: &mut Criterion) {
    let Some(round) = Round::read(Path::new(FIRST_STEPS)).round else { return };
    let posed = Posed::new(round, BTreeSet::new());
    criterion.bench_function("ladder of first steps", |bencher| {
        bencher
            .iter(|| climb(posed.program(), Engine::of(&Highs::default()), &mut Quiet).map(|climb| climb.placed.len()));
    });
}

criterion_group!(benches, parts_of_a_run, ladder);
criterion_main!(benches);
