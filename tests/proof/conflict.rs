//! Conflicts of tiny rounds by brute force, and their changes made to the files.

use super::Files;
use rightplace::ids::ConstraintId;
use rightplace::limits::{About, Limit};
use rightplace::program::{Program, Row};
use rightplace::round::Round;
use rightplace::rules::{Casebook, Options};
use std::collections::BTreeSet;

/// More options than this are not tried in every combination.
const MOST_OPTIONS: usize = 13;

/// How many decisions and limits the smallest conflict has: the smallest set
/// with a member among those that each combination of options breaks. A limit
/// is told apart by its constraint and what it is about. Nothing where there
/// are too many options, or some combination breaks nothing.
pub fn smallest_size(round: &Round) -> Option<usize> {
    let book = Casebook::new(round);
    let options = Options::list(&book);
    let program = Program::write(&book, &options, &BTreeSet::new());
    if options.all().len() > MOST_OPTIONS {
        return None;
    }
    let mut groups: Vec<Limit> = program.rows().iter().filter_map(|row| row.limit).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut broken: BTreeSet<u64> = BTreeSet::new();
    for choice in 0_u32..1 << options.all().len() {
        let placed = (0..options.all().len()).filter(|column| choice >> column & 1 == 1).collect();
        let values = program.values(&placed);
        let rows = program.rows().iter().filter(|row| !holds(round, &program, row, &values));
        let marks = rows.filter_map(|row| groups.iter().position(|group| row.limit == Some(*group)));
        broken.insert(marks.fold(0, |marks, group| marks | 1 << group));
    }
    assert!(groups.len() < 64, "a group has a bit");
    let minimal: Vec<u64> = broken
        .iter()
        .copied()
        .filter(|one| !broken.iter().any(|other| other != one && other & one == *other))
        .collect();
    (1..=groups.len()).find(|size| meets_all(&minimal, 0, *size))
}

/// Whether so many more groups can meet every set that is not met yet.
fn meets_all(sets: &[u64], chosen: u64, left: usize) -> bool {
    let Some(open) = sets.iter().find(|set| *set & chosen == 0) else { return true };
    left > 0
        && (0..64).filter(|group| open >> group & 1 == 1).any(|group| meets_all(sets, chosen | 1 << group, left - 1))
}

/// Whether values keep a row. One that keeps students apart is about pairs of
/// one placement of each; that neither has two is a matter of `clash`.
fn holds(round: &Round, program: &Program, row: &Row, values: &[i64]) -> bool {
    let (Some(Limit { constraint: ConstraintId::Separation, about: About::Students(one, _) }), 3..) =
        (row.limit, row.terms.len())
    else {
        return row.holds(values);
    };
    let taken = |is_one: bool| {
        row.terms.iter().any(|(column, _)| {
            let student = round.referrals[program.placement(*column).referral].student;
            values[*column] == 1 && (student == one) == is_one
        })
    };
    !(taken(true) && taken(false))
}

/// The files with a change made as its words say, and with one unit less of it
/// where it is an amount above one. Nothing for words that are not known here.
pub fn changed(files: &Files, change: &str) -> Option<(Files, Option<Files>)> {
    let words: Vec<&str> = change.split([' ', '(', ')']).filter(|word| !word.is_empty()).collect();
    let numbers = |table: &str, id: &str, column: &str, more: i64, unit: i64, now: i64| {
        let set = |value: i64| {
            let mut files = files.clone();
            set(&mut files, table, id, column, &money(value, column))?;
            Some(files)
        };
        let direction = more.signum() * unit;
        let less = (more.abs() > 1).then(|| set(now + more * unit - direction));
        Some((set(now + more * unit)?, less.flatten()))
    };
    let number = |word: &str| word.trim_start_matches('£').replace(".00", "").parse::<i64>().ok();
    match words.as_slice() {
        ["referral", id, "need", "not", "hold", "intake", intake, ..] => {
            let mut files = files.clone();
            let text = files.get_mut("decisions.csv")?;
            let is_it = |line: &&str| {
                let cells: Vec<&str> = line.split(',').collect();
                cells.contains(id) && cells.contains(intake) && cells.contains(&"place")
            };
            *text = text.lines().filter(|line| !is_it(line)).map(|line| format!("{line}\n")).collect();
            Some((files, None))
        }
        ["intake", id, "has", more, "more", _, _, "instead", "of", now] => {
            numbers("intakes", id, "places", number(more)?, 1, number(now)?)
        }
        ["intake", id, "may", "run", "with", then, "instead", "of", now] => {
            numbers("intakes", id, "min_group", number(then)? - number(now)?, 1, number(now)?)
        }
        ["the", "budget", "of", "school", id, "is", more, "higher", _, "instead", "of", now] => {
            let pence = |word: &str| word.trim_start_matches('£').replace('.', "").parse::<i64>().ok();
            numbers("schools", id, "budget", number(more)?, 100, pence(now)?)
        }
        ["the", "rule", rule, "is", "waived", "for", "referral", referral, "with", "intake", intake] => {
            let mut files = files.clone();
            let text = files.get_mut("decisions.csv")?;
            let header: Vec<&str> = text.lines().next()?.split(',').collect();
            let cell = |column: &&str| match *column {
                "referral_id" => (*referral).to_owned(),
                "decision" => "waive".to_owned(),
                "intake_id" if *rule != "status" => (*intake).to_owned(),
                "rule" => (*rule).to_owned(),
                "reason" => "to try".to_owned(),
                _ => String::new(),
            };
            let row: Vec<String> = header.iter().map(cell).collect();
            *text += &format!("{}\n", row.join(","));
            Some((files, None))
        }
        _ => None,
    }
}

fn money(value: i64, column: &str) -> String {
    match column {
        "budget" => format!("{}.{:02}", value / 100, value % 100),
        _ => value.to_string(),
    }
}

/// Sets a cell of a table without quotes.
fn set(files: &mut Files, table: &str, id: &str, column: &str, value: &str) -> Option<()> {
    let text = files.get_mut(&format!("{table}.csv"))?;
    let at = text.lines().next()?.split(',').position(|name| name == column)?;
    let line = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells.first() == Some(&id) {
            cells[at] = value;
        }
        cells.join(",") + "\n"
    };
    *text = text.lines().map(line).collect();
    Some(())
}
