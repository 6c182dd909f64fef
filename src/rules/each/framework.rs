use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;

/// Where the programme asks for it, the provider is on the authority's
/// framework; unknown fails.
pub(super) struct Framework;

impl Rule for Framework {
    fn id(&self) -> RuleId {
        RuleId::Framework
    }

    fn allows(&self, case: &Case) -> bool {
        !case.programme.framework || case.provider.framework == Some(true)
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let why = match case.provider.framework {
            Some(_) => "the provider is not on it",
            None => "it is not recorded whether the provider is on it",
        };
        Some(format!("{} uses providers on the framework only, and {why}", case.programme.name))
    }

    fn in_short(&self) -> &'static str {
        "The provider is not on the framework"
    }

    fn advice(&self) -> &'static str {
        "Choose a course of another provider."
    }
}
