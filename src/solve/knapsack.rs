//! Cuts for rows of money and for a student's days. A school's budget makes a
//! linear relaxation place the fraction of a child that the last pounds would
//! pay for, and a limit of four days the fraction that half a day would allow.
//! What prices the relaxation puts on the options is taken as a target: the
//! best that whole placements within the limits can make of it is computed
//! exactly, and where the relaxation makes more of it, that is a cut (Boyd,
//! "Fenchel cutting planes for integer programs", Operations Research 42, 1994).

use super::part::{Kind, Part};
use super::{Bounds, MipRow};
use std::collections::{BTreeMap, BTreeSet};

/// The largest coefficient of a cut: finer targets cut deeper, but the exact
/// best takes longer to compute.
const FINENESS: f64 = 400.0;

/// How far a relaxation must exceed a cut, in the cut's units, to be worth it.
const LEAST_VIOLATION: f64 = 0.3;

/// How many sets of compatible options of one student are looked at; one with
/// more is left out of the cuts.
const MOST_SETS: usize = 2_000;

/// How many states the computation of a best may have; beyond, no cut is made.
const MOST_STATES: usize = 200_000;

/// Options that compete for money, or for the days of one student.
pub(super) struct Knapsack {
    /// The row of money, by its position in the part, and its amount.
    money: Option<(usize, i64)>,
    /// The columns that may stand in a cut, ascending.
    columns: Vec<usize>,
    /// For each student the sets of options of which one is placed, the empty
    /// one too where no referral is certain of its place. Each with its cost.
    groups: Vec<Vec<(Vec<usize>, i64)>>,
    /// The options of each referral that is certain of its place.
    certain: Vec<Vec<usize>>,
}

/// The knapsacks of a part: a row of money over several students, and each
/// student with a limit that is more than options excluding each other.
pub(super) fn knapsacks(part: &Part) -> Vec<Knapsack> {
    let families = Families::new(part);
    let is_money = |position: &usize| {
        let row = &part.rows[*position];
        let Some((_, cost)) = row.terms.first() else { return false };
        part.kinds[*position] == Kind::Limit
            && row.bounds.lower.is_none()
            && is_packing(part, row)
            && row.terms.iter().any(|(_, other)| other != cost)
            && !is_of_one_student(part, row)
    };
    let money = (0..part.rows.len()).filter(is_money).map(|row| Knapsack::of_money(part, row, &families));
    let has_days = |student: &&usize| families.rows[*student].iter().any(|row| !part.rows[*row].is_exclusive());
    let days = families.rows.keys().filter(has_days).filter_map(|student| Knapsack::of_days(part, *student, &families));
    money.chain(days).collect()
}

/// Whether a row only limits what is placed from above.
fn is_packing(part: &Part, row: &MipRow) -> bool {
    row.bounds.upper.is_some() && row.terms.iter().all(|(column, takes)| *takes > 0 && part.is_option(*column))
}

fn is_of_one_student(part: &Part, row: &MipRow) -> bool {
    row.terms.windows(2).all(|pair| part.students[pair[0].0] == part.students[pair[1].0])
}

/// What holds among the options of each student.
struct Families {
    options: BTreeMap<usize, Vec<usize>>,
    /// The rows that limit just this student's options.
    rows: BTreeMap<usize, Vec<usize>>,
    /// For each column of a referral that is certain of its place, the row that says so.
    certain: Vec<Option<usize>>,
}

impl Families {
    fn new(part: &Part) -> Families {
        let mut options: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for column in (0..part.columns.len()).filter(|column| part.is_option(*column)) {
            options.entry(part.students[column]).or_default().push(column);
        }
        let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut certain = vec![None; part.columns.len()];
        for (position, row) in part.rows.iter().enumerate() {
            let Some((first, _)) = row.terms.first() else { continue };
            if part.kinds[position] != Kind::Limit || !is_packing(part, row) || !is_of_one_student(part, row) {
                continue;
            }
            rows.entry(part.students[*first]).or_default().push(position);
            if row.is_exclusive() && row.bounds.lower == Some(1) {
                row.terms.iter().for_each(|(column, _)| certain[*column] = Some(position));
            }
        }
        Families { options, rows, certain }
    }

    /// Every set of some of a student's options that its rows allow, the empty
    /// one too, with its cost, within a budget; nothing when there are too many.
    fn sets(
        &self,
        part: &Part,
        student: usize,
        options: &[usize],
        cost: impl Fn(usize) -> i64,
        budget: i64,
    ) -> Option<Vec<(Vec<usize>, i64)>> {
        let no_rows = Vec::new();
        let rows: Vec<(BTreeMap<usize, i64>, i64)> = self
            .rows
            .get(&student)
            .unwrap_or(&no_rows)
            .iter()
            .filter_map(|row| Some((part.rows[*row].terms.iter().copied().collect(), part.rows[*row].bounds.upper?)))
            .collect();
        let mut sets: Vec<(Vec<usize>, i64)> = vec![(Vec::new(), 0)];
        for column in options {
            let own: Vec<&(BTreeMap<usize, i64>, i64)> =
                rows.iter().filter(|(takes, _)| takes.contains_key(column)).collect();
            let fits = |set: &[usize]| {
                own.iter().all(|(takes, limit)| {
                    let used: i64 = set.iter().filter_map(|other| takes.get(other)).sum();
                    used + takes[column] <= *limit
                })
            };
            let grown: Vec<(Vec<usize>, i64)> = sets
                .iter()
                .filter(|(set, spent)| spent + cost(*column) <= budget && fits(set))
                .map(|(set, spent)| (set.iter().chain([column]).copied().collect(), spent + cost(*column)))
                .collect();
            sets.extend(grown);
            if sets.len() > MOST_SETS {
                return None;
            }
        }
        Some(sets)
    }
}

impl Knapsack {
    fn of_days(part: &Part, student: usize, families: &Families) -> Option<Knapsack> {
        let mut knapsack = Knapsack { money: None, columns: Vec::new(), groups: Vec::new(), certain: Vec::new() };
        knapsack.add(part, student, families.options.get(&student)?.clone(), families, |_| 0, 0);
        (!knapsack.groups.is_empty()).then_some(knapsack)
    }

    fn of_money(part: &Part, row: usize, families: &Families) -> Knapsack {
        let costs: BTreeMap<usize, i64> = part.rows[row].terms.iter().copied().collect();
        let budget = part.rows[row].bounds.upper.unwrap_or(0);
        let students: BTreeSet<usize> = costs.keys().map(|column| part.students[*column]).collect();
        let mut knapsack =
            Knapsack { money: Some((row, budget)), columns: Vec::new(), groups: Vec::new(), certain: Vec::new() };
        for student in students {
            let paid = families.options[&student].iter().copied().filter(|column| costs.contains_key(column)).collect();
            let cost = |column| costs.get(&column).copied().unwrap_or(0);
            knapsack.add(part, student, paid, families, cost, budget);
        }
        knapsack.columns.sort_unstable();
        knapsack
    }

    /// Adds a student's options, and all others of a referral that is certain
    /// of its place: they may cost nothing, but stand in for those that do.
    fn add(
        &mut self,
        part: &Part,
        student: usize,
        options: Vec<usize>,
        families: &Families,
        cost: impl Fn(usize) -> i64,
        budget: i64,
    ) {
        let rows: BTreeSet<usize> = options.iter().filter_map(|column| families.certain[*column]).collect();
        let options_of = |row: &usize| part.rows[*row].terms.iter().map(|term| term.0).collect();
        let certain: Vec<Vec<usize>> = rows.iter().map(options_of).collect();
        let mut own: Vec<usize> = certain.iter().flatten().copied().chain(options).collect();
        own.sort_unstable();
        own.dedup();
        if let Some(mut sets) = families.sets(part, student, &own, cost, budget) {
            sets.retain(|(set, _)| certain.iter().all(|options| options.iter().any(|option| set.contains(option))));
            self.columns.extend(own);
            self.groups.push(sets);
            self.certain.extend(certain);
        }
    }

    /// A cut that the values of a relaxation break, if the targets lead to one.
    /// `worth` is what the relaxation's prices leave of each column's goal when
    /// the prices of rows within the knapsack are not taken off.
    pub fn cut(&self, values: &[f64], mut worth: BTreeMap<usize, f64>) -> Option<MipRow> {
        // Just one option of these is placed: what all are worth does not matter.
        for options in &self.certain {
            let least = options.iter().filter_map(|option| worth.get(option)).copied().fold(f64::INFINITY, f64::min);
            for option in options {
                worth.entry(*option).and_modify(|value| *value -= least);
            }
        }
        let most = worth.values().copied().fold(0.0, f64::max);
        if most <= 0.0 || !most.is_finite() {
            return None;
        }
        let scaled = |column: &usize| {
            let share = worth.get(column).copied().unwrap_or(0.0).max(0.0) / most;
            (share * FINENESS).round() as i64
        };
        let targets: BTreeMap<usize, i64> = self.columns.iter().map(|column| (*column, scaled(column))).collect();
        let reached: f64 = targets.iter().map(|(column, target)| *target as f64 * values[*column]).sum();
        let best = self.best(&targets)?;
        let terms: Vec<(usize, i64)> = targets.into_iter().filter(|(_, target)| *target > 0).collect();
        let bounds = Bounds { lower: None, upper: Some(best) };
        (reached > best as f64 + LEAST_VIOLATION).then_some(MipRow { terms, bounds })
    }

    /// What the prices leave of each column's goal, prices of the money, of cuts
    /// and of rows of one student not taken off.
    pub fn worth(&self, part: &Part, goal: &[f64], priced: &[(usize, f64)]) -> BTreeMap<usize, f64> {
        let mut worth: BTreeMap<usize, f64> = self.columns.iter().map(|column| (*column, goal[*column])).collect();
        for (position, price) in priced {
            let row = &part.rows[*position];
            let may_be_inside = self.money.is_some_and(|(money, _)| money == *position)
                || part.kinds[*position] == Kind::Cut
                || is_of_one_student(part, row);
            let is_inside = may_be_inside && row.terms.iter().all(|(column, _)| worth.contains_key(column));
            if !is_inside {
                for (column, takes) in &row.terms {
                    if let Some(value) = worth.get_mut(column) {
                        *value -= price * *takes as f64;
                    }
                }
            }
        }
        worth
    }

    /// The greatest sum of targets that whole placements within the budget
    /// reach: states of cost and sum, none with both worse than another's,
    /// group by group. Nothing where there are too many, or no placements.
    fn best(&self, targets: &BTreeMap<usize, i64>) -> Option<i64> {
        let budget = self.money.map_or(0, |(_, budget)| budget);
        let mut states = vec![(0_i64, 0_i64)];
        for group in &self.groups {
            let value = |set: &[usize]| -> i64 { set.iter().map(|column| targets[column]).sum() };
            let items = undominated(group.iter().map(|(set, cost)| (*cost, value(set))).collect());
            if items == [(0, 0)] {
                continue;
            }
            let mut grown = Vec::with_capacity(states.len() * items.len());
            for (cost, value) in &items {
                grown.extend(
                    states.iter().map(|(spent, sum)| (spent + cost, sum + value)).filter(|(spent, _)| *spent <= budget),
                );
            }
            states = undominated(grown);
            if states.len() > MOST_STATES {
                return None;
            }
        }
        states.last().map(|(_, sum)| *sum)
    }
}

/// Pairs of cost and value by cost, without those that another one betters.
fn undominated(mut pairs: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    pairs.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut kept: Vec<(i64, i64)> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        if kept.last().is_none_or(|last| pair.1 > last.1) {
            kept.push(pair);
        }
    }
    kept
}
