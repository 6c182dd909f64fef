//! A conflict and its changes in plain English, with ids and numbers.

use super::remedy::{Remedy, placed_by};
use super::{Group, Member};
use crate::explain::limits::stay_limits;
use crate::explain::words::listing;
use crate::ids::ConstraintId;
use crate::program::{ColumnIndex, Program, Subject};
use crate::round::{Intake, Key, Referral, Round, Verdict};
use crate::units::Pence;
use std::collections::{BTreeMap, BTreeSet};

/// A conflict of decisions and limits in one sentence, with what the decisions
/// come to where a limit stands against them alone.
pub(super) fn sentence(round: &Round, program: &Program, groups: &[Group]) -> String {
    let decisions = groups.iter().filter_map(|(id, subject)| match (id, subject) {
        (ConstraintId::Pinned, Subject::Decision(position)) => Some(*position),
        _ => None,
    });
    let decisions: Vec<usize> = decisions.collect();
    let placed: BTreeSet<_> = decisions.iter().filter_map(|position| placed_by(round, *position)).collect();
    let is_placed = |column: &ColumnIndex| {
        let placement = program.placement(*column);
        placed.contains(&(placement.referral, placement.intake))
    };
    let columns: BTreeSet<ColumnIndex> = (0..program.option_count()).filter(is_placed).collect();
    let limits = groups.iter().filter(|(id, _)| *id != ConstraintId::Pinned);
    let limits: Vec<String> = limits
        .map(|group| {
            let told = describe(round, group.0, group.1).detail;
            need(program, *group, &columns).map_or(told.clone(), |need| format!("{told}, and {need}"))
        })
        .collect();
    let decisions = decided(round, &decisions);
    if limits.is_empty() { format!("{decisions}.") } else { format!("{decisions}, but {}.", limits.join("; ")) }
}

/// A decision that a rule shuts out, in one sentence.
pub(super) fn shut_out(round: &Round, position: usize, rule: &Member) -> String {
    format!("{}, but the rule {} does not allow it: {}.", decided(round, &[position]), rule.id, rule.detail)
}

/// What decisions say: `Decisions place R1 and R3 in intake I1 (decisions.csv, rows 2 and 3)`.
fn decided(round: &Round, positions: &[usize]) -> String {
    let mut by_intake: BTreeMap<Key<Intake>, Vec<Key<Referral>>> = BTreeMap::new();
    for (referral, intake) in positions.iter().filter_map(|position| placed_by(round, *position)) {
        by_intake.entry(intake).or_default().push(referral);
    }
    let placed = by_intake.iter().map(|(intake, referrals)| {
        let ids: Vec<String> = referrals.iter().map(|key| round.referrals[*key].id.clone()).collect();
        format!("{} in intake {}", listing(&ids), round.intakes[*intake].id)
    });
    let rows: Vec<String> =
        positions.iter().filter_map(|position| Some(round.decisions[*position].row?.to_string())).collect();
    let rows = match rows.as_slice() {
        [] => String::new(),
        [row] => format!(" (decisions.csv, row {row})"),
        rows => format!(" (decisions.csv, rows {})", listing(rows)),
    };
    let decisions = if positions.len() == 1 { "A decision places" } else { "Decisions place" };
    format!("{decisions} {}{rows}", listing(&placed.collect::<Vec<_>>()))
}

/// What the decisions alone come to where that is beyond a limit.
fn need(program: &Program, group: Group, columns: &BTreeSet<ColumnIndex>) -> Option<String> {
    let of_group = program.rows().iter().filter(|row| row.constraint.map(|id| (id, row.subject)) == Some(group));
    let sums = of_group.filter_map(|row| {
        let sum: i64 = row.terms.iter().filter(|(column, _)| columns.contains(column)).map(|(_, takes)| *takes).sum();
        row.upper.filter(|upper| sum > *upper).map(|_| (sum, row.used))
    });
    let (sum, used) = sums.max()?;
    let held = if used == 0 { String::new() } else { format!(" with the {used} taken before") };
    match group.0 {
        ConstraintId::Budget | ConstraintId::TransportBudget => Some(format!("these come to £{}", Pence(sum))),
        ConstraintId::Places
        | ConstraintId::CoursePlaces
        | ConstraintId::YearlyPlaces
        | ConstraintId::DailyPlaces
        | ConstraintId::PaidPlaces
        | ConstraintId::Pool => Some(format!("{} would be needed{held}", sum + used)),
        _ => None,
    }
}

/// A change, to be read after "It is resolved if".
pub(super) fn remedy(round: &Round, remedy: &Remedy) -> String {
    match remedy {
        Remedy::Waive(referral, intake, rules) => {
            let names: Vec<String> = rules.iter().map(ToString::to_string).collect();
            let (noun, verb) = if names.len() == 1 { ("the rule", "is") } else { ("the rules", "are") };
            let (referral, intake) = (&round.referrals[*referral].id, &round.intakes[*intake].id);
            format!("{noun} {} {verb} waived for referral {referral} with intake {intake}", listing(&names))
        }
        Remedy::Money((_, subject), amount) | Remedy::More((_, subject), amount) => raised(round, *subject, *amount),
        Remedy::Smaller((_, subject), amount) => match subject {
            Subject::Intake(key) => {
                let intake = &round.intakes[*key];
                let least = intake.min_group.saturating_sub(*amount).max(1);
                format!("intake {} may run with {least} instead of {}", intake.id, intake.min_group)
            }
            _ => String::new(),
        },
        Remedy::Together((_, subject)) => match subject {
            Subject::Pair(a, b) => {
                format!("students {} and {} need not be kept apart", round.students[*a].id, round.students[*b].id)
            }
            _ => String::new(),
        },
        Remedy::Drop(position) => {
            let decision = &round.decisions[*position];
            let id = &round.referrals[decision.referral].id;
            let row = decision.row.map(|row| format!(" (decisions.csv, row {row})")).unwrap_or_default();
            match decision.verdict {
                Verdict::Place(intake) => {
                    format!("referral {id} need not hold intake {}{row}", round.intakes[intake].id)
                }
                _ => format!("the bar on referral {id} is lifted{row}"),
            }
        }
    }
}

fn raised(round: &Round, subject: Subject, amount: u32) -> String {
    let more = |now: u32| {
        let noun = if amount == 1 { "place" } else { "places" };
        format!("{amount} more {noun} ({} instead of {now})", now.saturating_add(amount))
    };
    match subject {
        Subject::Intake(key) => format!("intake {} has {}", round.intakes[key].id, more(round.intakes[key].places)),
        Subject::Course(key) => {
            let course = &round.courses[key];
            format!("course {} has {} at one time", course.id, more(course.places.unwrap_or(0)))
        }
        Subject::Provider(key) => {
            let provider = &round.providers[key];
            format!("provider {} has {} at one time of day", provider.id, more(provider.daily_places.unwrap_or(0)))
        }
        Subject::Programme(key, year) => {
            let programme = &round.policy.programmes[key];
            format!("{} has {} in {year}", programme.name, more(programme.yearly_places.unwrap_or(0)))
        }
        Subject::School(key) => {
            let school = &round.schools[key];
            let now = school.budget.unwrap_or_default();
            let then = now + Pence(100 * i64::from(amount));
            format!("the budget of school {} is £{amount} higher (£{then} instead of £{now})", school.id)
        }
        Subject::SchoolYear(key, _) => {
            let school = &round.schools[key];
            let then = school.extra_places.saturating_add(amount);
            format!("school {} agrees to pay for {then} extra places instead of {}", school.id, school.extra_places)
        }
        Subject::Transport => {
            let now = round.policy.transport_budget.unwrap_or_default();
            let then = now + Pence(100 * i64::from(amount));
            format!("the budget for transport is £{amount} higher (£{then} instead of £{now})")
        }
        Subject::Pool(position, school) => {
            let whose = school.map(|school| format!(" for school {}", round.schools[school].id)).unwrap_or_default();
            format!("pool {} has {amount} more{whose}", round.policy.pools[position].id)
        }
        _ => String::new(),
    }
}

/// A member of a conflict.
pub(super) fn describe(round: &Round, id: ConstraintId, subject: Subject) -> Member {
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
        Subject::StudentStay(student, programme) => {
            let (student, programme) = (&round.students[student], &round.policy.programmes[programme]);
            format!(
                "student {} stays on {} for at most {} at a stretch",
                student.id,
                programme.name,
                stay_limits(programme)
            )
        }
        Subject::StudentReturn(student, programme) => {
            let (student, programme) = (&round.students[student], &round.policy.programmes[programme]);
            let weeks = programme.gap_weeks.unwrap_or(0);
            format!("student {} comes back to {} after {weeks} weeks at the earliest", student.id, programme.name)
        }
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
        Subject::Transport => {
            format!("the budget for transport is £{}", round.policy.transport_budget.unwrap_or_default())
        }
        Subject::Share => "the shares of the schools".to_owned(),
        Subject::Bought => "what may be bought".to_owned(),
    };
    let id = if id == ConstraintId::Pinned { "place".to_owned() } else { id.to_string() };
    Member { id, detail }
}

fn places(number: u32) -> String {
    match number {
        1 => "1 place".to_owned(),
        _ => format!("{number} places"),
    }
}
