use super::super::deadlines::{DEADLINES_CSV, DEADLINES_ICS, DEADLINES_JSON};
use super::super::{LADDER, PROGRAM, SUMMARY, TIMINGS, packs};

/// A kind of set: files that are put into a folder together and replaced
/// together. Several kinds can share a folder.
#[derive(Debug, Clone, Copy)]
pub struct Set {
    /// The file that lists the others under `files`: it tells an earlier set
    /// from files of other people.
    pub(super) index: &'static str,
    /// Files that belong to every set without being listed.
    pub(super) unlisted: &'static [&'static str],
    /// Folders of the set: what is in them is listed by its path.
    pub(super) folders: &'static [&'static str],
    /// Whether a file or folder of this name can belong to the set. Nothing else in a
    /// folder is ever touched.
    pub(super) owns: fn(&str) -> bool,
    /// Where the new files wait. Once it is empty, all of them are in place.
    pub(super) new: &'static str,
    /// Where the earlier files wait until all new ones are in place.
    pub(super) earlier: &'static str,
}

/// What an allocation comes to.
pub const RESULT: Set = Set {
    index: SUMMARY,
    unlisted: &[TIMINGS],
    folders: &[],
    owns: |name| {
        let tables = ["allocations.csv", "unplaced.csv", "intakes.csv", "schools.csv", "reserves.csv", "moves.csv"];
        tables.contains(&name) || [SUMMARY, TIMINGS, "report.html"].contains(&name)
    },
    new: ".rightplace-new",
    earlier: ".rightplace-earlier",
};

/// What schools and panels get of an allocation.
pub const PACKS: Set = Set {
    index: packs::INDEX,
    unlisted: &[],
    folders: &[],
    owns: packs::owns,
    new: ".rightplace-packs-new",
    earlier: ".rightplace-packs-earlier",
};

/// The program of a round and the steps of its ladder.
pub const EXPORT: Set = Set {
    index: PROGRAM,
    unlisted: &[],
    folders: &[],
    owns: |name| {
        let step = name.strip_prefix("step-").and_then(|rest| rest.strip_suffix(".mps"));
        let is_step = step.is_some_and(|number| number.len() > 1 && number.bytes().all(|byte| byte.is_ascii_digit()));
        is_step || [LADDER, PROGRAM].contains(&name)
    },
    new: ".rightplace-export-new",
    earlier: ".rightplace-export-earlier",
};

/// The tables and pages of a benchmark.
pub const BENCH: Set = Set {
    index: "bench.json",
    unlisted: &[],
    folders: &[],
    owns: |name| ["bench.csv", "steps.csv", "bench.html", "bench.md", "bench.json"].contains(&name),
    new: ".rightplace-bench-new",
    earlier: ".rightplace-bench-earlier",
};

/// The rounds of a year: its tables and page, the result of each round, and the
/// files that rounds were run from.
pub const YEAR: Set = Set {
    index: "year.json",
    unlisted: &[],
    folders: &["results", "rounds"],
    owns: |name| {
        let files = ["year.html", "year.csv", "rounds.csv", "waiting.csv", "year.json"];
        files.contains(&name) || ["results", "rounds"].contains(&name)
    },
    new: ".rightplace-year-new",
    earlier: ".rightplace-year-earlier",
};

/// The dates of a round.
pub const DEADLINES: Set = Set {
    index: DEADLINES_JSON,
    unlisted: &[],
    folders: &[],
    owns: |name| [DEADLINES_CSV, DEADLINES_ICS, DEADLINES_JSON].contains(&name),
    new: ".rightplace-deadlines-new",
    earlier: ".rightplace-deadlines-earlier",
};

/// What a part of a comparison comes to.
pub const SHARD: Set = Set {
    index: "shard.json",
    unlisted: &[],
    folders: &[],
    owns: |name| ["results.journal", "shard.json"].contains(&name),
    new: ".rightplace-shard-new",
    earlier: ".rightplace-shard-earlier",
};

/// First estimates of scenarios.
pub const ESTIMATES: Set = Set {
    index: "estimates.json",
    unlisted: &[],
    folders: &[],
    owns: |name| ["estimates.csv", "estimates.json"].contains(&name),
    new: ".rightplace-estimates-new",
    earlier: ".rightplace-estimates-earlier",
};

/// A comparison of scenarios.
pub const WHATIF: Set = Set {
    index: "whatif.json",
    unlisted: &[],
    folders: &[],
    owns: |name| ["comparison.csv", "movements.csv", "ranges.csv", "report.html", "whatif.json"].contains(&name),
    new: ".rightplace-whatif-new",
    earlier: ".rightplace-whatif-earlier",
};

/// What places are worth.
pub const PLAN_VALUE: Set = Set {
    index: "plan-value.json",
    unlisted: &[],
    folders: &[],
    owns: |name| ["values.csv", "value-groups.csv", "closings.csv", "value.html", "plan-value.json"].contains(&name),
    new: ".rightplace-value-new",
    earlier: ".rightplace-value-earlier",
};

/// What to buy.
pub const PLAN_BUY: Set = Set {
    index: "plan-buy.json",
    unlisted: &[],
    folders: &[],
    owns: |name| ["purchase.csv", "curve.csv", "draws.csv", "buy.html", "plan-buy.json"].contains(&name),
    new: ".rightplace-buy-new",
    earlier: ".rightplace-buy-earlier",
};
