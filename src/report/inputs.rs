use crate::digest::InputHash;
use crate::paper::page::Table;

/// The files that something rests on, with their fingerprints.
pub(crate) fn inputs_table(inputs: &[InputHash]) -> Table {
    let rows = inputs.iter().map(|input| vec![input.file.clone(), input.sha256.clone()]);
    Table::new("inputs-table", "Files of the round", &["File", "!SHA-256"]).with(rows)
}
