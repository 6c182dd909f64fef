//! What somebody could have more of.

use crate::explain::change::Change;
use crate::limits::{Limit, capacities};
use crate::program::{Program, Row};
use crate::round::Round;

/// A limit that somebody could have more of, and how much of it counts as one
/// more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capacity {
    /// The limit, as the files state it.
    pub limit: Limit,
    /// One more: 1 place, a sum in whole pounds, what a placement takes of a
    /// pool.
    pub unit: u32,
}

impl Capacity {
    /// Every limit of a round that more could be had of: places of intakes,
    /// courses, providers and programmes, paid places and budgets of schools,
    /// the budget for transport, pools; each kind in the order of its table. Of
    /// a budget, one more is so many pounds.
    pub fn all(round: &Round, pounds: u32) -> Vec<Capacity> {
        capacities(round, pounds).into_iter().map(|(limit, unit)| Capacity { limit, unit }).collect()
    }

    /// So many more.
    pub fn more(self, count: u32) -> Change {
        Change::Ease(self.limit, self.unit.saturating_mul(count))
    }

    /// The rows that more of it eases.
    pub fn rows<'p>(self, round: &'p Round, program: &'p Program) -> impl Iterator<Item = &'p Row> {
        let own = program.rows().iter().filter(move |row| row.constraint() == Some(self.limit.constraint));
        own.filter(move |row| row.limit.is_some_and(|limit| limit.stated(round).contains(&self.limit)))
    }

    /// The change with which it can no longer stand in anybody's way.
    pub fn lifted(self, round: &Round, program: &Program) -> Change {
        let wanted = self.rows(round, program).map(|row| {
            let takes = row.terms.iter().fold(0_i64, |sum, (_, takes)| sum.saturating_add(takes.abs()));
            takes.saturating_add(row.used) / self.limit.per_unit() + 1
        });
        Change::Ease(self.limit, u32::try_from(wanted.max().unwrap_or(0)).unwrap_or(u32::MAX))
    }

    /// Whether some placement that takes of it would find too little left.
    pub fn is_scarce(self, round: &Round, program: &Program, values: &[i64]) -> bool {
        self.rows(round, program).any(|row| {
            let most = row.terms.iter().map(|(_, takes)| *takes).max().unwrap_or(0);
            row.upper.is_some_and(|upper| upper - row.activity(values) < most)
        })
    }
}
