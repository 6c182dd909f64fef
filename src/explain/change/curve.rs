use super::found::{Found, Sought};
use super::kind::Change;
use super::search::Search;
use super::solved::{Solved, Spared};
use crate::limits::Limit;
use crate::program::Row;
use crate::round::{Key, Referral};
use crate::solve::settling;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How many amounts of one limit, of a budget those that an option needs, are
/// tried from the smallest on, before the least that is enough is found by
/// halving.
const FIRST_AMOUNTS: usize = 6;

/// Amounts of a limit that were solved, ascending.
#[derive(Default)]
struct Curve {
    solved: Vec<(u32, Solved)>,
    is_complete: bool,
}

/// A limit as the files state it, with the rows that it eases, and those who have
/// an option in them.
struct Eased<'r> {
    limit: Limit,
    rows: Vec<&'r Row>,
    wanted: BTreeSet<Key<Referral>>,
}

impl Search<'_> {
    /// Limits eased by as little as places each of some referrals, where that
    /// may be smaller than what was found for it.
    pub(super) fn by_limits(&self, referrals: &BTreeMap<Key<Referral>, Sought>) -> BTreeMap<Key<Referral>, Sought> {
        let limits = self.limits(referrals);
        let curve = |eased: &Eased| self.curve(eased, referrals);
        let curves: Vec<Curve> = limits.par_iter().map(curve).collect();
        let mut sought: BTreeMap<_, Sought> = referrals.keys().map(|key| (*key, Sought::begin())).collect();
        for (eased, curve) in limits.iter().zip(curves) {
            for referral in &eased.wanted {
                let Some(sought) = sought.get_mut(referral) else { continue };
                sought.is_complete &= curve.is_complete;
                for (amount, solved) in curve.solved.iter().filter(|(_, solved)| solved.placed.contains_key(referral)) {
                    let changes = vec![Change::Ease(eased.limit, *amount)];
                    sought.offer(self.round(), Found { changes, displaced: solved.displaced.clone() });
                }
            }
        }
        sought
    }

    /// Every limit that could matter to one of some referrals.
    fn limits<'r>(&'r self, referrals: &BTreeMap<Key<Referral>, Sought>) -> Vec<Eased<'r>> {
        let program = self.program();
        let mut rows: BTreeMap<(usize, Limit), Vec<&Row>> = BTreeMap::new();
        let never_waive = &self.round().policy.never_waive.constraints;
        let may_be_eased = |row: &&Row| row.constraint().is_none_or(|id| !never_waive.contains(&id));
        for row in program.rows().iter().filter(may_be_eased) {
            for limit in row.limit.into_iter().flat_map(|limit| limit.stated(self.round())) {
                rows.entry(limit.rank()).or_default().push(row);
            }
        }
        let eased = rows.into_iter().map(|((_, limit), rows)| {
            let columns = rows.iter().flat_map(|row| &row.terms).map(|(column, _)| *column);
            let of = columns.filter(|column| *column < program.option_count());
            let of = of.map(|column| program.placement(column).referral);
            let wanted = of.filter(|key| referrals.contains_key(key)).collect();
            Eased { limit, rows, wanted }
        });
        eased.filter(|eased| !eased.wanted.is_empty()).collect()
    }

    /// What easing a limit more and more comes to.
    fn curve(&self, eased: &Eased, sought: &BTreeMap<Key<Referral>, Sought>) -> Curve {
        let most = eased.most(self);
        let nothing = Curve { solved: Vec::new(), is_complete: true };
        if most == 0 || !self.may_help(eased, most, sought) {
            return nothing;
        }
        let mut known: BTreeMap<u32, Solved> = BTreeMap::new();
        let Some(lifted) = self.at(eased, most, &mut known) else { return Curve::default() };
        // What does not help when it is lifted does not help at all. It is taken
        // that more of a limit places whom less of it places.
        let of_use: Vec<Key<Referral>> =
            eased.wanted.iter().filter(|referral| lifted.placed.contains_key(referral)).copied().collect();
        if of_use.is_empty() {
            return nothing;
        }
        let mut is_complete = true;
        let first = match eased.limit.is_in_pounds() {
            true => eased.needs(self),
            false => amounts(&eased.rows, most).take(FIRST_AMOUNTS).collect(),
        };
        let mut waiting = of_use.clone();
        for amount in first.into_iter().filter(|amount| (1..=most).contains(amount)) {
            if waiting.is_empty() {
                break;
            }
            let Some(solved) = self.at(eased, amount, &mut known) else {
                is_complete = false;
                break;
            };
            waiting.retain(|referral| solved.displaces(*referral) != Some(0));
        }
        // Money places one in place of another: some are placed by less of it alone.
        for referral in of_use.iter().chain(&eased.wanted) {
            // What was found for it is the smaller kind of change: this has to displace fewer.
            let most = sought.get(referral).and_then(Sought::displaces);
            is_complete &= self.halve(eased, *referral, most.map_or(usize::MAX, |most| most - 1), &mut known);
            let fewest = known.values().filter_map(|solved| solved.displaces(*referral)).min();
            if let Some(fewest) = fewest {
                is_complete &= self.halve(eased, *referral, fewest, &mut known);
            }
        }
        Curve { solved: known.into_iter().collect(), is_complete }
    }

    /// Whether lifting a limit may give one of those who have an option in it a
    /// smaller change than was found for it: one that displaces fewer, since
    /// easing a limit is the largest kind.
    fn may_help(&self, eased: &Eased, most: u32, sought: &BTreeMap<Key<Referral>, Sought>) -> bool {
        let displaced: Option<Vec<usize>> = eased.wanted.iter().map(|key| sought[key].displaces()).collect();
        let Some(displaced) = displaced.and_then(|counts| counts.into_iter().max()) else { return true };
        let spared = Spared { most: displaced.saturating_sub(1), by_need_of: None };
        self.base().may_place(&[Change::Ease(eased.limit, most)], &eased.wanted, spared) != Some(false)
    }

    /// What easing a limit by so much comes to. By what its best allocation takes
    /// of that, it comes to the same: less of the limit allows nothing better.
    fn at<'k>(&self, eased: &Eased, amount: u32, known: &'k mut BTreeMap<u32, Solved>) -> Option<&'k Solved> {
        if !known.contains_key(&amount) {
            let solved = self.base().solve(&[Change::Ease(eased.limit, amount)], &eased.wanted)?;
            if let Some(taken) = eased.taken(self, &solved).filter(|taken| (1..amount).contains(taken))
                && self.is_enough(eased, taken, &solved)
            {
                known.insert(taken, solved.clone());
            }
            known.insert(amount, solved);
        }
        known.get(&amount)
    }

    /// Whether an allocation keeps every limit with so much of one, and comes to
    /// the same there in every step that settles who is placed.
    fn is_enough(&self, eased: &Eased, amount: u32, solved: &Solved) -> bool {
        let changed = Change::posed(&[Change::Ease(eased.limit, amount)], self.base().posed);
        let placed = solved.placed.iter().map(|(referral, intake)| (*referral, *intake));
        let (program, placed) = (changed.program(), changed.columns(placed));
        let values = program.values(&placed);
        program.broken_row(&values).is_none()
            && settling(program).map(|objective| objective.value(&values)).eq(solved.values.iter().copied())
    }

    /// Finds the least amount that places a referral and displaces no more than
    /// so many, by halving; false where it was not found.
    fn halve(&self, eased: &Eased, referral: Key<Referral>, most: usize, known: &mut BTreeMap<u32, Solved>) -> bool {
        let has = |solved: &Solved| solved.displaces(referral).is_some_and(|displaced| displaced <= most);
        let Some(mut enough) = known.iter().find(|(_, solved)| has(solved)).map(|(amount, _)| *amount) else {
            return true;
        };
        let mut short = known.range(..enough).next_back().map_or(0, |(amount, _)| *amount);
        while enough - short > 1 {
            let middle = short + (enough - short) / 2;
            match self.at(eased, middle, known) {
                Some(solved) if !has(solved) => short = middle,
                Some(_) => enough = known.range(..=middle).find(|(_, solved)| has(solved)).map_or(middle, |one| *one.0),
                None => return false,
            }
        }
        true
    }
}

impl Eased<'_> {
    /// The largest amount that could matter.
    fn most(&self, search: &Search) -> u32 {
        let unit = self.limit.per_unit();
        let wanted = self.rows.iter().map(|row| {
            let sum: i64 = row.terms.iter().map(|(_, takes)| takes.abs()).sum();
            (sum + row.used + unit - 1).div_euclid(unit)
        });
        self.limit.most(search.round(), wanted.max().unwrap_or(0))
    }

    /// How much of what is eased an allocation takes; nothing where it places none
    /// of those meant, or that cannot be said.
    fn taken(&self, search: &Search, solved: &Solved) -> Option<u32> {
        let (posed, program) = (search.base().posed, search.program());
        let placed = posed.columns(solved.placed.iter().map(|(referral, intake)| (*referral, *intake)));
        if placed.is_empty() || placed.len() != solved.placed.len() {
            return None;
        }
        let (values, unit) = (program.values(&placed), self.limit.per_unit());
        let taken = self.rows.iter().map(|row| {
            let sum = row.terms.iter().map(|(column, takes)| takes * values[*column]).sum();
            let excess = self.limit.excess(search.round(), row, sum)?;
            u32::try_from((excess + unit - 1).div_euclid(unit).max(0)).ok()
        });
        taken.collect::<Option<Vec<u32>>>()?.into_iter().max()
    }

    /// The least amounts with which one of the options that want more of the
    /// limit fits in beside the allocation as it is.
    fn needs(&self, search: &Search) -> Vec<u32> {
        let (round, program, placed) = (search.round(), search.program(), &search.base().placed);
        let unit = self.limit.per_unit();
        let mut needs: BTreeSet<u32> = BTreeSet::new();
        for row in &self.rows {
            let options = || row.terms.iter().filter(|(column, _)| *column < program.option_count());
            let of = |column: usize| program.placement(column);
            let has = |column: usize| placed.get(&of(column).referral) == Some(&of(column).intake);
            let sum: i64 = options().filter(|(column, _)| has(*column)).map(|(_, takes)| takes).sum();
            let wanted = options().filter(|(column, _)| self.wanted.contains(&of(*column).referral));
            let excess = wanted.filter_map(|(_, takes)| self.limit.excess(round, row, sum + takes));
            needs.extend(excess.filter_map(|excess| u32::try_from((excess + unit - 1).div_euclid(unit)).ok()));
        }
        needs.into_iter().filter(|need| *need > 0).take(FIRST_AMOUNTS).collect()
    }
}

/// The amounts at which something more may fit.
fn amounts(rows: &[&Row], most: u32) -> impl Iterator<Item = u32> {
    let grids: Vec<(i64, i64)> = rows
        .iter()
        .map(|row| {
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
