//! What binds beside what every programme has a rule for, in words.

use crate::paper::words::count;
use crate::round::{Policy, Programme};
use std::collections::BTreeSet;

/// Its further conditions, each in a few words.
pub(super) fn further(programme: &Programme) -> Vec<String> {
    let any = |words: &BTreeSet<String>| words.iter().map(String::as_str).collect::<Vec<_>>().join(" or ");
    let all = |words: &BTreeSet<String>| words.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let set =
        |words: &BTreeSet<String>, said: &dyn Fn(&BTreeSet<String>) -> String| (!words.is_empty()).then(|| said(words));
    let days = programme.lead_working_days;
    let said = [
        (days > 0).then(|| format!("at least {} from submission to the start", count(days as usize, "working day"))),
        programme
            .age_months
            .map(|(from, below)| format!("aged from {} to under {} at the start", age(from), age(below))),
        set(&programme.referrers, &|words| format!("referred by {}", any(words))),
        programme.on_roll.then(|| "on the roll of a school".to_owned()),
        set(&programme.documents, &|words| format!("documents: {}", all(words))),
        programme.ehcp.map(|with| if with { "with a plan" } else { "without a plan" }.to_owned()),
        set(&programme.tags_any, &|words| format!("tagged {}", any(words))),
        set(&programme.tags_none, &|words| format!("not tagged {}", any(words))),
        programme.alone.then(|| "no other placement at the same time".to_owned()),
        (!programme.repeat).then(|| "once in an academic year".to_owned()),
        programme.max_stay_weeks.map(|weeks| format!("a stay of at most {}", count(weeks as usize, "teaching week"))),
        programme.max_stay_terms.map(|terms| format!("a stay of at most {}", count(terms as usize, "term"))),
        programme.gap_weeks.map(|weeks| format!("back after {} or more", count(weeks as usize, "week"))),
        programme.framework.then(|| "only providers on the framework".to_owned()),
        set(&programme.delivery, &|words| format!("delivered {}", any(words))),
        programme.pattern.days_per_week.map(|days| format!("{days} days a week")),
        programme.pattern.weekdays.map(|days| format!("on {}", days.to_string().replace(';', ", "))),
        programme.pattern.weeks.map(|weeks| format!("for {weeks} teaching weeks")),
        programme.term_places.map(|places| format!("at most {} in a term", count(places as usize, "start"))),
        programme.max_distance.map(|farthest| format!("no farther than {farthest}")),
    ];
    said.into_iter().flatten().collect()
}

/// How much of the week a student may be away, in a sentence.
pub(super) fn off_site(policy: &Policy) -> String {
    format!(
        "At most {} days a week off site, but for programmes that stand alone and for students with a limit of their own.",
        policy.days_off_site_max
    )
}

/// An age in months, as people say it.
fn age(months: u32) -> String {
    let (years, rest) = (months / 12, months % 12);
    let said = [(years, "year"), (rest, "month")];
    let said: Vec<String> =
        said.into_iter().filter(|(amount, _)| *amount > 0).map(|(amount, unit)| count(amount as usize, unit)).collect();
    if said.is_empty() { "birth".to_owned() } else { said.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn ages_are_told_in_years_and_months() {
        assert_eq!([0, 1, 24, 202].map(age), ["birth", "1 month", "2 years", "16 years 10 months"]);
    }
}
