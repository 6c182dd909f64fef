//! Every intake of the programme that a referral asks for: what shuts it out,
//! or who has the places instead. Others are counted, never named.

use super::in_the_way::beside;
use crate::allocation::{Placement, Sense};
use crate::ids::{ConstraintId, RuleId, StageId};
use crate::limits::OneMore;
use crate::paper::words::plural;
use crate::posed::{Posed, Seating};
use crate::program::{ColumnIndex, Program};
use crate::round::{Intake, Key, Referral, Verdict};
use crate::rules::{describe, failures};
use std::collections::{BTreeMap, BTreeSet};

/// What an intake is to a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The intake.
    pub intake: Key<Intake>,
    /// How it stands.
    pub standing: Standing,
}

/// How an intake stands to a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Rules shut it out: each with its reason in plain English.
    ShutOut(Vec<(RuleId, String)>),
    /// The referral has it.
    Taken {
        /// The rank of the choice, 1 the most wanted.
        rank: u32,
    },
    /// It is an option that the referral does not have.
    Open {
        /// The rank of the choice, 1 the most wanted.
        rank: u32,
        /// The limit that one more placement would break, in plain English;
        /// nothing where it is still free.
        limit: Option<String>,
        /// Who has been given a place there in this run.
        rivals: Rivals,
    },
}

/// How many have been given a place at an intake, by what puts them before a
/// referral there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rivals {
    /// By a decision to place.
    pub decided: usize,
    /// By the first stage of the ladder in which the two differ.
    pub ahead: BTreeMap<StageId, usize>,
    /// Whom the ladder puts after the referral, taken two by two. They stay
    /// since all other limits and referrals count too.
    pub behind: usize,
}

/// How each intake of the programme stands to a referral, by intake id.
pub fn outlooks(posed: &Posed, placed: &BTreeSet<ColumnIndex>, referral: Key<Referral>) -> Vec<Outlook> {
    let (book, options, program) = (posed.book(), posed.options(), posed.program());
    let mut seating = Seating::new(program, program.values(placed));
    let own_places: Vec<ColumnIndex> = options.range(referral).filter(|column| placed.contains(column)).collect();
    let asked = book.round.referrals[referral].programme;
    let own =
        |intake: Key<Intake>| book.round.programme_of(intake) == asked || options.position(referral, intake).is_some();
    let intakes = book.round.intakes.by_id().map(|(key, _)| key).filter(|key| own(*key));
    let mut one = |intake: Key<Intake>| {
        let Some(column) = options.position(referral, intake) else {
            let case = book.case(referral, intake);
            let told = failures(&case).into_iter().map(|rule| (rule, describe(rule, &case)));
            return Outlook { intake, standing: Standing::ShutOut(told.collect()) };
        };
        let rank = options.all()[column].rank;
        if placed.contains(&column) {
            return Outlook { intake, standing: Standing::Taken { rank } };
        }
        // Its own place elsewhere is given up for this one.
        seating.set(&own_places, false);
        let limit = broken(posed, &mut seating, column);
        seating.set(&own_places, true);
        Outlook { intake, standing: Standing::Open { rank, limit, rivals: rivals(posed, placed, column) } }
    };
    intakes.map(&mut one).collect()
}

fn broken(posed: &Posed, seating: &mut Seating<Program>, column: ColumnIndex) -> Option<String> {
    let (round, program) = (posed.round(), posed.program());
    let limits = seating.would_break(column).into_iter();
    let limits = limits.map(|broken| (&program.rows()[broken.row], broken.sum)).filter(|(row, _)| row.limit.is_some());
    // That others of the student are not placed either is said last.
    let (row, sum) = limits.min_by_key(|(row, _)| row.constraint() == Some(ConstraintId::Together))?;
    let student = |referral: Key<Referral>| round.referrals[referral].student;
    let own = program.student(column);
    // Only the student's own placements are told one by one.
    let beside = beside(program, seating, row).into_iter();
    let beside: Vec<Placement> = beside.filter(|placement| student(placement.referral) == own).collect();
    Some(OneMore { round, row, would_be: sum, beside: &beside }.describe())
}

fn rivals(posed: &Posed, placed: &BTreeSet<ColumnIndex>, own: ColumnIndex) -> Rivals {
    let program = posed.program();
    let intake = program.placement(own).intake;
    let mut rivals = Rivals::default();
    for other in placed.iter().filter(|column| program.placement(**column).intake == intake) {
        let placement = program.placement(*other);
        let is_decided = |decision: &crate::round::Decision| {
            decision.referral == placement.referral && decision.verdict == Verdict::Place(intake)
        };
        if posed.round().decisions.iter().any(is_decided) {
            rivals.decided += 1;
            continue;
        }
        match first_difference(program, *other, own) {
            Some((stage, true)) => *rivals.ahead.entry(stage).or_default() += 1,
            _ => rivals.behind += 1,
        }
    }
    rivals
}

/// The first stage in which two options count differently, and whether the
/// first of them counts more.
fn first_difference(program: &Program, one: ColumnIndex, other: ColumnIndex) -> Option<(StageId, bool)> {
    program.objectives().iter().find_map(|objective| {
        let count = |column: ColumnIndex| {
            let found = objective.terms.binary_search_by_key(&column, |(column, _)| *column);
            let count = found.map_or(0, |position| objective.terms[position].1);
            if objective.sense == Sense::Max { count } else { -count }
        };
        let (one, other) = (count(one), count(other));
        (one != other).then_some((objective.stage, one > other))
    })
}

impl Rivals {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.decided + self.ahead.values().sum::<usize>() + self.behind
    }

    /// In plain English; nothing where nobody has been given a place.
    pub fn describe(&self) -> Option<String> {
        let decided = (self.decided > 0).then(|| format!("{} by decision", self.decided));
        let ahead = self.ahead.iter().map(|(stage, count)| format!("{count} {}", words(*stage)));
        let behind = (self.behind > 0).then(|| format!("{} whom other limits keep there", self.behind));
        let parts: Vec<String> = decided.into_iter().chain(ahead).chain(behind).collect();
        let placements = plural(self.count() as i64, "placement");
        (!parts.is_empty()).then(|| format!("{} {placements} of this run: {}", self.count(), parts.join(", ")))
    }
}

fn words(stage: StageId) -> &'static str {
    match stage {
        StageId::Placed => "of a more urgent class",
        StageId::Children => "of a child with no other place",
        StageId::Keep => "kept from the earlier result",
        StageId::Precedence => "that come first for their student",
        StageId::Waiting => "who waited longer",
        StageId::Choice | StageId::ChoiceGreedy | StageId::ChoiceGenerous => "to whom it is a better choice",
        StageId::Lottery => "by the lottery",
        StageId::Redraw => "by the second draw",
        StageId::Start | StageId::StartByClass => "who would start sooner",
        StageId::Due => "who would start in time",
        StageId::Distance => "who live nearer",
        StageId::Fees => "at a lower fee",
        StageId::Transport => "at a lower cost of transport",
        StageId::Quality => "whose place is of higher quality",
        StageId::Balance => "for the balance between schools",
        StageId::Settle => "by the last draw",
    }
}
