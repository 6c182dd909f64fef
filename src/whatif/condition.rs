use crate::problem::{quoted, shape};
use crate::schema::TABLES;
use std::fmt;

/// What rows have in a column of their own, or of what they belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    pub column: String,
    /// One of these.
    pub values: Vec<String>,
    pub line: Option<u32>,
}

impl fmt::Display for Condition {
    /// `programme "flourish" or "insight"`; of what may be about a child the
    /// shape alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut columns = TABLES.iter().flat_map(|table| table.columns);
        let is_private = columns.any(|column| column.name == self.column && column.private);
        f.write_str(&self.with_values(if is_private { shape } else { quoted }))
    }
}

impl Condition {
    /// The same with the values as they are.
    pub fn in_full(&self) -> String {
        self.with_values(quoted)
    }

    fn with_values(&self, shown: fn(&str) -> String) -> String {
        let values: Vec<String> = self.values.iter().map(|value| shown(value)).collect();
        format!("{} {}", self.column, values.join(" or "))
    }
}
