//! Every rule in the order in which they apply.

use super::{Case, Reason};
use super::{
    access, age, approval, availability, barred, choice, deadline, delivery, distance, documents, ehcp, framework,
    occupied, own_school, programme, referrer, repeat, returning, status, stay, tags, window, year_group,
};
use crate::ids::RuleId;

/// A rule: its id and its judgement of a case.
pub struct Rule {
    /// The published id.
    pub id: RuleId,
    check: fn(&Case) -> Result<(), Reason>,
}

/// Every rule in the order in which they apply.
pub const RULES: [Rule; 23] = [
    Rule { id: RuleId::Programme, check: programme::check },
    Rule { id: RuleId::Status, check: status::check },
    Rule { id: RuleId::Access, check: access::check },
    Rule { id: RuleId::Referrer, check: referrer::check },
    Rule { id: RuleId::Documents, check: documents::check },
    Rule { id: RuleId::Ehcp, check: ehcp::check },
    Rule { id: RuleId::Tags, check: tags::check },
    Rule { id: RuleId::YearGroup, check: year_group::check },
    Rule { id: RuleId::Age, check: age::check },
    Rule { id: RuleId::Deadline, check: deadline::check },
    Rule { id: RuleId::Window, check: window::check },
    Rule { id: RuleId::OwnSchool, check: own_school::check },
    Rule { id: RuleId::Approval, check: approval::check },
    Rule { id: RuleId::Framework, check: framework::check },
    Rule { id: RuleId::Delivery, check: delivery::check },
    Rule { id: RuleId::Availability, check: availability::check },
    Rule { id: RuleId::Occupied, check: occupied::check },
    Rule { id: RuleId::Repeat, check: repeat::check },
    Rule { id: RuleId::Stay, check: stay::check },
    Rule { id: RuleId::Return, check: returning::check },
    Rule { id: RuleId::Distance, check: distance::check },
    Rule { id: RuleId::Choice, check: choice::check },
    Rule { id: RuleId::Barred, check: barred::check },
];

impl Rule {
    /// The reason why the case fails the rule; a waived rule never fails.
    pub fn fails(&self, case: &Case) -> Option<Reason> {
        let reason = (self.check)(case).err()?;
        (!case.is_waived(self.id)).then_some(reason)
    }
}

/// The first rule that the case fails, in the published order.
pub fn first_failure(case: &Case) -> Option<(RuleId, Reason)> {
    RULES.iter().find_map(|rule| Some((rule.id, rule.fails(case)?)))
}

/// Every rule that the case fails, in the published order.
pub fn failures(case: &Case) -> Vec<(RuleId, Reason)> {
    RULES.iter().filter_map(|rule| Some((rule.id, rule.fails(case)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Word;

    #[test]
    fn the_registry_has_every_rule_in_the_published_order() {
        let registered: Vec<RuleId> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(registered, RuleId::ALL);
    }
}
