//! Stays: held and further placements on a programme that join up.

use super::{Case, Casebook};
use crate::calendar::{Calendar, Span};
use crate::round::{Key, Programme, Student};
use chrono::{Days, NaiveDate};

impl Case<'_> {
    /// The dates of the placements that the student holds on the programme.
    pub(super) fn held_spans(&self) -> impl Iterator<Item = Span> {
        self.book.held_on(self.referral.student, self.course.programme)
    }
}

impl Casebook<'_> {
    /// The dates of the placements that a student holds on a programme, in file
    /// order.
    pub(crate) fn held_on(&self, student: Key<Student>, programme: Key<Programme>) -> impl Iterator<Item = Span> {
        self.held_by(student).iter().filter(move |held| held.programme == programme).map(|held| held.span)
    }
}

/// The stays that some placements make, ascending: those that overlap, or have
/// no teaching day between them, are one.
pub(crate) fn join(calendar: &Calendar, spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_unstable();
    let mut stays: Vec<Span> = Vec::new();
    for span in spans {
        match stays.last_mut() {
            Some(stay) if joins(calendar, *stay, span) => stay.last = stay.last.max(span.last),
            _ => stays.push(span),
        }
    }
    stays
}

/// Whether a later placement goes on where a stay ends.
fn joins(calendar: &Calendar, stay: Span, later: Span) -> bool {
    let taught = calendar.teaching_days_after(stay.last).next();
    later.first <= stay.last || taught.is_none_or(|day| day >= later.first)
}

/// By how much a stay is too long: what it comes to, the limit, and whether
/// these are terms or teaching weeks. Nothing where it is not.
pub(crate) fn excess(calendar: &Calendar, programme: &Programme, stay: Span) -> Option<(u32, u32, bool)> {
    let weeks = calendar.teaching_weeks(stay);
    let over_weeks = programme.max_stay_weeks.filter(|limit| weeks > *limit).map(|limit| (weeks, limit, false));
    over_weeks.or_else(|| {
        let terms = terms(calendar, stay);
        programme.max_stay_terms.filter(|limit| terms > *limit).map(|limit| (terms, limit, true))
    })
}

/// In how many terms a stay has a teaching day.
fn terms(calendar: &Calendar, stay: Span) -> u32 {
    let within = |term: &Span| Span::new(term.first.max(stay.first), term.last.min(stay.last));
    let terms = calendar.terms().iter().filter(|term| calendar.teaching_days(within(term)) > 0);
    u32::try_from(terms.count()).unwrap_or(u32::MAX)
}

/// Whether the later of two stays begins before the gap is over.
pub(super) fn is_too_soon(one: Span, other: Span, weeks: u32) -> bool {
    let (earlier, later) = if one <= other { (one, other) } else { (other, one) };
    later.first < after_gap(earlier.last, weeks)
}

/// Whether two placements, joined with those that are held, make two stays of
/// which the later begins too soon.
pub(crate) fn are_too_close(calendar: &Calendar, held: &[Span], one: Span, other: Span, weeks: u32) -> bool {
    let stays = join(calendar, held.iter().copied().chain([one, other]));
    let stay_of = |span: Span| stays.iter().copied().find(|stay| stay.overlaps(&span)).unwrap_or(span);
    let (one, other) = (stay_of(one), stay_of(other));
    one != other && is_too_soon(one, other, weeks)
}

/// The first day on which a stay may begin after another has ended.
pub(super) fn after_gap(last: NaiveDate, weeks: u32) -> NaiveDate {
    last.checked_add_days(Days::new(7 * u64::from(weeks))).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: &str, last: &str) -> Span {
        Span::new(first.parse().unwrap(), last.parse().unwrap())
    }

    #[test]
    fn placements_join_over_weekends_and_holidays_only() {
        let terms = vec![span("2025-09-01", "2025-12-19"), span("2026-01-05", "2026-03-27")];
        let calendar = Calendar::new(terms, vec![span("2025-10-27", "2025-10-31")], [].into());
        let joined = |spans: &[Span]| join(&calendar, spans.iter().copied());
        // Friday 24 October, half-term, Monday 3 November; then one day too late.
        let (first, next) = (span("2025-09-01", "2025-10-24"), span("2025-11-03", "2025-11-28"));
        assert_eq!(joined(&[next, first]), [span("2025-09-01", "2025-11-28")]);
        assert_eq!(joined(&[first, span("2025-11-04", "2025-11-28")]).len(), 2);
        // Christmas, and a placement within another.
        assert_eq!(
            joined(&[
                span("2025-12-01", "2025-12-19"),
                span("2026-01-05", "2026-02-06"),
                span("2026-01-12", "2026-01-16")
            ]),
            [span("2025-12-01", "2026-02-06")]
        );
        assert_eq!(terms_of(&calendar, "2025-12-01", "2026-02-06"), 2);
        assert_eq!(terms_of(&calendar, "2025-12-01", "2026-01-04"), 1);
    }

    fn terms_of(calendar: &Calendar, first: &str, last: &str) -> u32 {
        super::terms(calendar, span(first, last))
    }
}
