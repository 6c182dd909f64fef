//! More than can be judged in seconds: every referral is judged with every
//! intake of its programme, and what is listed about one is looked through each
//! time.

use super::rows::Rows;
use crate::ids::RuleId;
use crate::problem::{Code, Problem};
use crate::round::{CalendarKind, Key, Programme, Referral, Student, Verdict};
use crate::schema::{TableId, calendar, referrals};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of a referral and an intake of its programme: those of twenty of the
/// largest cities, if nobody there named a choice.
const MOST_PAIRS: u64 = 30_000_000;
/// So many entries to be looked through are as much work as a pair.
const AS_A_PAIR: u64 = 10;
/// Deadlines, panels and meetings.
const MOST_DATES: usize = 5_000;

/// Tells a calendar of too many dates; whether it is one of few enough.
pub(super) fn is_calendar_small(rows: &Rows<'_>, problems: &mut Vec<Problem>) -> bool {
    if rows.dates.len() > MOST_DATES {
        let place = (rows.place)(TableId::Calendar).column(calendar::KIND.name);
        let found = format!("{} deadlines, panels and meetings", rows.dates.len());
        let advice = "Leave out those of years that are over.";
        problems.push(Problem::new(Code::TooLarge, place).says(found, format!("{MOST_DATES} or fewer"), advice));
    }
    rows.dates.len() <= MOST_DATES
}

/// Tells more pairs than can be judged.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let pairs = pairs(rows);
    if pairs > MOST_PAIRS {
        let place = (rows.place)(TableId::Referrals).column(referrals::PROGRAMME.name);
        problems.push(Problem::new(Code::TooLarge, place).says(
            format!("{pairs} pairs of a referral and an intake of its programme, with what is listed about them"),
            format!("{MOST_PAIRS} or fewer"),
            "Leave out intakes that are over and referrals that are closed, or decide parts of the area apart.",
        ));
    }
}

/// How many pairs are judged, each weighed by what is looked through.
fn pairs(rows: &Rows<'_>) -> u64 {
    let mut intakes: BTreeMap<Key<Programme>, u64> = BTreeMap::new();
    let mut all = 0;
    for intake in rows.intakes.iter().flatten() {
        all += 1;
        if let Some(course) = rows.courses.get(intake.course.index()).and_then(Option::as_ref) {
            *intakes.entry(course.programme).or_default() += 1;
        }
    }
    let deadlines = rows.dates.iter().filter(|date| date.kind == CalendarKind::Deadline);
    let deadlines = tallied(deadlines.filter_map(|date| date.programme));
    let held: BTreeMap<Key<Student>, u64> = tallied(rows.held.iter().flatten().map(|held| held.student));
    let decided: BTreeMap<Key<Referral>, u64> =
        tallied(rows.decisions.iter().flatten().map(|decision| decision.referral));
    let is_unbound = |verdict: &Verdict| matches!(verdict, Verdict::Waive(RuleId::Programme, _));
    let unbound = rows.decisions.iter().flatten().filter(|decision| is_unbound(&decision.verdict));
    let unbound: BTreeSet<Key<Referral>> = unbound.map(|decision| decision.referral).collect();
    let of = |referral: Key<Referral>, row: &Referral| {
        let within_reach = if unbound.contains(&referral) { Some(&all) } else { intakes.get(&row.programme) };
        let choices = row.choices.groups.len() as u64;
        let about = [held.get(&row.student), decided.get(&referral), deadlines.get(&row.programme)];
        let listed = about.into_iter().flatten().sum::<u64>() + choices;
        within_reach.map_or(0, |intakes| intakes * (1 + listed / AS_A_PAIR))
    };
    let referrals = rows.referrals.iter().enumerate();
    referrals.filter_map(|(position, row)| Some(of(Key::new(position), row.as_ref()?))).sum()
}

/// How often each key comes.
fn tallied<T>(keys: impl Iterator<Item = Key<T>>) -> BTreeMap<Key<T>, u64> {
    let mut tally = BTreeMap::new();
    keys.for_each(|key| *tally.entry(key).or_default() += 1);
    tally
}
