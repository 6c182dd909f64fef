use super::near::{Near, Neighbourhood, Scales};
use super::solved::{Solved, is_room_for_all};
use super::words::listing;
use super::{Change, Kind, Lever};
use crate::ids::RuleId;
use crate::program::{ColumnIndex, Program, Row};
use crate::round::{Intake, Key, Referral, Round};
use crate::rules::{Casebook, class_of};
use crate::solve::{Limit, Solver, settling};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// How many changes of one kind and amount are tried one by one for a referral
/// where each costs others their places.
const MOST_TRIES: usize = 8;

/// How many amounts of one limit are tried from the smallest on, before the
/// least that is enough is found by halving.
const FIRST_AMOUNTS: usize = 6;

/// How many sets of several changes are tried for a referral, and by how much
/// more than it needs by itself each is raised where others go first.
const MOST_SETS: usize = 6;
const MOST_MORE: u32 = 3;

/// The change found for a referral, with what it costs others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// One change, or several where no single one is enough.
    pub changes: Vec<Change>,
    /// The referrals that lose their places by it, by id.
    pub displaced: Vec<Key<Referral>>,
}

/// What the search for a change came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    /// The smallest change that was found to place the referral.
    pub found: Option<Found>,
    /// Whether all that might be smaller was looked at.
    pub is_complete: bool,
}

/// Finds the smallest change that places a referral.
///
/// A change counts when the best allocation of the changed round, found and
/// proven again, places the referral, and nothing it opens starts before the
/// day of the run. Smaller means: one change before several,
/// then fewer referrals displaced, then the kind, then the amount.
pub struct Search<'a> {
    book: &'a Casebook<'a>,
    program: &'a Program,
    relaxed_groups: &'a BTreeSet<Key<Intake>>,
    placed: BTreeMap<Key<Referral>, Key<Intake>>,
    values: Vec<i64>,
    solver: &'a dyn Solver,
    limit: Limit<'a>,
}

/// The size of a change that displaces so many: the smaller, the better.
type Size = (usize, Kind, i64, u32);

impl<'a> Search<'a> {
    /// A search from the best allocation of a round, which must be proven.
    pub fn new(
        book: &'a Casebook<'a>,
        program: &'a Program,
        placed: &BTreeSet<ColumnIndex>,
        relaxed_groups: &'a BTreeSet<Key<Intake>>,
        solver: &'a dyn Solver,
        limit: Limit<'a>,
    ) -> Search<'a> {
        let values = program.values(placed);
        let placements = placed.iter().map(|column| program.placement(*column));
        Search {
            book,
            program,
            relaxed_groups,
            placed: placements.map(|placement| (placement.referral, placement.intake)).collect(),
            values: settling(program).map(|objective| objective.value(&values)).collect(),
            solver,
            limit,
        }
    }

    /// The smallest change for each of some referrals that are not placed.
    /// `done` is told of each that is through.
    pub fn changes(&self, referrals: &[Key<Referral>], done: &(dyn Fn() + Sync)) -> Vec<Sought> {
        let near = Neighbourhood::new(self.book, self.relaxed_groups, &self.placed, referrals);
        let mut sought: Vec<Sought> = referrals
            .par_iter()
            .map(|referral| {
                let sought = self.of_its_own(*referral, &near);
                if sought.is_settled() {
                    done();
                }
                sought
            })
            .collect();
        let open = |sought: &[Sought]| -> Vec<usize> {
            (0..referrals.len()).filter(|position| !sought[*position].is_settled()).collect()
        };
        let positions = open(&sought);
        let wanted: Vec<Key<Referral>> = positions.iter().map(|position| referrals[*position]).collect();
        for (position, eased) in positions.iter().zip(self.by_limits(&wanted)) {
            sought[*position] = std::mem::take(&mut sought[*position]).or(eased, self);
        }
        let none: Vec<usize> = positions.iter().copied().filter(|at| sought[*at].found.is_none()).collect();
        (0..positions.len() - none.len()).for_each(|_| done());
        let several: Vec<Sought> = none
            .par_iter()
            .map(|position| {
                let several = self.by_several(referrals[*position], &near);
                done();
                several
            })
            .collect();
        for (position, several) in none.into_iter().zip(several) {
            sought[position].is_complete &= several.is_complete;
            sought[position].found = several.found;
        }
        sought
    }

    fn round(&self) -> &'a Round {
        self.book.round
    }

    fn solve(&self, changes: &[Change]) -> Option<Solved> {
        Solved::with(changes, self.round(), self.relaxed_groups, &self.placed, self.solver, self.limit)
    }

    /// Whether changes may place a referral with nobody displaced.
    fn is_room_for_all(&self, referral: Key<Referral>, changes: &[Change]) -> bool {
        let (round, groups) = (self.round(), self.relaxed_groups);
        is_room_for_all(referral, changes, round, groups, &self.placed, self.solver, self.limit) != Some(false)
    }

    /// The referrals that lose their places, by id.
    fn displaced(&self, solved: &Solved) -> Vec<Key<Referral>> {
        let mut lost: Vec<_> = self.placed.keys().filter(|key| !solved.placed.contains_key(key)).copied().collect();
        lost.sort_by_key(|key| &self.round().referrals[*key].id);
        lost
    }

    fn size(&self, found: &Found) -> Option<Size> {
        let change = found.changes.first()?;
        let units = match change {
            Change::Ease(_, amount) => *amount,
            _ => 1,
        };
        Some((found.displaced.len(), change.kind(), change.amount(self.round()), units))
    }

    /// The smaller of two, the first where they are equal.
    fn smaller(&self, one: Option<Found>, other: Option<Found>) -> Option<Found> {
        match (one, other) {
            (Some(one), Some(other)) => Some(if self.size(&other) < self.size(&one) { other } else { one }),
            (one, other) => one.or(other),
        }
    }

    /// Waived rules and accepted courses.
    fn of_its_own(&self, referral: Key<Referral>, near: &Neighbourhood) -> Sought {
        let mut sought = Sought { found: None, is_complete: true };
        let Some(intakes) = near.of.get(&referral) else { return sought };
        let mut groups: BTreeMap<(Kind, usize), Vec<Change>> = BTreeMap::new();
        let mut ordered: Vec<&Near> = intakes.iter().filter(|near| !near.failed.is_empty()).collect();
        ordered.sort_by_key(|near| &near.order);
        for near in ordered {
            let change = match near.failed.as_slice() {
                [RuleId::Choice] => Change::Accept { referral, course: self.round().intakes[near.intake].course },
                rules if rules.contains(&RuleId::Choice) => continue,
                // It opens every intake that fails nothing else.
                rules => Change::Waive { referral, intake: near.intake, rules: rules.to_vec() },
            };
            let group = groups.entry((change.kind(), near.failed.len())).or_default();
            if !group.contains(&change) {
                group.push(change);
            }
        }
        let mut scales = near.scales();
        let mut is_hopeful = None;
        let mut may_spare_all = None;
        let all: Vec<Change> = groups.values().flatten().cloned().collect();
        for mut group in groups.into_values() {
            if let Some(change) = group.iter().find(|change| self.is_free(change, intakes, &mut scales)) {
                let free = Found { changes: vec![change.clone()], displaced: Vec::new() };
                sought.found = self.smaller(sought.found, Some(free));
                return sought;
            }
            // Where all together do not place the referral, none of them does;
            // where they do, it holds just one of the intakes, and the change
            // that opens this one comes to the same allocation by itself. So it
            // is with a group, and with all of them.
            let places = |solved: Solved| solved.placed.contains_key(&referral);
            if !*is_hopeful.get_or_insert_with(|| group.len() == all.len() || self.solve(&all).is_none_or(places)) {
                return sought;
            }
            for tried in 0.. {
                if group.is_empty() {
                    break;
                }
                let solved = (tried < MOST_TRIES).then(|| self.solve(&group)).flatten();
                let Some(solved) = solved else {
                    sought.is_complete = false;
                    break;
                };
                let Some(taken) = solved.placed.get(&referral) else { break };
                let used = group.iter().position(|change| self.opens(change, *taken, intakes));
                let Some(used) = used else { break };
                let found = Found { changes: vec![group.remove(used)], displaced: self.displaced(&solved) };
                sought.found = self.smaller(sought.found, Some(found));
                if sought.is_settled() {
                    return sought;
                }
                // What is left could only be smaller by sparing everyone.
                let displaces_one = sought.found.as_ref().is_some_and(|found| found.displaced.len() == 1);
                if displaces_one && !*may_spare_all.get_or_insert_with(|| self.is_room_for_all(referral, &all)) {
                    return sought;
                }
            }
        }
        sought
    }

    /// Whether a change opens an intake to its referral.
    fn opens(&self, change: &Change, intake: Key<Intake>, intakes: &[Near]) -> bool {
        let failed = intakes.iter().find(|near| near.intake == intake).map(|near| near.failed.as_slice());
        match (change, failed) {
            (Change::Waive { intake: named, rules, .. }, Some(failed)) => {
                (*named == intake && rules == failed) || (failed == [RuleId::Status] && rules.contains(&RuleId::Status))
            }
            (Change::Accept { course, .. }, Some([RuleId::Choice])) => self.round().intakes[intake].course == *course,
            _ => false,
        }
    }

    /// Whether a change places its referral and nobody else is touched, shown
    /// without solving: the best of the intakes that it opens has room beside
    /// the allocation as it is. A better allocation would, without the referral,
    /// be better than the best there was.
    fn is_free(&self, change: &Change, intakes: &[Near], scales: &mut Scales) -> bool {
        let opened: Vec<&Near> = intakes.iter().filter(|near| self.opens(change, near.intake, intakes)).collect();
        let worth: Option<Vec<Vec<i64>>> = opened.iter().map(|near| scales.worth(near)).collect();
        let Some(worth) = worth else { return false };
        let Some(best) = worth.iter().max() else { return false };
        let gains = best.iter().find(|gain| **gain != 0).is_some_and(|gain| *gain > 0);
        gains && opened.iter().zip(&worth).any(|(near, worth)| worth == best && scales.has_room(near))
    }

    /// Limits eased by as little as places each of some referrals.
    fn by_limits(&self, referrals: &[Key<Referral>]) -> Vec<Sought> {
        let mut wanted: BTreeMap<Lever, Vec<Key<Referral>>> = BTreeMap::new();
        let mut rows: BTreeMap<Lever, Vec<(&Row, i64)>> = BTreeMap::new();
        for row in self.program.rows() {
            for (lever, unit) in Lever::of(self.round(), row) {
                rows.entry(lever).or_default().push((row, unit));
            }
        }
        let asked: BTreeSet<Key<Referral>> = referrals.iter().copied().collect();
        for (lever, rows) in &rows {
            let columns = rows.iter().flat_map(|(row, _)| &row.terms).map(|(column, _)| *column);
            let options = columns.filter(|column| *column < self.program.option_count());
            let of: BTreeSet<Key<Referral>> = options
                .map(|column| self.program.placement(column).referral)
                .filter(|key| asked.contains(key))
                .collect();
            if !of.is_empty() {
                wanted.insert(*lever, of.into_iter().collect());
            }
        }
        let curves: Vec<(Lever, Curve)> =
            wanted.par_iter().map(|(lever, referrals)| (*lever, self.curve(*lever, &rows[lever], referrals))).collect();
        let one = |referral: &Key<Referral>| {
            let mut sought = Sought { found: None, is_complete: true };
            for (lever, curve) in &curves {
                if !wanted[lever].contains(referral) {
                    continue;
                }
                sought.is_complete &= curve.is_complete;
                for (amount, solved) in &curve.solved {
                    if solved.placed.contains_key(referral) {
                        let changes = vec![Change::Ease(*lever, *amount)];
                        let found = Found { changes, displaced: self.displaced(solved) };
                        sought.found = self.smaller(sought.found, Some(found));
                    }
                }
            }
            sought
        };
        referrals.iter().map(one).collect()
    }

    /// What easing a limit more and more comes to.
    fn curve(&self, lever: Lever, rows: &[(&Row, i64)], referrals: &[Key<Referral>]) -> Curve {
        let wanted = rows.iter().map(|(row, unit)| {
            let sum: i64 = row.terms.iter().map(|(_, takes)| takes.abs()).sum();
            (sum + row.used + unit - 1).div_euclid(*unit)
        });
        let most = lever.most(self.round(), wanted.max().unwrap_or(0));
        let mut curve = Curve::default();
        let Some(lifted) = (most > 0).then(|| self.solve(&[Change::Ease(lever, most)])).flatten() else {
            curve.is_complete = most == 0;
            return curve;
        };
        // What does not help when it is lifted does not help at all.
        curve.is_complete = true;
        if lifted.values == self.values {
            return curve;
        }
        // It is taken that more of a limit places whom less of it places.
        let of_use: Vec<Key<Referral>> =
            referrals.iter().filter(|referral| lifted.placed.contains_key(referral)).copied().collect();
        let steps: Vec<u32> = amounts(rows, most).take(FIRST_AMOUNTS).collect();
        let mut known: BTreeMap<u32, Solved> = [(most, lifted)].into();
        if !matches!(lever, Lever::Budget(_)) {
            let mut waiting = of_use.clone();
            for amount in steps {
                if waiting.is_empty() {
                    break;
                }
                let Some(solved) = self.at(lever, amount, &mut known) else {
                    curve.is_complete = false;
                    break;
                };
                let is_served = |referral: &Key<Referral>| {
                    solved.placed.contains_key(referral) && self.displaced(solved).is_empty()
                };
                waiting.retain(|referral| !is_served(referral));
            }
        }
        for referral in of_use {
            curve.is_complete &= self.halve(lever, referral, &mut known);
        }
        curve.solved = known.into_iter().collect();
        curve
    }

    /// What easing a limit by so much comes to.
    fn at<'k>(&self, lever: Lever, amount: u32, known: &'k mut BTreeMap<u32, Solved>) -> Option<&'k Solved> {
        match known.entry(amount) {
            Entry::Occupied(known) => Some(known.into_mut()),
            Entry::Vacant(open) => Some(open.insert(self.solve(&[Change::Ease(lever, amount)])?)),
        }
    }

    /// Finds the least amount that places a referral, by halving; false where
    /// it was not found.
    fn halve(&self, lever: Lever, referral: Key<Referral>, known: &mut BTreeMap<u32, Solved>) -> bool {
        let has = |solved: &Solved| solved.placed.contains_key(&referral);
        let Some(mut enough) = known.iter().find(|(_, solved)| has(solved)).map(|(amount, _)| *amount) else {
            return true;
        };
        let mut short = known.range(..enough).next_back().map_or(0, |(amount, _)| *amount);
        while enough - short > 1 {
            let middle = short + (enough - short) / 2;
            match self.at(lever, middle, known) {
                Some(solved) if has(solved) => enough = middle,
                Some(_) => short = middle,
                None => return false,
            }
        }
        true
    }

    /// All that must change at once for one intake, where no single change is
    /// enough.
    fn by_several(&self, referral: Key<Referral>, near: &Neighbourhood) -> Sought {
        let mut sought = Sought { found: None, is_complete: true };
        let Some(intakes) = near.of.get(&referral) else { return sought };
        let mut scales = near.scales();
        let round = self.round();
        let mut sets: Vec<(&Near, Vec<Change>)> =
            intakes.iter().filter_map(|near| Some((near, scales.needs(round, referral, near)?))).collect();
        let parts = |changes: &[Change]| -> Vec<(Kind, i64)> {
            let mut parts: Vec<_> = changes.iter().map(|change| (change.kind(), change.amount(round))).collect();
            parts.sort_unstable_by_key(|part| Reverse(*part));
            parts
        };
        sets.sort_by_cached_key(|(near, changes)| (changes.len(), parts(changes), near.order.clone()));
        for (_, changes) in sets.into_iter().take(MOST_SETS) {
            for more in 0..=MOST_MORE {
                let raised: Vec<Change> = changes.iter().map(|change| change.raised(more)).collect();
                if more > 0 && raised == changes {
                    break;
                }
                let Some(solved) = self.solve(&raised) else {
                    sought.is_complete = false;
                    return sought;
                };
                if !solved.placed.contains_key(&referral) {
                    continue;
                }
                let displaced = self.displaced(&solved);
                let is_free = displaced.is_empty();
                let fewer = sought.found.as_ref().is_none_or(|found| displaced.len() < found.displaced.len());
                if fewer {
                    sought.found = Some(Found { changes: raised, displaced });
                }
                if is_free {
                    return sought;
                }
                break;
            }
        }
        sought
    }
}

impl Change {
    /// The same with more of what has an amount.
    fn raised(&self, more: u32) -> Change {
        match self {
            Change::Ease(lever @ (Lever::MinGroup(_) | Lever::Separation(_) | Lever::Budget(_)), amount) => {
                Change::Ease(*lever, *amount)
            }
            Change::Ease(lever, amount) => Change::Ease(*lever, amount.saturating_add(more)),
            _ => self.clone(),
        }
    }
}

impl Sought {
    /// Whether no other kind of change can be smaller.
    fn is_settled(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.displaced.is_empty())
    }

    /// The smaller of this and what another search came to.
    fn or(self, other: Sought, search: &Search) -> Sought {
        Sought { found: search.smaller(self.found, other.found), is_complete: self.is_complete && other.is_complete }
    }
}

impl Found {
    /// In plain English: the change, and what it costs others by programme and
    /// class.
    pub fn describe(&self, round: &Round) -> String {
        let changes: Vec<String> = self.changes.iter().map(|change| change.describe(round)).collect();
        let changes = listing(&changes);
        if self.displaced.is_empty() {
            return format!("{changes}; nobody loses a place by it");
        }
        let mut lost: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for key in &self.displaced {
            let programme = &round.policy.programmes[round.referrals[*key].programme].name;
            *lost.entry((programme, class_of(round, *key).to_string())).or_default() += 1;
        }
        let lost: Vec<String> = lost
            .into_iter()
            .map(|((programme, class), count)| format!("{count} of {programme}, class {class}"))
            .collect();
        let (count, verb) = match self.displaced.len() {
            1 => ("1 other referral".to_owned(), "loses its place"),
            count => (format!("{count} other referrals"), "lose their places"),
        };
        format!("{changes}; {count} {verb} by it: {}", listing(&lost))
    }
}

/// Amounts of a limit that were solved, ascending.
#[derive(Default)]
struct Curve {
    solved: Vec<(u32, Solved)>,
    is_complete: bool,
}

/// The amounts at which something more may fit.
fn amounts(rows: &[(&Row, i64)], most: u32) -> impl Iterator<Item = u32> {
    let grids: Vec<(i64, i64)> = rows
        .iter()
        .map(|(row, _)| {
            let step = row.terms.iter().fold(0, |step, (_, takes)| gcd(step, takes.abs()));
            (row.upper.unwrap_or(0), step.max(1))
        })
        .collect();
    (1..=most).filter(move |amount| {
        grids.iter().any(|(upper, step)| {
            let then = upper + i64::from(*amount);
            then.div_euclid(*step) != (then - 1).div_euclid(*step)
        })
    })
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
