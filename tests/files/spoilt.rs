//! Workbooks as people leave them: five hundred of them, spoilt by chance, each
//! read like its clean twin or told; none is silently different.

use crate::book::{Book, Cell, Sheet, clean, clean_files};
use crate::common::{read, told};
use crate::corpus::content;
use crate::damage::below;
use crate::libreoffice::{converted, is_there};
use chrono::{Datelike, NaiveDate};
use rightplace::reading::Reading;
use rightplace::round::Round;
use rightplace::source::Source;
use std::fs;
use std::path::PathBuf;

const ERRORS: [&str; 18] = [
    "#N/A",
    "#REF!",
    "#NAME?",
    "#DIV/0!",
    "#VALUE!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#GETTING_DATA",
    "#BUSY!",
    "#PYTHON!",
    "#EXTERNAL!",
    "#TIMEOUT!",
];

/// Sheets that a round cannot be without.
const NEEDED: [&str; 9] =
    ["round", "policy", "calendar", "schools", "students", "referrals", "providers", "courses", "intakes"];

/// What must be told of a spoilt workbook: the beginning of a line, and what
/// stands in it. Where nothing must, the round is its clean twin.
#[derive(Debug)]
struct Told {
    begin: String,
    within: String,
}

/// A spoilt workbook and what must be told of it.
#[derive(Debug)]
struct Spoilt {
    book: Book,
    told: Vec<Told>,
    /// Whether the values themselves are others than the twin's.
    differs: bool,
}

impl Spoilt {
    fn tells(&mut self, code: &str, place: String, within: impl Into<String>) {
        let error = ["merged-cells", "formula-error", "missing-file"].contains(&code);
        let severity = if error { "error" } else { "warning" };
        self.told.push(Told { begin: format!("{severity}[{code}] s.xlsx{place}"), within: within.into() });
    }

    fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.book.sheets.get_mut(name).unwrap()
    }
}

fn letter(column: usize) -> char {
    char::from(b'A' + u8::try_from(column).unwrap())
}

/// One of the cells of a sheet that hold something and are read; its row and
/// column from 0.
fn some_cell(sheet: &Sheet, is_settings: bool, state: &mut u64) -> (usize, usize) {
    let width = if is_settings { 2 } else { sheet.header.len() };
    let columns = |row: usize| (0..width).filter(move |column| sheet.rows[row][*column] != Cell::Blank);
    let row = below(state, sheet.rows.len());
    let held: Vec<usize> = columns(row).collect();
    (row, held[below(state, held.len())])
}

/// Spoils a sheet in one way.
fn spoil(spoilt: &mut Spoilt, name: &str, state: &mut u64) {
    let is_settings = ["round", "policy"].contains(&name);
    let sheet = spoilt.book.sheets[name].clone();
    let (row, column) = some_cell(&sheet, is_settings, state);
    let header = sheet.header[column].clone();
    let place = |row: usize, column: &str| format!(", sheet {name}, row {}, column {column}", row + 2);
    let cell = sheet.rows[row][column].clone();
    match below(state, 9) {
        // Merged downwards or to the side.
        0 => {
            let down = below(state, 3).min(sheet.rows.len() - 1 - row);
            let side = usize::from(down == 0 && column + 1 < sheet.header.len());
            // The word of a key across key and value would be a heading.
            if down + side == 0 || (is_settings && down == 0 && column == 0) {
                return;
            }
            let keeps = below(state, 2) == 0;
            spoilt.sheet(name).merged.push(([row, column, row + down, column + side], keeps));
            // What stands beside the values of settings is not read.
            if !is_settings || down > 0 {
                let names = format!("{}{}:{}{}", letter(column), row + 2, letter(column + side), row + down + 2);
                spoilt.tells("merged-cells", format!(", sheet {name}, row "), format!("merged cells {names}: "));
            }
        }
        1 | 2 => {
            let mut rows: Vec<usize> = (0..sheet.rows.len()).filter(|_| below(state, 3) == 0).collect();
            rows.dedup();
            spoilt.sheet(name).filtered = below(state, 2) == 0 && !is_settings;
            if let Some(first) = rows.first() {
                let count =
                    if rows.len() == 1 { "1 hidden row,".to_owned() } else { format!("{} hidden rows,", rows.len()) };
                spoilt.tells("hidden-rows", format!(", sheet {name}, row {}: ", first + 2), count);
            }
            spoilt.sheet(name).hidden_rows = rows;
        }
        3 => {
            let very = below(state, 2) == 0;
            let target = spoilt.sheet(name);
            (target.hidden, target.very_hidden) = (!very, very);
            spoilt.differs = true;
            spoilt.tells("hidden-sheet", format!(", sheet {name}: "), "which is not read");
            if NEEDED.contains(&name) {
                spoilt.tells("missing-file", String::new(), format!("no sheet {name} that is shown"));
            }
        }
        4 => {
            spoilt.sheet(name).rows[row][column] = Cell::Formula(Box::new(cell));
            if spoilt.book.is_recalculated {
                spoilt.tells("stale-formula", format!("{}: ", place(row, &header)), "out of date");
            }
        }
        5 => {
            spoilt.sheet(name).rows[row][column] = Cell::Unsaved(Box::new(cell));
            spoilt.tells(
                "formula-error",
                format!(", sheet {name}, row {}, ", row + 2),
                "a formula without a stored result",
            );
        }
        6 => {
            let error = ERRORS[below(state, ERRORS.len())];
            spoilt.sheet(name).rows[row][column] = Cell::Error(error);
            spoilt.tells("formula-error", format!(", sheet {name}, row {}, ", row + 2), format!("found \"{error}\""));
        }
        7 => {
            spoilt.sheet(name).hidden_columns.push(column);
            spoilt.tells("hidden-column", format!(", sheet {name}, row 1, column {header}: "), "a hidden column");
        }
        _ => spoil_dates(spoilt, name, &sheet, state),
    }
}

/// Spoils the dates of one of a sheet's columns, where there are any.
fn spoil_dates(spoilt: &mut Spoilt, name: &str, sheet: &Sheet, state: &mut u64) {
    let is_date = |row: &Vec<Cell>, column: usize| matches!(row[column], Cell::Date(_));
    let dated: Vec<usize> =
        (0..sheet.header.len()).filter(|column| sheet.rows.iter().any(|row| is_date(row, *column))).collect();
    if dated.is_empty() {
        return;
    }
    let column = dated[below(state, dated.len())];
    let header = sheet.header[column].clone();
    let exchanges = below(state, 2) == 0 && !["round", "policy"].contains(&name);
    let (mut changed, mut texts) = (Vec::new(), 0);
    for (at, row) in spoilt.sheet(name).rows.iter_mut().enumerate() {
        let Cell::Date(date) = row[column] else { continue };
        if !exchanges {
            changed.push(at);
            row[column] = Cell::PlainDate(date);
        } else if date.day() <= 12 {
            changed.push(at);
            row[column] = Cell::Date(NaiveDate::from_ymd_opt(date.year(), date.day(), date.month()).unwrap());
        } else {
            texts += 1;
            row[column] = Cell::Text(format!("{}/{}/{}", date.day(), date.month(), date.year()));
        }
    }
    let Some(first) = changed.first() else { return };
    let place = format!(", sheet {name}, row {}, column {header}: ", first + 2);
    if exchanges && texts > 0 {
        spoilt.differs = true;
        spoilt.tells("day-and-month-exchanged", place, format!("{} true date", changed.len()));
    } else if exchanges {
        // Nothing shows it: they could all be meant.
        spoilt.sheet(name).rows.clone_from(&sheet.rows);
    } else if spoilt.book.from_1904 {
        let place = place.replace("column as_of", "column value");
        spoilt.tells("number-from-1904", place, "plain number");
    }
}

/// A spoilt workbook of a seed.
fn spoilt(seed: u64) -> Spoilt {
    let mut state = seed;
    let mut book = clean();
    book.from_1904 = below(&mut state, 4) == 0;
    book.is_recalculated = below(&mut state, 2) == 0;
    let mut spoilt = Spoilt { book, told: Vec::new(), differs: false };
    let mut names: Vec<String> = spoilt.book.sheets.keys().filter(|name| *name != "notes").cloned().collect();
    for _ in 0..=below(&mut state, 3) {
        let name = names.swap_remove(below(&mut state, names.len()));
        spoil(&mut spoilt, &name, &mut state);
    }
    // What is for people may hold anything.
    if below(&mut state, 2) == 0 {
        let notes = spoilt.sheet("notes");
        notes.rows[0][0] = Cell::Error(ERRORS[below(&mut state, ERRORS.len())]);
        notes.rows[1][0] = Cell::Unsaved(Box::new(Cell::Number(1.0)));
        notes.merged = vec![([1, 1, 2, 2], true)];
        notes.hidden = below(&mut state, 2) == 0;
    }
    spoilt
}

/// A message with the row in the place of the cell, whose column stands behind it.
fn by_row(line: &str) -> String {
    let Some((before, after)) = line.split_once(", cell ") else { return line.to_owned() };
    format!("{before}, row {}", after.trim_start_matches(|c: char| c.is_ascii_uppercase()))
}

/// What is wrong with the answer to a spoilt workbook; nothing where it is
/// read like its twin or told.
fn wrong(reading: &Reading, clean: &str, spoilt: &Spoilt) -> Option<String> {
    let lines: Vec<String> = told(reading).iter().map(|line| by_row(line)).collect();
    for expected in &spoilt.told {
        let is_told = |line: &String| line.starts_with(&expected.begin) && line.contains(&expected.within);
        if !lines.iter().any(is_told) {
            return Some(format!("not told: {expected:?}\n{}", lines.join("\n")));
        }
    }
    match &reading.round {
        Some(_) if spoilt.told.iter().any(|told| told.begin.starts_with("error")) => Some("read in spite of it".into()),
        Some(round) if !spoilt.differs && content(round) != clean => Some("reads as another round".into()),
        Some(_) if !spoilt.differs && lines.len() != spoilt.told.len() => Some(lines.join("\n")),
        _ => None,
    }
}

#[test]
fn five_hundred_spoilt_workbooks_are_read_like_their_twin_or_told() {
    let clean = content(&read(&clean_files()).round.unwrap());
    let (mut faults, mut loud, mut quiet) = (Vec::new(), 0, 0);
    for seed in 0..500 {
        let spoilt = spoilt(seed);
        let reading = Round::from_source(&Source::from_workbook("s.xlsx", &spoilt.book.bytes()));
        if let Some(fault) = wrong(&reading, &clean, &spoilt) {
            faults.push(format!("seed {seed}: {fault}"));
        }
        let count = if spoilt.told.is_empty() { &mut quiet } else { &mut loud };
        *count += 1;
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n\n"));
    // Both happen, so that silence is tried too.
    assert!(loud > 300 && quiet > 30, "{loud} are told, {quiet} are not");
}

#[test]
fn spoilt_workbooks_that_libreoffice_saved_are_never_silently_different() {
    if !is_there() {
        return;
    }
    let clean = content(&read(&clean_files()).round.unwrap());
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..36).map(|seed| folder.path().join(format!("{seed}.xlsx"))).collect();
    for (seed, path) in (0..).zip(&paths) {
        fs::write(path, spoilt(seed).book.bytes()).unwrap();
    }
    let out = converted(&paths, "xlsx", &[], folder.path());
    let mut alike = 0;
    for path in &paths {
        let reading = Round::read(&out.join(path.file_name().unwrap()));
        let is_alike = reading.round.as_ref().is_some_and(|round| content(round) == clean);
        assert!(is_alike || !reading.problems.is_empty(), "{} is silently different", path.display());
        alike += usize::from(is_alike);
    }
    assert!((5..36).contains(&alike), "{alike} are read like their twin");
}
