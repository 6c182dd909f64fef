//! Tables of a page.

use super::bar::Bar;
use crate::paper::words::clean;

/// A table with a caption. The first column heads the rows.
pub(crate) struct Table {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// The sum of the rows, below them; may be empty.
    pub total: Vec<Cell>,
}

/// A column of a table.
pub(crate) struct Column {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub kind: ColumnKind,
}

/// What is in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Text,
    Number,
    Bar,
    Hash,
    Date,
}

/// A cell of a table.
pub(crate) enum Cell {
    /// Text, or a number as people write it.
    Text(String),
    /// A drawing of what other cells of the row say.
    Bar(Bar),
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<Bar> for Cell {
    fn from(bar: Bar) -> Cell {
        Cell::Bar(bar)
    }
}

impl Column {
    fn new(name: &str) -> Column {
        let kinds =
            [('#', ColumnKind::Number), ('~', ColumnKind::Bar), ('!', ColumnKind::Hash), ('@', ColumnKind::Date)];
        let marked = |(mark, kind)| Some((name.strip_prefix(mark)?, kind));
        let (name, kind) = kinds.into_iter().find_map(marked).unwrap_or((name, ColumnKind::Text));
        Column { name: clean(name), kind }
    }

    /// The class that the style sheet knows the column by.
    pub fn class(&self) -> &'static str {
        match self.kind {
            ColumnKind::Text => "t",
            ColumnKind::Number => "n",
            ColumnKind::Bar => "b",
            ColumnKind::Hash => "h",
            ColumnKind::Date => "d",
        }
    }
}

impl Table {
    /// A table without rows yet; the names of columns of numbers begin with
    /// `#`, those of bars with `~`, of hashes with `!`, of single dates with `@`.
    pub fn new<S: AsRef<str>>(id: impl Into<String>, caption: impl AsRef<str>, columns: &[S]) -> Table {
        Table {
            id: id.into(),
            caption: clean(caption.as_ref()),
            columns: columns.iter().map(|name| Column::new(name.as_ref())).collect(),
            rows: Vec::new(),
            total: Vec::new(),
        }
    }

    /// Adds rows.
    pub fn with<C: Into<Cell>>(mut self, rows: impl IntoIterator<Item = Vec<C>>) -> Table {
        self.rows.extend(rows.into_iter().map(clean_row));
        self
    }

    /// Sets the sum of the rows.
    pub fn total(mut self, cells: Vec<Cell>) -> Table {
        self.total = clean_row(cells);
        self
    }

    /// Whether it is so wide that a narrow screen has to move it sideways.
    pub fn is_wide(&self) -> bool {
        self.columns.len() > 3
    }

    /// The cells of a row, each with its column.
    pub fn cells<'t>(&'t self, row: &'t [Cell]) -> impl Iterator<Item = (&'t Column, &'t Cell)> {
        self.columns.iter().zip(row)
    }
}

fn clean_row<C: Into<Cell>>(row: Vec<C>) -> Vec<Cell> {
    let one = |cell: C| match cell.into() {
        Cell::Text(text) => Cell::Text(clean(&text)),
        bar => bar,
    };
    row.into_iter().map(one).collect()
}
