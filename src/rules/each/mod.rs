//! Every rule by its id. The order in which rules apply is that of [`RuleId`].

mod access;
mod age;
mod approval;
mod availability;
mod barred;
mod choice;
mod deadline;
mod delivery;
mod distance;
mod documents;
mod ehcp;
mod framework;
mod occupied;
mod own_school;
mod pattern;
mod programme;
mod referrer;
mod repeat;
mod returning;
mod roll;
mod status;
mod stay;
mod tags;
mod window;
mod year_group;

use super::rule::Rule;
use crate::ids::RuleId;

/// The rule of an id.
pub(super) fn of(id: RuleId) -> &'static dyn Rule {
    match id {
        RuleId::Programme => &programme::Programme,
        RuleId::Status => &status::Status,
        RuleId::Access => &access::Access,
        RuleId::Referrer => &referrer::Referrer,
        RuleId::Roll => &roll::Roll,
        RuleId::Documents => &documents::Documents,
        RuleId::Ehcp => &ehcp::Ehcp,
        RuleId::Tags => &tags::Tags,
        RuleId::YearGroup => &year_group::YearGroup,
        RuleId::Age => &age::Age,
        RuleId::Deadline => &deadline::Deadline,
        RuleId::Window => &window::Window,
        RuleId::OwnSchool => &own_school::OwnSchool,
        RuleId::Approval => &approval::Approval,
        RuleId::Framework => &framework::Framework,
        RuleId::Delivery => &delivery::Delivery,
        RuleId::Pattern => &pattern::Pattern,
        RuleId::Availability => &availability::Availability,
        RuleId::Occupied => &occupied::Occupied,
        RuleId::Repeat => &repeat::Repeat,
        RuleId::Stay => &stay::Stay,
        RuleId::Return => &returning::Return,
        RuleId::Distance => &distance::Distance,
        RuleId::Choice => &choice::Choice,
        RuleId::Barred => &barred::Barred,
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::ids::{RuleId, Word};

    #[test]
    fn each_rule_stands_under_its_own_id() {
        assert!(RuleId::ALL.iter().all(|id| of(*id).id() == *id));
    }
}
