use crate::paper::publish::Set;

/// A set with a file that is not listed.
pub const RESULT: Set = Set::new("", "summary.json", &["allocations.csv", "schools.csv", "moves.csv", "report.html"])
    .with_unlisted(&["timings.json"]);

/// One whose files are known by how their names are formed.
pub const EXPORT: Set =
    Set::new("export", "program.json", &[]).with_names(|name| name.starts_with("step-") && name.ends_with(".mps"));
