use super::rows::{Rows, child_id, row, warning};
use crate::problem::{Code, Problem, shortened};
use crate::schema::{TableId, providers, students};
use std::collections::BTreeSet;

/// Places that are unknown though a programme limits the distance, or transport
/// depends on it.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let by_transport = |programme| {
        let bands = rows.policy.transport.iter();
        bands.map(|band| band.programmes.as_ref()).any(|only| only.is_none_or(|only| only.contains(&programme)))
    };
    let by_rule = |programme| rows.programme(programme).is_some_and(|programme| programme.max_distance.is_some());
    let limited = |programme| by_rule(programme) || by_transport(programme);
    // What the coordinates are for, and what comes of it that there are none.
    let why = |programme| match by_rule(programme) {
        true => ("has a max_km", "the distance counts as near enough"),
        false => ("has transport by distance", "transport costs nothing"),
    };
    let mut told = BTreeSet::new();
    let table = (rows.place)(TableId::Students);
    for referral in rows.referrals.iter().flatten() {
        let Some(student) = row(rows.students, referral.student) else { continue };
        let school = referral.school.and_then(|school| row(rows.schools, school)).and_then(|school| school.location);
        let known = student.location.is_some() || school.is_some();
        if referral.status.is_open() && limited(referral.programme) && !known && told.insert(referral.student) {
            let (reason, result) = why(referral.programme);
            problems.push(
                warning(Code::UnknownCoordinates, &table, student.row, students::LAT).id(child_id(&student.id)).says(
                    "no coordinates of the student or the referring school",
                    format!("coordinates, for the programme {reason}"),
                    format!("Add those of the school; without them {result}."),
                ),
            );
        }
    }
    let mut told = BTreeSet::new();
    let table = (rows.place)(TableId::Providers);
    for course in rows.courses.iter().flatten() {
        let Some(provider) = row(rows.providers, course.provider) else { continue };
        if limited(course.programme) && provider.location.is_none() && told.insert(course.provider) {
            let (reason, result) = why(course.programme);
            problems.push(
                warning(Code::UnknownCoordinates, &table, provider.row, providers::LAT)
                    .id(Some(shortened(&provider.id)))
                    .says(
                        "no coordinates",
                        format!("coordinates, for a programme it serves {reason}"),
                        format!("Add them; without them {result}."),
                    ),
            );
        }
    }
}
