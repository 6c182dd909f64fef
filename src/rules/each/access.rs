use crate::ids::RuleId;
use crate::round::Access as Stated;
use crate::rules::Case;
use crate::rules::rule::Rule;

/// An exclusive programme needs a referring school with the SLA (S1:219,
/// "Exclusive access to").
pub(super) struct Access;

impl Rule for Access {
    fn id(&self) -> RuleId {
        RuleId::Access
    }

    fn allows(&self, case: &Case) -> bool {
        case.programme.access != Stated::Exclusive || case.school.is_some_and(|school| school.sla)
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let why = match case.school {
            Some(_) => "the referring school does not have it",
            None => "no school refers",
        };
        Some(format!("{} is only for schools with the SLA, and {why}", case.programme.name))
    }

    fn in_short(&self) -> &'static str {
        "Only for schools with the SLA"
    }

    fn advice(&self) -> &'static str {
        "Another programme may be open to the school."
    }
}
