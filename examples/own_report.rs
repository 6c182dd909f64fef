//! A report of one's own from a round and an allocation in `allocations.csv`,
//! without rules or solver: of each provider how many of its places are taken,
//! after the audit has found nothing wrong:
//! `cargo run --release --example own_report -- ROUND allocations.csv`; without
//! arguments, of Coventry's autumn.

#![allow(clippy::print_stdout, reason = "an example prints what it found")]

use rightplace::audit::{Entry, Settings, audit};
use rightplace::round::Round;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args_os().skip(1);
    let folder: PathBuf = args.next().map_or_else(|| "scenarios/coventry-2025-26/autumn".into(), Into::into);
    let round = Round::read(&folder).round.ok_or("the round has errors")?;
    let allocations =
        args.next().map_or_else(|| "scenarios/coventry-2025-26/autumn-allocations.csv".into(), PathBuf::from);
    let entries = entries(&round, &allocations)?;
    let audited = audit(&round, &entries, &Settings::default());
    if let Some(violation) = audited.violations.first() {
        return Err(format!("the allocation is not sound: {}", violation.detail).into());
    }
    let mut taken: BTreeMap<&str, (usize, u32)> = BTreeMap::new();
    for (key, intake) in round.intakes.iter() {
        let provider = &round.providers[round.provider_of(key)].id;
        let (placed, places) = taken.entry(provider).or_default();
        *placed += entries.iter().filter(|entry| entry.intake == key).count();
        *places += intake.places;
    }
    for (provider, (placed, places)) in taken {
        println!("{provider}: {placed} of {places} places");
    }
    Ok(())
}

/// The referrals with their intakes of an `allocations.csv`.
fn entries(round: &Round, path: &PathBuf) -> Result<Vec<Entry>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name).ok_or(format!("no column {name}"));
    let (referral, intake) = (column("referral_id")?, column("intake_id")?);
    let mut entries = Vec::new();
    for record in reader.records() {
        let record = record?;
        entries.push(Entry {
            referral: round.referrals.find(&record[referral]).ok_or("an unknown referral")?,
            intake: round.intakes.find(&record[intake]).ok_or("an unknown intake")?,
            start: None,
            end: None,
        });
    }
    Ok(entries)
}
