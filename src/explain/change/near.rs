use super::apply::waive;
use super::kind::Change;
use crate::explain::in_the_way::beside;
use crate::ids::RuleId;
use crate::limits::Limit;
use crate::posed::{Posed, Seating};
use crate::program::{ColumnIndex, Program, Row};
use crate::round::{Intake, Key, Referral, Round, Status, Student};
use crate::rules::failures;
use crate::solve::settling;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// An intake that a referral may take once it is approved or some rules are
/// waived, without starting before the day of the run.
pub(super) struct Near {
    pub intake: Key<Intake>,
    /// The rules that it fails, in the published order; `status` where the
    /// referral is pending.
    pub failed: Vec<RuleId>,
    /// The rules that it keeps and that, waived, free it from a limit which it
    /// shares with other new placements of the student, in the published order.
    pub shared: Vec<RuleId>,
    /// Its column in the neighbourhood's program.
    pub column: ColumnIndex,
    /// Among equals, the most wanted, the earliest and the first id go first.
    pub order: (u32, NaiveDate, String),
}

impl Near {
    /// The rules to waive: those that it fails, with none, some or all of the
    /// shared ones. Each with the shared ones among them, which come first.
    pub fn waivers(&self) -> Vec<(Vec<RuleId>, Vec<RuleId>)> {
        let mut some: Vec<Vec<RuleId>> = vec![Vec::new()];
        for rule in &self.shared {
            let with: Vec<_> = some.iter().map(|rules| [rules.as_slice(), &[*rule]].concat()).collect();
            some.extend(with);
        }
        let all = |shared: Vec<RuleId>| {
            let rules: BTreeSet<RuleId> = self.failed.iter().chain(&shared).copied().collect();
            (shared, rules.into_iter().collect())
        };
        some.into_iter().map(all).collect()
    }
}

/// The intakes of some referrals with every rule waived, in one program: what
/// each would break if it were added to the allocation.
pub(super) struct Neighbourhood {
    pub of: BTreeMap<Key<Referral>, Vec<Near>>,
    posed: Posed,
    placed: BTreeSet<ColumnIndex>,
}

impl Neighbourhood {
    /// `placed` is the allocation, by referral.
    pub fn new(
        posed: &Posed,
        placed: &BTreeMap<Key<Referral>, Key<Intake>>,
        referrals: &[Key<Referral>],
    ) -> Neighbourhood {
        let (book, round) = (posed.book(), posed.round());
        let never_waive = &round.policy.never_waive.rules;
        let mut relaxed = round.clone();
        let mut failed: BTreeMap<(Key<Referral>, Key<Intake>), Vec<RuleId>> = BTreeMap::new();
        for referral in referrals {
            let is_pending = round.referrals[*referral].status == Status::Pending;
            for intake in round.intakes.keys() {
                let rules = failures(&book.case(*referral, intake));
                let is_bound = |rule: &RuleId| match rule {
                    RuleId::Programme => true,
                    RuleId::Status => !is_pending,
                    // A course is accepted instead.
                    RuleId::Choice => false,
                    rule => never_waive.contains(rule),
                };
                if rules.iter().any(is_bound) {
                    continue;
                }
                let mut waived = rules.clone();
                waived.retain(|rule| *rule != RuleId::Status);
                if waived.len() < rules.len() {
                    relaxed.referrals[*referral].status = Status::Approved;
                }
                waive(&mut relaxed, *referral, intake, &waived);
                failed.insert((*referral, intake), rules);
            }
        }
        let posed = Posed::new(relaxed, posed.relaxed_groups().clone());
        let mut shared: BTreeMap<ColumnIndex, BTreeSet<RuleId>> = BTreeMap::new();
        for row in posed.program().rows() {
            let Some(rule) = row.freed_by().filter(|rule| !never_waive.contains(rule)) else { continue };
            row.terms.iter().for_each(|(column, _)| {
                shared.entry(*column).or_default().insert(rule);
            });
        }
        let mut of: BTreeMap<_, Vec<Near>> = BTreeMap::new();
        for ((referral, intake), failed) in failed {
            if let Some(column) = posed.options().position(referral, intake) {
                let option = &posed.options().all()[column];
                // A rule may be waived, but not the day of the run.
                if option.span.first < round.run.as_of {
                    continue;
                }
                let order = (option.rank, option.span.first, round.intakes[intake].id.clone());
                let shared = shared.remove(&column).unwrap_or_default().into_iter().collect();
                of.entry(referral).or_default().push(Near { intake, failed, shared, column, order });
            }
        }
        let placed = posed.columns(placed.iter().map(|(referral, intake)| (*referral, *intake)));
        Neighbourhood { of, posed, placed }
    }

    /// For weighing one intake after another.
    pub fn scales(&self) -> Scales<'_> {
        let program = self.posed.program();
        Scales { program, seating: Seating::new(program, program.values(&self.placed)) }
    }
}

/// Weighs what adding an intake to the allocation does.
pub(super) struct Scales<'n> {
    program: &'n Program,
    seating: Seating<'n, Program>,
}

impl<'n> Scales<'n> {
    /// Whether there is room once some rules are waived for it: adding it breaks
    /// no limit but those from which that frees it.
    pub fn has_room(&mut self, near: &Near, waived: &[RuleId]) -> bool {
        let broken = self.broken(near);
        broken.iter().all(|(row, _)| row.freed_by().is_some_and(|rule| waived.contains(&rule)))
    }

    /// The rows that an intake stands in.
    fn rows_of(&self, near: &Near) -> impl Iterator<Item = &'n Row> {
        self.seating.rows_of(near.column).iter().map(|(row, _)| &self.program.rows()[*row])
    }

    /// The limits that adding an intake breaks, by constraint in the published
    /// order, each with its sum then.
    fn broken(&mut self, near: &Near) -> Vec<(&'n Row, i64)> {
        let program = self.program;
        let broken = self.seating.would_break(near.column).into_iter();
        let broken = broken.map(|broken| (&program.rows()[broken.row], broken.sum));
        broken.filter(|(row, _)| row.limit.is_some()).collect()
    }

    /// The placed referrals of a student that take of a limit.
    fn own_beside(&self, row: &Row, student: Key<Student>, round: &Round) -> Vec<Key<Referral>> {
        let placed = beside(self.program, &self.seating, row).into_iter().map(|placement| placement.referral);
        placed.filter(|key| round.referrals[*key].student == student).collect()
    }

    /// Whether it may be taken out of any allocation without breaking a limit.
    pub fn may_leave(&self, near: &Near) -> bool {
        let allows = |row: &Row| {
            row.terms.iter().filter(|(column, _)| *column == near.column).all(|(_, takes)| match *takes > 0 {
                true => row.lower.is_none(),
                false => row.upper.is_none(),
            })
        };
        self.rows_of(near).all(allows)
    }

    /// What the steps that settle who is placed gain by it, to be maximised;
    /// nothing where that depends on the other placements, or where taking it
    /// out of an allocation may break a limit.
    pub fn worth(&self, near: &Near) -> Option<Vec<i64>> {
        if !self.may_leave(near) {
            return None;
        }
        let program = self.program;
        let rows = self.rows_of(near);
        let followers: BTreeSet<ColumnIndex> = rows
            .flat_map(|row| row.terms.iter().map(|(column, _)| *column))
            .filter(|column| *column >= program.option_count())
            .collect();
        let worth = settling(program).map(|objective| {
            if objective.terms.iter().any(|(column, _)| followers.contains(column)) {
                return None;
            }
            let own = objective.terms.binary_search_by_key(&near.column, |(column, _)| *column);
            let count = own.map_or(0, |position| objective.terms[position].1);
            Some(if objective.sense == crate::allocation::Sense::Max { count } else { -count })
        });
        worth.collect()
    }

    /// All that must change for the intake to be added to the allocation as it
    /// is; nothing where no such changes are enough.
    pub fn needs(&mut self, round: &Round, referral: Key<Referral>, near: &Near) -> Option<Vec<Change>> {
        let mut needs = Vec::new();
        let mut given_up: BTreeSet<Change> = BTreeSet::new();
        let mut rules: BTreeSet<RuleId> = near.failed.iter().copied().collect();
        if rules.remove(&RuleId::Status) {
            needs.push(Change::Approve { referral });
        }
        if rules.remove(&RuleId::Choice) {
            needs.push(Change::Accept { referral, course: round.intakes[near.intake].course });
        }
        let mut eased: BTreeMap<(usize, Limit), u32> = BTreeMap::new();
        for (row, sum) in self.broken(near) {
            let never_waive = &round.policy.never_waive;
            if let Some(rule) = row.freed_by().filter(|rule| !never_waive.rules.contains(rule)) {
                rules.insert(rule);
                continue;
            }
            let limit = row.limit.filter(|limit| !never_waive.constraints.contains(&limit.constraint));
            let Some(limit) = limit.and_then(|limit| limit.stated(round).into_iter().next()) else {
                let own = self.own_beside(row, round.referrals[referral].student, round);
                if own.is_empty() {
                    return None;
                }
                for other in own {
                    given_up.insert(Change::give_up(round, other)?);
                }
                continue;
            };
            let unit = limit.per_unit();
            let amount = u32::try_from((limit.excess(round, row, sum)? + unit - 1).div_euclid(unit)).ok()?;
            let most = eased.entry(limit.rank()).or_default();
            *most = (*most).max(amount);
        }
        needs.extend(given_up);
        if !rules.is_empty() {
            needs.push(Change::Waive { referral, intake: near.intake, rules: rules.into_iter().collect() });
        }
        needs.extend(eased.into_iter().map(|((_, limit), amount)| Change::Ease(limit, amount)));
        Some(needs)
    }
}
