//! Seeks a change for a key that has none.

use super::change::{Change, KINDS, speaks};
use super::seen::Seen;
use super::stage::Stage;
use rightplace::round::{Key, Round};

/// A change of a key that changes something.
pub fn sought(scenario: &str, key: &str, value: &str) -> Option<Change> {
    let rounds = match scenario {
        "coventry-2025-26" | "three-tier" => vec!["autumn", "spring", "summer"],
        _ => vec![""],
    };
    for round in rounds {
        let (scenario, round) = (scenario.to_owned(), round.to_owned());
        let mut stage = Stage { scenario, round, referrals: String::new(), with: String::new() };
        let Some(whole) = Seen::of(stage.files()) else { continue };
        if stage.scenario == "coventry-2025-26" {
            stage.referrals = format!("{}:60", programme_of(&whole.round, key));
        }
        let base = Seen::of(stage.files()).unwrap();
        let (key, to, differs) = (key.to_owned(), String::new(), String::new());
        let mut change = Change { stage, key, to, differs };
        let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| speaks(kind, &change.key)).collect();
        for to in candidates(&change.key, value) {
            change.to = to;
            if let Some(differs) = change.differs_from(&base, &kinds) {
                return Some(Change { differs, ..change });
            }
        }
    }
    None
}

/// The programme that a key is about.
fn programme_of(round: &Round, key: &str) -> String {
    let programmes: Vec<&str> = round.policy.programmes.iter().map(|(_, programme)| programme.id.as_str()).collect();
    let of_course = |id: &str| round.courses.find(id).map(|course| round.courses[course].programme);
    let text = |of: Option<Key<_>>| of.map(|of| round.policy.programmes[of].id.clone());
    let clock = key.strip_prefix("clock.").and_then(|rest| rest.split('.').next());
    let clock = clock.and_then(|id| round.policy.clocks.iter().find(|clock| clock.id == id));
    if let Some(only) = clock.and_then(|clock| clock.programmes.as_ref()).and_then(|only| only.first()) {
        return round.policy.programmes[*only].id.clone();
    }
    let within = |open: &str| key.split_once(open).map(|(_, rest)| rest.split([']', ';']).next().unwrap_or_default());
    let of_provider = |id: &str| {
        let provider = round.providers.find(id)?;
        round.courses.iter().find(|(_, course)| course.provider == provider).map(|(_, course)| course.programme)
    };
    let found = text(within("course_id=").and_then(of_course));
    let found = found.or_else(|| text(within("provider_id=").and_then(of_provider)));
    let found = found.or_else(|| {
        let intake = within("intake_id=").and_then(|id| round.intakes.find(id));
        text(intake.map(|intake| round.programme_of(intake)))
    });
    let named = programmes.iter().find(|id| key.split(['.', '=', ';', ']']).any(|part| part == **id));
    found.or_else(|| named.map(|id| (*id).to_owned())).unwrap_or_else(|| {
        if key.starts_with("calendar") { "supported_transfer".to_owned() } else { "tier1".to_owned() }
    })
}

/// What a value may be changed to.
fn candidates(key: &str, value: &str) -> Vec<String> {
    let is_cell = key.contains('[');
    let last = key.rsplit(['.', ']']).next().unwrap_or_default();
    let mut found: Vec<String> = Vec::new();
    if let Ok(number) = value.parse::<i64>() {
        found.extend(
            [number - 1, number + 1, 1, 0, number + 10].iter().filter(|other| **other >= 0).map(ToString::to_string),
        );
    }
    let quoted = |words: &[&str]| -> Vec<String> {
        words.iter().map(|word| if is_cell { (*word).to_owned() } else { format!("{word:?}") }).collect()
    };
    found.extend(match last {
        "access" => quoted(&["open", "exclusive", "priority"]),
        "decision" if !is_cell => quoted(&["officer", "panel"]),
        "deadline" => quoted(&["none", "calendar"]),
        "unit" => quoted(&["calendar-days", "weeks", "school-days", "working-days"]),
        "basis" => quoted(&["local", "statutory"]),
        "year_groups" => quoted(&["1-2", "10", "13"]),
        "age_months" => quoted(&["0-12", "190-200", "0-400"]),
        "days" => quoted(&["Fri", "Mon;Tue;Wed;Thu;Fri", "Wed"]),
        "per" => quoted(&["all", "day", "week", "placement"]),
        "from" | "to" => quoted(&["submitted", "start", "end", "another_event"]),
        "beyond" => quoted(&["charge", "refuse"]),
        "closures" => quoted(&["count", "pause", "excuse"]),
        "rule" => quoted(&["distance", "stay", "framework", "tags"]),
        "decision" => quoted(&["bar"]),
        "provider_id" => quoted(&["P01", "P08", "P20", "P30"]),
        "school_id" => quoted(&["S01", "S02", "S03", "S05"]),
        "delivery" => quoted(&["online", "elsewhere"]),
        "date" | "start" | "end" | "last_start" => quoted(&[
            "2025-09-24",
            "2025-10-23",
            "2026-01-21",
            "2026-06-10",
            "2025-12-01",
            "2026-02-02",
            "2025-11-28",
            "2026-03-27",
        ]),
        "programme" => quoted(&["flourish", "y11_pathways", "portage_18_to_36_months", "pru", "lot_2"]),
        _ => Vec::new(),
    });
    match value {
        "true" => found.push("false".to_owned()),
        "false" => found.push("true".to_owned()),
        list if list.starts_with('[') => {
            let words: Vec<&str> =
                list.trim_matches(['[', ']']).split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
            found.extend((0..words.len()).map(|left_out| {
                let rest: Vec<&str> =
                    words.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, word)| *word).collect();
                format!("[{}]", rest.join(", "))
            }));
            let reversed: Vec<&str> = words.iter().rev().copied().collect();
            found.extend([format!("[{}]", reversed.join(", ")), "[\"elsewhere\"]".to_owned()]);
        }
        text if is_cell => found.extend([String::new(), format!("{text} X")]),
        text if text.starts_with('"') => found.extend([String::new(), format!("\"{} X\"", text.trim_matches('"'))]),
        _ => {}
    }
    found.push(String::new());
    found.retain(|other| other != value);
    found
}
