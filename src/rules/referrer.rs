use super::{Case, Reason};

/// The referrer is one that the programme takes.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let taken = &case.programme.referrers;
    if taken.is_empty() || taken.contains(&case.referral.referrer) {
        return Ok(());
    }
    Err(Reason::Referrer { takes: taken.iter().cloned().collect() })
}
