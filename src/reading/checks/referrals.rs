use super::rows::{Rows, child_id, row, warning};
use crate::problem::{Code, Problem, quoted};
use crate::round::{Key, Programme, Referral, Student};
use crate::schema::{TableId, referrals};
use std::collections::BTreeMap;

/// Referrals that ask twice, and choices of another programme.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
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
