use super::seen::Seen;
use super::stage::{Stage, changed};
use std::path::{Path, PathBuf};

/// What differs, the first that does.
pub const KINDS: [&str; 6] = ["options", "deadlines", "allocation", "ladder", "check", "pages"];

/// Keys of what people call things: pages show them, and nothing depends on them.
const LABELS: [&str; 2] = ["name", "tier"];

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub stage: Stage,
    pub key: String,
    /// What the key is changed to; blank: it is left out.
    pub to: String,
    pub differs: String,
}

impl Change {
    /// The first kind in which the changed round differs; nothing where none does.
    pub fn differs_from(&self, base: &Seen, kinds: &[&str]) -> Option<String> {
        let with = Seen::of(changed(self.stage.files(), &self.key, &self.to)?)?;
        kinds.iter().find(|kind| base.kind(kind) != with.kind(kind)).map(|kind| (*kind).to_owned())
    }
}

fn table() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sources/keys.csv")
}

/// The rows of the table.
pub fn changes() -> Vec<Change> {
    let mut reader = csv::Reader::from_path(table()).unwrap();
    let of = |record: csv::StringRecord| {
        let cell = |at: usize| record[at].to_owned();
        let stage = Stage { scenario: cell(0), round: cell(1), referrals: cell(2), with: cell(5) };
        Change { stage, key: cell(3), to: cell(4), differs: cell(6) }
    };
    reader.records().map(|record| of(record.unwrap())).collect()
}

/// Writes the table.
pub fn write(changes: &[Change]) {
    let mut writer = csv::Writer::from_path(table()).unwrap();
    writer.write_record(["scenario", "round", "referrals", "key", "to", "with", "differs"]).unwrap();
    for Change { stage, key, to, differs } in changes {
        let cells = [&stage.scenario, &stage.round, &stage.referrals, key, to, &stage.with, differs];
        writer.write_record(cells).unwrap();
    }
}

/// Whether a kind says what a key decides: of a binding one the pages are no
/// more than an echo, and so are the steps of the ladder of a key that is counted
/// in one of them.
pub fn speaks(kind: &str, key: &str) -> bool {
    let last = key.rsplit('.').next().unwrap_or_default();
    match kind {
        "pages" => LABELS.contains(&last),
        "ladder" => last != "precedence",
        _ => true,
    }
}
