//! How long the parts of a run take, on the spring round of Coventry's size:
//! reading, options, building the program, auditing; and the whole ladder on
//! the small round of first steps. `cargo bench` runs it.

use criterion::{Criterion, criterion_group, criterion_main};
use rightplace::audit::{self, Entry, audit};
use rightplace::program::Program;
use rightplace::round::Round;
use rightplace::rules::{Casebook, Options};
use rightplace::solve::{Highs, Quiet, climb};
use std::collections::BTreeSet;
use std::path::Path;

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
    // Every referral's first option: many limits are broken, all are looked at.
    let first = round.referrals.keys().filter_map(|key| options.of(key).first());
    let entries: Vec<Entry> = first
        .map(|option| Entry { referral: option.referral, intake: option.intake, start: None, end: None })
        .collect();
    let settings = audit::Settings::default();
    criterion.bench_function("audit", |bencher| bencher.iter(|| audit(&round, &entries, &settings)));
}

fn ladder(criterion: &mut Criterion) {
    let Some(round) = Round::read(Path::new(FIRST_STEPS)).round else { return };
    let book = Casebook::new(&round);
    let program = Program::write(&book, &Options::list(&book), &BTreeSet::new());
    criterion.bench_function("ladder of first steps", |bencher| {
        bencher.iter(|| climb(&program, &Highs, None, &mut Quiet).map(|climb| climb.placed.len()));
    });
}

criterion_group!(benches, parts_of_a_run, ladder);
criterion_main!(benches);
