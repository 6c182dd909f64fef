use crate::ids::Word;
use crate::round::{Policy, Round};
use crate::schema::{ColumnOf, TableId};

/// What a change is in the files of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A cell gets a value; the row is the one with these values.
    Set {
        /// The table.
        table: TableId,
        /// Columns and values that name the row.
        row: Vec<(&'static str, String)>,
        /// The column.
        column: &'static str,
        /// The value.
        value: String,
    },
    /// A row is added.
    Insert {
        /// The table.
        table: TableId,
        /// Columns and values.
        row: Vec<(&'static str, String)>,
    },
    /// A row is taken out.
    Remove {
        /// The table.
        table: TableId,
        /// Columns and values that name the row.
        row: Vec<(&'static str, String)>,
    },
    /// A key of the policy gets a value.
    Policy {
        /// The key, dotted, programmes and pools by id.
        key: String,
        /// The value.
        value: String,
    },
}

impl Edit {
    /// A cell gets a value, in the row that a column names.
    pub(crate) fn set<T>(
        table: TableId,
        (key, id): (ColumnOf<T>, &str),
        column: ColumnOf<T>,
        value: impl ToString,
    ) -> Edit {
        Edit::Set { table, row: vec![(key.name, id.to_owned())], column: column.name, value: value.to_string() }
    }

    /// A key of the policy gets a value.
    pub(crate) fn policy(key: ColumnOf<Policy>, value: impl ToString) -> Edit {
        Edit::Policy { key: key.name.to_owned(), value: value.to_string() }
    }

    /// A key of a programme or pool gets a value.
    pub(crate) fn member<T>(list: ColumnOf<Policy>, id: &str, key: ColumnOf<T>, value: impl ToString) -> Edit {
        Edit::Policy { key: format!("{}.{id}.{}", list.name, key.name), value: value.to_string() }
    }

    /// In plain English: file or sheet, row, column and value.
    pub fn describe(&self, round: &Round) -> String {
        let cells = |row: &[(&str, String)]| -> String {
            row.iter().map(|(column, value)| format!("{column} {value}")).collect::<Vec<_>>().join(", ")
        };
        match self {
            Edit::Set { table, row, column, value } => {
                format!("{}, row with {}: set {column} to {value}", round.file_of(table.word()), cells(row))
            }
            Edit::Insert { table, row } => format!("{}: add a row with {}", round.file_of(table.word()), cells(row)),
            Edit::Remove { table, row } => {
                format!("{}: remove the row with {}", round.file_of(table.word()), cells(row))
            }
            Edit::Policy { key, value } => {
                let file = if round.workbook.is_some() { "sheet policy" } else { "policy.toml" };
                format!("{file}: set {key} to {value}")
            }
        }
    }
}
