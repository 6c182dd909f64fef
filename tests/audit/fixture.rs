//! The round of `tests/data/audit` and changes to it.

use rightplace::audit::{Audit, Entry, Settings, audit};
use rightplace::ids::StageId;
use rightplace::round::Round;
use rightplace::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// The good allocation of the round.
pub const GOOD: [(&str, &str); 6] =
    [("R1", "I1"), ("R2", "I4"), ("R3", "I3"), ("R4", "I4"), ("R5", "I6"), ("R6", "I5")];

macro_rules! files {
    ($($name:literal),*) => { [$(($name, include_str!(concat!("../data/audit/", $name)))),*] };
}

/// The files of a round and the rows of an allocation.
#[derive(Clone)]
pub struct Case {
    files: BTreeMap<String, String>,
    rows: Vec<[String; 4]>,
    settings: Vec<String>,
}

impl Case {
    /// The round with its good allocation.
    pub fn good() -> Case {
        let files = files!(
            "round.toml",
            "policy.toml",
            "calendar.csv",
            "schools.csv",
            "students.csv",
            "referrals.csv",
            "providers.csv",
            "courses.csv",
            "intakes.csv",
            "placements.csv",
            "separations.csv",
            "decisions.csv",
            "pools.csv"
        );
        let files = files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        Case { files, rows: Vec::new(), settings: Vec::new() }.placing(&GOOD)
    }

    /// Gives each referral its intake, after the rows so far.
    pub fn placing(mut self, pairs: &[(&str, &str)]) -> Case {
        self.rows.extend(pairs.iter().map(|(referral, intake)| [*referral, *intake, "", ""].map(str::to_owned)));
        self
    }

    /// Takes a referral's rows out of the allocation.
    pub fn without(mut self, referral: &str) -> Case {
        self.rows.retain(|row| row[0] != referral);
        self
    }

    /// Takes every row out of the allocation.
    pub fn placing_none(mut self) -> Case {
        self.rows.clear();
        self
    }

    /// States the dates of a referral's row.
    pub fn stating(mut self, referral: &str, start: &str, end: &str) -> Case {
        for row in self.rows.iter_mut().filter(|row| row[0] == referral) {
            row[2] = start.to_owned();
            row[3] = end.to_owned();
        }
        self
    }

    /// Lets an intake fall below its smallest group.
    pub fn relaxing(mut self, intake: &str) -> Case {
        self.settings.push(intake.to_owned());
        self
    }

    /// Sets a cell of the row whose first column is the id.
    pub fn set(mut self, table: &str, id: &str, column: &str, value: &str) -> Case {
        let text = self.files.get_mut(&format!("{table}.csv")).expect("a table of the round");
        let mut lines: Vec<Vec<String>> =
            text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        let column = lines[0].iter().position(|name| name == column).expect("a column of the table");
        let row = lines.iter_mut().skip(1).find(|row| row[0] == id).expect("a row of the table");
        row[column] = value.to_owned();
        *text = lines.iter().map(|row| row.join(",") + "\n").collect();
        self
    }

    /// Adds a row at the end of a table.
    pub fn add(mut self, table: &str, row: &str) -> Case {
        let text = self.files.get_mut(&format!("{table}.csv")).expect("a table of the round");
        *text += row;
        *text += "\n";
        self
    }

    /// Replaces a passage of the policy.
    pub fn policy(self, from: &str, to: &str) -> Case {
        self.replace("policy.toml", from, to)
    }

    /// Adds lines to a programme of the policy.
    pub fn programme(self, id: &str, lines: &str) -> Case {
        self.policy(&format!("[[programme]]\nid = \"{id}\"\n"), &format!("[[programme]]\nid = \"{id}\"\n{lines}\n"))
    }

    /// Replaces a passage of a file, which stands there once.
    pub fn replace(mut self, file: &str, from: &str, to: &str) -> Case {
        let text = self.files.get_mut(file).expect("a file of the round");
        assert_eq!(text.matches(from).count(), 1, "{from} in {file}");
        *text = text.replace(from, to);
        self
    }

    /// The round, which reads without an error.
    pub fn round(&self) -> Round {
        let source = Source::from_texts(self.files.iter().map(|(name, text)| (name.clone(), text.clone())));
        let reading = Round::from_source(&source);
        reading.round.unwrap_or_else(|| panic!("the round does not read: {:#?}", reading.problems))
    }

    /// The entries of the allocation for a round.
    pub fn entries(&self, round: &Round) -> Vec<Entry> {
        let date = |text: &str| (!text.is_empty()).then(|| text.parse().expect("a date"));
        let entry = |[referral, intake, start, end]: &[String; 4]| Entry {
            referral: round.referrals.find(referral).expect("a referral of the round"),
            intake: round.intakes.find(intake).expect("an intake of the round"),
            start: date(start),
            end: date(end),
        };
        self.rows.iter().map(entry).collect()
    }

    /// What the audit finds.
    pub fn audit(&self) -> Audit {
        self.audit_in(&self.round())
    }

    /// What the audit finds in a round of its own.
    pub fn audit_in(&self, round: &Round) -> Audit {
        let relaxed_groups: BTreeSet<_> =
            self.settings.iter().map(|id| round.intakes.find(id).expect("an intake of the round")).collect();
        audit(round, &self.entries(round), &Settings { relaxed_groups })
    }

    /// What is broken, in words: `rule programme`, `constraint places`, `dates`.
    pub fn broken(&self) -> Vec<String> {
        broken(&self.audit())
    }
}

/// What an audit found broken, in words.
pub fn broken(audit: &Audit) -> Vec<String> {
    use rightplace::audit::ViolationId;
    let word = |id: ViolationId| match id {
        ViolationId::Rule(rule) => format!("rule {rule}"),
        ViolationId::Constraint(constraint) => format!("constraint {constraint}"),
        ViolationId::Dates => "dates".to_owned(),
    };
    audit.violations.iter().map(|violation| word(violation.rule)).collect()
}

/// Nothing is broken.
pub const NOTHING: [&str; 0] = [];

/// What a case attains at a stage of one step.
pub fn value(case: &Case, stage: StageId) -> i64 {
    case.audit().steps.iter().find(|step| step.stage == stage).expect("a step of the stage").value
}
