//! The letter of a referral: what became of it, in plain English, for the family
//! or the school. It names no other child.

use super::case::{Case, Ending};
use super::school::reason;
use crate::allocation::MoveKind;
use crate::explain::Obstacle;
use crate::ids::RuleId;
use crate::paper::page::{Letter, LetterPart};
use crate::paper::words::{day, listing, pounds, title};
use crate::report::due::next_deadline;
use crate::report::run::Report;
use crate::report::words::{advice, title_or_id};
use crate::result::{Funding, Placed};
use crate::round::{Intake, Key, Round, Status};
use crate::units::Times;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The letter of a case, of all cases of the round.
pub(super) fn letter(report: &Report, cases: &[Case], case: &Case) -> Letter {
    let round = report.round;
    let authority = title(&round.policy.authority);
    let mut from = vec![authority.clone()];
    from.extend(round.policy.letters.address.iter().map(|line| title(line)));
    from.retain(|line| !line.is_empty());
    let id = title(&case.referral.id);
    let outcome = if case.placed().is_some() { "a place" } else { "no place" };
    let mut parts = vec![LetterPart::new("The outcome", outcome_of(round, case))];
    if let Ending::Unplaced(unplaced) = case.ending {
        parts.push(LetterPart::new("Why", vec![reason(cases, case, unplaced)]));
        parts.push(LetterPart::new("What may help", vec![advice(unplaced.explanation.reason).to_owned()]));
    }
    parts.push(LetterPart::new("Dates", dates(round, case)));
    parts.retain(|part| part.texts.iter().any(|text| !text.is_empty()));
    parts.push(LetterPart::new("Whom to ask", vec![whom_to_ask(round, &authority, &id)]));
    parts.push(LetterPart::new("If you think that this is wrong", vec![review(round, &authority, &id)]));
    Letter {
        is_provisional: round.run.provisional,
        from,
        date: day(round.run.as_of),
        heading: format!("Referral {id}: {outcome}"),
        about: about(round, case),
        parts,
    }
}

/// Which referral it is: of whom, for what, by whom, since when.
fn about(round: &Round, case: &Case) -> String {
    let referral = case.referral;
    let programme = title(&round.policy.programmes[referral.programme].name);
    let student = title(&round.students[referral.student].id);
    let school = referral.school.map(|key| &round.schools[key]);
    let by = school.map(|school| format!(" by {}", title_or_id(&school.name, school))).unwrap_or_default();
    let submitted = day(referral.submitted);
    format!("This letter is about student {student}, who was referred{by} for {programme} on {submitted}.")
}

fn outcome_of(round: &Round, case: &Case) -> Vec<String> {
    let moved = case.moved.as_ref();
    let before = moved.and_then(|moved| moved.before).map(|intake| course_of(round, intake));
    match (case.placed(), moved.map(|moved| moved.kind), before) {
        (Some(placed), Some(MoveKind::Moves), Some(before)) => {
            vec![place(round, placed), format!("It takes the place of the one that you were told of before, {before}.")]
        }
        (Some(placed), Some(MoveKind::Changed), _) => {
            vec![place(round, placed), "Something of it is otherwise than you were told before.".to_owned()]
        }
        (Some(placed), ..) => vec![place(round, placed)],
        (None, Some(MoveKind::Loses), Some(before)) => {
            vec![format!(
                "There is no place in this round. The place that you were told of before, {before}, is withdrawn."
            )]
        }
        (None, ..) if waits_for_a_decision(case) => {
            vec!["There is no place yet: the referral is waiting for a decision.".to_owned()]
        }
        (None, ..) => vec!["There is no place for this referral in this round.".to_owned()],
    }
}

/// Whether that it is not decided is what stands in its way.
fn waits_for_a_decision(case: &Case) -> bool {
    let reason = case.unplaced().map(|unplaced| unplaced.explanation.reason);
    case.referral.status == Status::Pending && reason == Some(Obstacle::Rule(RuleId::Status))
}

/// The course of an intake with its provider.
fn course_of(round: &Round, intake: Key<Intake>) -> String {
    let course = &round.courses[round.intakes[intake].course];
    let provider = &round.providers[course.provider];
    format!("{} with {}", title_or_id(&course.title, course), title_or_id(&provider.name, provider))
}

fn place(round: &Round, placed: &Placed) -> String {
    let intake = &round.intakes[placed.placement.intake];
    let span = placed.placement.span;
    let paid = match placed.funding {
        Funding::PaidPlace => "The school has a paid place for it.".to_owned(),
        Funding::Charged | Funding::FeeOnly if placed.fee.0 > 0 => format!("The fee is {}.", pounds(placed.fee)),
        Funding::Charged | Funding::FeeOnly => String::new(),
    };
    let place = format!(
        "There is a place: {}, on {}, from {} to {}. {paid}",
        course_of(round, placed.placement.intake),
        weekdays(intake.days),
        day(span.first),
        day(span.last),
    );
    place.trim_end().to_owned()
}

/// Weekdays as people say them: `Mondays and Tuesday mornings`.
fn weekdays(days: Times) -> String {
    let named = |day: &str| {
        let (name, half) = day.split_at(day.len().min(3));
        let name = DAYS.iter().find(|full| full.starts_with(name)).copied().unwrap_or(name);
        match half.trim() {
            "am" => format!("{name} mornings"),
            "pm" => format!("{name} afternoons"),
            _ => format!("{name}s"),
        }
    };
    listing(&days.to_string().split(';').map(named).collect::<Vec<_>>())
}

/// When it is decided and told, and the next deadline where there is no place.
fn dates(round: &Round, case: &Case) -> Vec<String> {
    let decided = case.outcome.decided.map(|decided| match case.outcome.due {
        Some(due) => format!("The panel meets on {}; the school hears of its decision by {}.", day(decided), day(due)),
        None => format!("The panel meets on {}.", day(decided)),
    });
    let decided = decided.filter(|_| case.outcome.decided >= Some(round.run.as_of));
    let deadline = next_deadline(round, case.referral.programme).filter(|_| case.placed().is_none());
    let deadline = deadline.map(|entry| match entry.for_start {
        Some(start) => format!("The next deadline is {}, for the start on {}.", day(entry.date), day(start)),
        None => format!("The next deadline is {}.", day(entry.date)),
    });
    decided.into_iter().chain(deadline).collect()
}

fn whom_to_ask(round: &Round, authority: &str, id: &str) -> String {
    let contact = title(&round.policy.letters.contact);
    let whom = match (contact.as_str(), authority) {
        ("", "") => "the authority that sends this letter",
        ("", authority) => authority,
        (contact, _) => contact,
    };
    format!("Ask {whom}, and name the referral {id}.")
}

fn review(round: &Round, authority: &str, id: &str) -> String {
    let review = title(&round.policy.letters.review);
    if !review.is_empty() {
        return review;
    }
    let whom = if authority.is_empty() { "the authority" } else { authority };
    format!(
        "You may ask {whom} to look at the decision again. Write to us, name the referral {id}, and say what you think is wrong or has changed."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;

    #[test]
    fn weekdays_are_said_in_full() {
        let times =
            Times::whole(Weekday::Mon).union(Times::morning(Weekday::Tue)).union(Times::afternoon(Weekday::Thu));
        assert_eq!(weekdays(times), "Mondays, Tuesday mornings and Thursday afternoons");
        assert_eq!(weekdays(Times::whole(Weekday::Sun)), "Sundays");
    }
}
