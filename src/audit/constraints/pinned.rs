use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::round::{Intake, Key, Referral, Verdict};
use std::collections::BTreeSet;

/// Every `place` decision is kept.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let given_pairs: BTreeSet<(Key<Referral>, Key<Intake>)> =
        given.entries.iter().map(|entry| (entry.referral, entry.intake)).collect();
    let pinned: BTreeSet<(Key<Referral>, Key<Intake>)> = round
        .decisions
        .iter()
        .filter_map(|decision| match decision.verdict {
            Verdict::Place(intake) => Some((decision.referral, intake)),
            _ => None,
        })
        .collect();
    pinned
        .difference(&given_pairs)
        .map(|(referral, intake)| {
            let subjects = vec![
                Subject::new(SubjectKind::Referral, &round.referrals[*referral]),
                Subject::new(SubjectKind::Intake, &round.intakes[*intake]),
            ];
            (subjects, "a decision places the referral in this intake, and it does not hold it".to_owned())
        })
        .collect()
}
