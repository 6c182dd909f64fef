//! Why a referral has no option: the rules that its nearest intake breaks.

use super::explanation::{Explanation, Obstacle};
use crate::ids::RuleId;
use crate::paper::words::count;
use crate::round::{Intake, Key, Programme, Referral, Round};
use crate::rules::{Casebook, describe, failures};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The intakes of each programme.
pub(super) type Shelf = BTreeMap<Key<Programme>, Vec<Key<Intake>>>;

/// The intakes of a round by programme.
pub(super) fn shelf_of(round: &Round) -> Shelf {
    let mut shelf = Shelf::new();
    for intake in round.intakes.keys() {
        shelf.entry(round.programme_of(intake)).or_default().push(intake);
    }
    shelf
}

/// Which intakes are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Those among the choices that can still begin or be joined.
    Chosen,
    /// Those that can still begin or be joined, where others cannot.
    Ahead,
    /// All, because each of them can.
    All,
    /// All, because none of them can.
    Begun,
}

/// An intake that rules shut out.
struct ShutOut {
    intake: Key<Intake>,
    /// The rules that it breaks, in the published order.
    failed: Vec<RuleId>,
    /// The nearer, the less: how many rules it breaks, the later the first of
    /// them the better, how much it is wanted, its own earliest start, its id.
    distance: (usize, Reverse<RuleId>, usize, NaiveDate, String),
}

/// Why a referral without an option is not placed.
pub(super) fn without_options(book: &Casebook, shelf: &Shelf, referral: Key<Referral>) -> Explanation {
    let round = book.round;
    let programme = &round.policy.programmes[round.referrals[referral].programme];
    let (scope, looked_at) = looked_at(book, shelf, referral);
    let shut_out = looked_at.into_iter().filter_map(|intake| ShutOut::of(book, referral, intake));
    let shut_out: Vec<ShutOut> = shut_out.collect();
    let Some(nearest) = shut_out.iter().min_by(|a, b| a.distance.cmp(&b.distance)) else {
        let reason = Obstacle::Rule(RuleId::Programme);
        let detail = format!("the round has no intake of {}", programme.name);
        return Explanation { reason, obstacles: vec![reason], detail };
    };
    let case = book.case(referral, nearest.intake);
    let texts: Vec<String> = nearest.failed.iter().map(|rule| describe(*rule, &case)).collect();
    let others = shut_out.iter().filter(|other| other.intake != nearest.intake);
    let alike = others.filter(|other| other.failed == nearest.failed).count();
    let alike = match alike {
        0 => String::new(),
        1 => "; 1 other breaks exactly the same".to_owned(),
        _ => format!("; {alike} others break exactly the same"),
    };
    let which = which(scope, shut_out.len(), &programme.name);
    let id = &round.intakes[nearest.intake].id;
    let obstacles: Vec<Obstacle> = nearest.failed.iter().copied().map(Obstacle::Rule).collect();
    Explanation { reason: obstacles[0], obstacles, detail: format!("{which}, {id}: {}{alike}", texts.join("; and ")) }
}

/// The intakes of the programme that can still begin or be joined, all where
/// there is none; of them the chosen ones, where there are any.
fn looked_at(book: &Casebook, shelf: &Shelf, referral: Key<Referral>) -> (Scope, Vec<Key<Intake>>) {
    let round = book.round;
    let row = &round.referrals[referral];
    // Where the rule `programme` is waived, intakes of others count as its own.
    let others = book.is_ever_waived(referral, RuleId::Programme).then(|| round.intakes.keys());
    let is_waived = |intake: &Key<Intake>| {
        round.programme_of(*intake) != row.programme && book.is_waived(referral, RuleId::Programme, *intake)
    };
    let own = shelf.get(&row.programme).into_iter().flatten().copied();
    let all: Vec<Key<Intake>> = own.chain(others.into_iter().flatten().filter(is_waived)).collect();
    let as_of = round.run.as_of;
    let is_ahead = |key: &Key<Intake>| round.intakes[*key].can_be_taken_from(as_of);
    let ahead: Vec<Key<Intake>> = all.iter().copied().filter(is_ahead).collect();
    if ahead.is_empty() {
        return (Scope::Begun, all);
    }
    let courses: BTreeSet<_> = row.choices.groups.iter().flat_map(|group| &group.courses).collect();
    let intakes: BTreeSet<_> = row.choices.groups.iter().flat_map(|group| &group.intakes).collect();
    let is_chosen = |key: &Key<Intake>| intakes.contains(key) || courses.contains(&round.intakes[*key].course);
    let chosen: Vec<Key<Intake>> = ahead.iter().copied().filter(is_chosen).collect();
    match chosen.is_empty() {
        false => (Scope::Chosen, chosen),
        true if ahead.len() == all.len() => (Scope::All, all),
        true => (Scope::Ahead, ahead),
    }
}

/// The position of the group of choices that has an intake, if one has.
fn wish(book: &Casebook, referral: Key<Referral>, intake: Key<Intake>) -> Option<usize> {
    let course = book.round.intakes[intake].course;
    let groups = &book.round.referrals[referral].choices.groups;
    groups.iter().position(|group| group.intakes.contains(&intake) || group.courses.contains(&course))
}

fn which(scope: Scope, looked_at: usize, name: &str) -> String {
    let of = match scope {
        Scope::Chosen => "among its choices that can still begin".to_owned(),
        Scope::Ahead => format!("of {name} that can still begin"),
        Scope::All => format!("of {name}"),
        Scope::Begun => format!("of {name}, of which none can still begin"),
    };
    match looked_at {
        1 => format!("the only intake {of}"),
        _ => format!("the nearest of {} {of}", count(looked_at, "intake")),
    }
}

impl ShutOut {
    /// Nothing where no rule shuts the intake out.
    fn of(book: &Casebook, referral: Key<Referral>, intake: Key<Intake>) -> Option<ShutOut> {
        let failed = failures(&book.case(referral, intake));
        let first = *failed.first()?;
        let row = &book.round.intakes[intake];
        let rank = wish(book, referral, intake).unwrap_or(usize::MAX);
        let distance = (failed.len(), Reverse(first), rank, row.start, row.id.clone());
        Some(ShutOut { intake, failed, distance })
    }
}
