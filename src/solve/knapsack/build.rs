//! Which knapsacks a part has.

use super::sack::{Group, Knapsack, Set};
use crate::solve::MipRow;
use crate::solve::part::{Part, RowKind};
use crate::solve::tolerance;
use std::collections::{BTreeMap, BTreeSet};

/// The knapsacks of a part: a row of money over several students, and each
/// student with a limit that is more than options excluding each other.
pub fn knapsacks(part: &Part) -> Vec<Knapsack> {
    let families = Families::new(part);
    let is_money = |position: &usize| {
        let row = &part.rows[*position];
        let Some((_, cost)) = row.terms.first() else { return false };
        part.kinds[*position] == RowKind::Given
            && row.bounds.lower.is_none()
            && is_packing(part, row)
            && row.terms.iter().any(|(_, other)| other != cost)
            && !is_of_one_student(part, row)
    };
    let money = (0..part.rows.len()).filter(is_money).map(|row| families.of_money(row));
    let has_days = |student: &&usize| families.limits[*student].iter().any(|row| !part.rows[*row].is_exclusive());
    let days = families.limits.keys().filter(has_days).map(|student| families.of_days(*student));
    money.chain(days).filter(|knapsack| !knapsack.groups.is_empty()).collect()
}

/// Whether a row only limits what is placed from above.
fn is_packing(part: &Part, row: &MipRow) -> bool {
    row.bounds.upper.is_some() && row.terms.iter().all(|(column, takes)| *takes > 0 && part.is_option(*column))
}

fn is_of_one_student(part: &Part, row: &MipRow) -> bool {
    row.terms.windows(2).all(|pair| part.students[pair[0].0] == part.students[pair[1].0])
}

/// What holds among the options of each student.
struct Families<'p> {
    part: &'p Part,
    options: BTreeMap<usize, Vec<usize>>,
    /// The rows that limit just this student's options from above.
    limits: BTreeMap<usize, Vec<usize>>,
    /// All rows of just this student's columns.
    rows: BTreeMap<usize, Vec<usize>>,
    /// For each column of a referral that is certain of its place, the row that says so.
    certain: Vec<Option<usize>>,
}

impl<'p> Families<'p> {
    fn new(part: &'p Part) -> Families<'p> {
        let mut options: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for column in (0..part.columns.len()).filter(|column| part.is_option(*column)) {
            options.entry(part.students[column]).or_default().push(column);
        }
        let mut limits: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut certain = vec![None; part.columns.len()];
        for (position, row) in part.rows.iter().enumerate() {
            let Some((first, _)) = row.terms.first() else { continue };
            if part.kinds[position] == RowKind::Cut || !is_of_one_student(part, row) {
                continue;
            }
            rows.entry(part.students[*first]).or_default().push(position);
            if part.kinds[position] != RowKind::Given || !is_packing(part, row) {
                continue;
            }
            limits.entry(part.students[*first]).or_default().push(position);
            if row.is_exclusive() && row.bounds.lower == Some(1) {
                row.terms.iter().for_each(|(column, _)| certain[*column] = Some(position));
            }
        }
        Families { part, options, limits, rows, certain }
    }

    fn of_days(&self, student: usize) -> Knapsack {
        let family = self.options.get(&student).and_then(|options| self.family(student, options.clone(), |_| 0, 0));
        self.knapsack(0, None, family.into_iter().collect())
    }

    fn of_money(&self, row: usize) -> Knapsack {
        let costs: BTreeMap<usize, i64> = self.part.rows[row].terms.iter().copied().collect();
        let budget = self.part.rows[row].bounds.upper.unwrap_or(0);
        let students: BTreeSet<usize> = costs.keys().map(|column| self.part.students[*column]).collect();
        let cost = |column| costs.get(&column).copied().unwrap_or(0);
        let family = |student: usize| {
            let is_paid = |column: &usize| costs.contains_key(column);
            self.family(student, self.options[&student].iter().copied().filter(is_paid).collect(), cost, budget)
        };
        self.knapsack(budget, Some(row), students.into_iter().filter_map(family).collect())
    }

    /// A student's options, and all others of a referral that is certain of its
    /// place: they may cost nothing, but stand in for those that do. Nothing
    /// when they allow too many sets.
    fn family(&self, student: usize, options: Vec<usize>, cost: impl Fn(usize) -> i64, budget: i64) -> Option<Family> {
        let rows: BTreeSet<usize> = options.iter().filter_map(|column| self.certain[*column]).collect();
        let options_of = |row: &usize| self.part.rows[*row].terms.iter().map(|term| term.0).collect();
        let certain: Vec<Vec<usize>> = rows.iter().map(options_of).collect();
        let mut columns: Vec<usize> = certain.iter().flatten().copied().chain(options).collect();
        columns.sort_unstable();
        columns.dedup();
        let mut sets = self.sets(student, &columns, cost, budget)?;
        sets.retain(|set| certain.iter().all(|options| options.iter().any(|option| set.columns.contains(option))));
        Some(Family { student, columns, sets, certain })
    }

    /// Every set of some of a student's options that its rows allow, the empty
    /// one too, with its cost, within a budget; nothing when there are too many.
    fn sets(&self, student: usize, options: &[usize], cost: impl Fn(usize) -> i64, budget: i64) -> Option<Vec<Set>> {
        let limits: Vec<&MipRow> =
            self.limits.get(&student).into_iter().flatten().map(|row| &self.part.rows[*row]).collect();
        let takes = |row: &MipRow, column: usize| row.terms.iter().find(|term| term.0 == column).map(|term| term.1);
        let mut sets: Vec<Set> = vec![Set { columns: Vec::new(), cost: 0 }];
        for column in options.iter().copied() {
            let own: Vec<(&MipRow, i64)> = limits.iter().filter_map(|row| Some((*row, takes(row, column)?))).collect();
            let fits = |set: &Set| {
                own.iter().all(|(row, own)| {
                    let used: i64 = set.columns.iter().filter_map(|other| takes(row, *other)).sum();
                    row.bounds.upper.is_none_or(|upper| used + own <= upper)
                })
            };
            let grown: Vec<Set> = sets
                .iter()
                .filter(|set| set.cost + cost(column) <= budget && fits(set))
                .map(|set| Set {
                    columns: set.columns.iter().copied().chain([column]).collect(),
                    cost: set.cost + cost(column),
                })
                .collect();
            sets.extend(grown);
            if sets.len() > tolerance::MOST_SETS {
                return None;
            }
        }
        Some(sets)
    }

    /// The knapsack of some students, with their columns told by their positions.
    fn knapsack(&self, budget: i64, money: Option<usize>, families: Vec<Family>) -> Knapsack {
        let mut columns: Vec<usize> = families.iter().flat_map(|family| &family.columns).copied().collect();
        columns.sort_unstable();
        let is_in = |column: usize| columns.binary_search(&column).is_ok();
        let within = |row: &usize| self.part.rows[*row].terms.iter().all(|(column, _)| is_in(*column));
        let own = families.iter().flat_map(|family| self.rows.get(&family.student)).flatten().copied();
        let inside = own.chain(money).filter(within).collect();
        let position = |column: &usize| columns.partition_point(|other| other < column);
        let positions = |columns: &[usize]| -> Vec<usize> { columns.iter().map(position).collect() };
        let set = |set: &Set| Set { columns: positions(&set.columns), cost: set.cost };
        let group = |family: &Family| Group {
            columns: positions(&family.columns),
            sets: family.sets.iter().map(set).collect(),
        };
        Knapsack {
            budget,
            groups: families.iter().map(group).collect(),
            certain: families.iter().flat_map(|family| &family.certain).map(|options| positions(options)).collect(),
            owners: columns.iter().map(|column| self.part.owners[*column]).collect(),
            inside,
            columns,
        }
    }
}

/// The options of one student, told by the part's columns.
struct Family {
    student: usize,
    columns: Vec<usize>,
    sets: Vec<Set>,
    /// The options of each referral that is certain of its place.
    certain: Vec<Vec<usize>>,
}
