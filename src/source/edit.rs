//! Changing raw tables and writing them down again.

use super::plain::plain;
use super::raw::{RawRow, RawTable};
use crate::normal::RUN_BY_SPREADSHEETS;
use crate::problem::Place;
use crate::schema::Column;
use std::collections::BTreeSet;

impl RawTable {
    /// A table without rows.
    pub fn empty(place: Place, columns: &[&Column]) -> RawTable {
        let header = columns.iter().map(|column| column.name.to_owned()).collect();
        RawTable { place, header_row: 1, header, rows: Vec::new(), usable: true }
    }

    /// A table without rows and with the columns of another, declared or not.
    pub fn empty_like(place: Place, other: &RawTable) -> RawTable {
        RawTable { header: other.header.clone(), ..RawTable::empty(place, &[]) }
    }

    /// The cell of a row in a column, as written; blank where the table does
    /// not have the column.
    pub fn cell<'t>(&self, row: &'t RawRow, column: &Column) -> &'t str {
        self.column(column).and_then(|column| row.cells.get(column)).map_or("", String::as_str)
    }

    /// Where a column stands; it is added with blank cells where there is none.
    pub fn column_or_new(&mut self, column: &Column) -> usize {
        self.column(column).unwrap_or_else(|| self.widen(column.name))
    }

    /// Adds a column with blank cells and says where it stands.
    fn widen(&mut self, name: &str) -> usize {
        self.header.push(name.to_owned());
        let width = self.header.len();
        self.rows.iter_mut().for_each(|row| row.cells.resize(width, String::new()));
        width - 1
    }

    /// Adds a row with these cells; the others are blank. A cell of a column
    /// that is not there adds the column, unless it is blank.
    pub fn add<'t>(&mut self, cells: impl IntoIterator<Item = (&'t Column, &'t str)>) {
        let row = self.next_row();
        self.rows.push(row);
        let last = self.rows.len() - 1;
        for (column, value) in cells {
            if !value.is_empty() || self.column(column).is_some() {
                self.set(last, column, value);
            }
        }
    }

    /// Adds a copy of a row of another table, changed in some cells. Columns
    /// that are not there are added, unless the cell is blank.
    pub fn add_copy(&mut self, other: &RawTable, row: &RawRow, changes: &[(&Column, &str)]) {
        let mut copy = self.next_row();
        for (name, value) in other.header.iter().zip(&row.cells) {
            let wanted = plain(name);
            let at = match self.header.iter().position(|header| plain(header) == wanted) {
                Some(at) => at,
                None if value.is_empty() => continue,
                None => self.widen(name),
            };
            copy.cells.resize(self.header.len(), String::new());
            copy.cells[at].clone_from(value);
        }
        self.rows.push(copy);
        let last = self.rows.len() - 1;
        for (column, value) in changes {
            if !value.is_empty() || self.column(column).is_some() {
                self.set(last, column, value);
            }
        }
    }

    /// A blank row below the last.
    fn next_row(&self) -> RawRow {
        let last = self.rows.last().map_or(self.header_row, |row| row.row);
        RawRow { row: last.saturating_add(1), cells: vec![String::new(); self.header.len()], ragged: false }
    }

    /// Sets a cell of a row, by the row's position.
    pub fn set(&mut self, row: usize, column: &Column, value: &str) {
        let column = self.column_or_new(column);
        if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(column)) {
            value.clone_into(cell);
        }
    }

    /// The table with these columns alone, as far as it has them, each once and
    /// in the table's order.
    #[must_use]
    pub fn only<'c>(&self, columns: impl IntoIterator<Item = &'c str>) -> RawTable {
        let at = |name: &str| self.header.iter().position(|header| plain(header) == plain(name));
        let kept: BTreeSet<usize> = columns.into_iter().filter_map(at).collect();
        let pick = |cells: &[String]| kept.iter().map(|at| cells.get(*at).cloned().unwrap_or_default()).collect();
        let row = |row: &RawRow| RawRow { cells: pick(&row.cells), ..row.clone() };
        RawTable { header: pick(&self.header), rows: self.rows.iter().map(row).collect(), ..self.clone() }
    }

    /// The table as CSV: commas, line feeds, quotes only where they are needed,
    /// an apostrophe before a text that a spreadsheet would run, which is taken
    /// off when it is read.
    pub fn csv(&self) -> String {
        let mut text = String::new();
        let records = std::iter::once(&self.header).chain(self.rows.iter().map(|row| &row.cells));
        for cells in records {
            for (position, cell) in cells.iter().enumerate() {
                if position > 0 {
                    text.push(',');
                }
                let is_run = cell.starts_with(RUN_BY_SPREADSHEETS) && cell.parse::<f64>().is_err();
                let mark = if is_run { "'" } else { "" };
                if cell.contains([',', '"', '\n', '\r']) {
                    text.push('"');
                    text.push_str(mark);
                    text.push_str(&cell.replace('"', "\"\""));
                    text.push('"');
                } else {
                    text.push_str(mark);
                    text.push_str(cell);
                }
            }
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{ColumnOf, Kind};
    use crate::source::form::Form;

    const A: ColumnOf<()> = ColumnOf::new("a", Kind::Text, "");
    const B: ColumnOf<()> = ColumnOf::new("b", Kind::Text, "");
    const C: ColumnOf<()> = ColumnOf::new("c", Kind::Text, "");
    const D: ColumnOf<()> = ColumnOf::new("d", Kind::Text, "");

    #[test]
    fn what_is_written_is_read_again() {
        let mut table = RawTable::empty(Place::of_file("t.csv"), &[&A, &B]);
        table.add([(&*B, "x, \"y\""), (&C, "'=1"), (&D, "")]);
        table.add([(&*A, "1")]);
        table.set(1, &B, "two\nlines");
        assert_eq!(table.csv(), "a,b,c\n,\"x, \"\"y\"\"\",'=1\n1,\"two\nlines\",\n");
        let mut problems = Vec::new();
        let again = RawTable::of_bytes(
            "t.csv",
            table.csv().as_bytes(),
            Form { columns: &[], about_children: false },
            &mut problems,
        );
        assert_eq!(problems, []);
        assert_eq!(again.cell(&again.rows[0], &B), "x, \"y\"");
        assert_eq!(again.csv(), table.csv());
    }

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe_and_numbers_stay() {
        let mut table = RawTable::empty(Place::of_file("t.csv"), &[&A, &B]);
        table.add([(&*A, "=1+1"), (&B, "-1.51")]);
        table.add([(&*A, "＠x"), (&B, "-")]);
        assert_eq!(table.csv(), "a,b\n'=1+1,-1.51\n'＠x,'-\n");
        assert_eq!(table.only([B.name]).csv(), "b\n-1.51\n'-\n");
    }

    #[test]
    fn a_copied_row_keeps_columns_of_its_own() {
        let mut from = RawTable::empty(Place::of_file("s.csv"), &[&A, &C, &D]);
        from.add([(&*A, "1"), (&C, "own")]);
        let mut table = RawTable::empty(Place::of_file("t.csv"), &[&B, &A]);
        table.add_copy(&from, &from.rows[0], &[(&A, "2"), (&D, "")]);
        assert_eq!(table.csv(), "b,a,c\n,2,own\n");
    }
}
