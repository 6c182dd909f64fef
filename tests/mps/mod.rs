//! A reader of MPS files that shares nothing with the writer: whole numbers,
//! an objective to be minimised, and every bound that the format has.

use highs::{HighsModelStatus, RowProblem, Sense};
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Mps {
    pub columns: BTreeMap<String, Column>,
    pub rows: BTreeMap<String, Row>,
    pub objective: BTreeMap<String, i64>,
}

#[derive(Default)]
pub struct Column {
    pub lower: Option<i64>,
    pub upper: Option<i64>,
    pub integer: bool,
}

#[derive(Default)]
pub struct Row {
    pub terms: BTreeMap<String, i64>,
    pub lower: Option<i64>,
    pub upper: Option<i64>,
}

impl Mps {
    pub fn read(text: &str) -> Mps {
        let mut mps = Mps::default();
        let mut kinds: BTreeMap<String, String> = BTreeMap::new();
        let (mut section, mut is_whole) = (String::new(), false);
        for line in text.lines().filter(|line| !line.starts_with('*')) {
            assert!(line.len() <= 61, "fixed MPS ends at column 61: {line}");
            let words: Vec<&str> = line.split_whitespace().collect();
            if !line.starts_with(' ') {
                section = words[0].to_owned();
                continue;
            }
            match (section.as_str(), words.as_slice()) {
                ("ROWS", [kind, name]) => {
                    kinds.insert((*name).to_owned(), (*kind).to_owned());
                    if *kind != "N" {
                        mps.rows.insert((*name).to_owned(), Row::default());
                    }
                }
                ("COLUMNS", [_, "'MARKER'", word]) => is_whole = *word == "'INTORG'",
                ("COLUMNS", [column, row, number]) => {
                    assert_fixed(line);
                    let column = (*column).to_owned();
                    mps.columns.entry(column.clone()).or_default().integer = is_whole;
                    let terms = match kinds[*row].as_str() {
                        "N" => &mut mps.objective,
                        _ => &mut mps.rows.get_mut(*row).unwrap().terms,
                    };
                    let number: i64 = number.parse().unwrap();
                    assert!(number == 0 || terms.insert(column, number).is_none(), "an entry stands twice: {line}");
                }
                ("RHS", [_, row, number]) => {
                    assert_fixed(line);
                    let side = Some(number.parse().unwrap());
                    let read = mps.rows.get_mut(*row).unwrap();
                    (read.lower, read.upper) = match kinds[*row].as_str() {
                        "L" => (None, side),
                        "G" => (side, None),
                        "E" => (side, side),
                        kind => panic!("a row of kind {kind}"),
                    };
                }
                ("BOUNDS", [kind, _, column, number]) => {
                    let value = Some(number.parse().unwrap());
                    let read = mps.columns.get_mut(*column).unwrap();
                    match *kind {
                        "LO" => read.lower = value,
                        "UP" => read.upper = value,
                        kind => panic!("a bound of kind {kind}"),
                    }
                }
                (section, words) => panic!("{section} has {words:?}"),
            }
        }
        assert_eq!(section, "ENDATA");
        mps
    }

    /// The objective for given values of the columns.
    pub fn cost(&self, values: &BTreeMap<String, i64>) -> i64 {
        self.objective.iter().map(|(column, count)| count * values[column]).sum()
    }

    /// The first row, or column, whose bounds given values break.
    pub fn broken_row(&self, values: &BTreeMap<String, i64>) -> Option<&str> {
        let within = |lower: Option<i64>, upper: Option<i64>, value: i64| {
            lower.is_none_or(|lower| lower <= value) && upper.is_none_or(|upper| value <= upper)
        };
        let sum = |row: &Row| row.terms.iter().map(|(column, coefficient)| coefficient * values[column]).sum();
        let row = self.rows.iter().find(|(_, row)| !within(row.lower, row.upper, sum(row)));
        let column = self.columns.iter().find(|(name, column)| !within(column.lower, column.upper, values[*name]));
        row.map(|(name, _)| name.as_str()).or(column.map(|(name, _)| name.as_str()))
    }

    /// The least cost that HiGHS finds, by itself; nothing where it finds that
    /// there is no solution.
    pub fn minimum(&self) -> Option<i64> {
        let mut problem = RowProblem::default();
        let mut keys = BTreeMap::new();
        for (name, column) in &self.columns {
            let cost = self.objective.get(name).copied().unwrap_or(0) as f64;
            let bounds = column.lower.unwrap() as f64..=column.upper.unwrap() as f64;
            let key = match column.integer {
                true => problem.add_integer_column(cost, bounds),
                false => problem.add_column(cost, bounds),
            };
            keys.insert(name.as_str(), key);
        }
        for row in self.rows.values() {
            let terms = row.terms.iter().map(|(column, coefficient)| (keys[column.as_str()], *coefficient as f64));
            let lower = row.lower.map_or(f64::NEG_INFINITY, |lower| lower as f64);
            problem.add_row(lower..=row.upper.map_or(f64::INFINITY, |upper| upper as f64), terms.collect::<Vec<_>>());
        }
        let mut model = problem.optimise(Sense::Minimise);
        model.make_quiet();
        model.set_option("mip_rel_gap", 0.0);
        let solved = model.solve();
        match solved.status() {
            HighsModelStatus::Optimal | HighsModelStatus::ModelEmpty => Some(solved.objective_value().round() as i64),
            HighsModelStatus::Infeasible => None,
            status => panic!("HiGHS ended with {status:?}"),
        }
    }
}

/// Whether names and number stand where fixed MPS has its second, third and
/// fourth field: from columns 5, 15 and 25 on.
fn assert_fixed(line: &str) {
    let field = |from: usize, to: usize| line.get(from - 1..to.min(line.len())).unwrap_or_default().trim();
    let fields = [field(5, 12), field(15, 22), field(25, 36)];
    assert_eq!(fields.to_vec(), line.split_whitespace().collect::<Vec<_>>(), "fields of fixed MPS: {line}");
}
