//! What a round takes over from before: placements that still run or count,
//! intakes that go on, and referrals that wait.

use super::demand::{documents, student};
use super::first_come::Given;
use super::known::Known;
use super::model::{City, Draft, Held, Intake, PAID_PLACES, Referral, Separation, Student, Want};
use super::programme::Programme;
use super::recipe::Recipe;
use crate::calendar::Span;
use crate::chance::Random;
use std::collections::BTreeSet;

/// The state at the beginning of a term.
#[derive(Default)]
pub(super) struct Past {
    pub(super) intakes: Vec<Intake>,
    pub(super) students: Vec<Student>,
    pub(super) waiting: Vec<Referral>,
    /// Who waits for what the round does not decide.
    pub(super) later: Vec<(Student, Referral)>,
    pub(super) separations: Vec<Separation>,
    pub(super) held: Vec<Held>,
    pub(super) used: Vec<u32>,
}

/// Before the autumn: places agreed in the summer. A fifth of Flourish began on
/// 15 September, some Tier 1 courses on 8 September.
pub(super) fn summer(recipe: &Recipe, seed: u64, city: &City, intakes: &[Intake]) -> Past {
    let random = &mut Random::new(seed, "summer");
    let mut past = Past { used: vec![0; city.schools.len()], ..Past::default() };
    let as_of = recipe.term.as_of();
    let known = Known { recipe, city, intakes, held: &[], left: vec![PAID_PLACES; city.schools.len()] };
    let mut agree = |programme: Programme, count: usize| {
        let begun: Vec<&Intake> = intakes
            .iter()
            .filter(|intake| city.courses[intake.course].programme == programme && intake.span.first < as_of)
            .collect();
        for at in 0..count.min(begun.len() * 2) {
            let intake = begun[at % begun.len()];
            let id = format!("{}TA{:04}", recipe.prefix, past.students.len() + 1);
            let mut pupil = student(&known, random, programme, id);
            pupil.year_group = pupil.year_group.max(city.courses[intake.course].from_year);
            pupil.days = None;
            pupil.max_days = None;
            past.used[pupil.school] += u32::from(programme == Programme::Tier1 && city.schools[pupil.school].sla);
            past.held.push(Held {
                student: pupil.id.clone(),
                programme,
                intake: Some(intake.id.clone()),
                span: intake.span,
                days: intake.days,
            });
            past.students.push(pupil);
        }
    };
    agree(Programme::Flourish, recipe.size.referrals / 60);
    agree(Programme::Tier1, recipe.size.referrals / 25);
    past
}

/// After the round before and its placements.
pub(super) fn after(earlier: &Draft, given: &[Given], recipe: &Recipe, seed: u64, new: &[Intake]) -> Past {
    let as_of = recipe.term.as_of();
    let city = &earlier.city;
    let mut past = Past { used: earlier.used.clone(), held: earlier.held.clone(), ..Past::default() };
    for placed in given {
        let referral = &earlier.referrals[placed.referral];
        let intake = &earlier.intakes[placed.intake];
        past.held.push(Held {
            student: referral.student.clone(),
            programme: referral.programme,
            intake: Some(intake.id.clone()),
            span: placed.span,
            days: intake.days,
        });
        if let Some(student) = earlier.student(&referral.student)
            && referral.programme == Programme::Tier1
            && city.schools[student.school].sla
        {
            past.used[student.school] += 1;
        }
    }
    let runs = |span: Span| span.last >= as_of;
    past.held.retain(|held| runs(held.span) || held.programme.counts_yearly());
    for held in past.held.iter_mut().filter(|held| !runs(held.span)) {
        held.intake = None;
    }
    past.held.sort_by(|a, b| (&a.student, a.span.first).cmp(&(&b.student, b.span.first)));
    let busy: BTreeSet<&String> = past.held.iter().filter_map(|held| held.intake.as_ref()).collect();
    past.intakes = earlier
        .intakes
        .iter()
        .filter(|intake| busy.contains(&intake.id) || intake.is_open_on(as_of))
        .cloned()
        .collect();
    let open: Vec<&Intake> = new.iter().chain(&past.intakes).filter(|intake| intake.is_open_on(as_of)).collect();
    let mut unplaced = unplaced(earlier, given);
    for want in unplaced.iter_mut().flat_map(|(_, referral)| referral.groups.iter_mut().flatten()) {
        if let Want::Intake(id) = want
            && !open.iter().any(|intake| intake.id == *id)
            && let Some(ended) = earlier.intake(id)
        {
            *want = Want::Course(ended.course);
        }
    }
    let offered = |referral: &Referral| !recipe.term.starts(referral.programme).is_empty();
    past.later = unplaced.iter().filter(|(_, referral)| !offered(referral)).cloned().collect();
    past.waiting = waiting(&unplaced, recipe, seed, &open);
    let known: BTreeSet<&String> =
        past.held.iter().map(|held| &held.student).chain(past.waiting.iter().map(|waiting| &waiting.student)).collect();
    let all = earlier.students.iter().chain(earlier.later.iter().map(|(student, _)| student));
    let mut listed = BTreeSet::new();
    past.students = all.filter(|student| known.contains(&student.id) && listed.insert(&student.id)).cloned().collect();
    let is_known = |id: &String| listed.contains(id);
    past.separations = earlier.separations.iter().filter(|(a, b, _)| is_known(a) && is_known(b)).cloned().collect();
    past
}

/// The open referrals without a place, each with its student; those of whom an
/// alternative (`either`) has one do not wait any more.
fn unplaced(earlier: &Draft, given: &[Given]) -> Vec<(Student, Referral)> {
    let placed: BTreeSet<usize> = given.iter().map(|given| given.referral).collect();
    let served: BTreeSet<(&String, &String)> = placed
        .iter()
        .filter_map(|at| Some((&earlier.referrals[*at].student, earlier.referrals[*at].either.as_ref()?)))
        .collect();
    let is_served = |referral: &Referral| {
        referral.either.as_ref().is_some_and(|either| served.contains(&(&referral.student, either)))
    };
    let own = earlier.referrals.iter().enumerate().filter(|(at, _)| !placed.contains(at)).map(|(_, each)| each);
    let open = own.filter(|referral| referral.is_open());
    let with_student =
        open.filter_map(|referral| Some((earlier.student(&referral.student)?.clone(), referral.clone())));
    let all = with_student.chain(earlier.later.iter().cloned());
    all.filter(|(_, referral)| !is_served(referral)).collect()
}

/// Two thirds of those without a place ask again.
fn waiting(unplaced: &[(Student, Referral)], recipe: &Recipe, seed: u64, open: &[&Intake]) -> Vec<Referral> {
    let random = &mut Random::new(seed, &format!("{} waiting", recipe.term.word()));
    let as_of = recipe.term.as_of();
    let mut waiting = Vec::new();
    for (student, referral) in unplaced {
        let asks = random.chance(66);
        let offered = !recipe.term.starts(referral.programme).is_empty();
        let leaves = student.year_group == 11 && recipe.term.is_past_leaving(referral.programme);
        if !asks || !offered || leaves {
            continue;
        }
        let mut again = referral.clone();
        again.id = format!("{}R{}{:04}", recipe.prefix, recipe.term.letter(), waiting.len() + 1);
        again.waiting_since = Some(referral.waiting_since.unwrap_or(referral.submitted));
        again.earliest_start = None;
        again.latest_start = None;
        // What has been missing has been handed in.
        again.documents = documents(random, referral.programme, as_of);
        again.status = if referral.programme.has_panel() { "approved" } else { referral.status };
        // Where nothing that was wanted is offered again, anything will do.
        let offered = |want: &Want| match want {
            Want::Course(course) => open.iter().any(|intake| intake.course == *course),
            Want::Intake(_) | Want::Elsewhere(_) => true,
        };
        again.any = again.any || !(again.groups.is_empty() || again.groups.iter().flatten().any(offered));
        waiting.push(again);
    }
    waiting
}
