//! Single changes that resolve a conflict. Each is made to the round, and the
//! round is solved again: only what has been seen to work is told.

use super::remedy::{Remedy, placed_by};
use super::{search, words};
use crate::explain::change::Change;
use crate::ids::{ConstraintId, RuleId};
use crate::limits::{About, Limit};
use crate::posed::Posed;
use crate::program::Row;
use crate::round::{Barred, Decision, Intake, Key, Referral, Round, Verdict};
use crate::solve::{Engine, Outcome, feasibility};
use std::collections::BTreeSet;

/// A conflict whose changes are tried.
pub(super) struct Trial<'a> {
    pub posed: &'a Posed,
    pub limits: &'a [Limit],
    pub engine: Engine<'a>,
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
    pub fn of_limits(&self) -> (Vec<String>, bool) {
        self.first_scope(|scope| {
            let limits = self.limits.iter().filter_map(|limit| self.of_limit(*limit, scope));
            let waivers = self.waivers().into_iter().filter(|remedy| self.works(remedy, scope));
            waivers.chain(limits).collect()
        })
    }

    /// The rules that, waived for one of the placements in the conflict, may free
    /// it from a limit that it shares with another of the student's.
    fn waivers(&self) -> BTreeSet<Remedy> {
        let rule_of = |limit: &Limit| Some((limit.about.student()?, limit.waived_by()?));
        let shared: Vec<_> = self.limits.iter().filter_map(rule_of).collect();
        let decided = self.limits.iter().filter_map(|limit| placed_by(self.round(), limit.about.decision()?));
        let of_placement = |(referral, intake): (Key<Referral>, Key<Intake>)| {
            let own = self.round().referrals[referral].student;
            let rules = shared.iter().filter(move |(student, rule)| *student == own && self.may_waive(&[*rule]));
            rules.map(move |(_, rule)| Remedy::Waive(referral, intake, vec![*rule]))
        };
        decided.flat_map(of_placement).collect()
    }

    /// Whether it may be proposed to waive rules.
    fn may_waive(&self, rules: &[RuleId]) -> bool {
        rules.iter().all(|rule| !self.round().policy.never_waive.rules.contains(rule))
    }

    /// Whether it may be proposed to lift a limit or a decision of its kind.
    fn may_lift(&self, constraint: ConstraintId) -> bool {
        !self.round().policy.never_waive.constraints.contains(&constraint)
    }

    /// The changes for a decision that rules shut out.
    pub fn of_shut_out(&self, position: usize, rules: &[RuleId]) -> (Vec<String>, bool) {
        let Some((referral, intake)) = placed_by(self.round(), position) else { return (Vec::new(), false) };
        let bars = |decision: &Decision| {
            let is_bar = matches!(decision.verdict, Verdict::Bar(barred) if self.round().is_of(intake, barred));
            is_bar && decision.referral == referral
        };
        let barring: Vec<usize> =
            (0..self.round().decisions.len()).filter(|position| bars(&self.round().decisions[*position])).collect();
        let mut candidates = Vec::new();
        candidates.extend(self.may_lift(ConstraintId::Pinned).then_some(Remedy::Drop(position)));
        match (barring.as_slice(), rules) {
            (_, rules) if !self.may_waive(rules) => {}
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
    fn of_limit(&self, limit: Limit, scope: Scope) -> Option<Remedy> {
        if !self.may_lift(limit.constraint) {
            return None;
        }
        if let About::Decision(position) = limit.about {
            return Some(Remedy::Drop(position)).filter(|remedy| self.works(remedy, scope));
        }
        let (stated, ease) = (limit.stated(self.round()).into_iter().next()?, limit.ease()?);
        self.least(self.most(limit, stated), scope, &|amount| Remedy::Ease(ease, limit, amount))
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

    /// The amount beyond which a limit cannot bind, whoever is placed; `stated`
    /// is the limit as the files state it.
    fn most(&self, limit: Limit, stated: Limit) -> u32 {
        let program = self.posed.program();
        let own = program.rows().iter().filter(|row| row.limit == Some(limit));
        let beyond = |row: &Row| {
            let most: i64 =
                row.terms.iter().map(|(column, takes)| (takes * program.columns()[*column].upper).max(0)).sum();
            // What held placements take beyond a limit comes first.
            most + row.used
        };
        let most = own.map(beyond).max().unwrap_or(0);
        stated.most(self.round(), most.div_euclid(limit.per_unit()) + 1).min(MOST)
    }

    /// Whether the round, or the conflict alone, has a solution with a change.
    fn works(&self, remedy: &Remedy, scope: Scope) -> bool {
        let changed = applied(self.round(), remedy);
        let changed = Posed::new(changed, self.posed.relaxed_groups().clone());
        let program = changed.program();
        let stays = |row: &&Row| row.limit.is_some_and(|limit| scope == Scope::Round || self.limits.contains(&limit));
        let mut mip = feasibility(program, |row| row.limit.is_none());
        mip.rows.extend(program.rows().iter().filter(stays).flat_map(|row| match scope {
            Scope::Round => search::whole(row),
            Scope::Conflict => search::split(changed.round(), program, row),
        }));
        match self.engine.solve(&mip).outcome {
            Outcome::Solved { values, .. } => mip.holds(&values),
            _ => false,
        }
    }
}

/// No limit is raised by more; it keeps sums of the raised limit in range.
const MOST: u32 = 1_000_000_000;

/// The round with a change.
fn applied(round: &Round, remedy: &Remedy) -> Round {
    let changes = match remedy {
        Remedy::Waive(referral, intake, rules) => {
            vec![Change::Waive { referral: *referral, intake: *intake, rules: rules.clone() }]
        }
        Remedy::Ease(_, limit, amount) => {
            limit.stated(round).into_iter().map(|stated| Change::Ease(stated, *amount)).collect()
        }
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
                Verdict::Place(intake) | Verdict::Bar(Barred::Intake(intake)) => Verdict::Keep(intake),
                other => other,
            };
        }
    }
    if matches!(verdict, Verdict::Bar(_)) {
        round.decisions.retain(|decision| decision.referral != referral || decision.verdict != verdict);
    }
}
