//! Students and their referrals.

use super::known::Known;
use super::model::{Document, Referral, Student};
use super::programme::{Programme, oldest};
use super::recipe::Recipe;
use super::wishes;
use crate::chance::Random;
use crate::generate::dates::add_days;
use crate::units::Times;
use chrono::{NaiveDate, Weekday};

/// Adds the term's new referrals, and the students who are new, until the
/// round has as many referrals as the recipe says.
pub(super) fn referrals(known: &Known, seed: u64, students: &mut Vec<Student>, referrals: &mut Vec<Referral>) {
    let recipe = known.recipe;
    let random = &mut Random::new(seed, &format!("{} referrals", recipe.term.word()));
    let mut asked = programmes(recipe);
    for waiting in referrals.iter() {
        if let Some(at) = asked.iter().position(|programme| *programme == waiting.programme) {
            asked.remove(at);
        }
    }
    asked.truncate(recipe.size.referrals.saturating_sub(referrals.len()));
    random.shuffle(&mut asked);
    let demands = recipe.demands();
    // Where children are copied, it is those who have no past.
    let from = if demands.copies > 1 { (students.len(), referrals.len()) } else { (0, 0) };
    let wanted = referrals.len() + asked.len();
    asked.truncate(asked.len().div_ceil(demands.copies));
    let new = asked.len() * demands.students / 100;
    for (at, programme) in asked.into_iter().enumerate() {
        let (others, theirs) = (&students[from.0..], &referrals[from.1..]);
        let earlier = if at < new { None } else { second(known, random, others, theirs, programme) };
        let position: usize = earlier.map(|position| from.0 + position).unwrap_or_else(|| {
            let id = student_id(recipe, students.len());
            students.push(student(known, random, programme, id));
            students.len() - 1
        });
        if programme == Programme::Pathways && students[position].tags.is_empty() {
            students[position].tags = risk(random);
        }
        let id = referral_id(recipe, referrals.len());
        let referral = referral(known, random, referrals, &students[position], programme, id);
        referrals.push(referral);
    }
    if demands.copies > 1 {
        copies(recipe, wanted, from, students, referrals);
    }
}

fn student_id(recipe: &Recipe, before: usize) -> String {
    format!("{}T{}{:04}", recipe.prefix, recipe.term.letter(), before + 1)
}

fn referral_id(recipe: &Recipe, before: usize) -> String {
    format!("{}R{}{:04}", recipe.prefix, recipe.term.letter(), before + 1)
}

/// Copies the students and referrals from two positions on under ids of their
/// own, again and again, until there are as many referrals as wanted.
fn copies(
    recipe: &Recipe,
    wanted: usize,
    from: (usize, usize),
    students: &mut Vec<Student>,
    referrals: &mut Vec<Referral>,
) {
    let children = students[from.0..].to_vec();
    let theirs = referrals[from.1..].to_vec();
    while referrals.len() < wanted && !theirs.is_empty() {
        for child in &children {
            if referrals.len() == wanted {
                return;
            }
            let student = student_id(recipe, students.len());
            let left = wanted - referrals.len();
            for original in theirs.iter().filter(|original| original.student == child.id).take(left) {
                let id = referral_id(recipe, referrals.len());
                referrals.push(Referral { id, student: student.clone(), ..original.clone() });
            }
            students.push(Student { id: student, ..child.clone() });
        }
    }
}

/// Why a pathway is asked for (S1:634); a few forms do not say.
fn risk(random: &mut Random) -> Vec<&'static str> {
    match random.below(30) {
        0 => Vec::new(),
        1..=13 => vec!["at_risk_of_exclusion"],
        14..=27 => vec!["at_risk_of_neet"],
        _ => vec!["at_risk_of_exclusion", "at_risk_of_neet"],
    }
}

/// The documents of a programme, all there and up to date.
pub(super) fn documents(random: &mut Random, programme: Programme, submitted: NaiveDate) -> Vec<Document> {
    let dated = |name: &'static str, random: &mut Random| {
        oldest(name).map(|days| add_days(submitted, -random.between(2, days / 2)))
    };
    programme.documents().iter().map(|name| Document { name, day: dated(name, random) }).collect()
}

/// The programmes that are asked for, as often as their share.
fn programmes(recipe: &Recipe) -> Vec<Programme> {
    let total = recipe.size.referrals;
    let mut asked: Vec<Programme> = Vec::new();
    for programme in Programme::ALL.into_iter().rev() {
        let count = total * recipe.term.share(programme) / 1000;
        asked.extend(std::iter::repeat_n(programme, count));
    }
    while asked.len() < total && !recipe.term.is_of_transfers() {
        asked.push(Programme::Tier1);
    }
    asked
}

/// A student who is referred, or was, and may be for this programme too.
fn second(
    known: &Known,
    random: &mut Random,
    students: &[Student],
    referrals: &[Referral],
    programme: Programme,
) -> Option<usize> {
    // Most who are referred for a whole week away are referred for nothing else.
    if students.is_empty() || (programme.is_tier3() && !random.chance(35)) {
        return None;
    }
    for _ in 0..60 {
        let position = random.below(students.len());
        let student = &students[position];
        let own = || referrals.iter().filter(|referral| referral.student == student.id);
        let leaves = student.year_group == 11 && known.recipe.term.is_past_leaving(programme);
        let year = (student.year_group == 11 || !programme.is_year11()) && !leaves;
        let access = known.city.schools[student.school].sla || !programme.is_tier3();
        let paid =
            programme != Programme::Tier1 || !known.city.schools[student.school].sla || known.left[student.school] > 3;
        let held = known.held.iter().any(|held| held.student == student.id && held.programme == programme);
        if year && access && paid && !held && own().count() < 3 && own().all(|referral| referral.programme != programme)
        {
            return Some(position);
        }
    }
    None
}

/// A new student of whom a referral for the programme is plausible.
pub(super) fn student(known: &Known, random: &mut Random, programme: Programme, id: String) -> Student {
    let weights: Vec<u32> = known
        .city
        .schools
        .iter()
        .zip(&known.left)
        .map(|(school, left)| match (school.sla, programme) {
            // A school without the SLA hardly ever asks for what it cannot have.
            (false, _) if programme.is_tier3() => 0,
            // A school that has used its paid places asks for fewer.
            (true, Programme::Tier1) => school.weight.min(2 * left + 2),
            _ => school.weight,
        })
        .collect();
    let mistaken = programme.is_tier3() && random.chance(4);
    let school = match known.city.schools.iter().position(|school| !school.sla) {
        Some(without_sla) if mistaken => without_sla,
        _ => random.weighted(&weights),
    };
    let flexible = matches!(programme, Programme::Tier1 | Programme::Insight);
    let whole = |days: &[Weekday]| days.iter().fold(Times::NONE, |all, day| all.union(Times::whole(*day)));
    let days = match random.below(30) {
        0 if flexible => Some(Times::SCHOOL_WEEK.without(whole(&[Weekday::Mon]))),
        1 if flexible => Some(Times::SCHOOL_WEEK.without(whole(&[Weekday::Fri]))),
        2 if flexible => Some(whole(&[Weekday::Mon, Weekday::Tue, Weekday::Wed])),
        3 if flexible => Some(Times::SCHOOL_WEEK.without(Times::afternoon(Weekday::Wed))),
        4 if flexible => Some(WEEK_MORNINGS.iter().fold(Times::NONE, |all, day| all.union(Times::morning(*day)))),
        _ => None,
    };
    let year_group = match programme.is_year11() {
        true => 11,
        false => random.pick([7, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11]),
    };
    Student {
        id,
        school,
        year_group: if known.recipe.term.is_past_leaving(programme) { year_group.min(10) } else { year_group },
        ehcp: if random.chance(3) { None } else { Some(random.chance(20)) },
        looked_after: random.chance(4),
        days,
        max_days: (flexible && random.chance(5)).then(|| random.between(1, 3) as u32),
        band: 1 + random.weighted(&[5, 18, 40, 37]) as u32,
        tags: Vec::new(),
    }
}

const WEEK_MORNINGS: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

fn referral(
    known: &Known,
    random: &mut Random,
    referrals: &mut [Referral],
    student: &Student,
    programme: Programme,
    id: String,
) -> Referral {
    let term = known.recipe.term;
    let as_of = term.as_of();
    let submitted = submitted(known.recipe, random, programme);
    let status = match programme.has_panel() {
        true => random.pick(PANEL_STATUSES),
        false if random.chance(2) => random.pick(["withdrawn", "declined", "deferred"]),
        false => random.pick(["pending", "pending", "pending", "approved", "approved"]),
    };
    let mut documents = documents(random, programme, submitted);
    if random.chance(3) {
        documents.remove(random.below(documents.len()));
    }
    // Some were written too long ago.
    let dated = documents.iter_mut().find_map(|document| Some((oldest(document.name)?, document)));
    if let Some((oldest, document)) = dated
        && random.chance(2)
    {
        document.day = Some(add_days(as_of, -oldest - random.between(10, 120)));
    }
    let (groups, any) = wishes::choices(known, random, student, programme);
    Referral {
        student: student.id.clone(),
        programme,
        submitted,
        waiting_since: random.chance(12).then(|| add_days(submitted, -random.between(20, 120))),
        status,
        band: student.band,
        either: either(referrals, student, programme, &id),
        documents,
        groups,
        any,
        earliest_start: (!programme.has_panel() && random.chance(6)).then(|| add_days(as_of, random.between(14, 45))),
        latest_start: (!programme.has_panel() && random.chance(4)).then(|| add_days(as_of, random.between(45, 70))),
        id,
    }
}

const PANEL_STATUSES: [&str; 20] = [
    "approved", "approved", "approved", "approved", "approved", "approved", "approved", "approved", "approved",
    "approved", "approved", "approved", "approved", "approved", "approved", "approved", "approved", "pending",
    "deferred", "declined",
];
/// Beside a placement at Tier 3 there is no other: what else a school asks for
/// the same child is in its place.
fn either(referrals: &mut [Referral], student: &Student, programme: Programme, id: &str) -> Option<String> {
    let own = || referrals.iter().filter(|other| other.student == student.id && other.is_open());
    if own().next().is_none() || !(programme.is_tier3() || own().any(|other| other.programme.is_tier3())) {
        return None;
    }
    let name = own().find_map(|other| other.either.clone()).unwrap_or_else(|| format!("E-{id}"));
    for other in referrals.iter_mut().filter(|other| other.student == student.id && other.is_open()) {
        other.either = Some(name.clone());
    }
    Some(name)
}

fn submitted(recipe: &Recipe, random: &mut Random, programme: Programme) -> NaiveDate {
    let term = recipe.term;
    let deadline = match programme {
        // Autumn's Flourish was approved in July (S1:992).
        Programme::Flourish if term.before().is_none() => crate::generate::dates::day(2025, 7, 31),
        _ if programme.has_panel() => term.deadline(),
        _ => return add_days(term.as_of(), -random.between(1, 60)),
    };
    match random.below(50) {
        0 => add_days(deadline, random.between(1, 2)),
        _ => add_days(deadline, -random.between(0, 27)),
    }
}
