//! How long a student stays on a programme, day by day: the audit's own count.

use super::pair::Pair;
use crate::calendar::{Calendar, Span, monday_of};
use crate::ids::RuleId;
use crate::round::{Key, Programme, Student};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// A run of placements without a teaching day between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stay {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

impl Stay {
    /// Whether a placement is a part of it.
    pub(super) fn holds(&self, placement: Span) -> bool {
        self.first <= placement.first && placement.last <= self.last
    }

    /// Its first and last day, in words.
    pub(super) fn dates(&self) -> String {
        format!("from {} to {}", self.first, self.last)
    }
}

/// The stays that placements make, by their first days.
pub(super) fn stays(calendar: &Calendar, placements: &[Span]) -> Vec<Stay> {
    let mut left: Vec<Stay> =
        placements.iter().map(|placement| Stay { first: placement.first, last: placement.last }).collect();
    // Two that meet become one, until no two of them meet.
    loop {
        let pairs = (0..left.len()).flat_map(|a| (0..left.len()).map(move |b| (a, b)));
        let meeting = pairs.filter(|(a, b)| a != b).find(|(a, b)| meet(calendar, &left[*a], &left[*b]));
        let Some((a, b)) = meeting else { break };
        let merged = Stay { first: left[a].first.min(left[b].first), last: left[a].last.max(left[b].last) };
        left.remove(a.max(b));
        left.remove(a.min(b));
        left.push(merged);
    }
    left.sort_by_key(|stay| stay.first);
    left
}

/// Whether the second begins before the first has ended or before anybody is
/// taught again.
fn meet(calendar: &Calendar, one: &Stay, next: &Stay) -> bool {
    if next.first < one.first {
        return false;
    }
    let between = calendar.teaching_days_from(one.last).take_while(|day| *day < next.first);
    between.filter(|day| *day > one.last).count() == 0
}

/// What is wrong with the length of a stay; nothing where it is within limits.
pub(super) fn too_long(calendar: &Calendar, programme: &Programme, stay: &Stay) -> Option<String> {
    let taught: Vec<NaiveDate> = calendar.teaching_days_from(stay.first).take_while(|day| *day <= stay.last).collect();
    let weeks: BTreeSet<NaiveDate> = taught.iter().map(|day| monday_of(*day)).collect();
    let terms = calendar.terms().iter().filter(|term| taught.iter().any(|day| term.contains(*day))).count();
    let limits =
        [("teaching weeks", weeks.len(), programme.max_stay_weeks), ("terms", terms, programme.max_stay_terms)];
    limits.into_iter().find_map(|(unit, count, limit)| {
        let limit = limit.filter(|limit| count > *limit as usize)?;
        Some(format!("the stay on {} {} has {count} {unit}, and {limit} may be", programme.id, stay.dates()))
    })
}

/// What is wrong with the time between two stays; nothing where it is enough.
pub(super) fn too_close(programme: &Programme, earlier: &Stay, later: &Stay) -> Option<String> {
    let weeks = programme.gap_weeks?;
    let first = earlier.last.checked_add_days(Days::new(u64::from(weeks) * 7))?;
    (later.first < first).then(|| {
        let (id, earlier, later) = (&programme.id, earlier.dates(), later.dates());
        format!("between the stays on {id} {earlier} and {later} there are less than {weeks} weeks")
    })
}

/// The dates of the placements on the pair's programme that the student holds.
pub(super) fn held(pair: &Pair<'_>) -> Vec<Span> {
    let all = pair.facts.held_by(pair.referral.student).iter();
    all.filter(|held| held.programme == pair.course.programme).map(|held| held.span).collect()
}

/// The new placements of each student on each programme that has the limit of a
/// rule, without those that are excused it; two or more.
pub(super) fn together<'g, 'a>(
    placements: &'g [Pair<'a>],
    rule: RuleId,
) -> BTreeMap<(Key<Student>, Key<Programme>), Vec<&'g Pair<'a>>> {
    let mut found: BTreeMap<_, Vec<&Pair<'_>>> = BTreeMap::new();
    let is_limited = |programme: &Programme| match rule {
        RuleId::Return => programme.gap_weeks.is_some(),
        _ => programme.max_stay_weeks.is_some() || programme.max_stay_terms.is_some(),
    };
    let limited = placements.iter().filter(|placement| is_limited(placement.programme));
    for placement in limited.filter(|placement| !placement.is_waived(rule)) {
        found.entry((placement.referral.student, placement.course.programme)).or_default().push(placement);
    }
    found.retain(|_, placements| placements.len() > 1);
    found
}
