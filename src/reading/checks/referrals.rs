use super::rows::{Rows, child_id, row, warning};
use crate::problem::{Code, Problem, quoted};
use crate::round::{Key, Programme, Referral, Student};
use crate::schema::{TableId, referrals};
use std::collections::BTreeMap;

/// Referrals that ask twice, and choices of another programme.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    together(rows, problems);
    let table = (rows.place)(TableId::Referrals);
    let mut open: BTreeMap<(Key<Student>, Key<Programme>), &Referral> = BTreeMap::new();
    for referral in rows.referrals.iter().flatten() {
        if referral.status.is_open() {
            let pair = (referral.student, referral.programme);
            if let Some(first) = open.get(&pair) {
                problems.push(
                    warning(Code::TwoOpenReferrals, &table, referral.row, referrals::STUDENT_ID)
                        .id(child_id(&referral.id))
                        .says(
                            format!(
                                "an open referral of the same student for the same programme, as in row {}",
                                first.row
                            ),
                            "one",
                            "Withdraw one, or give both the same value of either; else both may be placed.",
                        ),
                );
            }
            open.entry(pair).or_insert(referral);
        }
        for id in others(rows, referral) {
            problems.push(
                warning(Code::ChoiceOfOtherProgramme, &table, referral.row, referrals::CHOICES)
                    .id(child_id(&referral.id))
                    .says(
                        format!("{}, which is of another programme", quoted(id)),
                        "courses and intakes of the referral's programme",
                        "Check the choice or the programme; the choice counts for the ranks and cannot be had.",
                    ),
            );
        }
    }
}

/// Values of `together` that bind nothing, and groups that no allocation can
/// place.
fn together(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let table = (rows.place)(TableId::Referrals);
    let mut groups: BTreeMap<_, Vec<&Referral>> = BTreeMap::new();
    for referral in rows.referrals.iter().flatten().filter(|referral| referral.status.is_open()) {
        if let Some(value) = &referral.together {
            groups.entry((referral.student, value)).or_default().push(referral);
        }
    }
    for members in groups.into_values() {
        let tell = |code, of: &Referral, found: String, expected: &str, advice: &str| {
            warning(code, &table, of.row, referrals::TOGETHER).id(child_id(&of.id)).says(found, expected, advice)
        };
        if let [only] = members.as_slice() {
            let found = "a value that no other open referral of the student has".to_owned();
            let advice =
                "Write the same value for each of them, or leave the cell blank; as it stands it binds nothing.";
            problems.push(tell(Code::TogetherAlone, only, found, "two referrals of the student or more", advice));
        }
        for (position, one) in members.iter().enumerate() {
            let excludes = |other: &&&Referral| {
                let is_once = rows.programme(one.programme).is_some_and(|programme| !programme.repeat);
                (one.either.is_some() && one.either == other.either) || (is_once && one.programme == other.programme)
            };
            if let Some(other) = members[..position].iter().find(excludes) {
                let found = format!("the same value as in row {}, of which at most one can be placed", other.row);
                let advice = "Take one of the two out of the group; the other is an alternative, or of a programme taken once a year.";
                problems.push(tell(Code::TogetherImpossible, one, found, "referrals that can all be placed", advice));
            }
        }
    }
}

/// The chosen ids that are of another programme.
fn others<'a>(rows: &'a Rows<'_>, referral: &'a Referral) -> impl Iterator<Item = &'a str> {
    referral.choices.groups.iter().flat_map(move |group| {
        let courses = group.courses.iter().filter_map(|key| row(rows.courses, *key));
        let wrong = courses.filter(|course| course.programme != referral.programme).map(|course| course.id.as_str());
        let intakes = group
            .intakes
            .iter()
            .filter(|key| rows.course_of(**key).is_some_and(|course| course.programme != referral.programme));
        wrong.chain(intakes.filter_map(|key| row(rows.intakes, *key)).map(|intake| intake.id.as_str()))
    })
}
