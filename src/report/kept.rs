use super::files::allocations;
use super::receipt::Receipt;
use crate::digest::sha256;
use crate::ordinary::{self, MOST_BYTES_OF_RESULT};
use crate::result::{Extent, RoundResult, Status};
use crate::round::Round;

use std::path::Path;

/// Takes the smallest changes that the result in a folder has over into another
/// one, where it is a proven result of this very round with the same
/// allocation, and nobody has altered it since; whether it is.
pub fn keep_changes(folder: &Path, round: &Round, result: &mut RoundResult) -> bool {
    let Some((extent, changes)) = kept(folder, round, result) else { return false };
    for (unplaced, change) in result.unplaced.iter_mut().zip(changes) {
        unplaced.change = change;
    }
    result.changes = Some(extent);
    true
}

fn kept(folder: &Path, round: &Round, result: &RoundResult) -> Option<(Extent, Vec<String>)> {
    let receipt = Receipt::read(folder).ok()?;
    let extent = Extent::parse(receipt.changes.as_deref()?)?;
    let is_same = result.status == Status::Optimal
        && receipt.is_of(&round.inputs, (&result.solver, &result.solver_version), folder)
        && allocations(round, result, receipt.format)
            .iter()
            .all(|(name, bytes)| receipt.files.get(name) == Some(&sha256(bytes)));
    // The referrals without a place are then the same, in the same order.
    let changes = is_same
        .then(|| column(&ordinary::read(&folder.join("unplaced.csv"), MOST_BYTES_OF_RESULT).ok()?, "change"))??;
    (changes.len() == result.unplaced.len()).then_some((extent, changes))
}

/// The cells of a column of a CSV file.
fn column(bytes: &[u8], name: &str) -> Option<Vec<String>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let at = reader.headers().ok()?.iter().position(|header| header == name)?;
    let cells = reader.records().map(|row| Some(row.ok()?.get(at)?.to_owned()));
    cells.collect()
}
