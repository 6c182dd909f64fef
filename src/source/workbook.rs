//! The sheets of a workbook as rows of text, as if each had been saved as CSV
//! with dates in ISO form.

use super::area::Spot;
use super::bounds::{MOST_BYTES_OF_ROUND, MOST_CELLS, MOST_ROWS, MOST_UNPACKED, WIDEST};
use super::error_value::NO_RESULT;
use super::marks::{self, Marks};
use super::package::{Package, Unread};
use super::raw::RawRow;
use super::sheet::LOOKED_AT;
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::Cursor;
use std::panic::catch_unwind;

/// A sheet of a workbook.
pub(super) struct Sheet {
    /// Its name, as written.
    pub(super) name: String,
    /// Whether it is shown.
    pub(super) visible: bool,
    /// Its rows with a cell in them, as wide as the rows at the top; none where
    /// it is not read.
    pub(super) records: Vec<RawRow>,
    /// What it holds beside the values.
    pub(super) marks: Marks,
}

/// The sheets of a workbook's bytes. Hidden ones are not read, nor those that
/// are for people by their name.
///
/// # Errors
/// What keeps it from being read.
pub(super) fn sheets(bytes: &[u8], is_for_people: fn(&str) -> bool) -> Result<Vec<Sheet>, Unread> {
    // Whatever a damaged workbook does to the library that reads it, it is the
    // workbook that is at fault.
    catch_unwind(|| read(bytes, is_for_people)).unwrap_or_else(|_| Err("it is damaged".into()))
}

fn read(bytes: &[u8], is_for_people: fn(&str) -> bool) -> Result<Vec<Sheet>, Unread> {
    // The package says how large it is before the library reads all of it.
    let mut package = Package::open(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let (listed, parts) = (book.sheets_metadata().to_vec(), package.sheets.clone());
    let parts: Vec<(String, u64)> = parts.into_iter().zip(package.sizes.clone()).collect();
    let mut room = Room { parts: MOST_UNPACKED, cells: MOST_CELLS, text: MOST_BYTES_OF_ROUND };
    (listed.len() == parts.len()).then_some(()).ok_or("it is damaged")?;
    let mut sheets = Vec::new();
    for (sheet, (part, size)) in listed.into_iter().zip(parts).filter(|(sheet, _)| sheet.typ == SheetType::WorkSheet) {
        let visible = sheet.visible == SheetVisible::Visible;
        let (mut records, mut marks) = (Vec::new(), Marks::default());
        if visible && !is_for_people(&sheet.name) {
            take(&mut room.parts, size, "a workbook whose sheets unpack to more")?;
            let is_recalculated = package.is_recalculated;
            marks = marks::read(&mut package.part(&part)?, is_recalculated)?;
            marks.counts_from_1904 = book.has_1904_epoch();
            let cells = cells(&mut book, &sheet.name, &mut marks, &mut room)?;
            records = rows(cells, &mut room.cells)?;
        }
        sheets.push(Sheet { name: sheet.name, visible, records, marks });
    }
    Ok(sheets)
}

/// How much more is read of a workbook.
struct Room {
    /// Bytes of the parts of sheets.
    parts: u64,
    cells: usize,
    /// Bytes of the texts that cells hold; many cells may share one.
    text: u64,
}

/// Takes some of what is left.
fn take(left: &mut u64, some: u64, told: &str) -> Result<(), Unread> {
    *left = left.checked_sub(some).ok_or_else(|| Unread::TooLarge(told.to_owned()))?;
    Ok(())
}

/// The cells of a sheet that hold something or seem to, in order.
fn cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    marks: &mut Marks,
    room: &mut Room,
) -> Result<Vec<(Spot, String)>, Unread> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
    let mut cells = std::mem::take(&mut marks.errors);
    cells.extend(marks.lacking.iter().map(|spot| (*spot, NO_RESULT.to_owned())));
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            // It is among the marks.
            Err(XlsxError::CellError(_)) => continue,
            Err(error) => return Err(error.to_string().into()),
        };
        let (row, column) = cell.get_position();
        let taken = Spot { row: row.saturating_add(1), column };
        let spot = marks.moved.get(&taken).copied().unwrap_or(taken);
        let text = text_of(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        take(&mut room.text, text.len() as u64, MORE_TEXT)?;
        if cells.len() >= room.cells {
            return Err(Unread::TooLarge(MORE_CELLS.to_owned()));
        }
        if matches!(cell.get_value(), DataRef::DateTime(_) | DataRef::DateTimeIso(_)) {
            marks.dates.push(spot);
        }
        cells.push((spot, text));
    }
    cells.sort_by_key(|(spot, _)| *spot);
    marks.dates.sort_unstable();
    Ok(cells)
}

const MORE_TEXT: &str = "a workbook whose cells hold more text";
const MORE_CELLS: &str = "a workbook of more rows or cells than are read";

/// The rows of sorted cells, blank ones between them included.
fn rows(cells: Vec<(Spot, String)>, left: &mut usize) -> Result<Vec<RawRow>, Unread> {
    let mut records: Vec<RawRow> = Vec::new();
    let more = || Unread::TooLarge(MORE_CELLS.to_owned());
    let mut count = 0_usize;
    for (Spot { row, column }, text) in cells {
        if records.last().is_none_or(|last| last.row != row) {
            if records.len() > MOST_ROWS {
                return Err(more());
            }
            records.push(RawRow { row, ..RawRow::default() });
        }
        let Some(record) = records.last_mut() else { continue };
        // What lies beyond all columns is refused wherever it lies.
        let column = usize::try_from(column).unwrap_or(WIDEST).min(WIDEST);
        let missing = (column + 1).saturating_sub(record.cells.len());
        count = Some(count + missing).filter(|count| count <= left).ok_or_else(more)?;
        record.cells.resize(record.cells.len().max(column + 1), String::new());
        if let Some(cell) = record.cells.get_mut(column) {
            *cell = text;
        }
    }
    let width = records.iter().take(LOOKED_AT).map(|record| record.cells.len()).max().unwrap_or(0);
    let count = count.max(records.len().saturating_mul(width));
    *left = left.checked_sub(count).ok_or_else(more)?;
    for record in &mut records {
        record.cells.resize(record.cells.len().max(width), String::new());
    }
    Ok(records)
}

/// The text of a cell, as CSV would hold it.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_of(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => if *truth { "true" } else { "false" }.to_owned(),
        DataRef::DateTime(moment) => moment_of(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number with the fifteen digits that Excel shows: what lies beyond them
/// comes from sums of fractions.
fn number_of(number: f64) -> String {
    let shown = format!("{number:.14e}").parse().unwrap_or(number);
    // Minus zero is zero.
    format!("{}", if shown == 0.0 { 0.0 } else { shown })
}

fn moment_of(moment: &ExcelDateTime) -> String {
    if moment.is_duration() || !moment.as_f64().is_finite() {
        return number_of(moment.as_f64());
    }
    let (year, month, day, hours, minutes, seconds, _) = moment.to_ymd_hms_milli();
    match (hours, minutes, seconds) {
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {hours:02}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};

    #[test]
    fn typed_cells_are_written_as_their_sheet_shows_them() {
        let date = |serial| DataRef::DateTime(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false));
        for (value, text) in [
            (DataRef::Float(12.0), "12"),
            (DataRef::Float(-0.0), "0"),
            (DataRef::Float(85.5), "85.5"),
            (DataRef::Float(0.1 + 0.2), "0.3"),
            (DataRef::Float(20_251_205.0), "20251205"),
            (DataRef::Float(100_000_200_005_001.0), "100000200005001"),
            (DataRef::Bool(true), "true"),
            // 45917 is 17 September 2025 (domain notes, §5.9).
            (date(45_917.0), "2025-09-17"),
            (date(45_917.5), "2025-09-17 12:00:00"),
            // The Mac's count begins 1462 days later.
            (DataRef::DateTime(ExcelDateTime::new(44_455.0, ExcelDateTimeType::DateTime, true)), "2025-09-17"),
            (DataRef::Error(CellErrorType::NA), "#N/A"),
        ] {
            assert_eq!(text_of(&value), text);
        }
    }

    #[test]
    fn cells_far_away_do_not_fill_the_memory() {
        let far = |row| (Spot { row, column: 16_383 }, "x".to_owned());
        let records = rows((1..4).map(far).collect(), &mut MOST_CELLS.clone()).unwrap();
        assert_eq!(records[2].cells.len(), WIDEST + 1);
        assert!(rows((1..10_001).map(far).collect(), &mut MOST_CELLS.clone()).is_err());
        assert!(sheets(b"PK\x03\x04", |_| false).is_err());
    }
}
