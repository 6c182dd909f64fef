//! Making a part smaller: bounds that rows imply, settled columns taken out,
//! and the pieces that no row holds together any more.

use super::part::{Goal, Part, RowKind};
use super::{Basis, Bounds, MipRow, Stand};
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
    let reach = Reach::new(&part);
    propagate(&mut part, &reach);
    let is_open: Vec<bool> = part.bounds.iter().map(|(lower, upper)| lower < upper).collect();
    let mut settled = Vec::new();
    for (position, column) in part.columns.iter().enumerate() {
        if !is_open[position] {
            settled.push((*column, part.bounds[position].0));
        }
    }
    let constants: Vec<i64> = part.goals.iter().map(|goal| goal.settled + settled_sum(&part, &goal.terms)).collect();
    let stand = |position: usize| part.basis.as_ref().map_or(Stand::Basic, |basis| basis.rows[position]);
    let open = |position: usize| Some((position, open_row(&part, &reach, &part.rows[position])?));
    let (values, limits): (Vec<(usize, MipRow)>, Vec<_>) =
        (0..part.rows.len()).filter_map(open).partition(|(position, _)| part.kinds[*position] == RowKind::Value);
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
    for (position, row) in limits {
        let number = home[row.terms[0].0].0;
        let terms = row.terms.iter().map(|(column, coefficient)| (home[*column].1, *coefficient)).collect();
        let what = (part.kinds[position], part.origins[position]);
        parts[number].add_standing(what, MipRow { terms, bounds: row.bounds }, stand(position));
    }
    for (position, row) in values {
        split_value(&home, &mut parts, part.origins[position], &row, stand(position));
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
        students: members.iter().map(|position| part.students[*position]).collect(),
        follows: members.iter().map(|position| part.follows[*position]).collect(),
        rows: Vec::new(),
        kinds: Vec::new(),
        origins: Vec::new(),
        basis: part.basis.as_ref().map(|basis| Basis {
            columns: members.iter().map(|position| basis.columns[*position]).collect(),
            rows: Vec::new(),
        }),
        goals: vec![Goal::default(); part.goals.len()],
        incumbent: members.iter().map(|position| part.incumbent[*position]).collect(),
        proven: part.proven,
    }
}

/// A row without its settled columns; nothing when its bounds cannot be broken.
fn open_row(part: &Part, reach: &Reach, row: &MipRow) -> Option<MipRow> {
    let settled = settled_sum(part, &row.terms);
    let open = |(column, _): &&(usize, i64)| part.bounds[*column].0 < part.bounds[*column].1;
    let terms: Vec<(usize, i64)> = row.terms.iter().filter(open).copied().collect();
    let (least, most) = reach.of(part, row);
    let lower = row.bounds.lower.filter(|lower| least < *lower).map(|lower| lower - settled);
    let upper = row.bounds.upper.filter(|upper| most > *upper).map(|upper| upper - settled);
    let matters = !terms.is_empty() && (lower.is_some() || upper.is_some());
    matters.then_some(MipRow { terms, bounds: Bounds { lower, upper } })
}

/// The value of a finished step is the sum of what it is in each piece. The
/// incumbent attains the best of the sum, hence the best in every piece: each
/// keeps its own.
fn split_value(home: &[(usize, usize)], parts: &mut [Part], step: Option<usize>, row: &MipRow, stand: Stand) {
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
            own.add_standing((RowKind::Value, step), MipRow { terms, bounds: Bounds { lower, upper: None } }, stand);
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
fn propagate(part: &mut Part, reach: &Reach) {
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
        for column in tighten(part, reach, position) {
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
fn tighten(part: &mut Part, reach: &Reach, position: usize) -> Vec<usize> {
    let changed = tightened(part, reach, position);
    for (column, bounds) in &changed {
        part.bounds[*column] = *bounds;
    }
    changed.into_iter().map(|(column, _)| column).collect()
}

/// The columns of a row whose bounds can be tighter, with the tighter ones.
pub(super) fn tightened(part: &Part, reach: &Reach, position: usize) -> Vec<(usize, (i64, i64))> {
    let row = &part.rows[position];
    let (least, most) = reach.of(part, row);
    let mut changed = Vec::new();
    let is_exclusive = row.is_exclusive();
    for terms in row.terms.chunk_by(|a, b| !is_exclusive && part.owners[a.0] == part.owners[b.0]) {
        let (own_least, own_most) = reach.of_one(part, terms);
        // What is left of the limits where all other referrals are at their least or most.
        let over = row.bounds.upper.map(|limit| limit - (least - own_least));
        let under = row.bounds.lower.map(|limit| limit - (most - own_most));
        for (column, coefficient) in terms {
            let (mut lower, mut upper) = part.bounds[*column];
            if lower == upper {
                continue;
            }
            // Where the column counts, no other of its referral does; where it
            // does not, another may.
            let others = terms.iter().filter(|(other, _)| other != column && part.bounds[*other].1 > 0);
            let (low, high) = others.fold((0, 0), |(low, high), (_, each)| (low.min(*each), high.max(*each)));
            if let Some(room) = over {
                match *coefficient > 0 {
                    true => upper = upper.min(room.div_euclid(*coefficient)),
                    false => lower = lower.max(-((room - low).div_euclid(-coefficient))),
                }
            }
            if let Some(room) = under {
                match *coefficient > 0 {
                    true => lower = lower.max(-((high - room).div_euclid(*coefficient))),
                    false => upper = upper.min((-room).div_euclid(-coefficient)),
                }
            }
            if (lower, upper) != part.bounds[*column] && lower <= upper {
                changed.push((*column, (lower, upper)));
            }
        }
    }
    changed
}

/// How far a sum can reach when of each referral at most one column counts,
/// and of those whose place is certain just one.
pub(super) struct Reach {
    /// For each column of a referral that is certain to be placed: how many
    /// columns the referral has; 0 for all others.
    certain: Vec<usize>,
}

impl Reach {
    pub fn new(part: &Part) -> Reach {
        let mut sizes = std::collections::BTreeMap::new();
        for owner in &part.owners {
            *sizes.entry(*owner).or_insert(0) += 1;
        }
        let mut certain = vec![0; part.columns.len()];
        for row in &part.rows {
            let is_one = row.bounds == Bounds { lower: Some(1), upper: Some(1) };
            let Some(owner) = row.terms.first().map(|term| part.owners[term.0]) else { continue };
            if is_one
                && row.terms.len() == sizes[&owner]
                && row.terms.iter().all(|(column, takes)| *takes == 1 && part.owners[*column] == owner)
            {
                for (column, _) in &row.terms {
                    certain[*column] = row.terms.len();
                }
            }
        }
        Reach { certain }
    }

    /// The least and the greatest sum of a row; a row by which columns exclude
    /// each other is taken at its word.
    pub fn of(&self, part: &Part, row: &MipRow) -> (i64, i64) {
        if row.is_exclusive() {
            return part.activity(&row.terms);
        }
        let by_owner = row.terms.chunk_by(|a, b| part.owners[a.0] == part.owners[b.0]);
        by_owner.map(|terms| self.of_one(part, terms)).fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1))
    }

    /// The least and the greatest of one referral's columns.
    fn of_one(&self, part: &Part, terms: &[(usize, i64)]) -> (i64, i64) {
        if let [(column, coefficient)] = terms
            && self.certain[*column] != 1
        {
            let (lower, upper) = part.bounds[*column];
            return ((coefficient * lower).min(coefficient * upper), (coefficient * lower).max(coefficient * upper));
        }
        let mut ends = None;
        for (column, coefficient) in terms {
            match part.bounds[*column] {
                (_, 0) => {}
                (1, _) => return (*coefficient, *coefficient),
                _ => {
                    let (low, high) = ends.unwrap_or((*coefficient, *coefficient));
                    ends = Some((low.min(*coefficient), high.max(*coefficient)));
                }
            }
        }
        let Some((low, high)) = ends else { return (0, 0) };
        match terms.first().is_some_and(|(column, _)| self.certain[*column] == terms.len()) {
            true => (low, high),
            false => (low.min(0), high.max(0)),
        }
    }
}
