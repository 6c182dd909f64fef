//! How much is read of one round, so that no file fills the memory, however
//! small it is: many times what the largest authorities have.

use crate::ordinary::{MOST_BYTES, MOST_BYTES_OF_SETTINGS};
use crate::problem::{Code, Place, Problem};

/// Columns of a table: no table of people has more.
pub(super) const WIDEST: usize = 1_000;
/// Rows of a table, blank ones left out.
pub(super) const MOST_ROWS: usize = 250_000;
/// Cells of all tables of a round together, blank ones between others included.
pub(super) const MOST_CELLS: usize = 4_000_000;
/// Bytes of all files of a round together, and of the texts that the cells of a
/// workbook hold: a text that many cells share counts for each.
pub(super) const MOST_BYTES_OF_ROUND: u64 = 64_000_000;
/// Bytes of what a workbook unpacks to, of all its parts together, and of the
/// parts of all its sheets, each as often as a sheet has it.
pub(super) const MOST_UNPACKED: u64 = 64_000_000;
/// Sheets of a workbook.
pub(super) const MOST_SHEETS: usize = 200;
/// Parts of a workbook, of which each sheet is one or two.
pub(super) const MOST_PARTS: usize = 5_000;
/// Keys of a file of settings and values of its lists, together.
pub(super) const MOST_KEYS: usize = 120_000;
/// Settings of a sheet.
pub(super) const MOST_KEYS_OF_SHEET: usize = 5_000;

/// What was read so far of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Taken {
    pub(super) bytes: u64,
    pub(super) cells: usize,
}

impl Taken {
    /// How many more bytes a file may have.
    pub(super) fn bytes_left(self, is_settings: bool) -> u64 {
        let most = if is_settings { MOST_BYTES_OF_SETTINGS } else { MOST_BYTES };
        most.min(MOST_BYTES_OF_ROUND.saturating_sub(self.bytes))
    }

    /// How many more cells a table may have.
    pub(super) fn cells_left(self) -> usize {
        MOST_CELLS.saturating_sub(self.cells)
    }
}

/// Tells what is larger than what is read.
pub(super) fn too_large(place: Place, found: impl Into<String>) -> Problem {
    let (file, settings) = (MOST_BYTES / 1_000_000, MOST_BYTES_OF_SETTINGS / 1_000_000);
    let (round, unpacked) = (MOST_BYTES_OF_ROUND / 1_000_000, MOST_UNPACKED / 1_000_000);
    Problem::new(Code::TooLarge, place).says(
        found,
        format!(
            "{file} MB or less, settings {settings} MB, a workbook {unpacked} MB when it is unpacked and {MOST_SHEETS} sheets, \
             a round {round} MB, {},000 rows a table and {} million cells together",
            MOST_ROWS / 1_000,
            MOST_CELLS / 1_000_000
        ),
        "Check that it is the right file; delete what is none of the table, such as rows and columns of formatting.",
    )
}
