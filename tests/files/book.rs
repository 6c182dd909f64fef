//! A workbook as its cells are, to be spoilt and written.

use crate::common::{changed, twin};
use crate::parts::{put_together, taken_apart};
use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use std::collections::BTreeMap;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Blank,
    Text(String),
    Number(f64),
    /// A true date.
    Date(NaiveDate),
    /// A date as a number without the form of one.
    PlainDate(NaiveDate),
    /// A formula with its stored result.
    Formula(Box<Cell>),
    /// A formula whose result nobody stored.
    Unsaved(Box<Cell>),
    /// An error value.
    Error(&'static str),
}

/// A sheet with its header.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub header: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    pub hidden: bool,
    pub very_hidden: bool,
    /// Rows from 0, the header being none.
    pub hidden_rows: Vec<usize>,
    pub filtered: bool,
    pub hidden_columns: Vec<usize>,
    /// Rows and columns from and to; whether the cells under the first keep
    /// what they held.
    pub merged: Vec<([usize; 4], bool)>,
}

/// A workbook.
#[derive(Debug, Clone, Default)]
pub struct Book {
    pub sheets: BTreeMap<String, Sheet>,
    /// Whether it counts days from 1904.
    pub from_1904: bool,
    /// Whether it asks to be recalculated.
    pub is_recalculated: bool,
}

const RUN: &[(&str, &str)] =
    &[("name", "Spring 2026"), ("as_of", "2025-12-05"), ("academic_year", "2025-26"), ("seed", "20251205")];
const POLICY: &[(&str, &str)] = &[
    ("authority", "Coventry"),
    ("bands", "4"),
    ("days_off_site_max", "4"),
    ("outcome_working_days", "3"),
    ("access_exempt", "looked_after"),
    ("sla.paid_programmes", "tier1"),
    ("sla.paid_places", "15"),
    ("sla.beyond", "refuse"),
    ("sla.place_fee", "85.50"),
    ("programme.tier1.name", "Tier 1"),
    ("programme.flourish.name", "Flourish"),
    ("programme.flourish.tier", "2"),
    ("programme.flourish.access", "priority"),
    ("programme.flourish.decision", "panel"),
    ("programme.flourish.deadline", "calendar"),
    ("programme.flourish.weeks", "12"),
    ("programme.flourish.year_groups", "7-11"),
    ("programme.flourish.documents", "application_form;risk_assessment"),
    ("programme.flourish.repeat", "no"),
    ("programme.flourish.max_km", "15"),
    ("pool.hours.each", "25"),
    ("pool.hours.programmes", "tier1"),
    ("pool.hours.per", "school"),
];

/// The clean twin as files, with a few more children in plain dates.
pub fn clean_files() -> crate::common::Files {
    let mut files = changed(twin(), "students.csv", "03/05/2012", "2012-05-03");
    files = changed(files, "students.csv", "14/02/2013", "2013-02-14");
    files = changed(files, "referrals.csv", "21/11/2025", "2025-11-21");
    files = changed(files, "referrals.csv", "1 November 2025", "2025-11-01");
    for (number, day) in (4..=9).zip([3, 17, 25, 9, 12, 28]) {
        let student = format!("A{number},S{},9,2012-{number:02}-{day:02},no,no,,,calm,52.41,-1.52\n", number % 2 + 1);
        let referral = format!("R{number},A{number},tier1,2025-11-{day:02},,School,approved,2,,,,x,C1,,\n");
        files.get_mut("students.csv").unwrap().extend(student.bytes());
        files.get_mut("referrals.csv").unwrap().extend(referral.bytes());
    }
    files
}

fn cell(text: &str) -> Cell {
    match (NaiveDate::parse_from_str(text, "%Y-%m-%d"), text.parse::<f64>()) {
        _ if text.is_empty() => Cell::Blank,
        (Ok(date), _) => Cell::Date(date),
        (_, Ok(number)) if !text.starts_with('0') => Cell::Number(number),
        _ => Cell::Text(text.to_owned()),
    }
}

/// The clean twin as a workbook.
pub fn clean() -> Book {
    let mut book = Book::default();
    for (name, bytes) in clean_files() {
        let Some(name) = name.strip_suffix(".csv") else { continue };
        let mut lines = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let mut lines = lines.records().map(|line| line.unwrap());
        let header = lines.next().unwrap().iter().map(str::to_owned).collect();
        let rows = lines.map(|line| line.iter().map(cell).collect()).collect();
        book.sheets.insert(name.to_owned(), Sheet { header, rows, ..Sheet::default() });
    }
    for (name, settings) in [("round", RUN), ("policy", POLICY)] {
        let header = ["key", "value", "for people"].map(str::to_owned).to_vec();
        let row = |(key, value): &(&str, &str)| vec![Cell::Text((*key).to_owned()), cell(value), Cell::Blank];
        book.sheets
            .insert(name.to_owned(), Sheet { header, rows: settings.iter().map(row).collect(), ..Sheet::default() });
    }
    let notes = Sheet { header: vec!["For people".to_owned()], ..Sheet::default() };
    book.sheets.insert("notes".to_owned(), Sheet { rows: vec![vec![cell("text"); 3]; 3], ..notes });
    book
}

/// What a formula says that no spreadsheet has worked out.
const UNSAVED: &str = "unsaved";

impl Book {
    /// The day's number in the workbook's count.
    fn serial(&self, date: NaiveDate) -> f64 {
        let zero = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
        let days = i32::try_from((date - zero).num_days()).unwrap();
        f64::from(if self.from_1904 { days - 1_462 } else { days })
    }

    /// The bytes of the workbook.
    pub fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        // The sheet that a spreadsheet opens with cannot be hidden.
        let open = self.sheets.iter().find(|(_, sheet)| !sheet.hidden && !sheet.very_hidden).map(|(name, _)| name);
        for (name, sheet) in &self.sheets {
            let target = book.add_worksheet();
            target.set_active(Some(name) == open);
            target.set_name(name).unwrap();
            self.write(sheet, target);
        }
        let mut parts = taken_apart(&book.save_to_buffer().unwrap());
        for (name, part) in &mut parts {
            let mut text = match String::from_utf8(part.clone()) {
                Ok(text) => text,
                Err(_) => continue,
            };
            if name == "xl/workbook.xml" {
                assert!(text.contains(" fullCalcOnLoad=\"1\"") && text.contains("<workbookPr"));
                if !self.is_recalculated {
                    text = text.replace(" fullCalcOnLoad=\"1\"", "");
                }
                if self.from_1904 {
                    text = text.replace("<workbookPr", "<workbookPr date1904=\"1\"");
                }
            } else if name.starts_with("xl/worksheets/sheet") {
                text = without_results(&text);
            }
            *part = text.into_bytes();
        }
        put_together(&parts)
    }

    fn write(&self, sheet: &Sheet, target: &mut Worksheet) {
        if sheet.hidden {
            target.set_hidden(true);
        } else if sheet.very_hidden {
            target.set_very_hidden(true);
        }
        let at = |number: usize| u32::try_from(number).unwrap();
        let across = |number: usize| u16::try_from(number).unwrap();
        for ([top, left, bottom, right], _) in &sheet.merged {
            let format = Format::new();
            target.merge_range(at(*top + 1), across(*left), at(*bottom + 1), across(*right), "", &format).unwrap();
        }
        for (column, name) in (0..).zip(&sheet.header) {
            target.write_string(0, column, name).unwrap();
        }
        for (down, row) in sheet.rows.iter().enumerate() {
            for (along, cell) in row.iter().enumerate() {
                let under = |([top, left, bottom, right], keeps): &([usize; 4], bool)| {
                    let is_in = (*top..=*bottom).contains(&down) && (*left..=*right).contains(&along);
                    is_in && !keeps && (down, along) != (*top, *left)
                };
                if !sheet.merged.iter().any(under) {
                    self.write_cell(target, (at(down + 1), across(along)), cell);
                }
            }
        }
        if sheet.filtered {
            target.autofilter(0, 0, at(sheet.rows.len()), across(sheet.header.len() - 1)).unwrap();
        }
        for row in &sheet.hidden_rows {
            target.set_row_hidden(at(*row + 1)).unwrap();
        }
        for column in &sheet.hidden_columns {
            target.set_column_hidden(across(*column)).unwrap();
        }
    }

    fn write_cell(&self, target: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) {
        let as_date = Format::new().set_num_format("yyyy-mm-dd");
        match cell {
            Cell::Blank => {}
            Cell::Text(text) => {
                target.write_string(row, column, text).unwrap();
            }
            Cell::Number(number) => {
                target.write_number(row, column, *number).unwrap();
            }
            Cell::Date(date) => {
                target.write_number_with_format(row, column, self.serial(*date), &as_date).unwrap();
            }
            Cell::PlainDate(date) => {
                target.write_number(row, column, self.serial(*date)).unwrap();
            }
            Cell::Formula(value) | Cell::Unsaved(value) => {
                let (shown, result) = match value.as_ref() {
                    Cell::Date(date) | Cell::PlainDate(date) => {
                        (self.serial(*date).to_string(), self.serial(*date).to_string())
                    }
                    Cell::Number(number) => (number.to_string(), number.to_string()),
                    Cell::Text(text) => (format!("\"{text}\""), text.clone()),
                    _ => ("\"\"".to_owned(), NOTHING.to_owned()),
                };
                let word = if matches!(cell, Cell::Unsaved(_)) { UNSAVED } else { "saved" };
                let formula = Formula::new(format!("=IF(\"{word}\"=\"\",1,{shown})")).set_result(result);
                let format = if matches!(value.as_ref(), Cell::Date(_)) { as_date } else { Format::new() };
                target.write_formula_with_format(row, column, formula, &format).unwrap();
            }
            Cell::Error(error) => {
                let formula = Formula::new("=NA()").set_result(format!("{ERROR}{error}"));
                target.write_formula(row, column, formula).unwrap();
            }
        }
    }
}

/// Stands before an error value that is written as a text.
const ERROR: &str = "error ";

/// Stands for a result that is a text without a letter.
const NOTHING: &str = "nothing at all";

/// The part of a sheet with its error values as such, and with nothing stored
/// for formulas that nobody worked out.
fn without_results(text: &str) -> String {
    let mut pieces = text.split("<c ").map(str::to_owned);
    let mut whole = pieces.next().unwrap_or_default();
    for piece in pieces {
        let value = piece.find("<v>").zip(piece.find("</v>"));
        let piece = match value {
            Some((from, to)) if piece.contains(UNSAVED) => {
                format!("{}<v></v>{}", piece[..from].replace(" t=\"str\"", ""), &piece[to + 4..])
            }
            Some((from, _)) if piece[from..].starts_with(&format!("<v>{ERROR}")) => {
                piece.replace(" t=\"str\"", " t=\"e\"").replacen(&format!("<v>{ERROR}"), "<v>", 1)
            }
            _ => piece,
        };
        whole.push_str("<c ");
        whole.push_str(&piece);
    }
    whole.replace(&format!("<v>{NOTHING}</v>"), "<v></v>")
}
