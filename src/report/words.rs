//! Steps, dates and amounts in the words that people read.

use crate::allocation::{Class, Part, Step};
use crate::calendar::Span;
use crate::explain::conflict::Conflict;
use crate::explain::{Explanation, Obstacle};
use crate::ids::{ConstraintId, RuleId, StageId};
use crate::result::Funding;
use crate::round::{Named, PriorityKey, Round, WaitingUnit};
use crate::units::{Pence, TenthsKm};
use chrono::NaiveDate;

/// What every output of a provisional round says.
pub const PROVISIONAL: &str = "Provisional, for the panel";

/// A date as people write it: `5 December 2025`.
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// Dates from first to last: `6 October 2025 to 19 December 2025`.
pub fn dates(span: Span) -> String {
    format!("{} to {}", day(span.first), day(span.last))
}

/// The same from one day to another, which may be the same day.
pub fn span_of(first: NaiveDate, last: NaiveDate) -> String {
    if first == last { day(first) } else { dates(Span::new(first, last)) }
}

/// A whole number with commas between the thousands: `1,234,567`.
pub fn number(number: impl Into<i64>) -> String {
    let number: i64 = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("−{text}") } else { text }
}

/// An amount with its noun: `1 place`, `12 places`.
pub fn count(amount: usize, noun: &str) -> String {
    let plural = if amount == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(amount as i64))
}

/// An amount of money: `£1,200`, with pence only where there are some.
pub fn pounds(amount: Pence) -> String {
    let sign = if amount.0 < 0 { "−" } else { "" };
    let pence = amount.0.unsigned_abs();
    let whole = number(i64::try_from(pence / 100).unwrap_or(i64::MAX));
    match pence % 100 {
        0 => format!("{sign}£{whole}"),
        rest => format!("{sign}£{whole}.{rest:02}"),
    }
}

/// A part of a whole in per cent with one decimal: `68.7%`; `–` of nothing.
pub fn per_cent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = (part * 2000 + whole) / (2 * whole);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

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
        StageId::Waiting => "Place those who have waited longest",
        StageId::Choice => "Give the best choices",
        StageId::ChoiceGreedy => "Give the most of choice",
        StageId::ChoiceGenerous => "Give the fewest of choice",
        StageId::Lottery => "Draw lots",
        StageId::Start => "Start earliest",
        StageId::Distance => "Travel least",
        StageId::Fees => "Spend least",
        StageId::Transport => "Spend least on transport",
        StageId::Quality => "Choose the best places",
        StageId::Balance => "Raise the smallest share of any school",
        StageId::Settle => "Settle what is still level",
    };
    match &step.part {
        Part::Whole => stage.to_owned(),
        Part::Class(value) => format!("{stage}: {}", class(round, value)),
        Part::Rank(rank) => format!("{stage} {rank}"),
    }
}

/// What keeps a referral from a place, in a few words.
pub fn obstacle(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Rule(rule) => match rule {
            RuleId::Programme => "No intake of the programme",
            RuleId::Status => "Not approved, deferred, declined or withdrawn",
            RuleId::Access => "Only for schools with the SLA",
            RuleId::Referrer => "Not from a referrer that the programme takes",
            RuleId::Documents => "Documents are missing",
            RuleId::Ehcp => "EHC plan not as the programme asks",
            RuleId::Tags => "Needs that the programme or course does not meet",
            RuleId::YearGroup => "Other year groups",
            RuleId::Age => "Other ages",
            RuleId::Deadline => "Submitted after the deadline",
            RuleId::Window => "No start at a time that suits",
            RuleId::OwnSchool => "The provider is the student's own school",
            RuleId::Approval => "The provider is not approved for the whole time",
            RuleId::Framework => "The provider is not on the framework",
            RuleId::Delivery => "Not delivered in the way that is asked for",
            RuleId::Availability => "The student is not available then",
            RuleId::Occupied => "Clashes with a place held already",
            RuleId::Repeat => "Had the programme this academic year",
            RuleId::Stay => "The stay would be too long",
            RuleId::Return => "Back on the programme too soon",
            RuleId::Distance => "Too far away",
            RuleId::Choice => "Not among the choices",
            RuleId::Barred => "A decision bars it",
        },
        Obstacle::Constraint(constraint) => match constraint {
            ConstraintId::OnePlace => "Has another place instead",
            ConstraintId::Places => "The intake is full",
            ConstraintId::CoursePlaces => "The course is full",
            ConstraintId::MinGroup => "Too few for the group to run",
            ConstraintId::YearlyPlaces => "The programme's places of the year are taken",
            ConstraintId::DailyPlaces => "The provider is full at that time",
            ConstraintId::PaidPlaces => "The school's paid places are used",
            ConstraintId::Budget => "Beyond the school's budget",
            ConstraintId::Clash => "Clashes with another new place of the student",
            ConstraintId::Repeat => "Another new place on the same programme",
            ConstraintId::Stay => "With another new place the stay would be too long",
            ConstraintId::Return => "Too soon after or before another new place",
            ConstraintId::Separation => "A student to be kept apart is there",
            ConstraintId::Pool => "A shared amount is used up",
            ConstraintId::TransportBudget => "Beyond the budget for transport",
            ConstraintId::Pinned => "A decision places the student elsewhere",
        },
        Obstacle::Priority => "Others come first on the ladder",
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

/// A value of a step with its unit.
pub fn step_value(round: &Round, stage: StageId, value: i64) -> String {
    match stage {
        StageId::Placed | StageId::ChoiceGreedy | StageId::ChoiceGenerous => number(value),
        StageId::Children => plural(value, "student"),
        StageId::Keep => plural(value, "kept place"),
        StageId::Waiting => match round.policy.waiting_unit {
            WaitingUnit::Weeks => plural(value, "week"),
            WaitingUnit::Days => plural(value, "day"),
        },
        StageId::Choice => plural(value, "rank") + " below first",
        StageId::Lottery | StageId::Settle => number(value),
        StageId::Start => plural(value, "day"),
        StageId::Distance => TenthsKm(value).to_string(),
        StageId::Fees | StageId::Transport => pounds(Pence(value)),
        StageId::Quality => number(value),
        StageId::Balance => format!("{value} in 1,000"),
    }
}

fn plural(value: i64, noun: &str) -> String {
    format!("{} {noun}{}", number(value), if value == 1 { "" } else { "s" })
}

/// Text from an input file as people may be shown it: without control
/// characters and marks that turn the direction of what follows.
pub fn clean(text: &str) -> String {
    let hidden = |c: &char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|c| !hidden(c)).collect()
}

/// How many characters of a name or title a page shows.
const TITLE_LENGTH: usize = 120;

/// A name or title from an input file as a page shows it: clean, and cut where
/// it is so long that nobody would read it.
pub fn title(text: &str) -> String {
    let text = clean(text);
    match text.char_indices().nth(TITLE_LENGTH) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// The text that people call a row by, as a page shows it, else its id.
pub fn title_or_id(text: &str, row: &impl Named) -> String {
    title(if text.trim().is_empty() { row.id() } else { text })
}

/// A text as a sentence: with a capital first letter and a full stop; nothing
/// stays nothing.
pub fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let Some(first) = letters.next() else { return String::new() };
    let stop = if text.trim_end().ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), letters.as_str())
}

/// Why a referral has no place: in a few words, then with the numbers.
pub fn reason(explanation: &Explanation) -> String {
    format!("{} {}", sentence(obstacle(explanation.obstacle)), sentence(&explanation.detail)).trim_end().to_owned()
}

/// How a placement is paid.
pub fn paid_as(funding: Funding) -> &'static str {
    match funding {
        Funding::PaidPlace => "paid place",
        Funding::Charged => "charged",
        Funding::FeeOnly => "fee only",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_with_a_capital_and_ends_with_a_full_stop() {
        assert_eq!(sentence("the only place is taken"), "The only place is taken.");
        assert_eq!(sentence("Nobody."), "Nobody.");
        assert_eq!(sentence(" "), "");
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(number(-1000), "−1,000");
        assert_eq!(pounds(Pence(120_000)), "£1,200");
        assert_eq!(pounds(Pence(-8_550)), "−£85.50");
        assert_eq!(per_cent(2, 3), "66.7%");
        assert_eq!(per_cent(0, 0), "–");
        assert_eq!(count(1, "place"), "1 place");
    }

    #[test]
    fn hidden_characters_are_left_out() {
        assert_eq!(clean("a\u{202e}b\u{0}c 妖精"), "abc 妖精");
    }

    #[test]
    fn titles_of_great_length_are_cut() {
        assert_eq!(title("Motor vehicles"), "Motor vehicles");
        assert_eq!(title(&"妖".repeat(10_000)).chars().count(), TITLE_LENGTH + 1);
    }
}
