//! Columns and keys described in words.

use super::examples::{self, Row};
use crate::schema::{
    Blank, Column, Kind, clock, letters, mix, objective, policy, pool, programme, run, sla, transport,
};

/// What a form says of a column besides its meaning: its form and its blank.
pub(super) fn form_of(column: &Column) -> String {
    let blank = match column.blank {
        Blank::Refused => "Needed.".to_owned(),
        Blank::Nothing => "May be blank.".to_owned(),
        Blank::Value(value) => format!("Blank: {value}."),
        Blank::Elsewhere(source) => format!("Blank: {source}."),
    };
    format!("{} {blank}", sentence(&column.kind.expected()))
}

/// A text with a capital and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let stop = if text.ends_with('.') { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// Settings that stand together.
pub(super) struct Section {
    /// What stands before the key in a sheet, `sla.`.
    pub(super) prefix: &'static str,
    /// The header in a file, `[sla]`.
    pub(super) header: &'static str,
    /// What it is about.
    pub(super) doc: &'static str,
    /// Whether it is an example of several, each with an id.
    pub(super) repeated: bool,
    /// Its keys.
    pub(super) keys: &'static [Column],
    /// An example.
    pub(super) example: Row,
}

/// The run's own settings.
pub(super) const RUN: Section = Section {
    prefix: "",
    header: "",
    doc: "The run itself.",
    repeated: false,
    keys: run::KEYS,
    example: examples::RUN,
};

/// The sections of the policy, in the order in which a file holds them.
pub(super) const POLICY: [Section; 10] = [
    Section {
        prefix: "",
        header: "",
        doc: "The rules of the authority.",
        repeated: false,
        keys: policy::KEYS,
        example: examples::POLICY,
    },
    Section {
        prefix: "sla.",
        header: "[sla]",
        doc: "Paid places of schools with the service-level agreement.",
        repeated: false,
        keys: sla::KEYS,
        example: examples::SLA,
    },
    Section {
        prefix: "programme.workshop.",
        header: "[[programme]]",
        doc: "A programme. There is at least one; write such a section for each.",
        repeated: true,
        keys: programme::KEYS,
        example: examples::PROGRAMME,
    },
    Section {
        prefix: "pool.tutor_hours.",
        header: "[[pool]]",
        doc: "A further shared limit; write such a section for each.",
        repeated: true,
        keys: pool::KEYS,
        example: examples::POOL,
    },
    Section {
        prefix: "mix.unregistered-ehcp.",
        header: "[[mix]]",
        doc: "Who may be together, and how many at once; write such a section for each.",
        repeated: true,
        keys: mix::KEYS,
        example: examples::MIX,
    },
    Section {
        prefix: "mix.unregistered-ehcp.who.",
        header: "[mix.who]",
        doc: "Whom a mix counts; left out, everyone. It belongs to the [[mix]] before it.",
        repeated: false,
        keys: mix::WHO_KEYS,
        example: examples::WHO,
    },
    Section {
        prefix: "clock.first_answer.",
        header: "[[clock]]",
        doc: "A time limit of cases; write such a section for each.",
        repeated: true,
        keys: clock::KEYS,
        example: examples::CLOCK,
    },
    Section {
        prefix: "transport.far.",
        header: "[[transport]]",
        doc: "Who is taken to a placement, and at what cost; write such a section for each. The first that applies counts.",
        repeated: true,
        keys: transport::KEYS,
        example: examples::TRANSPORT,
    },
    Section {
        prefix: "letters.",
        header: "[letters]",
        doc: "What letters to families and schools say of the authority.",
        repeated: false,
        keys: letters::KEYS,
        example: examples::LETTERS,
    },
    Section {
        prefix: "objective.",
        header: "[objective]",
        doc: "What is optimised.",
        repeated: false,
        keys: objective::KEYS,
        example: examples::OBJECTIVE,
    },
];

impl Section {
    /// The keys that hold values, with an example each.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'static Column, &'static str)> {
        let rows = [self.example];
        self.keys
            .iter()
            .filter(|key| !matches!(key.kind, Kind::Group))
            .map(move |key| (key, examples::of(&rows, key.name).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::TABLES;

    #[test]
    fn every_example_is_one_of_a_declared_column_or_key() {
        let is_declared = |columns: &[Column], name: &str| columns.iter().any(|column| column.name == name);
        for table in TABLES {
            for (name, _) in examples::rows(table.id).iter().copied().flatten() {
                assert!(is_declared(table.columns, name), "{name} of {}", table.id);
            }
        }
        for section in [&RUN].into_iter().chain(&POLICY) {
            for (name, _) in section.example {
                assert!(is_declared(section.keys, name), "{}{name}", section.prefix);
            }
        }
    }
}
