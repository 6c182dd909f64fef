//! An empty round as a workbook, with drop-downs for fixed words and notes on
//! every column.

use super::examples::{self, EXAMPLE};
use super::words::{self, Section, form_of};
use crate::ids::Word;
use crate::schema::{Blank, Column, Kind, TABLES, TableSpec};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Note,
    Workbook, Worksheet, XlsxError,
};

/// The last row with a drop-down, counted from 0.
const LAST_ROW: u32 = 2_000;
/// The longest list of words that a drop-down may hold itself.
const LONGEST_LIST: usize = 255;

/// The bytes of an empty workbook; the same in every call.
///
/// # Errors
/// None that its content could cause; what the writing of workbooks reports.
pub fn workbook() -> Result<Vec<u8>, String> {
    write().map_err(|error| error.to_string())
}

fn write() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed day, so that the bytes are always the same.
    let made = ExcelDateTime::from_ymd(2025, 9, 1)?;
    book.set_properties(&DocProperties::new().set_title("A round of rightplace").set_creation_datetime(&made));
    let formats = Formats::new();
    notes(book.add_worksheet(), &formats)?;
    settings(book.add_worksheet(), "round", &[words::RUN], &formats)?;
    settings(book.add_worksheet(), "policy", &words::POLICY, &formats)?;
    for table in TABLES {
        sheet(book.add_worksheet(), table, &formats)?;
    }
    book.save_to_buffer()
}

struct Formats {
    needed: Format,
    header: Format,
    wrapped: Format,
    text: Format,
    date: Format,
    money: Format,
}

impl Formats {
    fn new() -> Formats {
        Formats {
            needed: Format::new().set_bold().set_background_color(Color::RGB(0xD9_E2_F3)),
            header: Format::new().set_background_color(Color::RGB(0xEE_EE_EE)),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            text: Format::new().set_num_format("@"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            money: Format::new().set_num_format("#,##0.00"),
        }
    }

    /// The format of a kind's cells. Ids, days and year groups are text, so
    /// that a spreadsheet leaves 007 and 7-11 as they are.
    fn of(&self, kind: Kind) -> Option<&Format> {
        match kind {
            Kind::Date => Some(&self.date),
            Kind::Money => Some(&self.money),
            Kind::Whole
            | Kind::Ordinal
            | Kind::Weeks
            | Kind::Amount
            | Kind::DayCount
            | Kind::Latitude
            | Kind::Longitude => None,
            Kind::Kilometres => None,
            _ => Some(&self.text),
        }
    }
}

fn notes(sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("notes")?;
    sheet.set_column_width(0, 100)?;
    for (row, line) in (0..).zip([
        "An empty round. Fill in the sheets round and policy, then the tables. Then: rightplace check FILE.xlsx",
        "Rows that begin with \"e.g.\" are examples and are not read. Delete them when they are no longer of use.",
        "Bold column names must have a value in every row. Point at a column name to read what it means.",
        "In the sheet policy, copy the rows of the example programme for each of yours: take away \"e.g. \" and put its id in the place of workshop.",
        "This sheet and others whose name begins with \"notes\" are not read.",
    ]) {
        sheet.write_string_with_format(row, 0, line, &formats.wrapped)?;
    }
    Ok(())
}

fn settings(sheet: &mut Worksheet, name: &str, sections: &[Section], formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    for (column, (title, width)) in (0..).zip([("key", 36), ("value", 36), ("example", 36), ("what it says", 100)]) {
        sheet.write_string_with_format(0, column, title, &formats.needed)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_format(1, &formats.text)?;
    sheet.set_freeze_panes(1, 0)?;
    let mut row = 1;
    for section in sections {
        row += u32::from(row > 1);
        for (key, example) in section.values() {
            // The policy and calendar of a workbook stand in its sheets.
            if name == "round" && matches!(key.name, "policy" | "calendar") {
                continue;
            }
            let mark = if section.repeated { EXAMPLE } else { "" };
            sheet.write_string(row, 0, format!("{mark}{}{}", section.prefix, key.name))?;
            if section.repeated {
                sheet.write_string_with_format(row, 1, example, &formats.text)?;
            } else {
                sheet.write_blank(row, 1, &formats.text)?;
            }
            sheet.write_string_with_format(row, 2, example, &formats.text)?;
            sheet.write_string(row, 3, format!("{} {}", key.doc, form_of(key)))?;
            if let Some(choice) = drop_down(key)? {
                sheet.add_data_validation(row, 1, row, 1, &choice)?;
            }
            row += 1;
        }
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &TableSpec, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(table.id.word())?;
    sheet.set_freeze_panes(1, 1)?;
    let rows = examples::rows(table.id);
    for (at, column) in (0..).zip(table.columns) {
        let header = if column.blank == Blank::Refused { &formats.needed } else { &formats.header };
        sheet.write_string_with_format(0, at, column.name, header)?;
        let note = Note::new(format!("{} {}", column.doc, form_of(column))).add_author_prefix(false);
        sheet.insert_note(0, at, &note.set_width(260).set_height(100))?;
        sheet.set_column_width(at, u32::try_from(column.name.len()).unwrap_or(0).max(10) + 4)?;
        if let Some(format) = formats.of(column.kind) {
            sheet.set_column_format(at, format)?;
        }
        let first = u32::try_from(rows.len()).unwrap_or(0) + 1;
        if let Some(choice) = drop_down(column)? {
            sheet.add_data_validation(1, at, LAST_ROW, at, &choice)?;
        } else if let Some(choice) = ids_of(column) {
            sheet.add_data_validation(first, at, LAST_ROW, at, &choice)?;
        }
        for (row, cells) in (1..).zip(rows) {
            if let Some(value) = examples::of(&[cells], column.name) {
                example(sheet, row, at, column.kind, value, formats)?;
            }
        }
    }
    Ok(())
}

/// An example in its cell, typed as its column asks.
fn example(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    kind: Kind,
    value: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    if at == 0 {
        sheet.write_string_with_format(row, at, format!("{EXAMPLE}{value}"), &formats.text)?;
        return Ok(());
    }
    match (kind, value.parse::<f64>()) {
        (Kind::Date, _) => {
            sheet.write_datetime_with_format(row, at, &ExcelDateTime::parse_from_str(value)?, &formats.date)?
        }
        (Kind::Money, Ok(number)) => sheet.write_number_with_format(row, at, number, &formats.money)?,
        (_, Ok(number)) if formats.of(kind).is_none() => sheet.write_number(row, at, number)?,
        _ => sheet.write_string_with_format(row, at, value, &formats.text)?,
    };
    Ok(())
}

/// The drop-down of a column with fixed words. What else reading takes, such
/// as capitals, may still be written.
fn drop_down(column: &Column) -> Result<Option<DataValidation>, XlsxError> {
    let words = match column.kind {
        Kind::Word(words) => words(),
        Kind::YesNo => vec!["yes", "no"],
        _ => return Ok(None),
    };
    let length: usize = words.iter().map(|word| word.len() + 1).sum();
    if length > LONGEST_LIST {
        return Ok(None);
    }
    Ok(Some(hint(DataValidation::new().allow_list_strings(&words)?)))
}

/// The drop-down of a column with ids of another sheet, below its examples.
fn ids_of(column: &Column) -> Option<DataValidation> {
    let Kind::Reference(table) = column.kind else { return None };
    let first = examples::rows(table).len() + 2;
    let ids = Formula::new(format!("={}!$A${first}:$A${}", table.word(), LAST_ROW + 1));
    Some(hint(DataValidation::new().allow_list_formula(ids)))
}

/// A drop-down that asks before it takes anything else.
fn hint(validation: DataValidation) -> DataValidation {
    validation.set_error_style(DataValidationErrorStyle::Warning).ignore_blank(true)
}
