use super::rows::{Rows, row, warning};
use crate::problem::{Code, Problem, meant, nearest, shape};
use crate::round::{Clock, Event};
use crate::schema::{TableId, events};
use std::collections::BTreeMap;

/// Events that no time limit of their case names: each word is told once, at
/// its first row.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let mut unheard: BTreeMap<&str, (&Event, u32)> = BTreeMap::new();
    for event in rows.events.iter().flatten() {
        let Some(referral) = row(rows.referrals, event.referral) else { continue };
        let mut clocks = rows.policy.clocks.iter().filter(|clock| clock.serves(referral.programme));
        if !clocks.any(|clock| words(clock).any(|word| word == event.event)) {
            unheard.entry(&event.event).or_insert((event, 0)).1 += 1;
        }
    }
    let table = (rows.place)(TableId::Events);
    for (word, (first, count)) in unheard {
        let known = rows.policy.clocks.iter().flat_map(words);
        let near = nearest(word, known).filter(|near| *near != word);
        let advice = match near {
            Some(_) => meant(near),
            None => "Check the spelling and the clocks of the policy; the row is not used.".to_owned(),
        };
        let rows = if count > 1 { format!(" (in {count} rows, first here)") } else { String::new() };
        let expected = "an event that a clock of the referral's programme names";
        let found = format!("{}{rows}", shape(word));
        problems.push(warning(Code::EventOfNoClock, &table, first.row, events::EVENT).says(found, expected, advice));
    }
}

/// The events that a clock names.
fn words(clock: &Clock) -> impl Iterator<Item = &str> {
    [&clock.from, &clock.to].into_iter().chain(&clock.pauses).chain(&clock.excuses).map(String::as_str)
}
