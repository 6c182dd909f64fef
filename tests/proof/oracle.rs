//! Every allocation of a tiny round, tried one after the other with the audit
//! as the only judge. The audit shares no code with rules, program and solver.

use rightplace::allocation::Sense;
use rightplace::audit::{Audit, Entry, Settings, StepValue, Subject, Violation, ViolationId, audit};
use rightplace::explain::Obstacle;
use rightplace::ids::{ConstraintId, RuleId};
use rightplace::round::{Intake, Key, Referral, Round};
use std::collections::{BTreeMap, BTreeSet};

/// One intake or none for each referral, in file order.
pub type Choice = Vec<Option<Key<Intake>>>;

/// An allocation with what the audit says of it.
pub struct Judged {
    /// The allocation.
    pub choice: Choice,
    /// The constraints that it breaks.
    pub broken: BTreeSet<ConstraintId>,
    /// The same one by one, with what each breach is about.
    pub breaches: Vec<(ConstraintId, Vec<Subject>)>,
    /// The values of the ladder's steps.
    pub values: Vec<i64>,
}

/// All there is to know of a tiny round.
pub struct Oracle<'r> {
    round: &'r Round,
    /// The rules that a referral with an intake breaks.
    pub rules: BTreeMap<(Key<Referral>, Key<Intake>), BTreeSet<RuleId>>,
    /// Every combination of options.
    pub all: Vec<Judged>,
    /// The steps of the ladder; the values in them mean nothing.
    pub steps: Vec<StepValue>,
}

/// The best allocations of a round.
pub struct Best {
    /// Those that are level at every step.
    pub choices: Vec<Choice>,
    /// Their values.
    pub values: Vec<i64>,
    /// The steps that decided between allocations still level before them.
    pub deciding: Vec<usize>,
}

impl<'r> Oracle<'r> {
    /// Judges every pair, then every combination of the pairs that break no rule.
    pub fn new(round: &'r Round) -> Oracle<'r> {
        let mut rules = BTreeMap::new();
        for referral in round.referrals.keys() {
            for intake in round.intakes.keys() {
                let violations = judge(round, &[(referral, intake)]).violations;
                let broken = violations.iter().filter_map(|violation| match violation.rule {
                    ViolationId::Rule(rule) => Some(rule),
                    ViolationId::Constraint(_) | ViolationId::Dates => None,
                });
                rules.insert((referral, intake), broken.collect::<BTreeSet<RuleId>>());
            }
        }
        let mut oracle = Oracle { round, rules, all: Vec::new(), steps: judge(round, &[]).steps };
        oracle.all = oracle.choices().into_iter().map(|choice| oracle.judged(choice)).collect();
        oracle
    }

    /// The intakes that a referral may take.
    pub fn options(&self, referral: Key<Referral>) -> Vec<Key<Intake>> {
        self.round.intakes.keys().filter(|intake| self.rules[&(referral, *intake)].is_empty()).collect()
    }

    /// The best of the allocations that break nothing; nothing when all do.
    pub fn best(&self) -> Option<Best> {
        let mut level: Vec<&Judged> = self.all.iter().filter(|judged| judged.broken.is_empty()).collect();
        let (mut values, mut deciding) = (Vec::new(), Vec::new());
        for (position, step) in self.steps.iter().enumerate() {
            let of = |judged: &&Judged| judged.values[position];
            let best = match step.sense {
                Sense::Max => level.iter().map(of).max()?,
                Sense::Min => level.iter().map(of).min()?,
            };
            let before = level.len();
            level.retain(|judged| judged.values[position] == best);
            if level.len() < before {
                deciding.push(position);
            }
            values.push(best);
        }
        Some(Best { choices: level.into_iter().map(|judged| judged.choice.clone()).collect(), values, deciding })
    }

    /// Why a referral is not placed, by the words of the contract: the rule
    /// that, taken in order, removes the last remaining intake; else the first
    /// constraint that adding its best option breaks; else priority.
    pub fn obstacle(&self, choice: &Choice, referral: Key<Referral>) -> Obstacle {
        let of_single = |intake: &Key<Intake>| {
            let placement = judge(self.round, &[(referral, *intake)]).placements.remove(0);
            (placement.choice_rank, placement.span.first, self.round.intakes[*intake].id.clone())
        };
        match self.options(referral).into_iter().min_by_key(of_single) {
            None => {
                let mut remaining: Vec<Key<Intake>> = self.round.intakes.keys().collect();
                let mut last = RuleId::Programme;
                for rule in <RuleId as rightplace::ids::Word>::ALL {
                    let before = remaining.len();
                    remaining.retain(|intake| !self.rules[&(referral, *intake)].contains(rule));
                    if remaining.len() < before {
                        last = *rule;
                    }
                }
                Obstacle::Rule(last)
            }
            Some(best) => {
                let mut with = pairs(choice);
                with.push((referral, best));
                let broken = constraints(&judge(self.round, &with));
                broken.first().map_or(Obstacle::Priority, |constraint| Obstacle::Constraint(*constraint))
            }
        }
    }

    fn choices(&self) -> Vec<Choice> {
        let mut choices: Vec<Choice> = vec![Vec::new()];
        for referral in self.round.referrals.keys() {
            let mut ways: Vec<Option<Key<Intake>>> = vec![None];
            ways.extend(self.options(referral).into_iter().map(Some));
            choices = choices
                .into_iter()
                .flat_map(|choice| {
                    ways.iter().map(move |way| {
                        let mut longer = choice.clone();
                        longer.push(*way);
                        longer
                    })
                })
                .collect();
        }
        choices
    }

    fn judged(&self, choice: Choice) -> Judged {
        let audit = judge(self.round, &pairs(&choice));
        let values = audit.steps.iter().map(|step| step.value).collect();
        let breach = |violation: &Violation| Some((constraint(violation)?, violation.subjects.clone()));
        let breaches = audit.violations.iter().filter_map(breach).collect();
        Judged { broken: constraints(&audit), breaches, values, choice }
    }
}

fn judge(round: &Round, pairs: &[(Key<Referral>, Key<Intake>)]) -> Audit {
    let entry = |(referral, intake): &(Key<Referral>, Key<Intake>)| Entry {
        referral: *referral,
        intake: *intake,
        start: None,
        end: None,
    };
    let entries: Vec<Entry> = pairs.iter().map(entry).collect();
    audit(round, &entries, &Settings::default())
}

fn pairs(choice: &Choice) -> Vec<(Key<Referral>, Key<Intake>)> {
    let placed = choice.iter().enumerate().filter_map(|(position, intake)| Some((Key::new(position), (*intake)?)));
    placed.collect()
}

fn constraints(audit: &Audit) -> BTreeSet<ConstraintId> {
    audit.violations.iter().filter_map(constraint).collect()
}

fn constraint(violation: &Violation) -> Option<ConstraintId> {
    match violation.rule {
        ViolationId::Constraint(constraint) => Some(constraint),
        ViolationId::Rule(_) | ViolationId::Dates => None,
    }
}
