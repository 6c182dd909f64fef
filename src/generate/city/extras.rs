//! Separations and decisions.

use super::first_come::Given;
use super::model::{Decision, Draft, Separation};
use super::programme::Programme;
use super::recipe::Recipe;
use crate::chance::Random;
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of one school who must be kept apart: those who were before, and in the
/// round of a term others.
pub(super) fn separations(draft: &Draft, before: Vec<Separation>, recipe: &Recipe, seed: u64) -> Vec<Separation> {
    let random = &mut Random::new(seed, &format!("{} separations", recipe.term.word()));
    let referred: Vec<&String> = draft.referrals.iter().map(|referral| &referral.student).collect();
    let schools: BTreeMap<&String, usize> =
        draft.students.iter().map(|student| (&student.id, student.school)).collect();
    let school = |id: &String| schools.get(id);
    let wanted = match recipe.term.is_of_transfers() {
        true => 0,
        false => recipe.size.referrals * recipe.demands().separations / 1000,
    };
    let mut pairs: BTreeSet<(String, String)> = before.iter().map(|(a, b, _)| (a.clone(), b.clone())).collect();
    let mut separations = before;
    // Most draws are of two schools.
    for _ in 0..wanted * 800 {
        if separations.len() >= wanted || referred.is_empty() {
            break;
        }
        let a = referred[random.below(referred.len())];
        let b = referred[random.below(referred.len())];
        if a < b && school(a) == school(b) && pairs.insert((a.clone(), b.clone())) {
            separations.push((a.clone(), b.clone(), random.pick(["intake", "provider"])));
        }
    }
    separations
}

/// Decisions of panels, providers and officers. `place` repeats placements of
/// an allocation that keeps every limit, so that all can be kept together.
pub(super) fn decisions(draft: &Draft, possible: &[Given], recipe: &Recipe, seed: u64) -> Vec<Decision> {
    let random = &mut Random::new(seed, &format!("{} decisions", recipe.term.word()));
    let size = if recipe.term.is_of_transfers() { 0 } else { recipe.size.referrals };
    let mut decisions: Vec<Decision> = Vec::new();
    let decision = |at: usize, decision, intake: Option<usize>, rule, by, reason| Decision {
        referral: draft.referrals[at].id.clone(),
        decision,
        intake: intake.map(|intake| draft.intakes[intake].id.clone()),
        rule,
        by,
        reason,
    };
    let separated: BTreeSet<&String> = draft.separations.iter().flat_map(|(a, b, _)| [a, b]).collect();
    let mut certain: Vec<&Given> = possible
        .iter()
        .filter(|given| draft.intakes[given.intake].min_group == 1)
        .filter(|given| !separated.contains(&draft.referrals[given.referral].student))
        .collect();
    random.shuffle(&mut certain);
    certain.truncate(size / 150);
    for given in &certain {
        let (by, reason) = match draft.referrals[given.referral].programme.has_panel() {
            true => ("panel", "named by the panel"),
            false => ("cap_team", "place promised before the round"),
        };
        decisions.push(decision(given.referral, "place", Some(given.intake), "", by, reason));
    }
    let pinned: BTreeSet<usize> = certain.iter().map(|given| given.referral).collect();
    for given in possible.iter().filter(|given| !pinned.contains(&given.referral)) {
        let programme = draft.referrals[given.referral].programme;
        let interviewed = !programme.is_tier3();
        if interviewed && random.chance(5) {
            let (by, reason) = random.pick([
                ("provider", "not offered after the interview"),
                ("provider", "not offered after the interview"),
                ("family", "offer not accepted"),
            ]);
            decisions.push(decision(given.referral, "bar", Some(given.intake), "", by, reason));
        }
    }
    for (at, referral) in draft.referrals.iter().enumerate() {
        if !referral.has_documents(recipe.term.as_of()) && referral.is_open() && random.chance(25) {
            decisions.push(decision(at, "waive", None, "documents", "cap_team", "document seen, to follow by post"));
        }
        let late = referral.submitted > recipe.term.deadline();
        if late && matches!(referral.programme, Programme::Refocus | Programme::Transfer) && random.chance(50) {
            decisions.push(decision(at, "waive", None, "deadline", "panel", "form delayed by a fault of the website"));
        }
    }
    decisions.sort_by(|a, b| (&a.referral, a.decision).cmp(&(&b.referral, b.decision)));
    decisions
}
