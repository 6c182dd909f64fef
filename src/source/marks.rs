//! What a sheet holds beside its values: what is merged and hidden, and which
//! formulas have a result. It is read from the sheet's part in one go, without
//! keeping the part.

use super::area::{Area, Spot};
use super::error_value;
use super::package::{Xml, attribute, is_set};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// More formulas without a result, or more errors, are no round.
const MOST: usize = 1_000_000;
/// The error values that the library which reads the cells knows.
const READ: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// What a sheet holds beside its values. Rows count from 1, columns from 0.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Merged cells.
    pub(super) merged: Vec<Area>,
    /// Cells that get their values from the formula in the first.
    pub(super) arrays: Vec<Area>,
    /// Rows that are not shown, ascending.
    pub(super) hidden_rows: Vec<u32>,
    /// Columns that are not shown, from and to.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Formulas without a stored result.
    pub(super) lacking: Vec<Spot>,
    /// Formulas whose stored result is to be worked out anew, ascending.
    pub(super) stale: Vec<Spot>,
    /// Error values that the library which reads the cells does not know.
    pub(super) errors: Vec<(Spot, String)>,
    /// Cells that name no place and follow such an error: where the library
    /// takes them to be, and where they are.
    pub(super) moved: BTreeMap<Spot, Spot>,
    /// Texts without a letter, which are no formulas themselves, ascending.
    pub(super) blank_texts: Vec<Spot>,
    /// Cells with true dates, ascending.
    pub(super) dates: Vec<Spot>,
    /// Whether a day's number counts from 1904.
    pub(super) counts_from_1904: bool,
}

/// The marks of a sheet's part.
///
/// # Errors
/// What keeps it from being read, in words for people.
pub(super) fn read(xml: &mut Xml<'_, '_>, is_recalculated: bool) -> Result<Marks, String> {
    let mut marks = Marks::default();
    let mut place = Position::default();
    let mut in_data = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| error.to_string())? {
            Event::Start(element) => match element.local_name().as_ref() {
                "sheetData" => in_data = true,
                "row" if in_data => {
                    if let Some(row) = attribute(&element, "r")? {
                        place.row = row.parse().ok().filter(|row| *row > 0).ok_or("a row has no number")?;
                    }
                    if is_set(&element, "hidden")? || is_nothing(&element, "ht")? {
                        marks.hidden_rows.push(place.row);
                    }
                }
                "c" if in_data => {
                    let cell = cell(xml, &element)?;
                    take(&mut marks, &mut place, cell, is_recalculated)?;
                }
                "col" if !in_data && (is_set(&element, "hidden")? || is_nothing(&element, "width")?) => {
                    let bound = |name| Ok::<_, String>(attribute(&element, name)?.and_then(|text| text.parse().ok()));
                    if let (Some(from), Some(to)) = (bound("min")?, bound("max")?) {
                        marks.hidden_columns.push((u32::saturating_sub(from, 1), u32::saturating_sub(to, 1)));
                    }
                }
                "mergeCell" => {
                    let area = attribute(&element, "ref")?.and_then(|name| Area::parse(&name));
                    marks.merged.push(area.ok_or("merged cells have no place")?);
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "sheetData" => in_data = false,
                "row" if in_data => place = Position { row: place.row.saturating_add(1), ..Position::default() },
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    marks.hidden_rows.sort_unstable();
    marks.stale.sort_unstable();
    marks.blank_texts.sort_unstable();
    Ok(marks)
}

/// Whether a height or width is none at all.
fn is_nothing(element: &BytesStart<'_>, name: &str) -> Result<bool, String> {
    Ok(attribute(element, name)?.is_some_and(|value| value.parse() == Ok(0.0)))
}

/// Where the next cell is that names no place.
struct Position {
    row: u32,
    column: u32,
    /// Where the library takes it to be: it does not count the errors that it
    /// does not know.
    taken: u32,
}

impl Default for Position {
    fn default() -> Position {
        Position { row: 1, column: 0, taken: 0 }
    }
}

/// A cell as it stands in the part.
struct Cell {
    named: Option<Spot>,
    is_text: bool,
    is_error: bool,
    formula: Option<Formula>,
    /// The stored value; nothing where there is no place for one.
    value: Option<String>,
}

#[derive(Default)]
struct Formula {
    is_always_new: bool,
    area: Option<Area>,
}

/// Reads a cell to its end.
fn cell(xml: &mut Xml<'_, '_>, element: &BytesStart<'_>) -> Result<Cell, String> {
    let named = match attribute(element, "r")? {
        Some(name) => Some(Spot::parse(&name).ok_or("a cell has no place")?),
        None => None,
    };
    let kind = attribute(element, "t")?.unwrap_or_default();
    let mut cell = Cell { named, is_text: kind == "str", is_error: kind == "e", formula: None, value: None };
    let (mut buffer, mut inner) = (Vec::new(), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| error.to_string())? {
            Event::Start(part) => {
                let name = part.local_name();
                if name.as_ref() == "f" {
                    let area = if attribute(&part, "t")?.is_some_and(|kind| kind == "array") {
                        attribute(&part, "ref")?.and_then(|name| Area::parse(&name))
                    } else {
                        None
                    };
                    cell.formula = Some(Formula { is_always_new: is_set(&part, "ca")?, area });
                }
                let value = text(xml, &part, &mut inner)?;
                if matches!(name.as_ref(), "v" | "is") {
                    cell.value.get_or_insert_default().push_str(&value);
                }
            }
            Event::End(part) if part.local_name().as_ref() == "c" => return Ok(cell),
            Event::Eof => return Err("a cell never ends".to_owned()),
            _ => {}
        }
    }
}

/// The text in an element, to its end.
fn text(xml: &mut Xml<'_, '_>, element: &BytesStart<'_>, buffer: &mut Vec<u8>) -> Result<String, String> {
    let mut text = String::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        match xml.read_event_into(buffer).map_err(|error| error.to_string())? {
            Event::Text(part) => text.push_str(part.as_ref()),
            Event::CData(part) => text.push_str(part.as_ref()),
            // Which sign it is does not matter: it is no white space.
            Event::GeneralRef(_) => text.push('?'),
            Event::Start(part) if part.name() == element.name() => depth += 1,
            Event::End(part) if part.name() == element.name() => {
                let Some(outer) = depth.checked_sub(1) else { return Ok(text) };
                depth = outer;
            }
            Event::Eof => return Err("a cell never ends".to_owned()),
            _ => {}
        }
    }
}

/// Adds what a cell says.
fn take(marks: &mut Marks, place: &mut Position, cell: Cell, is_recalculated: bool) -> Result<(), String> {
    let spot = cell.named.unwrap_or(Spot { row: place.row, column: place.column });
    let taken = if cell.named.is_some() { spot.column } else { place.taken };
    let is_blank = cell.value.as_deref().is_none_or(|value| value.trim().is_empty());
    let is_unknown = cell.is_error && !is_blank && !READ.contains(&cell.value.as_deref().unwrap_or_default());
    *place = Position {
        row: place.row,
        column: spot.column.saturating_add(1),
        taken: if is_unknown { taken } else { taken.saturating_add(1) },
    };
    if taken != spot.column && !is_unknown {
        marks.moved.insert(Spot { row: spot.row, column: taken }, spot);
    }
    if let Some(formula) = cell.formula {
        // A text may be blank as a result.
        if is_blank && !(cell.is_text && cell.value.is_some()) {
            marks.lacking.push(spot);
        } else if is_recalculated || formula.is_always_new {
            marks.stale.push(spot);
        }
        marks.arrays.extend(formula.area);
    } else if is_blank && cell.is_text && cell.value.is_some() {
        marks.blank_texts.push(spot);
    }
    if is_unknown {
        marks.errors.push((spot, error_value::known(&cell.value.unwrap_or_default())));
    }
    let count = marks.errors.len().max(marks.lacking.len()).max(marks.moved.len());
    if count > MOST { Err("it has too many cells".to_owned()) } else { Ok(()) }
}
