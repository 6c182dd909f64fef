//! Why a round is infeasible: a set of place decisions, rules and limits that
//! cannot stand together, and that could if any one of them were dropped.

use crate::ids::ConstraintId;
use crate::program::{ColumnIndex, Program, Row, Subject};
use crate::round::{Key, Referral, Round, Verdict};
use crate::rules::{Casebook, failures};
use crate::solve::{Bounds, Limit, MipRow, Outcome, Solver, feasibility};

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
        let is_kept = |row: &Row| row.constraint.is_none_or(|id| kept.contains(&(id, row.subject)));
        let mut mip = feasibility(program, |row| is_kept(row) && !is_joint(row));
        let joint = program.rows().iter().filter(|row| is_kept(row) && is_joint(row));
        mip.rows.extend(joint.flat_map(|row| pairs(round, program, row)));
        !matches!(solver.solve(&mip, Limit::none()).outcome, Outcome::Infeasible)
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

/// Whether a row keeps two students apart, whichever of several placements each
/// of them has.
fn is_joint(row: &Row) -> bool {
    row.constraint == Some(ConstraintId::Separation) && row.terms.len() > 2
}

/// The same as rows of one placement of each student: a joint row also says
/// that neither of them has two of the placements, which is a matter of `clash`.
fn pairs(round: &Round, program: &Program, row: &Row) -> Vec<MipRow> {
    let student = |column: ColumnIndex| round.referrals[program.placement(column).referral].student;
    let Subject::Pair(one, _) = row.subject else { return Vec::new() };
    let (ones, others): (Vec<_>, Vec<_>) = row.terms.iter().copied().partition(|(column, _)| student(*column) == one);
    let bounds = Bounds { lower: row.lower, upper: row.upper };
    let pair = |a, b| MipRow { terms: vec![a, b], bounds };
    ones.iter().flat_map(|a| others.iter().map(|b| pair(*a, *b))).collect()
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
                ConstraintId::MinGroup => {
                    format!("intake {} runs with {} students or more", intake.id, intake.min_group)
                }
                _ => format!("intake {} has {}", intake.id, places(intake.places)),
            }
        }
        Subject::Course(key) => {
            let course = &round.courses[key];
            format!("course {} has {} at one time", course.id, places(course.places.unwrap_or(0)))
        }
        Subject::Provider(key) => {
            let provider = &round.providers[key];
            format!("provider {} has {} at one time of day", provider.id, places(provider.daily_places.unwrap_or(0)))
        }
        Subject::Programme(key, year) => {
            let programme = &round.policy.programmes[key];
            format!("{} has {} in {year}", programme.name, places(programme.yearly_places.unwrap_or(0)))
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
                "school {} has {} paid places in {year} ({} used in {} before this round, {} extra agreed)",
                school.id, school.paid_places, school.paid_places_used, round.run.academic_year, school.extra_places
            )
        }
        Subject::Pool(position, school) => {
            let whose = school.map(|school| format!(" of school {}", round.schools[school].id)).unwrap_or_default();
            format!("the amount of pool {}{whose}", round.policy.pools[position].id)
        }
        Subject::Share => "the shares of the schools".to_owned(),
    };
    let id = if id == ConstraintId::Pinned { "place".to_owned() } else { id.to_string() };
    Conflict { id, detail }
}

fn places(number: u32) -> String {
    match number {
        1 => "1 place".to_owned(),
        _ => format!("{number} places"),
    }
}
