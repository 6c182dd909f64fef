use std::collections::BTreeMap;

/// The files of a round: text by file name.
pub type Files = BTreeMap<String, String>;

/// `policy.toml` and `round.toml`; all other parts of a round are tables.
pub(super) fn file_name(part: &str) -> String {
    let extension = if matches!(part, "policy" | "round") { "toml" } else { "csv" };
    format!("{part}.{extension}")
}
