use crate::deadlines::{Due, DueKind, TimeLimit};
use crate::paper::words::clean;
use crate::round::Round;

/// The time of day of a limit in hours: `14:30`.
pub fn time(limit: &TimeLimit) -> Option<String> {
    limit.at.map(|at| at.format("%H:%M").to_string())
}

/// What is due, in a few words: `Outcome due at the school`.
pub fn kind(round: &Round, due: &Due) -> String {
    match due.kind {
        DueKind::Deadline => "Referral deadline".to_owned(),
        DueKind::Panel => "Panel".to_owned(),
        DueKind::Meeting => "Meeting".to_owned(),
        DueKind::Outcome => "Outcome due at the school".to_owned(),
        DueKind::EarliestStart => "May start from".to_owned(),
        DueKind::LatestStart => "Must start by".to_owned(),
        DueKind::Start => "Start".to_owned(),
        DueKind::Review => format!("Review {}", due.review),
        DueKind::End => "End".to_owned(),
        DueKind::ApprovalEnd => "Approval of the provider ends".to_owned(),
        DueKind::Clock => {
            let clock = due.limit.map(|limit| &round.policy.clocks[limit.clock]);
            clock.map_or_else(String::new, |clock| format!("{} ({})", clean(&clock.name), clock.basis))
        }
    }
}

/// Whom a date is about: a referral, else the student of a held placement, in
/// which intake; blank for a date of the round.
pub fn whom(round: &Round, due: &Due) -> String {
    let who = match (due.referral, due.student) {
        (Some(referral), _) => round.referrals[referral].id.clone(),
        (None, Some(student)) => round.students[student].id.clone(),
        (None, None) => return String::new(),
    };
    match due.intake {
        Some(intake) => format!("{who} in {}", round.intakes[intake].id),
        None => who,
    }
}
