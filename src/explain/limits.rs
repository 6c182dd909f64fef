use crate::ids::ConstraintId;
use crate::program::{Row, Subject};
use crate::round::Round;
use crate::units::Pence;

/// A limit that one more placement would break, in plain English: what it
/// allows and what it would come to.
pub(super) fn describe(round: &Round, row: &Row, would_be: i64, constraint: ConstraintId) -> String {
    let left = row.upper.unwrap_or(0);
    let limit = left + row.used;
    let total = would_be + row.used;
    match row.subject {
        Subject::Referral(_) => "the student already has a place in its stead".to_owned(),
        Subject::Student(_) if constraint == ConstraintId::Clash => match left {
            1 => "another new placement of the student takes the same time".to_owned(),
            _ => format!(
                "with the student's other placements it would be {} days a week; the limit is {}",
                days(total),
                days(limit)
            ),
        },
        Subject::Student(_) => "another new placement of the student stands in its way".to_owned(),
        Subject::Pair(..) => "a student who must be kept apart has a place there".to_owned(),
        Subject::Intake(_) if constraint == ConstraintId::MinGroup => min_group(row, would_be),
        Subject::Intake(_) => full("place", "", limit, row.used, left),
        Subject::Course(course) => {
            full("place", &format!(" of course {} at one time", round.courses[course].id), limit, row.used, left)
        }
        Subject::Provider(provider) => {
            let id = &round.providers[provider].id;
            full("place", &format!(" of provider {id} at that time of day"), limit, row.used, left)
        }
        Subject::Programme(programme, year) => {
            let name = &round.policy.programmes[programme].name;
            full("place", &format!(" of {name} in {year}"), limit, row.used, left)
        }
        Subject::StudentProgramme(_, programme, year) => {
            let name = &round.policy.programmes[programme].name;
            format!("the student is given {name} in {year} already, and once a year is the limit")
        }
        Subject::School(_) => {
            let (limit, total) = (Pence(limit), Pence(total));
            format!("the school's fees would be £{total}; its budget is £{limit}")
        }
        Subject::SchoolYear(school, year) => {
            let school = &round.schools[school];
            let paid = school.paid_places;
            let extra = match school.extra_places {
                0 => String::new(),
                extra => format!(" and {extra} extra"),
            };
            format!(
                "all {paid} paid places{extra} of school {} in {year} are used ({} before this round); the school may agree to pay for one more",
                school.id, row.used
            )
        }
        Subject::Pool(position, school) => {
            let pool = &round.policy.pools[position].id;
            let whose = school.map(|school| format!(" of school {}", round.schools[school].id)).unwrap_or_default();
            format!("pool {pool}{whose} would come to {total}; its amount is {limit}")
        }
        Subject::Decision(_) | Subject::Share => "a decision stands in its way".to_owned(),
    }
}

/// All places are taken, or none was left by the placements held before.
fn full(noun: &str, of: &str, limit: i64, used: i64, left: i64) -> String {
    match left {
        _ if limit - used > left || limit == 0 => format!("no {noun}{of} is left: {used} held before"),
        0 => format!("all {limit} {noun}s{of} are held from before"),
        _ if used == 0 => format!("all {limit} {noun}s{of} are taken"),
        _ => format!("all {limit} {noun}s{of} are taken ({used} held before)"),
    }
}

fn min_group(row: &Row, would_be: i64) -> String {
    match (row.lower, row.terms.iter().map(|(_, coefficient)| *coefficient).min()) {
        (Some(_), Some(needed)) if needed < 0 => {
            let short = -would_be;
            let people = if short == 1 { "student" } else { "students" };
            format!("the group does not run: with this one it would be {short} {people} short of its smallest size")
        }
        _ => "the group cannot reach its smallest size with the students who may join it".to_owned(),
    }
}

fn days(half_days: i64) -> String {
    crate::units::HalfDays(u32::try_from(half_days).unwrap_or(0)).to_string()
}
