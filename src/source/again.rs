use super::input::Source;
use crate::schema::{TABLES, TableId};
use std::collections::BTreeMap;

/// Tables that a further round has again.
const AGAIN: [TableId; 4] = [TableId::Calendar, TableId::Schools, TableId::Providers, TableId::Courses];

/// Columns that are one round's alone: what a school has used, bought and to spend.
const OF_A_ROUND: [&str; 3] = ["paid_places_used", "extra_places", "budget"];

impl Source {
    /// The tables that a further round begins with, as CSV by file name: the
    /// calendar, schools, providers and courses, their columns that are read, but
    /// for those that are one round's alone.
    pub fn again(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for spec in TABLES.iter().filter(|spec| AGAIN.contains(&spec.id)) {
            let Some(table) = self.tables.get(&spec.id) else { continue };
            let columns = spec.columns.iter().map(|column| column.name);
            files.insert(spec.id.file(), table.only(columns.filter(|name| !OF_A_ROUND.contains(name))).csv());
        }
        files
    }
}
