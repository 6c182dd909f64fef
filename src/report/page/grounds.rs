//! What an allocation rests on: the ladder with its proofs, the rules, warnings.

use crate::allocation::Sense;
use crate::paper::page::{Section, Table};
use crate::paper::words::{count, number};
use crate::report::proof::{Proof, proofs};
use crate::report::run::Report;
use crate::report::words::{step, step_value};
use crate::round::{Access, Decider, Policy, Programme};
use std::collections::BTreeSet;

/// The steps of the ladder with value, bound and proof.
pub(super) fn ladder(report: &Report) -> Section {
    let (round, steps) = (report.round, &report.result.steps);
    let columns = ["#Step", "What it decides", "Aim", "#Reached", "#Best possible", "Proof"];
    let rows = steps.iter().zip(proofs(steps)).enumerate().map(|(position, (one, proof))| {
        vec![
            (position + 1).to_string(),
            step(round, one),
            match one.sense {
                Sense::Max => "most",
                Sense::Min => "least",
            }
            .to_owned(),
            step_value(round, one.stage, one.value),
            step_value(round, one.stage, one.bound),
            match proof {
                Proof::Proven => "proven",
                Proof::Unproven => "not proven",
                Proof::Conditional => "given the steps before only",
            }
            .to_owned(),
        ]
    });
    let caption = format!("The {} in order", count(steps.len(), "step"));
    Section::new("ladder", "How it was decided: the ladder")
        .text("The steps are taken strictly in order: a later one never gives up anything of an earlier one. Need, waiting, wish and chance decide who is placed; time, distance and money decide only where.")
        .text("A step is proven when what was reached is the best possible, given the steps before it.")
        .table(Table::new("ladder-table", caption, &columns).with(rows))
}

/// The rules of every programme as they were in force.
pub(super) fn rules(report: &Report) -> Section {
    let policy = &report.round.policy;
    let columns =
        ["Programme", "Tier", "Open to", "Decided by", "Deadlines", "Year groups", "#Places a year", "Source"];
    let row = |programme: &Programme| {
        vec![
            programme.name.clone(),
            programme.tier.clone(),
            match programme.access {
                Access::Open => "every school",
                Access::Priority => "schools with the SLA first",
                Access::Exclusive => "schools with the SLA only",
            }
            .to_owned(),
            match programme.decision {
                Decider::Officer => "an officer",
                Decider::Panel => "a panel",
            }
            .to_owned(),
            if programme.deadline { "the calendar's" } else { "none" }.to_owned(),
            programme.year_groups.map_or_else(|| "all".to_owned(), |groups| groups.to_string()),
            programme.yearly_places.map_or_else(|| "no limit".to_owned(), number),
            programme.source.clone(),
        ]
    };
    let rows = policy.programmes.iter().map(|(_, programme)| row(programme));
    Section::new("rules", "Rules in force")
        .text(format!(
            "At most {} days a week off site, but for programmes that stand alone and for students with a limit of their own.",
            policy.days_off_site_max
        ))
        .table(Table::new("rules-table", "Programmes", &columns).with(rows))
        .table(conditions(policy))
}

/// What else a programme asks, beside what every programme has a rule for.
fn conditions(policy: &Policy) -> Table {
    let rows = policy.programmes.iter().flat_map(|(_, programme)| {
        let said = further(programme);
        (!said.is_empty()).then(|| vec![programme.name.clone(), said.join("; ")])
    });
    Table::new("conditions-table", "Further conditions", &["Programme", "Conditions"]).with(rows)
}

fn further(programme: &Programme) -> Vec<String> {
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

/// An age in months, as people say it.
fn age(months: u32) -> String {
    let (years, rest) = (months / 12, months % 12);
    let said = [(years, "year"), (rest, "month")];
    let said: Vec<String> =
        said.into_iter().filter(|(amount, _)| *amount > 0).map(|(amount, unit)| count(amount as usize, unit)).collect();
    if said.is_empty() { "birth".to_owned() } else { said.join(" ") }
}

/// What was noticed on reading and on the run.
pub(super) fn warnings(report: &Report) -> Section {
    let warnings = report.warnings();
    let rows = warnings.iter().map(|warning| {
        let place = [
            warning.file.clone(),
            warning.row.map(|row| format!("row {row}")),
            warning.column.as_ref().map(|column| format!("column {column}")),
            warning.id.clone(),
        ];
        let place: Vec<String> = place.into_iter().flatten().collect();
        // What only the run found has no code and no place in a file.
        match &warning.code {
            Some(code) => vec![code.clone(), place.join(", "), warning.message.clone()],
            None => vec!["of the run".to_owned(), "the result".to_owned(), warning.message.clone()],
        }
    });
    let section = Section::new("warnings", "Warnings");
    if warnings.is_empty() {
        return section.text("Nothing was noticed.");
    }
    let caption = count(warnings.len(), "warning");
    section
        .text("Worth a look before the result is used.")
        .table(Table::new("warnings-table", caption, &["Code", "Where", "What"]).with(rows))
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn ages_are_told_in_years_and_months() {
        assert_eq!([0, 1, 24, 202].map(age), ["birth", "1 month", "2 years", "16 years 10 months"]);
    }
}
