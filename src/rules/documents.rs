use super::{Case, Reason};

/// The documents that the programme asks for are there (S1:814-821).
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let missing: Vec<String> = case.programme.documents.difference(&case.referral.documents).cloned().collect();
    if missing.is_empty() { Ok(()) } else { Err(Reason::Documents { missing }) }
}
