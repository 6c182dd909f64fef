//! What more of every limit is worth.

use super::point::{Point, placed};
use super::yardstick::{Attained, Yardstick};
use crate::explain::change::Change;
use crate::plan::Capacity;
use crate::solve::Fault;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What more of a limit is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// The limit.
    pub capacity: Capacity,
    /// What is known of it.
    pub verdict: Verdict,
}

/// What is known of more of a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// However much more there were, nothing would be better.
    NoUse(Ground),
    /// Something would be better.
    Useful {
        /// One more, two more and so on: until still more would place no more
        /// children, or as many as were asked for.
        points: Vec<Point>,
        /// Without the limit.
        lifted: Point,
        /// How many more bring all that the limit holds back; nothing: more
        /// than there are points.
        enough: Option<u32>,
    },
    /// A limit of time was reached before it could be said.
    Unknown,
}

/// How it is known that more of a limit is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// All who could take of it have room together: the program is the same
    /// with more.
    Room,
    /// Solved without it: the optimum is the same.
    Lifted,
    /// Solved without it and so many others at once: the optimum is the same.
    LiftedWith(usize),
}

impl Verdict {
    /// Whether it is proven.
    pub fn is_proven(&self) -> bool {
        match self {
            Verdict::NoUse(_) => true,
            Verdict::Useful { points, lifted, .. } => lifted.is_proven && points.iter().all(|point| point.is_proven),
            Verdict::Unknown => false,
        }
    }

    /// One more, where it is of use.
    pub fn first(&self) -> Option<&Point> {
        match self {
            Verdict::Useful { points, .. } => points.first(),
            _ => None,
        }
    }
}

/// What more of every limit is worth, in the order of [`Capacity::all`].
pub(super) fn worths(
    yardstick: &Yardstick,
    is_proven: bool,
    done: &(dyn Fn(usize) + Sync),
) -> Result<Vec<Worth>, Fault> {
    let round = yardstick.ask.round();
    let all = Capacity::all(round, yardstick.ask.pounds);
    let (with_rows, roomy): (Vec<Capacity>, Vec<Capacity>) =
        all.iter().partition(|one| one.rows(round, yardstick.program()).next().is_some());
    done(roomy.len());
    let values = yardstick.program().values(&yardstick.placed);
    let (scarce, ample): (Vec<Capacity>, Vec<Capacity>) =
        with_rows.into_iter().partition(|one| one.is_scarce(round, yardstick.program(), &values));
    let mut groups: Vec<Vec<Capacity>> = vec![ample];
    groups.extend(scarce.into_iter().map(|one| vec![one]));
    let looked_at: Result<Vec<Vec<Worth>>, Fault> = groups
        .into_par_iter()
        .map(|group| match is_proven {
            true => examine(yardstick, &group, done),
            false => Ok(group.into_iter().map(|capacity| Worth { capacity, verdict: Verdict::Unknown }).collect()),
        })
        .collect();
    let no_use = |capacity| Worth { capacity, verdict: Verdict::NoUse(Ground::Room) };
    let mut found: Vec<Worth> = looked_at?.into_iter().flatten().chain(roomy.into_iter().map(no_use)).collect();
    let order: BTreeMap<Capacity, usize> = all.into_iter().enumerate().map(|(at, one)| (one, at)).collect();
    found.sort_by_key(|worth| order.get(&worth.capacity));
    Ok(found)
}

/// What more of each limit of a group is worth: where all of them lifted bring
/// nothing, none does; else each half is looked at by itself.
fn examine(yardstick: &Yardstick, group: &[Capacity], done: &(dyn Fn(usize) + Sync)) -> Result<Vec<Worth>, Fault> {
    let all = |verdict: Verdict| -> Vec<Worth> {
        done(group.len());
        group.iter().map(|capacity| Worth { capacity: *capacity, verdict: verdict.clone() }).collect()
    };
    if group.is_empty() || yardstick.ask.engine.is_due() {
        return Ok(all(Verdict::Unknown));
    }
    let lifted: Vec<Change> = group.iter().map(|one| one.lifted(yardstick.ask.round(), yardstick.program())).collect();
    let found = yardstick.solve(&Change::posed(&lifted, yardstick.ask.posed), &yardstick.placed)?;
    match group {
        _ if found.is_proven && found.values == yardstick.values => Ok(all(Verdict::NoUse(match group.len() {
            1 => Ground::Lifted,
            of => Ground::LiftedWith(of - 1),
        }))),
        [one] => {
            let verdict = curve(yardstick, *one, &found)?;
            Ok(all(verdict))
        }
        _ if !found.is_proven && yardstick.ask.engine.is_due() => Ok(all(Verdict::Unknown)),
        _ => {
            let (left, right) = group.split_at(group.len() / 2);
            let (left, right) = rayon::join(|| examine(yardstick, left, done), || examine(yardstick, right, done));
            Ok(left?.into_iter().chain(right?).collect())
        }
    }
}

/// One more of a limit, two more and so on, until nobody more can be placed.
fn curve(yardstick: &Yardstick, one: Capacity, lifted: &Attained) -> Result<Verdict, Fault> {
    let mut points = Vec::new();
    let mut start = yardstick.placed.clone();
    let mut enough = None;
    for count in 1..=yardstick.ask.most {
        let changed = Change::posed(&[one.more(count)], yardstick.ask.posed);
        let program = changed.program();
        // What is best without the limit is best with a limit that allows it.
        let is_allowed = lifted.is_proven && program.broken_row(&program.values(&lifted.placed)).is_none();
        let found = if is_allowed {
            lifted.clone()
        } else if yardstick.ask.engine.is_due() {
            return Ok(Verdict::Unknown);
        } else {
            yardstick.solve(&changed, &start)?
        };
        points.push(Point::new(yardstick, count, changed.round(), &found));
        if found.is_proven && lifted.is_proven && found.values == lifted.values {
            enough = Some(count);
            break;
        }
        // Still more would place no more children: what it betters beyond them
        // is told by what there is without the limit.
        if found.is_proven && lifted.is_proven && placed(yardstick, &found.values).eq(placed(yardstick, &lifted.values))
        {
            break;
        }
        start = found.placed;
    }
    let without = Change::posed(&[one.lifted(yardstick.ask.round(), yardstick.program())], yardstick.ask.posed);
    Ok(Verdict::Useful { points, lifted: Point::new(yardstick, 0, without.round(), lifted), enough })
}
