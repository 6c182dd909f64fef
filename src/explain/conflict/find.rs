use super::found::{Conflict, Member};
use super::{remedy, search, trial, words};
use crate::limits::{About, Limit};
use crate::posed::Posed;
use crate::program::Row;
use crate::rules::{describe, failures};
use crate::solve::Engine;

/// Looks for a smallest set, and for changes that resolve it.
pub fn find(posed: &Posed, engine: Engine) -> Conflict {
    let (round, program) = (posed.round(), posed.program());
    let shut = |row: &Row| row.limit.filter(|limit| limit.about.decision().is_some() && row.terms.is_empty());
    if let Some(limit) = program.rows().iter().find_map(shut) {
        return shut_out(posed, limit, engine);
    }
    let Some(search::Core { limits, is_smallest }) = search::smallest(round, program, engine) else {
        return Conflict::default();
    };
    let remedies = trial::Trial { posed, limits: &limits, engine };
    let (changes, leaves_another) = remedies.of_limits();
    Conflict {
        members: limits.iter().map(|limit| words::describe(round, *limit)).collect(),
        is_smallest,
        sentence: words::sentence(round, program, &limits),
        changes,
        leaves_another,
    }
}

/// A place decision for an intake that the rules shut out: with one rule it is
/// a conflict of two, and there is no smaller one.
fn shut_out(posed: &Posed, limit: Limit, engine: Engine) -> Conflict {
    let (book, round) = (posed.book(), posed.round());
    let mut members = vec![words::describe(round, limit)];
    let About::Decision(position) = limit.about else { return Conflict::default() };
    let Some((referral, intake)) = remedy::placed_by(round, position) else { return Conflict::default() };
    let case = book.case(referral, intake);
    let rules = failures(&case);
    let told = rules.first().map(|rule| Member { id: rule.to_string(), detail: describe(*rule, &case) });
    let sentence = told.as_ref().map(|told| words::shut_out(round, position, told)).unwrap_or_default();
    members.extend(told);
    let trial = trial::Trial { posed, limits: &[limit], engine };
    let (changes, leaves_another) = trial.of_shut_out(position, &rules);
    Conflict { members, is_smallest: true, sentence, changes, leaves_another }
}
