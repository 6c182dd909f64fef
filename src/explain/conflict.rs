//! Why a round is infeasible: a set of place decisions, rules and limits that
//! cannot stand together, and that could if any one of them were dropped.

use crate::ids::ConstraintId;
use crate::program::{Program, Row, Subject};
use crate::round::{Key, Referral, Round, Verdict};
use crate::rules::{Casebook, failures};
use crate::solve::{Outcome, Solver, feasibility};

/// A member of a set of decisions, rules and limits that cannot stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// `place` for a decision, else the rule's or constraint's id.
    pub id: String,
    /// In plain English, with ids and numbers.
    pub detail: String,
}

/// A smallest set in the sense that leaving any member out resolves it: found
/// by trying each member in turn. Empty when the solver finds no conflict.
pub fn smallest(book: &Casebook, program: &Program, solver: &dyn Solver) -> Vec<Conflict> {
    let round = book.round;
    let pinned = |row: &&Row| row.constraint == Some(ConstraintId::Pinned);
    if let Some(row) = program.rows().iter().filter(pinned).find(|row| row.terms.is_empty()) {
        return shut_out(book, row);
    }
    // Rows that define columns always stay; those of a limit go together.
    let mut groups: Vec<(ConstraintId, Subject)> =
        program.rows().iter().filter_map(|row| Some((row.constraint?, row.subject))).collect();
    groups.sort_by_key(|(constraint, subject)| (*constraint != ConstraintId::Pinned, *constraint, *subject));
    groups.dedup();
    let stands = |kept: &[(ConstraintId, Subject)]| {
        let keep = |row: &Row| row.constraint.is_none_or(|id| kept.contains(&(id, row.subject)));
        !matches!(solver.solve(&feasibility(program, keep), None), Outcome::Infeasible)
    };
    // Leaving out halves, then quarters, then single members keeps the number
    // of trials small where few of many matter.
    let mut kept = groups;
    if stands(&kept) {
        return Vec::new();
    }
    let mut size = kept.len().div_ceil(2);
    loop {
        let mut from = 0;
        while from < kept.len() {
            let to = (from + size).min(kept.len());
            let without: Vec<_> = kept[..from].iter().chain(&kept[to..]).copied().collect();
            if stands(&without) {
                from = to;
            } else {
                kept = without;
            }
        }
        if size <= 1 {
            break;
        }
        size = size.div_ceil(2);
    }
    kept.into_iter().map(|(id, subject)| describe(round, id, subject)).collect()
}

/// A place decision for an intake that the rules shut out.
fn shut_out(book: &Casebook, row: &Row) -> Vec<Conflict> {
    let mut found = vec![describe(book.round, ConstraintId::Pinned, row.subject)];
    if let Subject::Decision(position) = row.subject {
        let decision = &book.round.decisions[position];
        if let Verdict::Place(intake) = decision.verdict {
            let case = book.case(decision.referral, intake);
            let failed = failures(&case).into_iter().next();
            found
                .extend(failed.map(|(rule, reason)| Conflict { id: rule.to_string(), detail: reason.describe(&case) }));
        }
    }
    found
}

fn describe(round: &Round, id: ConstraintId, subject: Subject) -> Conflict {
    let referral = |key: Key<Referral>| round.referrals[key].id.as_str();
    let detail = match subject {
        Subject::Decision(position) => {
            let decision = &round.decisions[position];
            let row = decision.row.map(|row| format!(" (decisions.csv, row {row})")).unwrap_or_default();
            match decision.verdict {
                Verdict::Place(intake) => format!(
                    "referral {} must hold intake {}{row}",
                    referral(decision.referral),
                    round.intakes[intake].id
                ),
                _ => format!("a decision on referral {}{row}", referral(decision.referral)),
            }
        }
        Subject::Referral(key) => format!("referral {} and its alternatives hold at most one intake", referral(key)),
        Subject::Student(key) => {
            format!("the placements of student {} share no time and keep to the day limit", round.students[key].id)
        }
        Subject::Pair(a, b) => {
            format!("students {} and {} are kept apart", round.students[a].id, round.students[b].id)
        }
        Subject::Intake(key) => {
            let intake = &round.intakes[key];
            match id {
                ConstraintId::MinGroup => format!("intake {} runs with {} or more", intake.id, intake.min_group),
                _ => format!("intake {} has {} places", intake.id, intake.places),
            }
        }
        Subject::Course(key) => {
            let course = &round.courses[key];
            format!("course {} has {} places at one time", course.id, course.places.unwrap_or(0))
        }
        Subject::Provider(key) => {
            let provider = &round.providers[key];
            format!("provider {} takes {} students at one time", provider.id, provider.daily_places.unwrap_or(0))
        }
        Subject::Programme(key, year) => {
            let programme = &round.policy.programmes[key];
            format!("{} has {} places in {year}", programme.name, programme.yearly_places.unwrap_or(0))
        }
        Subject::StudentProgramme(student, programme, year) => format!(
            "student {} takes {} once in {year}",
            round.students[student].id, round.policy.programmes[programme].name
        ),
        Subject::School(key) => {
            let school = &round.schools[key];
            format!("the budget of school {} is £{}", school.id, school.budget.unwrap_or_default())
        }
        Subject::SchoolYear(key, year) => {
            let school = &round.schools[key];
            format!(
                "school {} has {} paid places in {year}, {} of this academic year's used, and {} extra",
                school.id, school.paid_places, school.paid_places_used, school.extra_places
            )
        }
        Subject::Pool(position, _) => format!("the amount of pool {}", round.policy.pools[position].id),
        Subject::Share => "the shares of the schools".to_owned(),
    };
    let id = if id == ConstraintId::Pinned { "place".to_owned() } else { id.to_string() };
    Conflict { id, detail }
}
