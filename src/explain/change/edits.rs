use super::kind::Change;
use crate::ids::RuleId;
use crate::limits::Edit;
use crate::round::{ChoiceGroup, Key, Referral, Round, Status};
use crate::schema::{TableId, referrals};

impl Change {
    /// What the change is in the files of the round.
    pub fn edits(&self, round: &Round) -> Vec<Edit> {
        let status = |referral: &Key<Referral>, status: Status| {
            let id = &round.referrals[*referral].id;
            vec![Edit::set(TableId::Referrals, (referrals::REFERRAL_ID, id), referrals::STATUS, status)]
        };
        match self {
            Change::Approve { referral } => status(referral, Status::Approved),
            Change::GiveUp { referral } => status(referral, Status::Withdrawn),
            Change::Waive { referral, intake, rules } => {
                let waive = |rule: &RuleId| {
                    let referral = ("referral_id", round.referrals[*referral].id.clone());
                    let named = (*rule != RuleId::Status).then(|| ("intake_id", round.intakes[*intake].id.clone()));
                    let row = [referral, ("decision", "waive".to_owned())].into_iter().chain(named);
                    Edit::Insert { table: TableId::Decisions, row: row.chain([("rule", rule.to_string())]).collect() }
                };
                rules.iter().map(waive).collect()
            }
            Change::Accept { referral, course } => {
                let referral = &round.referrals[*referral];
                let choices = format!("{};{}", listed(round, referral), round.courses[*course].id);
                vec![Edit::set(TableId::Referrals, (referrals::REFERRAL_ID, &referral.id), referrals::CHOICES, choices)]
            }
            Change::Ease(limit, amount) => limit.edits(round, *amount),
        }
    }
}

/// The choices as the file may have them.
fn listed(round: &Round, referral: &Referral) -> String {
    let group = |group: &ChoiceGroup| -> String {
        let courses = group.courses.iter().map(|course| round.courses[*course].id.as_str());
        let intakes = group.intakes.iter().map(|intake| round.intakes[*intake].id.as_str());
        courses.chain(intakes).collect::<Vec<_>>().join("|")
    };
    referral.choices.groups.iter().map(group).collect::<Vec<_>>().join(";")
}
