use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::words::list;

/// The documents that the programme asks for are there (S1:814-821).
pub(super) struct Documents;

impl Rule for Documents {
    fn id(&self) -> RuleId {
        RuleId::Documents
    }

    fn allows(&self, case: &Case) -> bool {
        case.programme.documents.is_subset(&case.referral.documents)
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let missing = list(case.programme.documents.difference(&case.referral.documents));
        Some(format!("documents still missing: {missing}"))
    }

    fn in_short(&self) -> &'static str {
        "Documents are missing"
    }

    fn advice(&self) -> &'static str {
        "Send the missing documents."
    }
}
