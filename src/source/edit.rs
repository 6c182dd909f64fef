//! Changing raw tables and writing them down again.

use super::raw::{RawRow, RawTable};
use crate::problem::Place;

impl RawTable {
    /// A table without rows.
    pub fn empty(place: Place, header: &[&str]) -> RawTable {
        let header = header.iter().map(|name| (*name).to_owned()).collect();
        RawTable { place, header_row: 1, header, rows: Vec::new(), usable: true }
    }

    /// The cell of a row in a column, as written; blank where there is no such
    /// column.
    pub fn cell<'t>(&self, row: &'t RawRow, column: &str) -> &'t str {
        self.column(column).and_then(|column| row.cells.get(column)).map_or("", String::as_str)
    }

    /// The position of a column, which is added with blank cells where there
    /// is none.
    pub fn column_or_new(&mut self, name: &str) -> usize {
        if let Some(column) = self.column(name) {
            return column;
        }
        self.header.push(name.to_owned());
        self.rows.iter_mut().for_each(|row| row.cells.push(String::new()));
        self.header.len() - 1
    }

    /// Adds a row with these cells, by their columns; the others are blank. A
    /// cell of a column that is not there adds the column, unless it is blank.
    pub fn add<'t>(&mut self, cells: impl IntoIterator<Item = (&'t str, &'t str)>) {
        let mut added = vec![String::new(); self.header.len()];
        for (name, value) in cells {
            if self.column(name).is_none() && value.is_empty() {
                continue;
            }
            let column = self.column_or_new(name);
            added.resize(self.header.len(), String::new());
            added[column] = value.to_owned();
        }
        let last = self.rows.last().map_or(self.header_row, |row| row.row);
        self.rows.push(RawRow { row: last.saturating_add(1), cells: added, ragged: false });
    }

    /// Sets a cell of a row, by the row's position.
    pub fn set(&mut self, row: usize, column: &str, value: &str) {
        let column = self.column_or_new(column);
        if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(column)) {
            value.clone_into(cell);
        }
    }

    /// The table as CSV: commas, line feeds, quotes only where they are needed.
    /// Cells stay as they were written.
    pub fn csv(&self) -> String {
        let mut text = String::new();
        let records = std::iter::once(&self.header).chain(self.rows.iter().map(|row| &row.cells));
        for cells in records {
            for (position, cell) in cells.iter().enumerate() {
                if position > 0 {
                    text.push(',');
                }
                if cell.contains([',', '"', '\n', '\r']) {
                    text.push('"');
                    text.push_str(&cell.replace('"', "\"\""));
                    text.push('"');
                } else {
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
    use crate::source::form::Form;

    #[test]
    fn what_is_written_is_read_again() {
        let mut table = RawTable::empty(Place::of_file("t.csv"), &["a", "b"]);
        table.add([("B", "x, \"y\""), ("c", "'=1"), ("d", "")]);
        table.add([("a", "1")]);
        table.set(1, "b", "two\nlines");
        assert_eq!(table.csv(), "a,b,c\n,\"x, \"\"y\"\"\",'=1\n1,\"two\nlines\",\n");
        let mut problems = Vec::new();
        let again = RawTable::of_bytes(
            "t.csv",
            table.csv().as_bytes(),
            Form { columns: &[], about_children: false },
            &mut problems,
        );
        assert_eq!(problems, []);
        assert_eq!(again.cell(&again.rows[0], "B"), "x, \"y\"");
        assert_eq!(again.csv(), table.csv());
    }
}
