//! Other ways of deciding a round, to compare with. Each gives an allocation
//! that breaks no limit; none looks for the best.

use super::start::{Seats, pinned};
use crate::allocation::Class;
use crate::ids::vocabulary;
use crate::posed::Posed;
use crate::program::{ColumnIndex, lottery_number, second_number};
use crate::round::{Intake, Key, Referral, WaitingUnit};
use crate::rules::class_of;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeSet;

vocabulary! {
    /// A way of deciding who is placed where.
    Way {
        /// The referral that came in first takes what it wants most of what is
        /// left, then the next: by `submitted`, then id.
        FirstCome = "first come first served",
        /// The most urgent takes first: by class, then longest waiting, then
        /// choice (first choices before second ones), then lottery.
        Priority = "strict priority one by one",
        /// By lottery number alone (random serial dictatorship; Abdulkadiroğlu
        /// and Sönmez, Econometrica 66, 1998).
        Lottery = "random serial dictatorship",
        /// Every referral asks for what it wants most. Of all that ask, those
        /// are kept for the time being that fit, taken by class, longest
        /// waiting and lottery; the others ask for their next choice, until
        /// nobody has one left (Gale and Shapley, American Mathematical
        /// Monthly 69, 1962, with limits beyond an intake's places).
        Deferred = "deferred acceptance",
    }
}

/// The allocation of a way: what decisions place, then what the way gives.
/// Where a group would be too small, its intake is closed, and the way begins
/// anew; one that a decision places somebody in is filled before all others
/// instead. Nothing where that leaves a limit broken.
pub(super) fn decide(way: Way, posed: &Posed) -> Option<BTreeSet<ColumnIndex>> {
    let program = posed.program();
    let pinned = pinned(program);
    let pinned_in: BTreeSet<Key<Intake>> = pinned.iter().map(|at| program.placement(*at).intake).collect();
    let (mut closed, mut first) = (BTreeSet::new(), BTreeSet::new());
    loop {
        let mut seats = Seats::new(program, &pinned);
        let attempt = Attempt { posed, closed: &closed, first: &first };
        match way {
            Way::Deferred => attempt.defer(&mut seats),
            Way::FirstCome | Way::Priority | Way::Lottery => attempt.serve(way, &mut seats),
        }
        match seats.short_group().map(|row| row.limit.and_then(|limit| limit.about.intake())) {
            None => {
                let placed = seats.placed();
                return program.broken_row(&program.values(&placed)).is_none().then_some(placed);
            }
            Some(Some(intake)) if !pinned_in.contains(&intake) => closed.insert(intake),
            Some(Some(intake)) if first.insert(intake) => true,
            _ => return None,
        };
    }
}

/// One try of a way.
struct Attempt<'a> {
    posed: &'a Posed,
    closed: &'a BTreeSet<Key<Intake>>,
    /// Intakes whose groups are filled before all others.
    first: &'a BTreeSet<Key<Intake>>,
}

/// What orders options that one referral takes one of.
type Taste = (u32, NaiveDate, String);

impl Attempt<'_> {
    fn is_open(&self, column: ColumnIndex) -> bool {
        !self.closed.contains(&self.posed.program().placement(column).intake)
    }

    /// The options that are not closed, by an order; those of groups to be
    /// filled first come first.
    fn sorted<K: Ord>(&self, key: impl Fn(ColumnIndex) -> K) -> Vec<ColumnIndex> {
        let program = self.posed.program();
        let mut options: Vec<ColumnIndex> = (0..program.option_count()).filter(|at| self.is_open(*at)).collect();
        let is_later = |at: &ColumnIndex| !self.first.contains(&program.placement(*at).intake);
        options.sort_by_cached_key(|at| (is_later(at), key(*at)));
        options
    }

    fn taste(&self, column: ColumnIndex) -> Taste {
        let option = &self.posed.options().all()[column];
        (option.rank, option.span.first, self.posed.round().intakes[option.intake].id.clone())
    }

    /// The lottery number, the second one where that is level, and the id.
    fn lottery(&self, referral: Key<Referral>) -> (i64, i64, &str) {
        let round = self.posed.round();
        let id = round.referrals[referral].id.as_str();
        (lottery_number(round.run.seed, id), second_number(round.run.seed, id), id)
    }

    /// The class, and who waits longest in the policy's unit.
    fn urgency(&self, referral: Key<Referral>) -> (Class, Reverse<i64>) {
        let round = self.posed.round();
        let unit = if round.policy.waiting_unit == WaitingUnit::Weeks { 7 } else { 1 };
        let days = (round.run.as_of - round.referrals[referral].waiting_since).num_days();
        (class_of(round, referral), Reverse(days.max(0) / unit))
    }

    /// One option after the other, whatever still fits.
    fn serve(&self, way: Way, seats: &mut Seats) {
        let referral = |at| self.posed.referral(at);
        let order = match way {
            Way::FirstCome => {
                let row = |at| &self.posed.round().referrals[referral(at)];
                self.sorted(|at| (row(at).submitted, row(at).id.as_str(), self.taste(at)))
            }
            Way::Lottery => self.sorted(|at| (self.lottery(referral(at)), self.taste(at))),
            Way::Priority | Way::Deferred => self.sorted(|at| {
                (self.urgency(referral(at)), self.taste(at).0, self.lottery(referral(at)), self.taste(at))
            }),
        };
        for column in order {
            seats.place(column);
        }
    }

    fn defer(&self, seats: &mut Seats) {
        let begun = seats.placed();
        let served: BTreeSet<Key<Referral>> = begun.iter().map(|at| self.posed.referral(*at)).collect();
        let wishes = |referral: Key<Referral>| {
            let mut wishes: Vec<ColumnIndex> =
                self.posed.options().range(referral).filter(|at| self.is_open(*at)).collect();
            let is_later = |at: &ColumnIndex| !self.first.contains(&self.posed.program().placement(*at).intake);
            wishes.sort_by_cached_key(|at| (is_later(at), self.taste(*at)));
            wishes.reverse();
            wishes
        };
        let referrals = self.posed.round().referrals.keys().filter(|referral| !served.contains(referral));
        let mut asking: Vec<(Key<Referral>, Vec<ColumnIndex>)> =
            referrals.map(|referral| (referral, wishes(referral))).filter(|(_, wishes)| !wishes.is_empty()).collect();
        asking.sort_by_cached_key(|(referral, _)| (self.urgency(*referral), self.lottery(*referral)));
        loop {
            seats.restart(&begun);
            let mut is_settled = true;
            for (_, wishes) in &mut asking {
                if wishes.last().is_some_and(|wish| !seats.place(*wish)) {
                    wishes.pop();
                    is_settled &= wishes.is_empty();
                }
            }
            if is_settled {
                return;
            }
        }
    }
}
