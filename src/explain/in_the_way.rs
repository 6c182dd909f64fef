//! What stands in the way of an option while everyone else stays where they are:
//! the limits that adding it breaks, and what forbids to exchange it for a less
//! urgent placement.

use super::explanation::{Explanation, Obstacle};
use crate::allocation::Placement;
use crate::ids::ConstraintId;
use crate::limits::{self, Ease, OneMore};
use crate::paper::words::listing;
use crate::posed::{Broken, Posed, Seating};
use crate::program::{ColumnIndex, Program, Row};
use crate::round::{Key, Referral};
use crate::rules::class_of;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Limits that a move breaks, by constraint in the published order, each by its
/// first broken row.
type Breaks = BTreeMap<ConstraintId, Broken>;

/// What stands in the way of one option.
struct InTheWay {
    option: ColumnIndex,
    /// What adding the option breaks.
    breaks: Breaks,
    /// What the best exchange breaks; nothing where there is none.
    exchange: Option<Breaks>,
    /// Every id once, in the order in which they are told.
    obstacles: Vec<ConstraintId>,
}

/// What is said where each of a group could be placed alone.
const AT_ONCE: &str =
    "it is placed together with others of the student or not at all; each of them is free alone, and not all at once";

/// Why a referral with options is not placed: the option with the fewest
/// obstacles, and what they are. Of a group that is placed together each is
/// tried alone; that another cannot be placed comes last.
pub(super) fn with_options(
    posed: &Posed,
    seating: &mut Seating<Program>,
    groups: &[Vec<Key<Referral>>],
    referral: Key<Referral>,
) -> Option<Explanation> {
    let told = easiest(posed, seating, referral)?.told(posed, seating);
    let Some(members) = groups.iter().find(|members| members.contains(&referral)) else { return Some(told) };
    let mut kept: Vec<String> = Vec::new();
    for other in members.iter().filter(|other| **other != referral) {
        let id = &posed.round().referrals[*other].id;
        match easiest(posed, seating, *other) {
            None => kept.push(format!("{id} has no option")),
            Some(found) if !found.obstacles.is_empty() => {
                kept.push(format!("of {id} {}", found.told(posed, seating).detail));
            }
            Some(_) => {}
        }
    }
    Some(match (kept.is_empty(), told.obstacles.is_empty()) {
        (true, true) => Explanation { detail: AT_ONCE.to_owned(), ..told },
        (true, false) => told,
        (false, _) => told.kept_by(&kept),
    })
}

/// The option of a referral with the fewest obstacles.
fn easiest(posed: &Posed, seating: &mut Seating<Program>, referral: Key<Referral>) -> Option<InTheWay> {
    let options = posed.options().range(referral);
    let found = options.map(|option| InTheWay::of(posed, seating, option));
    let ease = |found: &InTheWay| {
        let option = &posed.options().all()[found.option];
        let id = posed.round().intakes[option.intake].id.clone();
        (found.obstacles.len(), option.rank, option.span.first, id)
    };
    found.min_by_key(ease)
}

impl InTheWay {
    fn of(posed: &Posed, seating: &mut Seating<Program>, option: ColumnIndex) -> InTheWay {
        let program = posed.program();
        let broken = seating.would_break(option);
        // Of what is placed together with it, nothing is placed.
        let is_own = |row: usize| {
            let row = &program.rows()[row];
            row.constraint() == Some(ConstraintId::Together) && row.terms.iter().any(|(column, _)| *column == option)
        };
        let broken: Vec<Broken> = broken.into_iter().filter(|broken| !is_own(broken.row)).collect();
        let broken = limits_of(program, &broken, |column| column == option || seating.has(column));
        let breaks = first_of_each(program, &broken);
        let others = less_urgent(posed, seating, &broken, option);
        // Limits in which somebody less urgent has a part.
        let mut shared: BTreeSet<ConstraintId> = BTreeSet::new();
        let mut best: Option<((usize, Reverse<_>, &str), Breaks)> = None;
        for other in others {
            let exchange = seating.would_break_instead(other, option);
            let counts = broken.iter().filter(|row| exchange.left.contains(&row.row));
            let counts: Vec<ConstraintId> = counts.filter_map(|row| constraint(program, row.row)).collect();
            let counts: Vec<ConstraintId> = counts.into_iter().filter(|id| !limits::is_of_one_student(*id)).collect();
            if counts.is_empty() {
                continue;
            }
            shared.extend(counts);
            let is_placed = |column| column == option || (column != other && seating.has(column));
            let broken: Vec<Broken> = exchange.broken.iter().filter(|broken| !is_own(broken.row)).copied().collect();
            let breaks = first_of_each(program, &limits_of(program, &broken, is_placed));
            let key = posed.referral(other);
            let size = (breaks.len(), Reverse(class_of(posed.round(), key)), posed.round().referrals[key].id.as_str());
            if best.as_ref().is_none_or(|(least, _)| size < *least) {
                best = Some((size, breaks));
            }
        }
        let exchange = best.map(|(_, breaks)| breaks);
        let ids: BTreeSet<ConstraintId> =
            breaks.keys().chain(exchange.iter().flat_map(BTreeMap::keys)).copied().collect();
        let mut obstacles: Vec<ConstraintId> = ids.into_iter().collect();
        let rank = |id: ConstraintId| match () {
            // Those of the student itself are told last of all.
            () if id == ConstraintId::Together => 2,
            () if limits::is_of_one_student(id) => 0,
            () if limits::ease_of(id) == Some(Ease::Money) => 1,
            () => 2,
        };
        obstacles.sort_by_key(|id| (shared.contains(id), rank(*id), *id));
        InTheWay { option, breaks, exchange, obstacles }
    }

    fn told(&self, posed: &Posed, seating: &Seating<Program>) -> Explanation {
        let program = posed.program();
        let intake = &posed.round().intakes[program.placement(self.option).intake].id;
        let Some(first) = self.obstacles.first() else {
            let detail =
                format!("its nearest option, {intake}, is still free, but taking it would worsen a later stage");
            return Explanation { reason: Obstacle::Priority, obstacles: Vec::new(), detail };
        };
        let text = |broken: &Broken| self.describe(posed, seating, broken);
        let texts = self.obstacles.iter().filter_map(|id| self.breaks.get(id)).map(text);
        let texts = texts.collect::<Vec<_>>().join("; and ");
        let exchange = self.exchange.as_ref().map(|breaks| {
            let told = breaks.iter().map(|(id, broken)| match self.breaks.contains_key(id) {
                true => id.to_string(),
                false => format!("{id} ({})", text(broken)),
            });
            match told.collect::<Vec<_>>().as_slice() {
                [] => "; somebody less urgent has a place that counts there, and the ladder as a whole keeps it"
                    .to_owned(),
                told => format!(
                    "; somebody less urgent has a place that counts there, but an exchange would break {}",
                    listing(told)
                ),
            }
        });
        Explanation {
            reason: Obstacle::Constraint(*first),
            obstacles: self.obstacles.iter().copied().map(Obstacle::Constraint).collect(),
            detail: format!(
                "its nearest option is {intake}: {texts}{}{}",
                exchange.unwrap_or_default(),
                self.waiting(posed, seating, *first)
            ),
        }
    }

    /// Who else without a place waits for one more of what an obstacle has too
    /// few of; nothing for any other obstacle.
    fn waiting(&self, posed: &Posed, seating: &Seating<Program>, obstacle: ConstraintId) -> String {
        let is_of_places = limits::ease_of(obstacle) == Some(Ease::Place);
        let Some(broken) = self.breaks.get(&obstacle).filter(|_| is_of_places) else { return String::new() };
        let (round, program) = (posed.round(), posed.program());
        let terms = program.rows()[broken.row].terms.iter().map(|(column, _)| *column);
        let options = terms.filter(|column| *column < program.option_count());
        let of: BTreeSet<Key<Referral>> = options.map(|column| posed.referral(column)).collect();
        let own = posed.referral(self.option);
        let is_placed = |key: Key<Referral>| posed.options().range(key).any(|column| seating.has(column));
        let waiting: Vec<Key<Referral>> = of.into_iter().filter(|key| *key != own && !is_placed(*key)).collect();
        let class = class_of(round, own);
        let urgent = waiting.iter().filter(|key| class_of(round, **key) < class).count();
        let more_urgent = match urgent {
            0 => String::new(),
            urgent => format!(", {urgent} of a more urgent class"),
        };
        match waiting.len() {
            0 => String::new(),
            1 => format!("; 1 other referral without a place is waiting for one there too{more_urgent}"),
            count => format!("; {count} other referrals without a place are waiting for one there too{more_urgent}"),
        }
    }

    /// What a broken row says. Of other students' placements it has no id.
    fn describe(&self, posed: &Posed, seating: &Seating<Program>, broken: &Broken) -> String {
        let (round, program) = (posed.round(), posed.program());
        let row = &program.rows()[broken.row];
        if row.lower.is_some_and(|lower| broken.sum < lower)
            && let Some(left) = row.limit.and_then(|limit| limit.left(round, program.placement(self.option).intake))
        {
            return left;
        }
        let student = program.student(self.option);
        let own = beside(program, seating, row).into_iter();
        let own: Vec<Placement> = own.filter(|placed| round.referrals[placed.referral].student == student).collect();
        OneMore { round, row, would_be: broken.sum, beside: &own }.describe()
    }
}

/// New placements of a less urgent class that may count in a broken row: its
/// own columns, and those that others of its columns follow from.
fn less_urgent(
    posed: &Posed,
    seating: &Seating<Program>,
    broken: &[Broken],
    option: ColumnIndex,
) -> BTreeSet<ColumnIndex> {
    let program = posed.program();
    let class = class_of(posed.round(), posed.referral(option));
    let rows = broken.iter().map(|broken| broken.row);
    let rows = rows.filter(|row| constraint(program, *row).is_some_and(|id| !limits::is_of_one_student(id)));
    let with_followers = rows.flat_map(|row| {
        let beside = seating.followers(row).iter().flat_map(|column| seating.rows_of(*column)).map(|(row, _)| *row);
        beside.chain([row]).collect::<Vec<_>>()
    });
    let columns = with_followers.flat_map(|row| program.rows()[row].terms.iter().map(|(column, _)| *column));
    let placed = columns.filter(|column| *column < program.option_count() && seating.has(*column));
    placed.filter(|column| class_of(posed.round(), posed.referral(*column)) > class).collect()
}

fn constraint(program: &Program, row: usize) -> Option<ConstraintId> {
    program.rows()[row].constraint()
}

/// The broken rows that break a constraint, where some options are placed. A row
/// that keeps two students apart may say more than that: what is a matter of
/// another constraint is not counted.
fn limits_of(program: &Program, broken: &[Broken], is_placed: impl Fn(ColumnIndex) -> bool) -> Vec<Broken> {
    let student = |column: ColumnIndex| program.student(column);
    let is_own = |broken: &&Broken| {
        let row = &program.rows()[broken.row];
        let sum = |terms: &[(ColumnIndex, i64)]| -> i64 {
            terms.iter().filter(|(column, _)| is_placed(*column)).map(|(_, takes)| takes).sum()
        };
        match row.constraint() {
            None => false,
            Some(id) if limits::tells_of_another(id) => {
                row.parts(&student).iter().any(|terms| row.upper.is_some_and(|upper| upper < sum(terms)))
            }
            Some(_) => true,
        }
    };
    broken.iter().filter(is_own).copied().collect()
}

fn first_of_each(program: &Program, broken: &[Broken]) -> Breaks {
    let mut first = Breaks::new();
    for broken in broken {
        if let Some(id) = constraint(program, broken.row) {
            first.entry(id).or_insert(*broken);
        }
    }
    first
}

/// The placements that take of a limit.
pub(super) fn beside(program: &Program, seating: &Seating<Program>, row: &Row) -> Vec<Placement> {
    let options = row.terms.iter().map(|(column, _)| *column).filter(|column| *column < program.option_count());
    options.filter(|column| seating.has(*column)).map(|column| program.placement(column)).collect()
}
