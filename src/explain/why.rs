//! Every intake of the programme that a referral asks for: what shuts it out,
//! or who has the places instead. Others are counted, never named.

use super::addition::Addition;
use super::limits;
use crate::allocation::{Placement, Sense};
use crate::ids::{RuleId, StageId};
use crate::program::{ColumnIndex, Program};
use crate::round::{Intake, Key, Referral, Verdict};
use crate::rules::{Casebook, Options, failures};
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
pub fn outlooks(
    book: &Casebook,
    options: &Options,
    program: &Program,
    placed: &BTreeSet<ColumnIndex>,
    referral: Key<Referral>,
) -> Vec<Outlook> {
    let addition = Addition::new(program, placed);
    let mut values = addition.values.clone();
    let asked = book.round.referrals[referral].programme;
    let own =
        |intake: Key<Intake>| book.round.programme_of(intake) == asked || options.position(referral, intake).is_some();
    let intakes = book.round.intakes.by_id().map(|(key, _)| key).filter(|key| own(*key));
    let one = |intake: Key<Intake>| {
        let Some(column) = options.position(referral, intake) else {
            let case = book.case(referral, intake);
            let told = failures(&case).into_iter().map(|(rule, reason)| (rule, reason.describe(&case)));
            return Outlook { intake, standing: Standing::ShutOut(told.collect()) };
        };
        let rank = options.all()[column].rank;
        if placed.contains(&column) {
            return Outlook { intake, standing: Standing::Taken { rank } };
        }
        // Its own place elsewhere is given up for this one.
        let mut others = placed.clone();
        others.retain(|column| program.placement(*column).referral != referral);
        let limit = match others.len() == placed.len() {
            true => broken(book, &addition, &mut values, column),
            false => {
                let addition = Addition::new(program, &others);
                broken(book, &addition, &mut addition.values.clone(), column)
            }
        };
        Outlook { intake, standing: Standing::Open { rank, limit, rivals: rivals(book, program, placed, column) } }
    };
    intakes.map(one).collect()
}

fn broken(book: &Casebook, addition: &Addition, values: &mut [i64], column: ColumnIndex) -> Option<String> {
    let (constraint, row, sum) = addition.breaks(values, column)?;
    let beside = row.terms.iter().filter(|(column, _)| addition.placed.contains(column));
    let own = book.round.referrals[addition.program.placement(column).referral].student;
    // Only the student's own placements are told one by one.
    let beside: Vec<Placement> = beside
        .map(|(column, _)| addition.program.placement(*column))
        .filter(|placement| book.round.referrals[placement.referral].student == own)
        .collect();
    Some(limits::describe(book.round, row, sum, constraint, &beside))
}

fn rivals(book: &Casebook, program: &Program, placed: &BTreeSet<ColumnIndex>, own: ColumnIndex) -> Rivals {
    let intake = program.placement(own).intake;
    let mut rivals = Rivals::default();
    for other in placed.iter().filter(|column| program.placement(**column).intake == intake) {
        let placement = program.placement(*other);
        let is_decided = |decision: &crate::round::Decision| {
            decision.referral == placement.referral && decision.verdict == Verdict::Place(intake)
        };
        if book.round.decisions.iter().any(is_decided) {
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
        let placements = if self.count() == 1 { "placement" } else { "placements" };
        (!parts.is_empty()).then(|| format!("{} {placements} of this run: {}", self.count(), parts.join(", ")))
    }
}

fn words(stage: StageId) -> &'static str {
    match stage {
        StageId::Placed => "of a more urgent class",
        StageId::Children => "of a child with no other place",
        StageId::Keep => "kept from the earlier result",
        StageId::Waiting => "who waited longer",
        StageId::Choice | StageId::ChoiceGreedy | StageId::ChoiceGenerous => "to whom it is a better choice",
        StageId::Lottery => "by the lottery",
        StageId::Start => "who would start sooner",
        StageId::Distance => "who live nearer",
        StageId::Fees => "at a lower fee",
        StageId::Transport => "at a lower cost of transport",
        StageId::Quality => "whose place is of higher quality",
        StageId::Balance => "for the balance between schools",
        StageId::Settle => "by the last draw",
    }
}
