//! A first incumbent near the optimum of an earlier climb. Where programs
//! differ little, so do their optima: whom a difference concerns, who stands in
//! their way, and who wants what these would leave are free, everyone else
//! stays, and this small part is climbed.

use super::climber::Climber;
use super::part::Part;
use super::tally::Tally;
use super::way::{Begin, Summit, Way};
use super::{Guide, Quiet, tolerance};
use std::collections::VecDeque;

impl Climber<'_> {
    /// Looks for a better incumbent near what differs from an earlier program, and
    /// near what that changes.
    pub fn go_near(&self, whole: &mut Part, guide: &Guide) {
        let mut near = around(whole, guide, tolerance::MOST_NEARBY);
        for _ in 0..tolerance::MOST_RINGS {
            let Some(part) = near else { return };
            let before = whole.incumbent.clone();
            self.take_near(whole, 0, part);
            near = between(whole, &before, tolerance::MOST_NEARBY);
        }
    }

    /// Climbs a part of a part from a step on, without a proof, and takes what it
    /// comes to for the incumbent.
    pub fn take_near(&self, part: &mut Part, step: usize, near: Part) {
        let mut quiet = Quiet;
        let way = Way::to(Summit::Near, Begin::default(), self.way.engine);
        let tally = Tally::new(self.program, &mut quiet);
        let climber = Climber { way, program: self.program, last_draw: self.last_draw, tally };
        let mut values = part.incumbent.clone();
        for (column, value) in climber.pieces(near, step) {
            if let Ok(local) = part.columns.binary_search(&column) {
                values[local] = value;
            }
        }
        self.try_values(part, step, values);
    }
}

/// A part in which only those near the differences from an earlier program are
/// free; nothing where there is no difference.
pub(super) fn around(part: &Part, guide: &Guide, room: usize) -> Option<Part> {
    with_free(part, guide.differences(part), room)
}

/// A part in which only those are free whom the incumbent places otherwise than
/// other values do, and who is near them.
pub(super) fn between(part: &Part, others: &[i64], room: usize) -> Option<Part> {
    let differs = |column: &usize| part.is_option(*column) && others[*column] != part.incumbent[*column];
    with_free(part, (0..part.columns.len()).filter(differs).collect(), room)
}

fn with_free(part: &Part, from: Vec<usize>, room: usize) -> Option<Part> {
    let free = Nearness::new(part).spread(from, room)?;
    let mut near = part.clone();
    for column in (0..part.columns.len()).filter(|column| part.is_option(*column)) {
        if !free[column] {
            near.bounds[column] = (part.incumbent[column], part.incumbent[column]);
        }
    }
    Some(near)
}

/// Who is near whom in a part.
struct Nearness<'p> {
    part: &'p Part,
    /// The rows in which each column stands.
    rows_of: Vec<Vec<usize>>,
    /// What each row comes to with the incumbent.
    sums: Vec<i64>,
    /// The columns of each owner, by its first one.
    families: Vec<Vec<usize>>,
    /// The family of each column.
    family: Vec<usize>,
}

impl<'p> Nearness<'p> {
    fn new(part: &'p Part) -> Nearness<'p> {
        let mut rows_of = vec![Vec::new(); part.columns.len()];
        for (position, row) in part.rows.iter().enumerate() {
            row.terms.iter().for_each(|(column, _)| rows_of[*column].push(position));
        }
        let mut order: Vec<usize> = (0..part.columns.len()).filter(|column| part.is_option(*column)).collect();
        order.sort_by_key(|column| (part.owners[*column], *column));
        let families: Vec<Vec<usize>> =
            order.chunk_by(|a, b| part.owners[*a] == part.owners[*b]).map(<[usize]>::to_vec).collect();
        let mut family = vec![usize::MAX; part.columns.len()];
        for (number, columns) in families.iter().enumerate() {
            columns.iter().for_each(|column| family[*column] = number);
        }
        let sums = part.rows.iter().map(|row| row.activity(&part.incumbent)).collect();
        Nearness { part, rows_of, sums, families, family }
    }

    /// The options of families that are near some columns, as far as there is
    /// room; nothing where there is no such column.
    fn spread(&self, from: Vec<usize>, mut room: usize) -> Option<Vec<bool>> {
        let mut is_free = vec![false; self.part.columns.len()];
        let mut is_known = vec![false; self.families.len()];
        let mut waiting: VecDeque<usize> = VecDeque::new();
        let mut meet = |columns: &mut dyn Iterator<Item = usize>, waiting: &mut VecDeque<usize>| {
            for family in columns.map(|column| self.family[column]).filter(|family| *family != usize::MAX) {
                if !std::mem::replace(&mut is_known[family], true) {
                    waiting.push_back(family);
                }
            }
        };
        meet(&mut from.into_iter(), &mut waiting);
        while let Some(family) = waiting.pop_front() {
            let columns = &self.families[family];
            room = match room.checked_sub(columns.len()) {
                Some(left) => left,
                None => break,
            };
            for column in columns {
                is_free[*column] = true;
                let is_placed = self.part.incumbent[*column] > 0;
                // Whoever stands in the way, and whoever waits for what would be left.
                for row in self.rows_of[*column].iter().filter(|row| self.binds(**row, *column)) {
                    let mut others = self.part.rows[*row]
                        .terms
                        .iter()
                        .map(|(other, _)| *other)
                        .filter(|other| is_placed || self.part.incumbent[*other] > 0);
                    meet(&mut others, &mut waiting);
                }
            }
        }
        is_free.contains(&true).then_some(is_free)
    }

    /// Whether a row leaves no room for an option beside the incumbent; of one that
    /// is placed, whether it leaves none for the largest.
    fn binds(&self, row: usize, column: usize) -> bool {
        let row_of = &self.part.rows[row];
        let takes = row_of.terms.iter().find(|(other, _)| *other == column).map_or(0, |(_, takes)| *takes);
        let largest = row_of.terms.iter().map(|(_, takes)| takes.abs()).max().unwrap_or(0);
        match self.part.incumbent[column] > 0 {
            true => row_of.bounds.upper.is_some_and(|upper| self.sums[row] + largest > upper),
            false => row_of.bounds.upper.is_some_and(|upper| self.sums[row] + takes > upper),
        }
    }
}
