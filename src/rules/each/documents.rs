use crate::ids::RuleId;
use crate::paper::words::counted;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::words::list;

/// The documents that the programme asks for are there, and no older than the
/// policy allows on the day of the run (S1:814-821).
pub(super) struct Documents;

impl Rule for Documents {
    fn id(&self) -> RuleId {
        RuleId::Documents
    }

    fn allows(&self, case: &Case) -> bool {
        missing(case).next().is_none()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let ages = &case.round.policy.documents_max_age_days;
        let missing: Vec<String> = missing(case)
            .map(|document| match ages.get(document) {
                Some(days) => format!("{document} of the last {}", counted(*days, "day")),
                None => document.clone(),
            })
            .collect();
        Some(format!("documents still missing: {}", list(&missing)))
    }

    fn in_short(&self) -> &'static str {
        "Documents are missing"
    }

    fn advice(&self) -> &'static str {
        "Send the missing documents."
    }
}

/// Those that are not there, or of no known day or an old one where the policy
/// says how old they may be.
fn missing<'r>(case: &Case<'r>) -> impl Iterator<Item = &'r String> {
    let (as_of, ages) = (case.round.run.as_of, &case.round.policy.documents_max_age_days);
    let referral = case.referral;
    let is_missing = move |document: &&String| match (referral.documents.get(*document), ages.get(*document)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(day), Some(most)) => day.is_none_or(|day| (as_of - day).num_days() > i64::from(*most)),
    };
    case.programme.documents.iter().filter(is_missing)
}
