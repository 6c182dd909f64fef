use super::index::Index;
use super::settings::{groups, prefix_of, record_of};
use super::vocabulary::Vocabulary;
use crate::problem::{Code, Place, Problem, meant, nearest, quoted};
use crate::round::{Clock, ClockBasis, ClockUnit, ClosureEffect, END, Event, START, SUBMITTED};
use crate::schema::{clock, policy};
use crate::source::Group;

/// The longest time limit in any unit: 27 years of days, 192 of weeks.
const MOST: u32 = 10_000;

/// The time limits of the policy.
pub(super) fn read(
    place: &Place,
    root: &Group,
    programmes: &Index,
    words: &mut Vocabulary,
    problems: &mut Vec<Problem>,
) -> Vec<Clock> {
    let mut clocks: Vec<Clock> = Vec::new();
    for group in groups(root, policy::CLOCK, place, problems) {
        let mut record = record_of(place, &prefix_of(policy::CLOCK, group), group, clock::KEYS, problems);
        let id = record.text(clock::ID);
        if !id.is_empty() && clocks.iter().any(|clock| clock.id == id) {
            let advice = "Delete one of the two or give it an id of its own.";
            record.tell(Code::DuplicateId, clock::ID, quoted(&id), "every clock once", advice);
        }
        let amount = record.whole(clock::AMOUNT);
        if amount.is_some_and(|amount| amount > MOST) {
            let expected = "a whole number from 0 to 10,000";
            record.tell(Code::NumberTooLarge, clock::AMOUNT, "a larger number", expected, "Choose a larger unit.");
        }
        let closures = record.word(clock::CLOSURES).unwrap_or(ClosureEffect::Count);
        if closures == ClosureEffect::Count && !record.is_blank(clock::CLOSURE_WEEKS) {
            let found = "closure_weeks, though closures count as other days";
            let expected = "closures = \"pause\" or \"excuse\"";
            let advice = "Say what the clock makes of closures, or delete closure_weeks.";
            record.tell(Code::ContradictorySettings, clock::CLOSURE_WEEKS, found, expected, advice);
        }
        let name = record.name(clock::NAME);
        let mut event = |column| record.own_word(column, &mut words.events).unwrap_or_default();
        let (from, to) = (event(clock::FROM), event(clock::TO));
        let unit = record.word(clock::UNIT);
        let clock = Clock {
            name: if name.is_empty() { id.clone() } else { name },
            programmes: record.references(clock::PROGRAMMES, programmes),
            from,
            to,
            amount: amount.unwrap_or(0).min(MOST),
            // Where there is none, that was told, and there is no round.
            unit: unit.unwrap_or(ClockUnit::CalendarDays),
            basis: record.word(clock::BASIS).unwrap_or(ClockBasis::Local),
            pauses: record.list(clock::PAUSES, &mut words.events),
            excuses: record.list(clock::EXCUSES, &mut words.events),
            closures,
            closure_weeks: record.other(clock::CLOSURE_WEEKS, super::cells::from_one).unwrap_or(1),
            source: record.name(clock::SOURCE),
            id,
        };
        clocks.push(clock);
    }
    clocks
}

/// Tells time limits that run from or to what never happened and is nearly the
/// word for what every case has.
pub(super) fn check(
    place: &Place,
    root: &Group,
    clocks: &[Clock],
    events: &[Option<Event>],
    problems: &mut Vec<Problem>,
) {
    // Whatever is wrong with the groups themselves was told.
    let groups = groups(root, policy::CLOCK, place, &mut Vec::new());
    for (each, group) in clocks.iter().zip(groups) {
        for (key, word) in [(clock::FROM, &each.from), (clock::TO, &each.to)] {
            let own = [SUBMITTED, START, END];
            let happened = || events.iter().flatten().any(|event| event.event == *word);
            if own.contains(&word.as_str()) || happened() {
                continue;
            }
            let Some(near) = nearest(word, own.into_iter()) else { continue };
            let line = group.get(key.name).and_then(|setting| setting.line).or(group.line);
            let key = format!("{}{}", prefix_of(policy::CLOCK, group), key.name);
            let expected = format!("{}, or an event of events.csv", own.join(", "));
            let problem = Problem::new(Code::ClockOfNoEvent, place.line(line).key(key));
            problems.push(problem.says(quoted(word), expected, meant(Some(near))));
        }
    }
}
