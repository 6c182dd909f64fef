//! What could be commissioned, and what for.

use crate::ids::StageId;
use crate::limits::offers;
use crate::problem::{Place, Problem};
use crate::reading::forms;
use crate::round::Status;
use crate::schema::{Column, intakes};
use crate::units::Pence;
use chrono::NaiveDate;

/// What could be commissioned, and what for.
#[derive(Debug, Clone, PartialEq)]
pub struct Menu {
    /// What people call it.
    pub name: String,
    /// The name of its file.
    pub file: String,
    /// The SHA-256 of the file in lower-case hexadecimal.
    pub sha256: String,
    /// What there is to spend; nothing: no limit.
    pub budget: Option<Pence>,
    /// What must be reached; empty: the best for the budget.
    pub targets: Vec<Target>,
    /// The last stage that money is spent for; nothing: the last before the
    /// lottery that speaks of children.
    pub up_to: Option<StageId>,
    /// How far apart in cost points of the curve are at the least.
    pub curve_step: Pence,
    /// What may be bought.
    pub items: Vec<Item>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

impl Menu {
    /// Where a key of its file stands.
    pub(super) fn place(&self, line: Option<u32>, key: impl Into<String>) -> Place {
        Place::of_file(&self.file).line(line).key(key)
    }
}

/// Something that may be bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What people call it.
    pub id: String,
    /// What there is more of with each: of several limits together, so many of
    /// every one.
    pub of: Vec<What>,
    /// What one costs.
    pub price: Pence,
    /// What it costs to have any, on top.
    pub fixed: Pence,
    /// The fewest, where any are bought.
    pub least: u32,
    /// The most.
    pub most: u32,
    /// They come by so many.
    pub step: u32,
    /// The last day on which it can be ordered; nothing: any day.
    pub by: Option<NaiveDate>,
    /// Where it stands in the file.
    pub line: Option<u32>,
}

/// What there is more of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A limit of the round.
    More {
        /// The key that it is sold under.
        key: &'static str,
        /// What it is a limit of, by id.
        id: String,
        /// The school whose part is meant, by id.
        school: Option<String>,
    },
    /// Places of a new intake: its cells by column.
    New(Vec<(&'static Column, String)>),
}

/// Referrals of which so many must be placed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Target {
    /// Of this programme; nothing: of any.
    pub programme: Option<String>,
    /// Of this school; nothing: of any or none.
    pub school: Option<String>,
    /// Of one of these bands; empty: of any.
    pub bands: Vec<u32>,
    /// Of this status; nothing: all that are open.
    pub status: Option<Status>,
    /// How many.
    pub wanted: Wanted,
    /// Where it stands in the file.
    pub line: Option<u32>,
}

/// How many of some referrals must be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A share of them, in hundredths of a per cent; the number is rounded up.
    Share(u32),
    /// So many.
    Number(u32),
}

impl Default for Wanted {
    fn default() -> Wanted {
        Wanted::Share(WHOLE)
    }
}

/// All of some referrals, in hundredths of a per cent.
pub(super) const WHOLE: u32 = 10_000;

impl Wanted {
    /// How many of a number of referrals that is.
    pub fn of(self, referrals: usize) -> u64 {
        match self {
            Wanted::Share(share) => (referrals as u64 * u64::from(share)).div_ceil(u64::from(WHOLE)),
            Wanted::Number(number) => u64::from(number),
        }
    }
}

impl Item {
    /// The numbers that may be bought, none at all the first; on a day after the
    /// last to order, only that.
    pub fn sizes(&self, today: NaiveDate) -> Vec<u32> {
        let bought = (self.least..=self.most).step_by(self.step.max(1) as usize);
        [0].into_iter().chain(bought.filter(|_| self.by.is_none_or(|by| today <= by))).collect()
    }

    /// What a number of it costs.
    pub fn cost(&self, number: u32) -> Pence {
        if number == 0 { Pence(0) } else { self.price * i64::from(number) + self.fixed }
    }
}

impl Item {
    /// The kinds of what there is more of and the ids, as the files write them,
    /// each joined by semicolons.
    pub fn words(&self) -> (String, String) {
        let (kinds, ids): (Vec<&str>, Vec<String>) = self.of.iter().map(What::words).unzip();
        (kinds.join(";"), ids.join(";"))
    }

    /// The same for people: `intake RF-B1, programme refocus`.
    pub fn describe(&self) -> String {
        let words = self.of.iter().map(What::words);
        words.map(|(kind, id)| format!("{kind} {id}")).collect::<Vec<_>>().join(", ")
    }
}

impl What {
    /// The kind of it and the id, as the files write them.
    fn words(&self) -> (&'static str, String) {
        match self {
            What::More { key, id, school: None } => (key, id.clone()),
            What::More { key, id, school: Some(school) } => (key, format!("{id} of {school}")),
            What::New(cells) => ("new intake", cell(cells, &intakes::INTAKE_ID).to_owned()),
        }
    }

    /// The cells of a new intake; nothing where it is a limit that there is.
    pub(super) fn new_cells(&self) -> Option<&[(&'static Column, String)]> {
        match self {
            What::More { .. } => None,
            What::New(cells) => Some(cells),
        }
    }

    /// Whether it is counted in a unit of its own; else in places.
    pub fn has_own_unit(&self) -> bool {
        match self {
            What::More { key, .. } => offers().any(|offer| offer.key == *key && offer.has_own_unit),
            What::New(_) => false,
        }
    }
}

/// A cell of a new row.
pub(super) fn cell<'c>(cells: &'c [(&'static Column, String)], column: &Column) -> &'c str {
    cells.iter().find(|(other, _)| *other == column).map_or("", |(_, text)| forms::bare(text))
}
