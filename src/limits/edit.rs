/// What a change is in the files of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A cell gets a value; the row is the one with these values.
    Set {
        /// The table, without `.csv`.
        table: &'static str,
        /// Columns and values that name the row.
        row: Vec<(&'static str, String)>,
        /// The column.
        column: &'static str,
        /// The value.
        value: String,
    },
    /// A row is added.
    Insert {
        /// The table, without `.csv`.
        table: &'static str,
        /// Columns and values.
        row: Vec<(&'static str, String)>,
    },
    /// A row is taken out.
    Remove {
        /// The table, without `.csv`.
        table: &'static str,
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
    pub(crate) fn set(
        table: &'static str,
        (key, id): (&'static str, &str),
        column: &'static str,
        value: impl ToString,
    ) -> Edit {
        Edit::Set { table, row: vec![(key, id.to_owned())], column, value: value.to_string() }
    }

    /// In plain English: file, row, column and value.
    pub fn describe(&self) -> String {
        let cells = |row: &[(&str, String)]| -> String {
            row.iter().map(|(column, value)| format!("{column} {value}")).collect::<Vec<_>>().join(", ")
        };
        match self {
            Edit::Set { table, row, column, value } => {
                format!("{table}.csv, row with {}: set {column} to {value}", cells(row))
            }
            Edit::Insert { table, row } => format!("{table}.csv: add a row with {}", cells(row)),
            Edit::Remove { table, row } => format!("{table}.csv: remove the row with {}", cells(row)),
            Edit::Policy { key, value } => format!("policy.toml: set {key} to {value}"),
        }
    }
}
