use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::words::list;

/// The referrer is one that the programme takes.
pub(super) struct Referrer;

impl Rule for Referrer {
    fn id(&self) -> RuleId {
        RuleId::Referrer
    }

    fn allows(&self, case: &Case) -> bool {
        let taken = &case.programme.referrers;
        taken.is_empty() || taken.contains(&case.referral.referrer)
    }

    fn describe(&self, case: &Case) -> Option<String> {
        Some(format!("{} takes referrals only from: {}", case.programme.name, list(&case.programme.referrers)))
    }

    fn in_short(&self) -> &'static str {
        "Not from a referrer that the programme takes"
    }

    fn advice(&self) -> &'static str {
        "Ask one of those whose referrals the programme takes to refer."
    }
}
