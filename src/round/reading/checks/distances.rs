use super::{Rows, child_id, row, shortened, warning};
use crate::round::columns::TableId;
use crate::round::diagnostic::{Code, Problem};
use std::collections::BTreeSet;

/// Places that are unknown though a programme limits the distance.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let limited = |programme| rows.programme(programme).is_some_and(|programme| programme.max_distance.is_some());
    let mut told = BTreeSet::new();
    let file = (rows.file)(TableId::Students);
    for referral in rows.referrals.iter().flatten() {
        let Some(student) = row(rows.students, referral.student) else { continue };
        let school = referral.school.and_then(|school| row(rows.schools, school)).and_then(|school| school.location);
        let known = student.location.is_some() || school.is_some();
        if referral.status.is_open() && limited(referral.programme) && !known && told.insert(referral.student) {
            problems.push(warning(Code::UnknownCoordinates, &file, student.row, "lat").id(child_id(&student.id)).says(
                "no coordinates of the student or the referring school",
                "coordinates, for the programme has a max_km",
                "Add those of the school; without them the distance counts as near enough.",
            ));
        }
    }
    let mut told = BTreeSet::new();
    let file = (rows.file)(TableId::Providers);
    for course in rows.courses.iter().flatten() {
        let Some(provider) = row(rows.providers, course.provider) else { continue };
        if limited(course.programme) && provider.location.is_none() && told.insert(course.provider) {
            problems.push(
                warning(Code::UnknownCoordinates, &file, provider.row, "lat").id(Some(shortened(&provider.id))).says(
                    "no coordinates",
                    "coordinates, for a programme it serves has a max_km",
                    "Add them; without them the distance counts as near enough.",
                ),
            );
        }
    }
}
