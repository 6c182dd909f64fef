use super::kind::Change;
use crate::ids::RuleId;
use crate::limits::Limit;
use crate::posed::Posed;
use crate::round::{ChoiceGroup, Decision, Intake, Key, Referral, Round, Verdict};

impl Change {
    /// The round with some changes.
    pub fn applied(changes: &[Change], round: &Round) -> Round {
        let mut changed = round.clone();
        let mut eased = Vec::new();
        for change in changes {
            match change {
                Change::Ease(limit, amount) => eased.push((*limit, *amount)),
                Change::Waive { referral, intake, rules } => waive(&mut changed, *referral, *intake, rules),
                Change::Accept { referral, course } => {
                    let group = ChoiceGroup { courses: [*course].into(), ..ChoiceGroup::default() };
                    changed.referrals[*referral].choices.groups.push(group);
                }
            }
        }
        Limit::apply(&eased, &mut changed);
        changed
    }

    /// The round with some changes, posed. Limits are in no rule: where they
    /// alone are eased, the options stay.
    pub fn posed(changes: &[Change], posed: &Posed) -> Posed {
        let changed = Change::applied(changes, posed.round());
        match changes.iter().all(|change| matches!(change, Change::Ease(..))) {
            true => posed.with_limits_of(changed),
            false => Posed::new(changed, posed.relaxed_groups().clone()),
        }
    }
}

/// Waives rules for a referral with an intake; `status` for all.
pub(super) fn waive(round: &mut Round, referral: Key<Referral>, intake: Key<Intake>, rules: &[RuleId]) {
    for rule in rules {
        let verdict = Verdict::Waive(*rule, (*rule != RuleId::Status).then_some(intake));
        round.decisions.push(Decision { referral, verdict, dates: None, row: None });
    }
}
