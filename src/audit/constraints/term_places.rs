use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::round::{Key, Programme};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A term by its first and last day.
type Term = (NaiveDate, NaiveDate);

/// The placements of a programme that start in a term of the calendar are no
/// more than its term places, held ones counted. A start between two terms is
/// one of the later term; one before the first or after the last is of none.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let terms = round.calendar.terms();
    // The end of the term tells one from another.
    let term = |start: NaiveDate| {
        let begins = terms.iter().any(|term| term.first <= start);
        terms.iter().map(|term| (term.first, term.last)).filter(|(_, last)| begins && start <= *last).min()
    };
    let mut counts: BTreeMap<(Key<Programme>, Term), (u32, u32)> = BTreeMap::new();
    for held in &round.held {
        term(held.span.first).into_iter().for_each(|term| counts.entry((held.programme, term)).or_default().0 += 1);
    }
    for placement in &given.placements {
        if let Some(term) = term(placement.span.first) {
            counts.entry((placement.course.programme, term)).or_default().1 += 1;
        }
    }
    counts
        .into_iter()
        .filter_map(|((key, (first, last)), (held, new))| {
            let programme = &round.policy.programmes[key];
            let limit = programme.term_places?;
            (new > 0 && held.saturating_add(new) > limit).then(|| {
                let detail = format!(
                    "{new} new and {held} held placements start in the term from {first} to {last}, and {limit} may"
                );
                (vec![Subject::new(SubjectKind::Programme, programme)], detail)
            })
        })
        .collect()
}
