use super::{Due, DueKind};
use crate::allocation::Placement;
use crate::calendar::Span;
use crate::round::{Intake, Key, Programme, Referral, Round, Student};
use chrono::NaiveDate;

/// The start, reviews and end of new placements and of held ones that last to
/// the day of the run or longer.
pub(super) fn dates(round: &Round, placements: &[Placement]) -> Vec<Due> {
    let new = placements.iter().map(|placement| Whose {
        student: round.referrals[placement.referral].student,
        referral: Some(placement.referral),
        intake: Some(placement.intake),
        programme: round.programme_of(placement.intake),
        span: placement.span,
    });
    let lasting = round.held.iter().filter(|held| held.span.last >= round.run.as_of);
    let held = lasting.map(|held| Whose {
        student: held.student,
        referral: None,
        intake: held.intake,
        programme: held.programme,
        span: held.span,
    });
    let half_terms = round.calendar.half_terms();
    new.chain(held).flat_map(|whose| whose.dates(round, &half_terms)).collect()
}

/// A placement, new or held.
struct Whose {
    student: Key<Student>,
    referral: Option<Key<Referral>>,
    intake: Option<Key<Intake>>,
    programme: Key<Programme>,
    span: Span,
}

impl Whose {
    fn dates(&self, round: &Round, half_terms: &[Span]) -> Vec<Due> {
        let of = |kind, date| Due {
            programme: Some(self.programme),
            referral: self.referral,
            student: Some(self.student),
            intake: self.intake,
            ..Due::of(round, kind, date)
        };
        let reviews = (1..).zip(reviews(half_terms, self.span));
        let reviews = reviews.map(|(review, date)| Due { review, ..of(DueKind::Review, date) });
        let ends = [of(DueKind::Start, self.span.first), of(DueKind::End, self.span.last)];
        let provider = self.intake.map(|intake| &round.providers[round.provider_of(intake)]);
        let approved_to = provider.and_then(|provider| provider.approved_to);
        let approval = approved_to.filter(|to| *to < self.span.last).map(|to| of(DueKind::ApprovalEnd, to));
        ends.into_iter().chain(approval).chain(reviews).collect()
    }
}

/// The last teaching days of half-terms after the first and before the last day
/// of a placement: when it is reviewed ("at least half-termly", DfE, Arranging
/// alternative provision, 2025).
fn reviews(half_terms: &[Span], placement: Span) -> impl Iterator<Item = NaiveDate> {
    let within = move |day: &NaiveDate| placement.first < *day && *day < placement.last;
    half_terms.iter().map(|half_term| half_term.last).filter(within)
}
