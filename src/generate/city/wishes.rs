//! What a referral wants.

use super::known::Known;
use super::model::{Student, Want};
use super::programme::Programme;
use crate::chance::Random;

/// The choice groups, and whether anything else is accepted after them.
pub(super) fn choices(
    known: &Known,
    random: &mut Random,
    student: &Student,
    programme: Programme,
) -> (Vec<Vec<Want>>, bool) {
    let (blank, any, most) = match programme {
        Programme::Refocus | Programme::Focus11 => return (Vec::new(), false),
        Programme::Tier1 => (2, 2, 5),
        Programme::Insight => (8, 25, 4),
        Programme::Flourish => (35, 45, 3),
        Programme::Transfer => (30, 40, 4),
        Programme::Pathways => (15, 40, 4),
    };
    if random.chance(blank) {
        return (Vec::new(), false);
    }
    let most = 1 + random.below(most + 1);
    let wanted = courses(known, random, student, programme, most);
    let mut groups: Vec<Vec<Want>> = Vec::new();
    for course in wanted {
        let want = intake_of(known, random, course);
        match groups.last_mut() {
            Some(last) if random.chance(12) => last.push(want),
            _ => groups.push(vec![want]),
        }
    }
    let any = !groups.is_empty() && random.chance(any);
    (groups, any)
}

/// Different courses that suit the student, popular ones more often; for Tier 1
/// mostly of one category.
fn courses(known: &Known, random: &mut Random, student: &Student, programme: Programme, most: usize) -> Vec<usize> {
    let all = &known.city.courses;
    let as_of = known.recipe.term.as_of();
    let offered =
        |course: usize| known.intakes.iter().any(|intake| intake.course == course && intake.is_open_on(as_of));
    let mut left: Vec<usize> = (0..all.len())
        .filter(|at| all[*at].programme == programme && all[*at].from_year <= student.year_group && offered(*at))
        // A school does not send its own student to itself.
        .filter(|at| known.city.providers[all[*at].provider].school != Some(student.school))
        .collect();
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < most && !left.is_empty() {
        let favourite = chosen.first().map(|at| all[*at].category);
        let weights: Vec<u32> = left
            .iter()
            .map(|at| {
                all[*at].weight * if favourite.is_some_and(|category| category != all[*at].category) { 1 } else { 4 }
            })
            .collect();
        chosen.push(left.remove(random.weighted(&weights)));
    }
    chosen
}

/// Mostly the course; sometimes only one of its intakes.
fn intake_of(known: &Known, random: &mut Random, course: usize) -> Want {
    let own: Vec<&str> = known
        .intakes
        .iter()
        .filter(|intake| intake.course == course && intake.is_open_on(known.recipe.term.as_of()))
        .map(|intake| intake.id.as_str())
        .collect();
    if own.len() > 1 && random.chance(15) {
        return Want::Intake(own[random.below(own.len())].to_owned());
    }
    Want::Course(course)
}
