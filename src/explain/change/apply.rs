use super::kind::Change;
use crate::ids::RuleId;
use crate::limits::Limit;
use crate::posed::Posed;
use crate::round::{ChoiceGroup, Decision, Intake, Key, Referral, Round, Status, Verdict};
use std::collections::{BTreeMap, BTreeSet};

impl Change {
    /// The round with some changes. Courses that a family accepts are one group
    /// of its choices: each has the rank that it has when it is accepted alone.
    pub fn applied(changes: &[Change], round: &Round) -> Round {
        let mut changed = round.clone();
        let mut eased = Vec::new();
        let mut accepted: BTreeMap<Key<Referral>, ChoiceGroup> = BTreeMap::new();
        for change in changes {
            match change {
                Change::Approve { referral } => changed.referrals[*referral].status = Status::Approved,
                Change::GiveUp { referral } => changed.referrals[*referral].status = Status::Withdrawn,
                Change::Ease(limit, amount) => eased.push((*limit, *amount)),
                Change::Waive { referral, intake, rules } => waive(&mut changed, *referral, *intake, rules),
                Change::Accept { referral, course } => {
                    accepted.entry(*referral).or_default().courses.insert(*course);
                }
            }
        }
        for (referral, group) in accepted {
            changed.referrals[referral].choices.groups.push(group);
        }
        Limit::apply(&eased, &mut changed);
        changed
    }

    /// The round with some changes, posed. Limits are in no rule: where they
    /// alone are eased, the options stay, but for those of referrals that are
    /// given up.
    pub fn posed(changes: &[Change], posed: &Posed) -> Posed {
        let changed = Change::applied(changes, posed.round());
        let relaxed_groups = || posed.relaxed_groups().clone();
        if !changes.iter().all(|change| matches!(change, Change::Ease(..) | Change::GiveUp { .. })) {
            return Posed::new(changed, relaxed_groups());
        }
        let given_up: BTreeSet<Key<Referral>> = changes.iter().filter_map(Change::given_up).collect();
        if given_up.is_empty() {
            return posed.with_limits_of(changed);
        }
        let options = posed.options();
        let left = options.only(|at| !given_up.contains(&options.all()[at].referral));
        Posed::with_options(changed, left, relaxed_groups())
    }
}

/// Waives rules for a referral with an intake; `status` for all.
pub(super) fn waive(round: &mut Round, referral: Key<Referral>, intake: Key<Intake>, rules: &[RuleId]) {
    for rule in rules {
        let verdict = Verdict::Waive(*rule, (*rule != RuleId::Status).then_some(intake));
        round.decisions.push(Decision { referral, verdict, dates: None, row: None });
    }
}
