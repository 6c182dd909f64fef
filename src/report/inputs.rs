use crate::digest::InputHash;
use crate::paper::page::Table;
use std::collections::BTreeMap;

/// The files that something rests on, with their fingerprints.
pub(crate) fn inputs_table(inputs: &[InputHash]) -> Table {
    let rows = inputs.iter().map(|input| vec![input.file.clone(), input.sha256.clone()]);
    Table::new("inputs-table", "Files of the round", &["File", "!SHA-256"]).with(rows)
}

/// The SHA-256 of every input by its name.
pub(crate) fn inputs_by_name(inputs: &[InputHash]) -> BTreeMap<&str, &str> {
    inputs.iter().map(|input| (input.file.as_str(), input.sha256.as_str())).collect()
}
