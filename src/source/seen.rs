//! What a person who opens the workbook sees otherwise than it is read: cells
//! that are merged or hidden, results that may be out of date, dates that mean
//! another day.

use super::area::{Area, Spot};
use super::error_value::{NO_RESULT, is_error_value};
use super::form::Form;
use super::marks::Marks;
use super::plain::plain;
use super::raw::{RawRow, RawTable};
use crate::problem::{Code, Place, Problem};
use crate::schema::{Column, Kind};

/// The count of a workbook from 1904 begins so many days later.
const FROM_1904: u32 = 1_462;
/// The days that a number without the form of a date may mean.
const SERIALS: std::ops::RangeInclusive<u32> = 40_000..=60_000;
/// More cells are not looked at one by one.
const MOST_LOOKS: usize = 10_000_000;

/// A column of a sheet that is read.
struct ReadColumn {
    at: usize,
    name: String,
    is_date: bool,
}

/// The rows and columns of a sheet that are read.
struct Seen<'a> {
    place: &'a Place,
    marks: &'a Marks,
    header: (u32, &'a [String]),
    rows: &'a mut [RawRow],
    columns: Vec<ReadColumn>,
}

/// Tells what is seen otherwise in the sheet of a table. Numbers of days that
/// count from 1904 are made such as count from 1900, as all others.
pub(super) fn tell(table: &mut RawTable, marks: &Marks, form: Form, problems: &mut Vec<Problem>) {
    let column = |(at, name): (usize, &String)| {
        let Column { name, kind, .. } = form.column(name)?;
        Some(ReadColumn { at, name: (*name).to_owned(), is_date: matches!(kind, Kind::Date) })
    };
    let columns = table.header.iter().enumerate().filter_map(column).collect();
    let header = (table.header_row, table.header.as_slice());
    let mut seen = Seen { place: &table.place, marks, header, rows: &mut table.rows, columns };
    seen.fill_arrays();
    seen.tell_all(false, problems);
    seen.tell_exchanged(problems);
    seen.tell_from_1904(problems);
}

/// Tells what is seen otherwise in a sheet of settings, whose keys and values
/// stand in two columns; `keys` are those that may be given.
pub(super) fn tell_of_settings(
    place: &Place,
    records: &mut [RawRow],
    (first, key_at, value_at): (usize, usize, usize),
    marks: &Marks,
    keys: &[Column],
    problems: &mut Vec<Problem>,
) {
    let (above, rows) = records.split_at_mut(first.min(records.len()));
    let header = above.last().map_or((0, [].as_slice()), |header| (header.row, header.cells.as_slice()));
    let column = |at, name: &str| ReadColumn { at, name: name.to_owned(), is_date: false };
    let columns = vec![column(key_at, "key"), column(value_at, "value")];
    let mut seen = Seen { place, marks, header, rows, columns };
    seen.fill_arrays();
    seen.tell_all(true, problems);
    let is_date = |key: &str| {
        let key = plain(key);
        keys.iter().any(|column| matches!(column.kind, Kind::Date) && plain(column.name) == key)
    };
    for row in seen.rows.iter_mut().filter(|_| marks.counts_from_1904) {
        let key = row.cells.get(key_at).cloned().unwrap_or_default();
        let value = row.cells.get_mut(value_at).filter(|_| is_date(&key));
        if let Some((value, serial)) = value.and_then(|value| Some((from_1904(value)?, value))) {
            *serial = value;
            problems.push(plain_number(place.row(row.row).column("value"), 1));
        }
    }
}

impl Seen<'_> {
    fn tell_all(&self, are_settings: bool, problems: &mut Vec<Problem>) {
        let is_hidden = |row: &&RawRow| {
            self.marks.hidden_rows.binary_search(&row.row).is_ok()
                && self.columns.iter().any(|column| !is_blank(row, column.at))
        };
        let hidden: Vec<u32> = self.rows.iter().filter(is_hidden).map(|row| row.row).collect();
        if let Some(first) = hidden.first() {
            problems.push(Problem::new(Code::HiddenRows, self.place.row(*first)).says(
                match hidden.len() {
                    1 => "1 hidden row, which is read".to_owned(),
                    count => format!("{count} hidden rows, which are read (the first is row {first})"),
                },
                "rows that are shown",
                "Clear the filter or show the rows, and delete those that are not meant.",
            ));
        }
        for column in &self.columns {
            let at = number(column.at);
            let is_hidden = self.marks.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&at));
            if is_hidden && self.rows.iter().any(|row| !is_blank(row, column.at)) {
                let place = self.place.row(self.header.0.max(1)).column(&column.name);
                problems.push(Problem::new(Code::HiddenColumn, place).says(
                    "a hidden column, which is read",
                    "columns that are shown",
                    "Show the column, and delete it if it is not meant.",
                ));
            }
            self.tell_stale(column, problems);
        }
        let mut looks = MOST_LOOKS;
        for area in &self.marks.merged {
            if let Some((row, column)) = self.hidden_by(*area, are_settings, &mut looks) {
                problems.push(Problem::new(Code::MergedCells, self.place.row(row).column(&column.name)).says(
                    format!("merged cells {area}: only the first has a value"),
                    "a value in each cell",
                    "Undo the merging, and write the value into each row that it is meant for.",
                ));
            }
        }
    }

    /// Tells results of formulas that the workbook asks to be worked out anew.
    fn tell_stale(&self, column: &ReadColumn, problems: &mut Vec<Problem>) {
        if self.marks.stale.is_empty() {
            return;
        }
        let is_stale = |row: &&RawRow| {
            let spot = Spot { row: row.row, column: number(column.at) };
            self.marks.stale.binary_search(&spot).is_ok()
                && !row.cells.get(column.at).is_some_and(|cell| is_error_value(cell.trim()))
        };
        let stale: Vec<u32> = self.rows.iter().filter(is_stale).map(|row| row.row).collect();
        if let Some(first) = stale.first() {
            problems.push(Problem::new(Code::StaleFormula, self.place.row(*first).column(&column.name)).says(
                match stale.len() {
                    1 => "a formula whose stored result may be out of date".to_owned(),
                    count => format!("{count} formulas whose stored results may be out of date, the first in row {first}"),
                },
                "values, or formulas that are worked out",
                "The workbook asks to be recalculated; what is stored is read. Open it in the spreadsheet and save it anew.",
            ));
        }
    }

    /// The first cell that is read and lies under merged cells, where a value
    /// is shown or hidden there.
    fn hidden_by(&self, area: Area, are_settings: bool, looks: &mut usize) -> Option<(u32, &ReadColumn)> {
        let columns = || self.columns.iter().filter(|column| area.has_column(number(column.at)));
        let is_under =
            |row: &RawRow, column: &ReadColumn| (Spot { row: row.row, column: number(column.at) }) != area.first;
        let from = self.rows.partition_point(|row| row.row < area.first.row);
        let to = self.rows.partition_point(|row| row.row <= area.last.row);
        let rows = self.rows.get(from..to)?;
        let under =
            rows.iter().find_map(|row| columns().find(|column| is_under(row, column)).map(|at| (row.row, at)))?;
        let at = usize::try_from(area.first.column).ok()?;
        let is_shown = match rows.first().filter(|row| row.row == area.first.row) {
            Some(row) => !is_blank(row, at),
            None if self.header.0 == area.first.row => {
                self.header.1.get(at).is_some_and(|name| !name.trim().is_empty())
            }
            None => area.first.row < self.header.0,
        };
        // Above some settings may stand words for people.
        let is_heading = are_settings && area.first.row == area.last.row && self.columns.first()?.at == at;
        if is_shown && !is_heading {
            return Some(under);
        }
        for row in rows {
            *looks = looks.saturating_sub(1);
            if *looks == 0 || columns().any(|column| is_under(row, column) && !is_blank(row, column.at)) {
                return Some(under);
            }
        }
        None
    }

    /// Where a formula gives the values of several cells, those that the file
    /// does not hold lack a result.
    fn fill_arrays(&mut self) {
        let mut looks = MOST_LOOKS;
        for area in &self.marks.arrays {
            let from = self.rows.partition_point(|row| row.row < area.first.row);
            let to = self.rows.partition_point(|row| row.row <= area.last.row);
            for row in self.rows.get_mut(from..to).unwrap_or_default() {
                for column in self.columns.iter().filter(|column| area.has_column(number(column.at))) {
                    let spot = Spot { row: row.row, column: number(column.at) };
                    looks = looks.saturating_sub(1);
                    if looks == 0 {
                        return;
                    }
                    if is_blank(row, column.at) && self.marks.blank_texts.binary_search(&spot).is_err() {
                        if row.cells.len() <= column.at {
                            row.cells.resize(column.at + 1, String::new());
                        }
                        if let Some(cell) = row.cells.get_mut(column.at) {
                            NO_RESULT.clone_into(cell);
                        }
                    }
                }
            }
        }
    }

    /// Tells columns where a spreadsheet that puts the month first seems to
    /// have taken texts for dates: what could be such a date is one, what could
    /// not is still a text.
    fn tell_exchanged(&self, problems: &mut Vec<Problem>) {
        for column in self.columns.iter().filter(|column| column.is_date) {
            let (mut dates, mut texts): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
            for row in self.rows.iter() {
                let Some(cell) = row.cells.get(column.at) else { continue };
                let spot = Spot { row: row.row, column: number(column.at) };
                if self.marks.dates.binary_search(&spot).is_err() {
                    texts.extend(is_after_the_12th(cell).then_some(row.row));
                } else if cell.get(8..10).and_then(|day| day.parse::<u32>().ok()).is_some_and(|day| day <= 12) {
                    dates.push(row.row);
                }
            }
            let (Some(date), Some(text)) = (dates.first(), texts.first()) else { continue };
            let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
            problems.push(Problem::new(Code::DayAndMonthExchanged, self.place.row(*date).column(&column.name)).says(
                format!(
                    "{} with a day up to 12, the first in row {date}, beside {} with a day above 12, the first in row {text}",
                    counted(dates.len(), "true date"),
                    counted(texts.len(), "text")
                ),
                "true dates alone, or texts alone",
                "A spreadsheet that puts the month first may have exchanged day and month of the true dates: compare them with the source.",
            ));
        }
    }

    fn tell_from_1904(&mut self, problems: &mut Vec<Problem>) {
        for column in self.columns.iter().filter(|column| column.is_date && self.marks.counts_from_1904) {
            let mut told: Option<(u32, usize)> = None;
            for row in self.rows.iter_mut() {
                let Some(cell) = row.cells.get_mut(column.at) else { continue };
                if let Some(serial) = from_1904(cell) {
                    *cell = serial;
                    told = Some(told.map_or((row.row, 1), |(first, count)| (first, count + 1)));
                }
            }
            if let Some((first, count)) = told {
                problems.push(plain_number(self.place.row(first).column(&column.name), count));
            }
        }
    }
}

fn plain_number(place: Place, count: usize) -> Problem {
    let found = match count {
        1 => "a plain number in the place of a date, in a workbook that counts days from 1904".to_owned(),
        _ => format!("{count} plain numbers in the place of dates, in a workbook that counts days from 1904"),
    };
    Problem::new(Code::NumberFrom1904, place).says(
        found,
        "dates",
        "They are read as the workbook counts; give the cells the form of a date and check the days.",
    )
}

/// A plain number that may mean a day, counted from 1900 instead of 1904.
fn from_1904(cell: &str) -> Option<String> {
    let cell = cell.trim();
    let (days, part) = cell.split_once('.').map_or((cell, None), |(days, part)| (days, Some(part)));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(days) && days.len() == 5 && part.is_none_or(is_number)).then_some(())?;
    let days = days.parse::<u32>().ok()? + FROM_1904;
    let part = part.map(|part| format!(".{part}")).unwrap_or_default();
    SERIALS.contains(&days).then(|| format!("{days}{part}"))
}

/// Whether a text is a date in numbers, the day first and above 12.
fn is_after_the_12th(cell: &str) -> bool {
    cell.split_whitespace().any(|word| {
        let mut parts = word.trim_matches(',').split(['/', '.', '-']);
        let mut next = || parts.next().filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let (day, month, year) = (next(), next(), next());
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<u32>().ok());
        number(day).is_some_and(|day| (13..=31).contains(&day))
            && number(month).is_some_and(|month| (1..=12).contains(&month))
            && year.is_some_and(|year| matches!(year.len(), 2 | 4))
            && parts.next().is_none()
    })
}

fn is_blank(row: &RawRow, at: usize) -> bool {
    row.cells.get(at).is_none_or(|cell| cell.trim().is_empty())
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
