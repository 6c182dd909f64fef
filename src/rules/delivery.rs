use super::{Case, Reason};
use std::collections::BTreeSet;

/// The course is delivered in one of the ways that the programme takes, and in
/// one of those that the referral asks for; one that states none fails both.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let offered = &case.course.delivery;
    let is_offered = |asked: &BTreeSet<String>| asked.is_empty() || !asked.is_disjoint(offered);
    let lists = [(&case.programme.delivery, false), (&case.referral.delivery, true)];
    match lists.into_iter().find(|(asked, _)| !is_offered(asked)) {
        Some((asked, by_referral)) => {
            let words = |list: &BTreeSet<String>| list.iter().cloned().collect();
            Err(Reason::Delivery { by_referral, asked: words(asked), offered: words(offered) })
        }
        None => Ok(()),
    }
}
