//! Every allocation of a tiny round, tried one after the other with the audit
//! as the only judge. The audit shares no code with rules, program and solver.

use rightplace::allocation::Sense;
use rightplace::audit::{Audit, Entry, Settings, StepValue, Subject, Violation, ViolationId, audit};
use rightplace::explain::Obstacle;
use rightplace::ids::{ConstraintId, RuleId};
use rightplace::round::{Decision, Intake, Key, Referral, Round, Verdict};
use rightplace::rules::{Casebook, class_of, is_open};
use std::cmp::Reverse;
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

    /// Why a referral is not placed while everyone else stays where they are, by
    /// the words of `docs/rules.md`: the reason, and all obstacles in order.
    pub fn explained(&self, choice: &Choice, referral: Key<Referral>) -> (Obstacle, Vec<Obstacle>) {
        let options = self.options(referral);
        let obstacles: Vec<Obstacle> = match options.is_empty() {
            true => self.nearest(referral).into_iter().map(Obstacle::Rule).collect(),
            false => {
                let mut found = self.easiest(choice, referral, options);
                let is_kept = |other: &Key<Referral>| {
                    let options = self.options(*other);
                    options.is_empty() || !self.easiest(choice, *other, options).is_empty()
                };
                if self.bound_with(referral).iter().any(is_kept) {
                    found.retain(|id| *id != ConstraintId::Together);
                    found.push(ConstraintId::Together);
                }
                found.into_iter().map(Obstacle::Constraint).collect()
            }
        };
        (obstacles.first().copied().unwrap_or(Obstacle::Priority), obstacles)
    }

    /// The student's other referrals that are placed together with one.
    fn bound_with(&self, referral: Key<Referral>) -> Vec<Key<Referral>> {
        let round = self.round;
        let book = Casebook::new(round);
        let row = &round.referrals[referral];
        let is_member = |key: &Key<Referral>| {
            let other = &round.referrals[*key];
            other.together.is_some()
                && other.together == row.together
                && other.student == row.student
                && is_open(&book, *key)
        };
        let members: Vec<Key<Referral>> = round.referrals.keys().filter(is_member).collect();
        let is_decided =
            |decision: &Decision| matches!(decision.verdict, Verdict::Place(_)) && members.contains(&decision.referral);
        match round.decisions.iter().any(is_decided) || !members.contains(&referral) {
            true => Vec::new(),
            false => members.into_iter().filter(|key| *key != referral).collect(),
        }
    }

    /// The rules that the nearest intake breaks.
    fn nearest(&self, referral: Key<Referral>) -> Vec<RuleId> {
        let round = self.round;
        let broken = |intake: &Key<Intake>| &self.rules[&(referral, *intake)];
        let all: Vec<Key<Intake>> =
            round.intakes.keys().filter(|intake| !broken(intake).contains(&RuleId::Programme)).collect();
        let is_ahead = |intake: &Key<Intake>| {
            let row = &round.intakes[*intake];
            let last = row.last_start.map(|last| last.min(row.end));
            let joins = last.is_some_and(|last| {
                let days = row.start.iter_days().skip(1).take_while(|day| *day <= last);
                days.into_iter().any(|day| day >= round.run.as_of && row.days.meets(day))
            });
            row.start >= round.run.as_of || joins
        };
        let groups = &round.referrals[referral].choices.groups;
        let wish = |intake: &Key<Intake>| {
            let course = round.intakes[*intake].course;
            groups.iter().position(|group| group.intakes.contains(intake) || group.courses.contains(&course))
        };
        let mut looked_at: Vec<Key<Intake>> = all.iter().copied().filter(is_ahead).collect();
        if looked_at.is_empty() {
            looked_at = all;
        } else if looked_at.iter().any(|intake| wish(intake).is_some()) {
            looked_at.retain(|intake| wish(intake).is_some());
        }
        let nearest = looked_at.into_iter().min_by_key(|intake| {
            let (rules, row) = (broken(intake), &round.intakes[*intake]);
            let rank = wish(intake).unwrap_or(usize::MAX);
            (rules.len(), Reverse(rules.first().copied()), rank, row.start, row.id.clone())
        });
        nearest.map_or(vec![RuleId::Programme], |intake| broken(&intake).iter().copied().collect())
    }

    /// The obstacles of the option with the fewest.
    fn easiest(&self, choice: &Choice, referral: Key<Referral>, options: Vec<Key<Intake>>) -> Vec<ConstraintId> {
        let of = |intake: Key<Intake>| {
            let placement = judge(self.round, &[(referral, intake)]).placements.remove(0);
            let obstacles = self.obstacles(&pairs(choice), referral, intake);
            let id = self.round.intakes[intake].id.clone();
            (obstacles.len(), placement.choice_rank, placement.span.first, id, obstacles)
        };
        options.into_iter().map(of).min().expect("an option").4
    }

    fn obstacles(
        &self,
        placed: &[(Key<Referral>, Key<Intake>)],
        referral: Key<Referral>,
        intake: Key<Intake>,
    ) -> Vec<ConstraintId> {
        use ConstraintId::{Budget, Clash, OnePlace, PaidPlaces, Repeat, Return, Stay, TransportBudget};
        let round = self.round;
        let own = [OnePlace, Clash, Repeat, Stay, Return];
        let with: Vec<_> = placed.iter().copied().chain([(referral, intake)]).collect();
        // Of what is placed together with it, nothing is placed.
        let is_of_others = |violation: &Violation| {
            constraint(violation) != Some(ConstraintId::Together)
                || violation.subjects.iter().all(|subject| subject.id != round.referrals[referral].id)
        };
        let before: Vec<Violation> = judge(round, &with).violations.into_iter().filter(is_of_others).collect();
        let plain: BTreeSet<ConstraintId> = before.iter().filter_map(constraint).collect();
        let class = class_of(round, referral);
        let (mut shared, mut best) = (BTreeSet::new(), None);
        for (other, _) in placed.iter().filter(|(other, _)| class_of(round, *other) > class) {
            let without: Vec<_> = with.iter().copied().filter(|(one, _)| one != other).collect();
            let after: Vec<Violation> = judge(round, &without).violations.into_iter().filter(is_of_others).collect();
            let counts = before.iter().filter(|violation| !after.contains(violation));
            let counts: BTreeSet<ConstraintId> = counts.filter_map(constraint).filter(|id| !own.contains(id)).collect();
            if counts.is_empty() {
                continue;
            }
            shared.extend(counts);
            let breaks: BTreeSet<ConstraintId> = after.iter().filter_map(constraint).collect();
            let size = (breaks.len(), Reverse(class_of(round, *other)), round.referrals[*other].id.clone());
            if best.as_ref().is_none_or(|(least, _)| size < *least) {
                best = Some((size, breaks));
            }
        }
        let exchange = best.map(|(_, breaks)| breaks).unwrap_or_default();
        let mut obstacles: Vec<ConstraintId> = plain.union(&exchange).copied().collect();
        obstacles.sort_by_key(|id| {
            let is_money = [PaidPlaces, Budget, TransportBudget].contains(id);
            let rank = if own.contains(id) { 0 } else { 2 - u8::from(is_money) };
            (shared.contains(id), rank, *id)
        });
        obstacles
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
