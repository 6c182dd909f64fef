//! A result as a line of a journal.

use super::step::StepLine;
use crate::posed::Untouched;
use crate::result::Status;
use crate::solve::Fault;
use crate::units::Pence;
use crate::whatif::outcome::{Known, Movement, Outcome, Shift, Shifts};
use crate::whatif::study::{Failure, Finding};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is written down of a variant.
pub(in crate::whatif) struct Entry {
    pub result: Result<Finding, Failure>,
    /// The intake of each placed referral, by id, where movements do not tell.
    pub placed: Option<BTreeMap<String, String>>,
}

/// An entry as JSON has it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Failed { solver: String },
    Found(Box<FoundLine>),
}

#[derive(Serialize, Deserialize)]
struct FoundLine {
    /// The referral, and its intakes before and after.
    movements: Vec<(String, Option<String>, Option<String>)>,
    outcome: OutcomeLine,
    placed: Option<BTreeMap<String, String>>,
    /// Of all, by programme, by class, by school.
    shifts: (ShiftLine, ShiftLines, ShiftLines, ShiftLines),
}

/// Gains, losses, moves.
type ShiftLine = (i64, i64, i64);
type ShiftLines = BTreeMap<String, ShiftLine>;

#[derive(Serialize, Deserialize)]
struct OutcomeLine {
    budget_left: Option<i64>,
    charged: i64,
    fees: i64,
    /// Why it follows and from which other variant; as far as it does.
    known: Vec<String>,
    paid_places: i64,
    place_fees: i64,
    placed: i64,
    programmes: Vec<(String, i64)>,
    referrals: i64,
    status: String,
    steps: Vec<StepLine>,
}

/// The text of an entry; nothing for what is not to be written down: it is not
/// proven, or it is known at once.
pub(in crate::whatif) fn encode(entry: &Entry) -> Option<String> {
    let line = match &entry.result {
        Ok(finding) if finding.outcome.status != Status::Feasible => Line::Found(Box::new(FoundLine {
            movements: finding.movements.iter().map(movement).collect(),
            outcome: OutcomeLine::of(&finding.outcome)?,
            placed: entry.placed.clone(),
            shifts: shifts(&finding.shifts),
        })),
        Err(Failure::Solver(Fault::Solver(what))) => Line::Failed { solver: what.clone() },
        Ok(_) | Err(_) => return None,
    };
    serde_json::to_string(&line).ok()
}

/// The entry of a text; nothing where it is none.
pub(in crate::whatif) fn decode(text: &str) -> Option<Entry> {
    match serde_json::from_str(text).ok()? {
        Line::Failed { solver } => Some(Entry { result: Err(Failure::Solver(Fault::Solver(solver))), placed: None }),
        Line::Found(found) => {
            let movements = found.movements.into_iter();
            let finding = Finding {
                outcome: found.outcome.read()?,
                movements: movements.map(|(referral, before, after)| Movement { referral, before, after }).collect(),
                shifts: read_shifts(found.shifts),
            };
            Some(Entry { result: Ok(finding), placed: found.placed })
        }
    }
}

impl OutcomeLine {
    fn of(outcome: &Outcome) -> Option<OutcomeLine> {
        let known = match &outcome.known {
            Known::Climbed => Vec::new(),
            Known::Follows(why) => vec![why_word(*why).to_owned()],
            Known::FollowsOther(why, other) => vec![why_word(*why).to_owned(), other.clone()],
            Known::OtherWay => return None,
        };
        Some(OutcomeLine {
            budget_left: outcome.budget_left.map(|left| left.0),
            charged: outcome.charged,
            fees: outcome.fees.0,
            known,
            paid_places: outcome.paid_places,
            place_fees: outcome.place_fees.0,
            placed: outcome.placed,
            programmes: outcome.by_programme.clone(),
            referrals: outcome.referrals,
            status: outcome.status.word().to_owned(),
            steps: outcome.steps.iter().map(StepLine::of).collect(),
        })
    }

    fn read(self) -> Option<Outcome> {
        let why = |word: &String| [Untouched::Same, Untouched::Tighter].into_iter().find(|why| why_word(*why) == word);
        let known = match self.known.as_slice() {
            [] => Known::Climbed,
            [one] => Known::Follows(why(one)?),
            [one, other] => Known::FollowsOther(why(one)?, other.clone()),
            _ => return None,
        };
        Some(Outcome {
            status: [Status::Optimal, Status::Infeasible].into_iter().find(|status| self.status == status.word())?,
            known,
            steps: self.steps.iter().map(StepLine::read).collect::<Option<_>>()?,
            referrals: self.referrals,
            placed: self.placed,
            by_programme: self.programmes,
            fees: Pence(self.fees),
            place_fees: Pence(self.place_fees),
            paid_places: self.paid_places,
            charged: self.charged,
            budget_left: self.budget_left.map(Pence),
        })
    }
}

fn why_word(why: Untouched) -> &'static str {
    match why {
        Untouched::Same => "same",
        Untouched::Tighter => "tighter",
    }
}

fn movement(movement: &Movement) -> (String, Option<String>, Option<String>) {
    let Movement { referral, before, after } = movement.clone();
    (referral, before, after)
}

fn shifts(shifts: &Shifts) -> (ShiftLine, ShiftLines, ShiftLines, ShiftLines) {
    let one = |shift: &Shift| (shift.gains, shift.loses, shift.moves);
    let group =
        |group: &BTreeMap<String, Shift>| group.iter().map(|(name, shift)| (name.clone(), one(shift))).collect();
    (one(&shifts.all), group(&shifts.programmes), group(&shifts.classes), group(&shifts.schools))
}

fn read_shifts((all, programmes, classes, schools): (ShiftLine, ShiftLines, ShiftLines, ShiftLines)) -> Shifts {
    let one = |(gains, loses, moves): ShiftLine| Shift { gains, loses, moves };
    let group = |group: ShiftLines| group.into_iter().map(|(name, shift)| (name, one(shift))).collect();
    Shifts { all: one(all), programmes: group(programmes), classes: group(classes), schools: group(schools) }
}
