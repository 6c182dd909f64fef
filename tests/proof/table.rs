//! Changing a table of a round by column names.

use super::Files;

/// A table of the files of a round.
pub struct Table {
    name: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One more than a number; a blank stays blank.
pub fn more(cell: &str) -> String {
    cell.parse::<u32>().map_or_else(|_| cell.to_owned(), |number| (number + 1).to_string())
}

impl Table {
    /// The table of a file.
    pub fn of(files: &Files, name: &str) -> Table {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(files[name].as_bytes());
        let mut records = reader.records().map(|record| {
            let record = record.expect("a table");
            record.iter().map(str::to_owned).collect::<Vec<_>>()
        });
        let header = records.next().expect("a header");
        Table { name: name.to_owned(), rows: records.collect(), header }
    }

    /// Puts it back among the files.
    pub fn put(&self, files: &mut Files) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for record in std::iter::once(&self.header).chain(&self.rows) {
            writer.write_record(record).expect("a record");
        }
        let bytes = writer.into_inner().expect("a text");
        files.insert(self.name.clone(), String::from_utf8(bytes).expect("a text"));
    }

    fn column(&mut self, name: &str) -> usize {
        if let Some(column) = self.header.iter().position(|header| header == name) {
            return column;
        }
        self.header.push(name.to_owned());
        self.rows.iter_mut().for_each(|row| row.push(String::new()));
        self.header.len() - 1
    }

    /// Changes a cell of the row with an id.
    pub fn change(&mut self, key: &str, id: &str, column: &str, change: impl Fn(&str) -> String) {
        let (key, column) = (self.column(key), self.column(column));
        for row in self.rows.iter_mut().filter(|row| row[key] == id) {
            row[column] = change(&row[column]);
        }
    }

    /// Sets a cell of the row with an id.
    pub fn set(&mut self, key: &str, id: &str, column: &str, value: &str) {
        self.change(key, id, column, |_| value.to_owned());
    }

    /// Adds a row with these cells, the others blank.
    pub fn add(&mut self, cells: &[(&str, &str)]) {
        let mut row = vec![String::new(); self.header.len()];
        for (name, value) in cells {
            let column = self.column(name);
            row.resize(self.header.len(), String::new());
            row[column] = (*value).to_owned();
        }
        self.rows.push(row);
    }

    /// Adds a copy of the row with an id, changed in these cells.
    pub fn copy(&mut self, key: &str, id: &str, cells: &[(&str, &str)]) {
        let key = self.column(key);
        let mut row = self.rows.iter().find(|row| row[key] == id).expect("a row").clone();
        for (name, value) in cells {
            let column = self.column(name);
            row.resize(self.header.len(), String::new());
            row[column] = (*value).to_owned();
        }
        self.rows.push(row);
    }

    /// Sets a cell of the rows with these cells; how many there are.
    pub fn set_where(&mut self, cells: &[(&str, &str)], column: &str, value: &str) -> usize {
        let wanted: Vec<(usize, &str)> = cells.iter().map(|(name, value)| (self.column(name), *value)).collect();
        let column = self.column(column);
        let is_meant = |row: &&mut Vec<String>| wanted.iter().all(|(at, value)| row[*at] == *value);
        self.rows.iter_mut().filter(is_meant).map(|row| row[column] = value.to_owned()).count()
    }

    /// Adds the rows of another table, each in place of one with the same first
    /// cell where that is wanted.
    pub fn merge(&mut self, other: &Table, is_instead: bool) {
        let first = self.column(&other.header[0]);
        for row in &other.rows {
            let cells: Vec<(&str, &str)> =
                other.header.iter().zip(row).map(|(name, cell)| (name.as_str(), cell.as_str())).collect();
            if is_instead && self.rows.iter().any(|own| own[first] == row[0]) {
                cells.iter().for_each(|(name, cell)| self.set(&other.header[0], &row[0], name, cell));
            } else {
                self.add(&cells);
            }
        }
    }

    /// Keeps the rows of which something holds; it is given their cells by column.
    pub fn retain(&mut self, mut keep: impl FnMut(&dyn Fn(&str) -> String) -> bool) {
        let header = &self.header;
        self.rows.retain(|row| {
            keep(&|name| header.iter().position(|own| own == name).map_or_else(String::new, |at| row[at].clone()))
        });
    }

    /// Drops the rows with a value.
    pub fn drop_where(&mut self, column: &str, value: &str) {
        let column = self.column(column);
        self.rows.retain(|row| row[column] != value);
    }
}
