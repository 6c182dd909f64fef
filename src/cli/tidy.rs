//! `rightplace tidy`.

use super::console::{Next, data, quoted, say};
use super::exit::{End, Exit};
use super::ink;
use super::paths;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;
use rightplace::bench::BENCH;
use rightplace::paper::publish::{Leaving, PublishFault, Set, is_of_set, leavings};
use rightplace::paper::words::count;
use rightplace::plan::buy::PLAN_BUY;
use rightplace::plan::value::PLAN_VALUE;
use rightplace::report::deadlines::DEADLINES;
use rightplace::report::export::EXPORT;
use rightplace::report::{PACKS, RESULT};
use rightplace::whatif::{ESTIMATES, JournalFault, SHARD, WHATIF, delete_journal, is_journal};
use rightplace::year::YEAR;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How many folders below the one that is named are looked into.
const DEEPEST: usize = 12;

/// What runs write, by a word.
const SETS: [(&str, Set); 11] = [
    ("result", RESULT),
    ("packs", PACKS),
    ("dates", DEADLINES),
    ("comparison", WHATIF),
    ("estimates", ESTIMATES),
    ("part", SHARD),
    ("plan value", PLAN_VALUE),
    ("plan buy", PLAN_BUY),
    ("export", EXPORT),
    ("year", YEAR),
    ("benchmark", BENCH),
];

/// Lists what runs have left in folders, and deletes what is older than a date
///
/// Results and their copies, packs, comparisons and their journals, and the hidden
/// folders of runs that were killed, in the folders that are named and all below
/// them, each with the day it was written and its size. Only what is proven to
/// be ours is deleted: files as the list of their set has them, by their
/// SHA-256. Rounds, files of other people and files that somebody altered stay.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace tidy rounds/                                 lists, and deletes nothing
  rightplace tidy rounds/ --delete-before 2025-09-01

Exit status: 0 done, 1 something could not be deleted, 7 another run was writing there.")]
pub struct Args {
    /// Folders to look into
    #[arg(required = true, value_name = "PLACE")]
    places: Vec<PathBuf>,
    /// Delete what was written before this day
    #[arg(long, value_name = "DATE")]
    delete_before: Option<NaiveDate>,
}

/// Something that lies about.
enum Found {
    Leaving(Leaving),
    Journal { path: PathBuf, bytes: u64, written: SystemTime },
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let mut found = Vec::new();
    for place in &args.places {
        paths::folder(place, Exit::Usage)?;
        look(place, 0, &mut found)
            .map_err(|error| End::usage(format_args!("{} cannot be read: {error}", quoted(place))))?;
    }
    let (mut exit, mut gone) = (Exit::Done, 0);
    for one in &found {
        let day = one.day();
        let is_due = args.delete_before.is_some_and(|before| day < before);
        let kept = one.altered();
        let altered = if kept > 0 { format!(", {} altered, which stay", count(kept, "file")) } else { String::new() };
        let said = if is_due { "deleted  " } else { "" };
        match if is_due { one.delete() } else { Ok(()) } {
            Ok(()) => {
                gone += usize::from(is_due);
                let (word, path) = (one.word(), quoted(one.path()));
                data(format_args!("{said}{day}  {:>9} KB  {word:<10}  {path}{altered}", one.bytes().div_ceil(1000)))?;
            }
            Err((ended, message)) => {
                exit = ended;
                say(format_args!("{} {}: {message}", ink::error("error:"), quoted(one.path())));
            }
        }
    }
    say(format_args!("{} found, {gone} deleted.", found.len()));
    match args.delete_before {
        None => Next::words("delete what is no longer needed: the same with --delete-before DATE").say(),
        Some(_) => Next::words("tell who keeps the record of processing what was deleted").say(),
    }
    Ok(exit)
}

/// Looks into a folder and those below it; links are not followed.
fn look(folder: &Path, depth: usize, found: &mut Vec<Found>) -> io::Result<()> {
    found.extend(leavings(folder, &SETS)?.into_iter().map(Found::Leaving));
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, about) = (entry.path(), entry.metadata()?);
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_below = about.is_dir() && !name.starts_with('.') && depth < DEEPEST;
        if is_below && !is_of_set(folder, &name, &SETS) {
            // One that may not be entered has nothing of ours to tell.
            let _ = look(&path, depth + 1, found);
        } else if about.is_file() && is_journal_name(&name) && is_journal(&path) {
            // A part's own is listed with it.
            let is_of_part = folder.join("shard.json").is_file() && name == "results.journal";
            if !is_of_part {
                found.push(Found::Journal { path, bytes: about.len(), written: about.modified()? });
            }
        }
    }
    Ok(())
}

/// A journal's name, or that of one which was just being made.
fn is_journal_name(name: &str) -> bool {
    name.ends_with(".journal") || name.contains(".journal.rightplace-")
}

impl Found {
    fn path(&self) -> &Path {
        match self {
            Found::Leaving(leaving) => &leaving.path,
            Found::Journal { path, .. } => path,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Found::Leaving(leaving) => leaving.word,
            Found::Journal { .. } => "journal",
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Found::Leaving(leaving) => leaving.bytes,
            Found::Journal { bytes, .. } => *bytes,
        }
    }

    fn altered(&self) -> usize {
        match self {
            Found::Leaving(leaving) => leaving.altered,
            Found::Journal { .. } => 0,
        }
    }

    /// The day on which it was written, in London.
    fn day(&self) -> NaiveDate {
        let written = match self {
            Found::Leaving(leaving) => leaving.written,
            Found::Journal { written, .. } => *written,
        };
        DateTime::<Utc>::from(written).with_timezone(&London).date_naive()
    }

    fn delete(&self) -> Result<(), (Exit, String)> {
        match self {
            Found::Leaving(leaving) => leaving.delete().map_err(|fault| match fault {
                PublishFault::Busy => (Exit::Busy, "another run is writing there; it stays".to_owned()),
                fault => (Exit::Fault, fault.to_string()),
            }),
            Found::Journal { path, .. } => delete_journal(path).map(|_| ()).map_err(|fault| match fault {
                JournalFault::Busy => (Exit::Busy, fault.to_string()),
                fault => (Exit::Fault, fault.to_string()),
            }),
        }
    }
}
