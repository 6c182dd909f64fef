use super::kind::Change;
use crate::ids::RuleId;
use crate::paper::words::listing;
use crate::round::Round;

impl Change {
    /// In plain English, to be read after "It would be placed with".
    pub fn describe(&self, round: &Round) -> String {
        match self {
            Change::Approve { .. } => "the referral approved".to_owned(),
            Change::GiveUp { referral } => {
                format!("referral {} of the same student given up", round.referrals[*referral].id)
            }
            Change::Waive { intake, rules, .. } => {
                let names: Vec<String> = rules.iter().map(RuleId::to_string).collect();
                let rules = if names.len() == 1 { "the rule" } else { "the rules" };
                let names = listing(&names);
                format!("{rules} {names} waived for {}", round.intakes[*intake].id)
            }
            Change::Accept { course, .. } => {
                format!("course {} accepted as a further choice", round.courses[*course].id)
            }
            Change::Ease(limit, amount) => limit.change(round, *amount),
        }
    }
}
