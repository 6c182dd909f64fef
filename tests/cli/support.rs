//! A small round that can be worked out by hand, and running the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// Three referrals for Tier 1 on two intakes with two places and one, and
/// three for Flourish with one place. By hand: R1 and R3 only want T-MON, R2
/// would rather go there and gives way to T-TUE, so that all three are placed.
/// R4 is pending and Flourish takes approved referrals only. R5 and R6 want the
/// one Flourish place; R6's school has no SLA and comes second.
const FILES: [(&str, &str); 9] = [
    (
        "round.toml",
        "name = \"Testshire, spring\"\nas_of = 2025-12-05\nacademic_year = \"2025-26\"\npolicy = \"policy.toml\"\nbank_holidays = \"gov.uk\"\nseed = 20251205\n",
    ),
    (
        "policy.toml",
        r#"authority = "Testshire"
bands = 4

[sla]
paid_programmes = ["tier1"]
paid_places = 15
beyond = "refuse"

[[programme]]
id = "tier1"
name = "Tier 1"

[[programme]]
id = "flourish"
name = "Flourish"
access = "priority"
decision = "panel"

[objective]
priority = ["access", "band", "looked_after"]
ladder = ["placed", "children", "keep", "waiting", "choice", "lottery", "redraw", "start", "distance", "fees", "settle"]
"#,
    ),
    (
        "calendar.csv",
        "kind,date,end\nterm,2025-09-03,2025-12-19\nterm,2026-01-05,2026-03-27\nterm,2026-04-13,2026-07-21\n",
    ),
    ("schools.csv", "school_id,name,sla\nS1,Brook Academy,yes\nS2,Hill School,no\n"),
    ("students.csv", "student_id,school_id,year_group\nP1,S1,9\nP2,S1,9\nP3,S1,9\nP4,S1,8\nP5,S1,8\nP6,S2,8\n"),
    (
        "referrals.csv",
        "referral_id,student_id,programme,submitted,status,band,choices\n\
         R1,P1,tier1,2025-11-03,approved,1,T-MON\n\
         R2,P2,tier1,2025-11-03,approved,2,T-MON;T-TUE\n\
         R3,P3,tier1,2025-11-03,approved,3,T-MON\n\
         R4,P4,flourish,2025-11-03,pending,1,\n\
         R5,P5,flourish,2025-11-03,approved,4,\n\
         R6,P6,flourish,2025-11-03,approved,1,\n",
    ),
    ("providers.csv", "provider_id,name\nV1,Workshop\n"),
    ("courses.csv", "course_id,provider_id,programme,title,fee\nT,V1,tier1,Bicycles,250.00\nF,V1,flourish,Garden,\n"),
    (
        "intakes.csv",
        "intake_id,course_id,start,end,days,places\n\
         T-MON,T,2026-01-12,2026-03-27,Mon,2\n\
         T-TUE,T,2026-01-13,2026-03-27,Tue,1\n\
         FL,F,2026-01-14,2026-03-27,Wed;Thu,1\n",
    ),
];

/// A round in a folder of its own, with room for results beside it.
pub struct Bench {
    folder: TempDir,
}

impl Bench {
    /// The round as above.
    pub fn new() -> Bench {
        let bench = Bench { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(bench.round()).unwrap();
        for (name, text) in FILES {
            bench.write(name, text);
        }
        bench
    }

    /// Writes a file of the round.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.round().join(name), text).unwrap();
    }

    /// Writes a file beside the round.
    pub fn write_beside(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Puts a round in a workbook, `round.xlsx`, beside the round.
    pub fn copy_workbook(&self) {
        let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus/workbook_of_typed_cells/round.xlsx");
        fs::copy(made, self.path("round.xlsx")).unwrap();
    }

    /// Writes a shell script beside the round.
    #[cfg(unix)]
    pub fn script(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        fs::write(self.path(name), format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Replaces a text in a file of the round; it must be there.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.round().join(name)).unwrap();
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, &text.replace(from, to));
    }

    pub fn round(&self) -> PathBuf {
        self.path("round")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program with these arguments; `ROUND` stands for the round's
    /// folder, and `@name` for a path beside it.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::from(self.command(arguments).output().unwrap())
    }

    /// Begins to run the program, as [`Bench::run`] does.
    pub fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    }

    /// The program with these arguments, as [`Bench::run`] takes them.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rightplace"));
        command.env("NO_COLOR", "1").env("COLUMNS", "100");
        for argument in arguments {
            match (*argument, argument.strip_prefix('@')) {
                ("ROUND", _) => command.arg(self.round()),
                (_, Some(name)) => command.arg(self.path(name)),
                _ => command.arg(argument),
            };
        }
        command
    }

    /// The files of a folder beside the round.
    pub fn files(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        files_in(&self.path(name))
    }

    /// A file of a result as text.
    pub fn text(&self, folder: &str, name: &str) -> String {
        fs::read_to_string(self.path(folder).join(name)).unwrap()
    }

    /// The summary of a result.
    pub fn summary(&self, folder: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(folder, "summary.json")).unwrap()
    }
}

pub fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())).collect()
}

/// What a run of the program came to.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    /// The run, which must have ended with this status.
    #[track_caller]
    pub fn ends(self, status: i32) -> Run {
        assert_eq!(self.status, status, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

/// The rows of a CSV file as maps from column to cell.
pub fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.unwrap();
        header.iter().zip(&record).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(record).collect()
}
