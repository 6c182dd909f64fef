use super::index::Index;
use super::settings::{groups, prefix_of, record_of};
use crate::problem::{Code, Problem, meant, nearest, quoted};
use crate::round::{Clock, ClockBasis, ClockUnit, ClosureEffect, END, Event, START, SUBMITTED};
use crate::schema::clock;
use crate::source::Group;

/// The longest time limit in any unit: 27 years of days, 192 of weeks.
const MOST: u32 = 10_000;

/// The time limits of the policy.
pub(super) fn read(file: &str, root: &Group, programmes: &Index, problems: &mut Vec<Problem>) -> Vec<Clock> {
    let mut clocks: Vec<Clock> = Vec::new();
    for group in groups(root, "clock", file, problems) {
        let mut record = record_of(file, &prefix_of("clock", group), group, clock::KEYS, problems);
        let id = record.text("id");
        if !id.is_empty() && clocks.iter().any(|clock| clock.id == id) {
            let advice = "Delete one of the two or give it an id of its own.";
            record.tell(Code::DuplicateId, "id", quoted(&id), "every clock once", advice);
        }
        let amount = record.whole("amount");
        if amount.is_some_and(|amount| amount > MOST) {
            let expected = "a whole number from 0 to 10,000";
            record.tell(Code::NumberTooLarge, "amount", "a larger number", expected, "Choose a larger unit.");
        }
        let closures = record.word("closures").unwrap_or(ClosureEffect::Count);
        if closures == ClosureEffect::Count && !record.is_blank("closure_weeks") {
            let found = "closure_weeks, though closures count as other days";
            let expected = "closures = \"pause\" or \"excuse\"";
            let advice = "Say what the clock makes of closures, or delete closure_weeks.";
            record.tell(Code::ContradictorySettings, "closure_weeks", found, expected, advice);
        }
        let name = record.text("name");
        let (from, to) = (record.text("from").to_lowercase(), record.text("to").to_lowercase());
        let unit = record.word("unit");
        let clock = Clock {
            name: if name.is_empty() { id.clone() } else { name },
            programmes: record.references("programmes", programmes),
            from,
            to,
            amount: amount.unwrap_or(0).min(MOST),
            // Where there is none, that was told, and there is no round.
            unit: unit.unwrap_or(ClockUnit::CalendarDays),
            basis: record.word("basis").unwrap_or(ClockBasis::Local),
            pauses: record.list("pauses"),
            excuses: record.list("excuses"),
            closures,
            closure_weeks: record.other("closure_weeks", super::cells::weeks).unwrap_or(1),
            source: record.text("source"),
            id,
        };
        clocks.push(clock);
    }
    clocks
}

/// Tells time limits that run from or to what never happened and is nearly the
/// word for what every case has.
pub(super) fn check(file: &str, root: &Group, clocks: &[Clock], events: &[Option<Event>], problems: &mut Vec<Problem>) {
    // Whatever is wrong with the groups themselves was told.
    let groups = groups(root, "clock", file, &mut Vec::new());
    for (clock, group) in clocks.iter().zip(groups) {
        for (key, word) in [("from", &clock.from), ("to", &clock.to)] {
            let own = [SUBMITTED, START, END];
            let happened = || events.iter().flatten().any(|event| event.event == *word);
            if own.contains(&word.as_str()) || happened() {
                continue;
            }
            let Some(near) = nearest(word, own.into_iter()) else { continue };
            let line = group.get(key).and_then(|setting| setting.line).or(group.line);
            let column = format!("{}{key}", prefix_of("clock", group));
            let expected = format!("{}, or an event of events.csv", own.join(", "));
            let problem = Problem::new(Code::ClockOfNoEvent, file).at(line).column(column);
            problems.push(problem.says(quoted(word), expected, meant(Some(near))));
        }
    }
}
