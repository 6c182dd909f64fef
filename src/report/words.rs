//! Classes, steps and reasons in the words that people read.

use crate::allocation::{Class, Draw, Segment, Step};
use crate::explain::conflict::Conflict;
use crate::explain::{Explanation, Obstacle};
use crate::ids::{StageId, Word};
use crate::limits;
use crate::paper::words::{number, plural, pounds, sentence, title};
use crate::result::{Funding, RoundResult};
use crate::round::{Named, PriorityKey, Round, WaitingUnit};
use crate::rules;
use crate::units::{Pence, TenthsKm};

/// What is said of a page that names nobody.
pub(crate) const BY_NUMBER_ONLY: &str =
    "About children, by number only: small numbers can point to one. Keep it as safe as the referrals.";

/// What a class stands for: `access 0, band 2, looked after`.
pub fn class(round: &Round, class: &Class) -> String {
    let keys = round.policy.objective.priority.iter().zip(&class.0);
    let words = keys.map(|(key, value)| match (key, value) {
        (PriorityKey::Access, 0) => "access 0".to_owned(),
        (PriorityKey::Access, value) => format!("access {value} (after schools with the SLA)"),
        (PriorityKey::Band, band) => format!("band {band}"),
        (PriorityKey::LookedAfter, 0) => "looked after".to_owned(),
        (PriorityKey::LookedAfter, _) => "not looked after".to_owned(),
        (PriorityKey::Ehcp, 0) => "with an EHC plan".to_owned(),
        (PriorityKey::Ehcp, _) => "without an EHC plan".to_owned(),
        (PriorityKey::Tag(tag), 0) => format!("tag {tag}"),
        (PriorityKey::Tag(tag), _) => format!("no tag {tag}"),
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "all referrals".to_owned() } else { words.join(", ") }
}

/// What a step decides: `Place most referrals of access 0, band 1`.
pub fn step(round: &Round, step: &Step) -> String {
    let stage = match step.stage {
        StageId::Placed => "Place the most referrals",
        StageId::Children => "Give the most students a place",
        StageId::Keep => "Keep the most earlier places",
        StageId::Precedence => "Place the most referrals of precedence",
        StageId::Waiting => "Place those who have waited longest",
        StageId::Choice => "Give the best choices",
        StageId::ChoiceGreedy => "Give the most of choice",
        StageId::ChoiceGenerous => "Give the fewest of choice",
        StageId::Lottery => "Draw lots",
        StageId::Redraw => "Draw lots again where the first draw is level",
        StageId::Start | StageId::StartByClass => "Start earliest",
        StageId::Due => "Start the most in time",
        StageId::Distance => "Travel least",
        StageId::Fees => "Spend least",
        StageId::Transport => "Spend least on transport",
        StageId::Quality => "Choose the best places",
        StageId::Balance => "Raise the smallest share of any school",
        StageId::Settle => "Settle what is still level",
    };
    match &step.segment {
        Segment::Whole => stage.to_owned(),
        Segment::Class(value) => format!("{stage}: {}", class(round, value)),
        Segment::Rank(rank) => format!("{stage} {rank}"),
    }
}

/// What keeps a referral from a place, in a few words.
pub fn obstacle(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Rule(rule) => rules::in_short(rule),
        Obstacle::Constraint(constraint) => limits::in_short(constraint),
        Obstacle::Priority => "Others come first on the ladder",
    }
}

/// What a school may do about what keeps its referral from a place; nothing
/// where it need or can do nothing. It holds whatever the others ask for, and
/// promises nothing.
pub(super) fn advice(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Rule(rule) => rules::advice(rule),
        Obstacle::Constraint(constraint) => limits::advice(constraint),
        Obstacle::Priority => "Choose more courses; a place may also fall free.",
    }
}

/// Whether a smaller conflict is ruled out.
pub fn smallest(conflict: &Conflict) -> &'static str {
    match conflict.is_smallest {
        true => "No smaller set of decisions, rules and limits conflicts.",
        false => "Nothing can be left out of these. Whether a smaller set conflicts is not known.",
    }
}

/// What the changes of a conflict are read after; nothing where there are none.
pub fn resolved_if(conflict: &Conflict) -> Option<&'static str> {
    match (conflict.changes.is_empty(), conflict.leaves_another) {
        (true, _) => None,
        (false, false) => Some("The round can be allocated if one of these is changed:"),
        (false, true) => Some("The round has another conflict besides. This one is resolved if"),
    }
}

/// What is said of a draw that does not settle who is placed; nothing where it
/// does, or there is none.
pub fn level_draw(round: &Round, result: &RoundResult) -> Option<String> {
    let ladder = &round.policy.objective.ladder;
    let last = ladder.iter().rposition(|stage| stage.is_draw())?;
    let (draw, after) = (ladder[last].word(), ladder.get(last + 1).map_or("nothing", |stage| stage.word()));
    match result.draw? {
        Draw::Settled => None,
        Draw::Level => Some(format!(
            "The draw is level: up to {draw}, another set of referrals is as good. What comes after it on the ladder ({after} first) decides between them."
        )),
        Draw::Unknown => Some("Whether the draw settles who is placed is not shown.".to_owned()),
    }
}

/// A value of a step with its unit.
pub fn step_value(round: &Round, stage: StageId, value: i64) -> String {
    let with_noun = |noun: &str| format!("{} {}", number(value), plural(value, noun));
    match stage {
        StageId::Placed | StageId::Precedence | StageId::Due | StageId::ChoiceGreedy | StageId::ChoiceGenerous => {
            number(value)
        }
        StageId::Children => with_noun("student"),
        StageId::Keep => with_noun("kept place"),
        StageId::Waiting => match round.policy.waiting_unit {
            WaitingUnit::Weeks => with_noun("week"),
            WaitingUnit::Days => with_noun("day"),
        },
        StageId::Choice => with_noun("rank") + " below first",
        StageId::Lottery | StageId::Redraw | StageId::Settle => number(value),
        StageId::Start | StageId::StartByClass => with_noun("day"),
        StageId::Distance => TenthsKm(value).to_string(),
        StageId::Fees | StageId::Transport => pounds(Pence(value)),
        StageId::Quality => number(value),
        StageId::Balance => format!("{value} in 1,000"),
    }
}

/// The text that people call a row by, as a page shows it, else its id.
pub fn title_or_id(text: &str, row: &impl Named) -> String {
    title(if text.trim().is_empty() { row.id() } else { text })
}

/// Why a referral has no place: in a few words, then with the numbers.
pub fn reason(explanation: &Explanation) -> String {
    format!("{} {}", sentence(obstacle(explanation.reason)), sentence(&explanation.detail)).trim_end().to_owned()
}

/// How a placement is paid.
pub fn paid_as(funding: Funding) -> &'static str {
    match funding {
        Funding::PaidPlace => "paid place",
        Funding::Charged => "charged",
        Funding::FeeOnly => "fee only",
    }
}
