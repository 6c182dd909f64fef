//! Single changes that resolve a conflict. Each is made to the round, and the
//! round is solved again: only what has been seen to work is told.

use super::{Group, search, words};
use crate::explain::change::{Change, Lever};
use crate::ids::{ConstraintId, RuleId};
use crate::posed::Posed;
use crate::program::{Row, Subject};
use crate::round::{Decision, Intake, Key, Referral, Round, Verdict};
use crate::solve::{Engine, Outcome, feasibility};
use std::collections::BTreeSet;

/// A conflict whose changes are tried.
pub(super) struct Trial<'a> {
    pub posed: &'a Posed,
    pub groups: &'a [Group],
    pub engine: Engine<'a>,
}

/// A change of a round, from the least intrusive kind to the most.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Remedy {
    /// The rules are waived for a referral with an intake.
    Waive(Key<Referral>, Key<Intake>, Vec<RuleId>),
    /// A school has so many pounds more, or agrees to pay for so many places more.
    Money(Group, u32),
    /// There is so much more of a place or a pool.
    More(Group, u32),
    /// A group runs with so many fewer.
    Smaller(Group, u32),
    /// Two students are not kept apart.
    Together(Group),
    /// The decision is dropped, by its position.
    Drop(usize),
}

/// What has to stand for a change to count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// The whole round.
    Round,
    /// The conflict alone: the round has another one.
    Conflict,
}

impl Trial<'_> {
    fn round(&self) -> &Round {
        self.posed.round()
    }

    /// The changes that resolve a conflict of decisions and limits, in words,
    /// and whether another conflict remains after any of them.
    pub fn of_groups(&self) -> (Vec<String>, bool) {
        self.first_scope(|scope| {
            let limits = self.groups.iter().filter_map(|group| self.of_group(*group, scope));
            let waivers = self.waivers().into_iter().filter(|remedy| self.works(remedy, scope));
            waivers.chain(limits).collect()
        })
    }

    /// The rules that, waived for one of the placements in the conflict, may free
    /// it from a limit that it shares with another of the student's.
    fn waivers(&self) -> BTreeSet<Remedy> {
        let rule_of = |(constraint, subject): &Group| match (constraint, subject) {
            (ConstraintId::Stay, Subject::StudentStay(student, _)) => Some((*student, RuleId::Stay)),
            (ConstraintId::Return, Subject::StudentReturn(student, _)) => Some((*student, RuleId::Return)),
            (ConstraintId::Clash, Subject::Student(student)) => Some((*student, RuleId::Occupied)),
            _ => None,
        };
        let shared: Vec<_> = self.groups.iter().filter_map(rule_of).collect();
        let decided = self.groups.iter().filter_map(|(_, subject)| match subject {
            Subject::Decision(position) => placed_by(self.round(), *position),
            _ => None,
        });
        let of_placement = |(referral, intake): (Key<Referral>, Key<Intake>)| {
            let own = self.round().referrals[referral].student;
            let rules = shared.iter().filter(move |(student, _)| *student == own);
            rules.map(move |(_, rule)| Remedy::Waive(referral, intake, vec![*rule]))
        };
        decided.flat_map(of_placement).collect()
    }

    /// The changes for a decision that rules shut out.
    pub fn of_shut_out(&self, position: usize, rules: &[RuleId]) -> (Vec<String>, bool) {
        let Some((referral, intake)) = placed_by(self.round(), position) else { return (Vec::new(), false) };
        let bars = |decision: &Decision| {
            let is_bar = [Verdict::Bar(None), Verdict::Bar(Some(intake))].contains(&decision.verdict);
            is_bar && decision.referral == referral
        };
        let barring: Vec<usize> =
            (0..self.round().decisions.len()).filter(|position| bars(&self.round().decisions[*position])).collect();
        let mut candidates = vec![Remedy::Drop(position)];
        match (barring.as_slice(), rules) {
            ([bar], [RuleId::Barred]) => candidates.push(Remedy::Drop(*bar)),
            (_, rules) if rules.contains(&RuleId::Barred) => {}
            _ => candidates.push(Remedy::Waive(referral, intake, rules.to_vec())),
        }
        self.first_scope(|scope| candidates.iter().filter(|remedy| self.works(remedy, scope)).cloned().collect())
    }

    /// What works for the whole round; where nothing does, for the conflict.
    fn first_scope(&self, remedies: impl Fn(Scope) -> Vec<Remedy>) -> (Vec<String>, bool) {
        let for_round = remedies(Scope::Round);
        let leaves_another = for_round.is_empty();
        let mut found = if leaves_another { remedies(Scope::Conflict) } else { for_round };
        found.sort();
        let leaves_another = leaves_another && !found.is_empty();
        (found.iter().map(|remedy| words::remedy(self.round(), remedy)).collect(), leaves_another)
    }

    /// The least change of one member that works.
    fn of_group(&self, group: Group, scope: Scope) -> Option<Remedy> {
        let (constraint, subject) = group;
        let amounts: Box<dyn Fn(u32) -> Remedy> = match (constraint, subject) {
            (ConstraintId::Pinned, Subject::Decision(position)) => {
                return Some(Remedy::Drop(position)).filter(|remedy| self.works(remedy, scope));
            }
            (ConstraintId::Separation, _) => {
                return Some(Remedy::Together(group)).filter(|remedy| self.works(remedy, scope));
            }
            (ConstraintId::MinGroup, _) => Box::new(move |amount| Remedy::Smaller(group, amount)),
            (ConstraintId::Budget | ConstraintId::TransportBudget, _) => {
                Box::new(move |amount| Remedy::Money(group, amount))
            }
            (ConstraintId::PaidPlaces, Subject::SchoolYear(_, year)) if year == self.round().run.academic_year => {
                Box::new(move |amount| Remedy::Money(group, amount))
            }
            (
                ConstraintId::Places
                | ConstraintId::CoursePlaces
                | ConstraintId::YearlyPlaces
                | ConstraintId::DailyPlaces
                | ConstraintId::Pool,
                _,
            ) => Box::new(move |amount| Remedy::More(group, amount)),
            _ => return None,
        };
        self.least(self.most(group), scope, &amounts)
    }

    /// The least amount that works, by halving: more of it never works less.
    fn least(&self, most: u32, scope: Scope, remedy: &dyn Fn(u32) -> Remedy) -> Option<Remedy> {
        if most == 0 || !self.works(&remedy(most), scope) {
            return None;
        }
        let (mut fails, mut works) = (0, most);
        while works - fails > 1 {
            let middle = fails + (works - fails) / 2;
            if self.works(&remedy(middle), scope) { works = middle } else { fails = middle }
        }
        Some(remedy(works))
    }

    /// The amount beyond which a limit cannot bind, whoever is placed.
    fn most(&self, group: Group) -> u32 {
        let program = self.posed.program();
        if let (ConstraintId::MinGroup, Subject::Intake(intake)) = group {
            return self.round().intakes[intake].min_group.saturating_sub(1);
        }
        let of_group = program.rows().iter().filter(|row| row.constraint.map(|id| (id, row.subject)) == Some(group));
        let beyond = |row: &Row| {
            let most: i64 =
                row.terms.iter().map(|(column, takes)| (takes * program.columns()[*column].upper).max(0)).sum();
            // What held placements take beyond a limit comes first.
            most + row.used
        };
        let is_money = matches!(group.0, ConstraintId::Budget | ConstraintId::TransportBudget);
        let unit = if is_money { 100 } else { 1 };
        let most = of_group.map(beyond).max().unwrap_or(0);
        u32::try_from(most.div_euclid(unit) + 1).unwrap_or(u32::MAX).min(MOST)
    }

    /// Whether the round, or the conflict alone, has a solution with a change.
    fn works(&self, remedy: &Remedy, scope: Scope) -> bool {
        let changed = applied(self.round(), remedy);
        let changed = Posed::new(changed, self.posed.relaxed_groups().clone());
        let program = changed.program();
        let stays = |row: &Row| match (scope, row.constraint) {
            (_, None) | (Scope::Round, _) => true,
            (Scope::Conflict, Some(constraint)) => self.groups.contains(&(constraint, row.subject)),
        };
        let mut mip = feasibility(program, |row| row.constraint.is_none());
        mip.rows.extend(program.rows().iter().filter(|row| row.constraint.is_some() && stays(row)).flat_map(|row| {
            match scope {
                Scope::Round => search::whole(row),
                Scope::Conflict => search::split(changed.round(), program, row),
            }
        }));
        match self.engine.solve(&mip).outcome {
            Outcome::Solved { values, .. } => mip.holds(&values),
            _ => false,
        }
    }
}

/// No limit is raised by more; it keeps sums of the raised limit in range.
const MOST: u32 = 1_000_000_000;

/// The referral and intake of a place decision.
pub(super) fn placed_by(round: &Round, position: usize) -> Option<(Key<Referral>, Key<Intake>)> {
    let decision = round.decisions.get(position)?;
    match decision.verdict {
        Verdict::Place(intake) => Some((decision.referral, intake)),
        _ => None,
    }
}

/// The round with a change.
fn applied(round: &Round, remedy: &Remedy) -> Round {
    let eased = |(constraint, subject): &Group, amount: u32| -> Vec<Change> {
        let levers = Lever::of_limit(round, *constraint, *subject).into_iter();
        levers.map(|(lever, _)| Change::Ease(lever, amount)).collect()
    };
    let changes = match remedy {
        Remedy::Waive(referral, intake, rules) => {
            vec![Change::Waive { referral: *referral, intake: *intake, rules: rules.clone() }]
        }
        Remedy::Money(group, amount) | Remedy::More(group, amount) | Remedy::Smaller(group, amount) => {
            eased(group, *amount)
        }
        Remedy::Together(group) => eased(group, 1),
        Remedy::Drop(position) => {
            let mut changed = round.clone();
            drop(&mut changed, *position);
            return changed;
        }
    };
    Change::applied(&changes, round)
}

/// Takes the force from a decision, and from those that say the same. What it
/// leaves binds nothing, and the others keep their positions.
fn drop(round: &mut Round, position: usize) {
    let Some(dropped) = round.decisions.get(position) else { return };
    let (referral, verdict) = (dropped.referral, dropped.verdict);
    for decision in &mut round.decisions {
        if decision.referral == referral && decision.verdict == verdict {
            // No intake is twice a wish: a `keep` of what is barred or was placed is idle at worst.
            decision.verdict = match verdict {
                Verdict::Place(intake) | Verdict::Bar(Some(intake)) => Verdict::Keep(intake),
                other => other,
            };
        }
    }
    if verdict == Verdict::Bar(None) {
        round.decisions.retain(|decision| decision.referral != referral || decision.verdict != verdict);
    }
}
