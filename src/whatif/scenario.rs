use super::condition::Condition;
use super::demand::Demand;
use super::require::Requirement;
use super::text::text_of;
use crate::problem::Problem;
use crate::schema::{Column, TableId};
use crate::source::Value;
use std::cmp::Reverse;

/// What a scenario file asks for: changes to a round's tables and policy.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scenario {
    /// What people call it.
    pub name: String,
    /// The name of its file.
    pub file: String,
    /// The SHA-256 of the file in lower-case hexadecimal.
    pub sha256: String,
    pub(super) policy: Vec<Setting>,
    pub(super) edits: Vec<Edit>,
    pub(super) removals: Vec<Removal>,
    pub(super) inserts: Vec<Insert>,
    pub(super) sweeps: Vec<Sweep>,
    pub(super) requirements: Vec<Requirement>,
    pub(super) demand: Option<Demand>,
    pub(super) problems: Vec<Problem>,
}

/// A key of the policy with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setting {
    /// `sla.paid_places`, `programme.flourish.access`.
    pub path: String,
    pub value: Value,
    pub line: Option<u32>,
}

/// A new text for the cells of a column.
#[derive(Debug, Clone)]
pub(super) struct NewCell {
    pub column: &'static Column,
    /// `12` sets; `+5`, `-2` and `*1.15` change.
    pub text: String,
    pub line: Option<u32>,
}

impl PartialEq for NewCell {
    fn eq(&self, other: &NewCell) -> bool {
        (self.column.name, &self.text, self.line) == (other.column.name, &other.text, other.line)
    }
}

/// Other cells for some rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edit {
    pub table: TableId,
    pub conditions: Vec<Condition>,
    pub cells: Vec<NewCell>,
    pub line: Option<u32>,
}

/// Rows to be taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Removal {
    pub table: TableId,
    pub conditions: Vec<Condition>,
    pub line: Option<u32>,
}

/// A row to be added.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Insert {
    pub table: TableId,
    pub cells: Vec<NewCell>,
    pub line: Option<u32>,
}

/// Values to be tried one after the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sweep {
    pub key: String,
    pub target: Target,
    pub values: Vec<Value>,
    pub line: Option<u32>,
}

/// What a sweep varies.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// The cells of a column.
    Cells { table: TableId, conditions: Vec<Condition>, column: &'static str },
    /// A key of the policy.
    Policy { path: String },
}

/// One variant of a scenario: it has several where it sweeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The scenario's name; of a sweep, `name: key=value, key=value`.
    pub name: String,
    /// The position of the scenario in the batch.
    pub scenario: usize,
    /// Which value of each sweep, by position.
    pub choice: Vec<usize>,
    /// Which draw of its demand, 0 for the first.
    pub draw: usize,
}

impl Scenario {
    /// The variants: the draws of demand for each choice of the sweeps' values, of
    /// which the last change fastest. `scenario` is its position in the batch.
    pub fn variants(&self, scenario: usize) -> Vec<Variant> {
        let mut choices = vec![Vec::new()];
        for sweep in self.sweeps() {
            let longer = |choice: &Vec<usize>| -> Vec<Vec<usize>> {
                let with = |value| choice.iter().copied().chain([value]).collect();
                (0..sweep.values.len()).map(with).collect()
            };
            choices = choices.iter().flat_map(longer).collect();
        }
        let draws = self.draws();
        let variant = |choice: Vec<usize>| {
            let plain = self.name_of(&choice);
            let separator = if choice.is_empty() { ":" } else { "," };
            (0..draws).map(move |draw| {
                let name = match draws {
                    1 => plain.clone(),
                    _ => format!("{plain}{separator} draw={}", draw + 1),
                };
                Variant { name, scenario, choice: choice.clone(), draw }
            })
        };
        choices.into_iter().flat_map(variant).collect()
    }

    /// The name of what a choice of values comes to, but for draws.
    pub(super) fn name_of(&self, choice: &[usize]) -> String {
        let pairs = self.sweeps().iter().zip(choice);
        let pairs = pairs.map(|(sweep, value)| format!("{}={}", sweep.key, text_of(&sweep.values[*value])));
        let pairs: Vec<String> = pairs.collect();
        if pairs.is_empty() { self.name.clone() } else { format!("{}: {}", self.name, pairs.join(", ")) }
    }

    /// A key that puts first the variants that probably allow most: those with
    /// the greatest values. It decides an order and nothing else.
    pub(super) fn promise(&self, variant: &Variant) -> Vec<Reverse<i128>> {
        let value = |(sweep, choice): (&Sweep, &usize)| {
            let text = text_of(&sweep.values[*choice]);
            let sign = if text.starts_with(['-', '\u{2212}']) { -1 } else { 1 };
            let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit()).replace(',', "");
            let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
            let thousandths = format!("{whole}{:0<3.3}", decimals);
            Reverse(sign * thousandths.parse::<i128>().unwrap_or(0))
        };
        self.sweeps().iter().zip(&variant.choice).map(value).collect()
    }

    /// How many variants it has.
    pub fn count(&self) -> usize {
        self.sweeps().iter().fold(self.draws(), |count, sweep| count.saturating_mul(sweep.values.len()))
    }

    /// What it says of demand.
    pub fn demand(&self) -> Option<&Demand> {
        self.demand.as_ref()
    }

    /// How many rounds are drawn for each choice of values; 1 where none are.
    pub fn draws(&self) -> usize {
        let demand = self.demand.as_ref().filter(|_| self.problems.is_empty());
        demand.map_or(1, |demand| demand.draws)
    }

    /// The keys that it sweeps over, with the texts of their values.
    pub fn axes(&self) -> Vec<(&str, Vec<String>)> {
        let texts = |sweep: &Sweep| sweep.values.iter().map(text_of).collect();
        self.sweeps().iter().map(|sweep| (sweep.key.as_str(), texts(sweep))).collect()
    }

    /// A scenario with mistakes has one variant, which fails.
    pub(super) fn sweeps(&self) -> &[Sweep] {
        if self.problems.is_empty() { &self.sweeps } else { &[] }
    }

    /// The mistakes in the file; a scenario with any fails.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What it requires of its results.
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }
}
