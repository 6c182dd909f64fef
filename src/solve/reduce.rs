//! Making a part smaller: bounds that rows imply, settled columns taken out,
//! and the pieces that no row holds together any more.

use super::part::{Goal, Kind, Part};
use super::{Bounds, MipRow};
use crate::program::ColumnIndex;

/// What a part falls into: columns with settled values, and parts that can be
/// climbed by themselves, small ones first. What settled columns count
/// goes with the first part.
pub(super) struct Pieces {
    pub settled: Vec<(ColumnIndex, i64)>,
    pub parts: Vec<Part>,
    /// What settled columns add to the goals when no part is left.
    pub constants: Vec<i64>,
}

/// Tightens the bounds of a part until nothing changes, then takes it apart.
pub(super) fn reduce(mut part: Part) -> Pieces {
    propagate(&mut part);
    let is_open: Vec<bool> = part.bounds.iter().map(|(lower, upper)| lower < upper).collect();
    let mut settled = Vec::new();
    for (position, column) in part.columns.iter().enumerate() {
        if !is_open[position] {
            settled.push((*column, part.bounds[position].0));
        }
    }
    let constants: Vec<i64> = part.goals.iter().map(|goal| goal.settled + settled_sum(&part, &goal.terms)).collect();
    let open = part.rows.iter().zip(&part.kinds).filter_map(|(row, kind)| Some((*kind, open_row(&part, row)?)));
    let (values, limits): (Vec<(Kind, MipRow)>, Vec<_>) = open.partition(|(kind, _)| *kind == Kind::Value);
    let component = components(part.columns.len(), limits.iter().map(|(_, row)| row));
    let mut order: Vec<usize> = (0..part.columns.len()).filter(|position| is_open[*position]).collect();
    order.sort_by_key(|position| (component[*position], *position));
    let mut parts: Vec<Part> =
        order.chunk_by(|a, b| component[*a] == component[*b]).map(|members| extract(&part, members)).collect();
    let mut home = vec![(0, 0); part.columns.len()];
    for (number, members) in order.chunk_by(|a, b| component[*a] == component[*b]).enumerate() {
        for (local, position) in members.iter().enumerate() {
            home[*position] = (number, local);
        }
    }
    for (kind, row) in limits {
        let number = home[row.terms[0].0].0;
        let terms = row.terms.iter().map(|(column, coefficient)| (home[*column].1, *coefficient)).collect();
        parts[number].add(kind, MipRow { terms, bounds: row.bounds });
    }
    for (_, row) in values {
        split_value(&home, &mut parts, &row);
    }
    for (step, goal) in part.goals.iter().enumerate() {
        for (column, coefficient) in goal.terms.iter().filter(|(column, _)| is_open[*column]) {
            let (number, local) = home[*column];
            parts[number].goals[step].terms.push((local, *coefficient));
        }
        if let Some(first) = parts.first_mut() {
            first.goals[step].settled = constants[step];
        }
    }
    // Small parts first: a step is through when the last part is.
    parts.sort_by_key(|each| each.columns.len());
    Pieces { settled, parts, constants }
}

fn settled_sum(part: &Part, terms: &[(usize, i64)]) -> i64 {
    let settled = terms.iter().filter(|(column, _)| part.bounds[*column].0 == part.bounds[*column].1);
    settled.map(|(column, coefficient)| coefficient * part.bounds[*column].0).sum()
}

fn extract(part: &Part, members: &[usize]) -> Part {
    Part {
        columns: members.iter().map(|position| part.columns[*position]).collect(),
        bounds: members.iter().map(|position| part.bounds[*position]).collect(),
        integer: members.iter().map(|position| part.integer[*position]).collect(),
        owners: members.iter().map(|position| part.owners[*position]).collect(),
        follows: members.iter().map(|position| part.follows[*position]).collect(),
        rows: Vec::new(),
        kinds: Vec::new(),
        goals: vec![Goal::default(); part.goals.len()],
        incumbent: members.iter().map(|position| part.incumbent[*position]).collect(),
        proven: part.proven,
    }
}

/// A row without its settled columns; nothing when its bounds cannot be broken.
fn open_row(part: &Part, row: &MipRow) -> Option<MipRow> {
    let settled = settled_sum(part, &row.terms);
    let open = |(column, _): &&(usize, i64)| part.bounds[*column].0 < part.bounds[*column].1;
    let terms: Vec<(usize, i64)> = row.terms.iter().filter(open).copied().collect();
    let (least, most) = part.activity(&terms);
    let lower = row.bounds.lower.map(|lower| lower - settled).filter(|lower| least < *lower);
    let upper = row.bounds.upper.map(|upper| upper - settled).filter(|upper| most > *upper);
    let matters = !terms.is_empty() && (lower.is_some() || upper.is_some());
    matters.then_some(MipRow { terms, bounds: Bounds { lower, upper } })
}

/// The value of a finished step is the sum of what it is in each piece. The
/// incumbent attains the best of the sum, hence the best in every piece: each
/// keeps its own.
fn split_value(home: &[(usize, usize)], parts: &mut [Part], row: &MipRow) {
    let mut by_part: Vec<(usize, usize, i64)> =
        row.terms.iter().map(|(column, coefficient)| (home[*column].0, home[*column].1, *coefficient)).collect();
    by_part.sort_unstable();
    let is_one = by_part.first().map(|term| term.0) == by_part.last().map(|term| term.0);
    for terms in by_part.chunk_by(|a, b| a.0 == b.0) {
        let own = &mut parts[terms[0].0];
        let terms: Vec<(usize, i64)> = terms.iter().map(|(_, local, coefficient)| (*local, *coefficient)).collect();
        let value = terms.iter().map(|(local, coefficient)| coefficient * own.incumbent[*local]).sum();
        let lower = if is_one { row.bounds.lower } else { Some(value) };
        let (least, _) = own.activity(&terms);
        if lower.is_some_and(|lower| least < lower) {
            own.add(Kind::Value, MipRow { terms, bounds: Bounds { lower, upper: None } });
        }
    }
}

/// A number for every column: the same for columns that rows hold together.
fn components<'r>(columns: usize, rows: impl Iterator<Item = &'r MipRow>) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..columns).collect();
    fn root(parent: &mut [usize], mut column: usize) -> usize {
        while parent[column] != column {
            parent[column] = parent[parent[column]];
            column = parent[column];
        }
        column
    }
    for row in rows {
        for pair in row.terms.windows(2) {
            let (a, b) = (root(&mut parent, pair[0].0), root(&mut parent, pair[1].0));
            // The smaller number leads, so that parts come by their first columns.
            parent[a.max(b)] = a.min(b);
        }
    }
    (0..columns).map(|column| root(&mut parent, column)).collect()
}

/// Tightens the bounds of whole-number columns by the rows until nothing changes.
fn propagate(part: &mut Part) {
    let mut rows_of: Vec<Vec<u32>> = vec![Vec::new(); part.columns.len()];
    for (position, row) in part.rows.iter().enumerate() {
        for (column, _) in &row.terms {
            rows_of[*column].push(position as u32);
        }
    }
    let mut waits = vec![true; part.rows.len()];
    let mut queue: std::collections::VecDeque<usize> = (0..part.rows.len()).collect();
    while let Some(position) = queue.pop_front() {
        waits[position] = false;
        for column in tighten(part, position) {
            for row in &rows_of[column] {
                let row = *row as usize;
                if !waits[row] {
                    waits[row] = true;
                    queue.push_back(row);
                }
            }
        }
    }
}

/// Tightens the bounds of a row's columns and tells which have changed.
fn tighten(part: &mut Part, position: usize) -> Vec<usize> {
    let row = &part.rows[position];
    let (least, most) = part.activity(&row.terms);
    let mut changed = Vec::new();
    for (column, coefficient) in &row.terms {
        let (lower, upper) = part.bounds[*column];
        if lower == upper {
            continue;
        }
        let (a, b) = (coefficient * lower, coefficient * upper);
        let mut bounds = (lower, upper);
        let mut at_most = |value: i64| bounds.1 = bounds.1.min(value);
        // coefficient × column ≤ room, where the other columns are at their least
        let over = row.bounds.upper.map(|limit| limit - (least - a.min(b)));
        let under = row.bounds.lower.map(|limit| limit - (most - a.max(b)));
        if *coefficient > 0 {
            over.into_iter().for_each(|room| at_most(room.div_euclid(*coefficient)));
        } else {
            under.into_iter().for_each(|room| at_most((-room).div_euclid(-coefficient)));
        }
        let mut at_least = |value: i64| bounds.0 = bounds.0.max(value);
        if *coefficient > 0 {
            under.into_iter().for_each(|room| at_least(-((-room).div_euclid(*coefficient))));
        } else {
            over.into_iter().for_each(|room| at_least(-(room.div_euclid(-coefficient))));
        }
        if bounds != (lower, upper) && bounds.0 <= bounds.1 {
            changed.push((*column, bounds));
        }
    }
    let mut columns = Vec::new();
    for (column, bounds) in changed {
        part.bounds[column] = bounds;
        columns.push(column);
    }
    columns
}
