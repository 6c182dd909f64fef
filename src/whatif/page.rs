//! `report.html`: the comparison for people, one self-contained page.

use super::outcome::{Known, Outcome, Shift, Shifts};
use super::ranges;
use super::scenario::Scenario;
use super::study::{Failure, Finding, Row, Study, UNCHANGED};
use super::words::{known, unit};
use crate::ids::Word;
use crate::paper::page::{Chart, Document, Figure, Section, Table};
use crate::paper::words::{clean, count, day, number, pounds, signed, title};
use crate::report::inputs_table;
use crate::report::words::{BY_NUMBER_ONLY, class, step_value};
use crate::result::Status;
use crate::round::Round;
use crate::rules::class_of;
use std::collections::BTreeMap;

/// The whole page as text.
pub(super) fn page(study: &Study) -> Result<String, askama::Error> {
    let run = &study.round.run;
    let mut sections = vec![side_by_side(study)];
    sections.extend(ranges::section(study));
    sections.extend(ranges::assumptions(study));
    sections.extend(curves(study));
    sections.extend(required(study));
    sections.push(shifts(study));
    sections.push(costs(study));
    sections.push(ladder(study));
    sections.extend(failed(study));
    sections.push(grounds(study));
    let document = Document {
        is_provisional: run.provisional,
        over: study.round.policy.authority.clone(),
        heading: format!("What if: {}", run.name),
        about: vec![
            format!("As of {}, academic year {}.", day(run.as_of), run.academic_year),
            BY_NUMBER_ONLY.to_owned(),
        ],
        verdict: verdict(study),
        figures: figures(study),
        sections,
        foot: vec![format!("Solved by {} {}.", study.solver.0, study.solver.1)],
    };
    document.render()
}

fn verdict(study: &Study) -> (String, String) {
    let all = study.rows.len();
    let of = |is_so: &dyn Fn(&Outcome) -> bool| {
        let findings = study.rows.iter().filter_map(|row| row.result.as_ref().ok());
        findings.filter(|finding| is_so(&finding.outcome)).count()
    };
    let proven = of(&|outcome| outcome.status == Status::Optimal);
    let spared = of(&|outcome| matches!(outcome.known, Known::Follows(_) | Known::FollowsOther(..)));
    let failed = study.rows.iter().filter(|row| row.result.is_err()).count();
    let mut meaning =
        format!("{} of {} proven to be the best of its kind", number(proven as i64), count(all, "scenario"));
    if spared > 0 {
        meaning += &format!(", {} of them without solving", number(spared as i64));
    }
    if failed > 0 {
        meaning += &format!("; {} failed", number(failed as i64));
    }
    ("Compared with the unchanged round.".to_owned(), meaning + ".")
}

fn figures(study: &Study) -> Vec<Figure> {
    if study.unchanged.status == Status::Infeasible {
        return Vec::new();
    }
    let figure = |label, value: String| Figure { label, value, note: "in the unchanged round".to_owned() };
    vec![
        figure("Placed", number(study.unchanged.placed)),
        figure("Fees", pounds(study.unchanged.fees + study.unchanged.place_fees)),
    ]
}

/// The unchanged round, other ways of deciding, and the scenarios that came to
/// something.
fn outcomes<'s>(study: &'s Study) -> impl Iterator<Item = (&'s str, &'s Outcome, Option<&'s Shift>)> {
    let found = findings(study).map(|(name, finding)| (name, &finding.outcome, Some(&finding.shifts.all)));
    [(UNCHANGED, &study.unchanged, None)].into_iter().chain(found)
}

/// What other ways of deciding and the scenarios came to, where they came to
/// something; of repeated draws there are ranges instead.
fn findings<'s>(study: &'s Study) -> impl Iterator<Item = (&'s str, &'s Finding)> {
    let ways = study.ways.iter().map(|(way, result)| (way.word(), result));
    let rows = study.rows.iter().filter(|row| !study.is_draw(row)).map(|row| (row.name.as_str(), &row.result));
    ways.chain(rows).filter_map(|(name, result)| Some((name, result.as_ref().ok()?)))
}

fn side_by_side(study: &Study) -> Section {
    let columns = ["Scenario", "Status", "#Placed", "#Change", "#Gain", "#Lose", "#Move", "#Fees", "How known"];
    let rows = outcomes(study).map(|(name, outcome, shift)| {
        let is_there = outcome.status != Status::Infeasible;
        let shown = |text: String| if is_there { text } else { String::new() };
        let change = study.figure(outcome, "placed_change").filter(|_| shift.is_some());
        let of = |count: fn(&Shift) -> i64| shown(shift.map(|shift| number(count(shift))).unwrap_or_default());
        vec![
            clean(name),
            outcome.status.word().to_owned(),
            shown(number(outcome.placed)),
            change.map(signed).unwrap_or_default(),
            of(|shift| shift.gains),
            of(|shift| shift.loses),
            of(|shift| shift.moves),
            shown(pounds(outcome.fees + outcome.place_fees)),
            clean(&known(outcome)),
        ]
    });
    let section = Section::new("side-by-side", "Side by side").text(
        "Gain: had no place in the unchanged round and has one. Lose: the other way round. Move: has another place.",
    );
    let section = match study.ways.is_empty() {
        true => section,
        false => section.text("Other ways of deciding are of the unchanged round, within the same rules and limits; what they lack in children placed is what the ladder gains."),
    };
    section.table(Table::new("comparison-table", "The unchanged round and what stands beside it", &columns).with(rows))
}

/// A chart for each scenario that sweeps over several values.
fn curves(study: &Study) -> Option<Section> {
    let mut section = Section::new("curves", "What each value comes to");
    let mut is_empty = true;
    for (position, scenario) in study.scenarios.iter().enumerate() {
        let axes = scenario.axes();
        let Some(first) = axes.iter().position(|(_, values)| values.len() > 1) else { continue };
        let rows: Vec<&Row> = study.rows.iter().filter(|row| row.variant.scenario == position).collect();
        let lines = lines(scenario, first, &rows);
        if scenario.draws() > 1 {
            continue;
        }
        // More lines than these cannot be told apart.
        if lines.is_empty() || lines.len() > 3 {
            continue;
        }
        is_empty = false;
        let (key, ticks) = &axes[first];
        let caption = format!("{}: referrals placed, by {key}", scenario.name);
        let mut chart = Chart::new(caption, ticks);
        for (name, values) in lines {
            chart = chart.line(name, values);
        }
        section = section.chart(chart);
    }
    let section = section.text("The same numbers stand in the table above.");
    (!is_empty).then_some(section)
}

/// The placed by the values of one axis, a line for each choice of the others.
fn lines(scenario: &Scenario, axis: usize, rows: &[&Row]) -> BTreeMap<String, Vec<Option<i64>>> {
    let axes = scenario.axes();
    let mut lines: BTreeMap<String, Vec<Option<i64>>> = BTreeMap::new();
    for row in rows {
        let others = axes.iter().zip(&row.variant.choice).enumerate().filter(|(at, _)| *at != axis);
        let others: Vec<String> =
            others.map(|(_, ((key, values), choice))| format!("{key}={}", values[*choice])).collect();
        let name = if others.is_empty() { "placed".to_owned() } else { others.join(", ") };
        let line = lines.entry(name).or_insert_with(|| vec![None; axes[axis].1.len()]);
        let placed = row.result.as_ref().ok().and_then(|finding| finding.outcome.figure("placed"));
        if let Some(value) = row.variant.choice.get(axis).and_then(|choice| line.get_mut(*choice)) {
            *value = placed;
        }
    }
    lines
}

fn required(study: &Study) -> Option<Section> {
    let mut rows = Vec::new();
    for row in study.rows.iter().filter(|row| {
        !study.is_draw(row) && row.met.len() == study.scenarios[row.variant.scenario].requirements().len()
    }) {
        for (one, met) in study.scenarios[row.variant.scenario].requirements().iter().zip(&row.met) {
            let outcome = row.result.as_ref().ok().map(|finding| &finding.outcome);
            let found = outcome.and_then(|outcome| study.figure(outcome, &one.column));
            let found = found.map(|figure| unit(&one.column, figure)).unwrap_or_default();
            rows.push(vec![clean(&row.name), one.to_string(), found, if *met { "met" } else { "not met" }.to_owned()]);
        }
    }
    let table =
        Table::new("required-table", "What scenarios require", &["Scenario", "Requires", "#Found", "Is it met"]);
    let text = "A scenario is accepted when all that it requires is met.";
    (!rows.is_empty()).then(|| Section::new("required", "What is required").text(text).table(table.with(rows)))
}

/// A group of shifts by name.
type Groups<'s> = fn(&'s Shifts) -> &'s BTreeMap<String, Shift>;

fn shifts(study: &Study) -> Section {
    let round = study.round;
    let programme = |id: &str| {
        let key = round.policy.programmes.find(id);
        key.map_or_else(|| id.to_owned(), |key| title(&round.policy.programmes[key].name))
    };
    let school = |id: &str| match id {
        "" => "no school".to_owned(),
        id => round
            .schools
            .find(id)
            .map_or_else(|| id.to_owned(), |key| format!("{id} {}", title(&round.schools[key].name))),
    };
    let classes = class_names(round);
    let class = |text: &str| classes.get(text).cloned().unwrap_or_else(|| text.to_owned());
    let section = Section::new("shifts", "Who gains and who loses")
        .text("Only groups with somebody whose place changes. More: those who gain less those who lose.");
    section
        .table(groups(study, "programme", "By programme", |shifts| &shifts.programmes, programme))
        .table(groups(study, "class", "By priority class", |shifts| &shifts.classes, class))
        .table(groups(study, "school", "By school that refers", |shifts| &shifts.schools, school))
}

fn groups<'s>(study: &'s Study, id: &str, caption: &str, of: Groups<'s>, name: impl Fn(&str) -> String) -> Table {
    let mut rows = Vec::new();
    for (scenario, finding) in findings(study) {
        for (group, shift) in of(&finding.shifts) {
            rows.push(vec![
                clean(scenario),
                name(group),
                number(shift.gains),
                number(shift.loses),
                number(shift.moves),
                signed(shift.gains - shift.loses),
            ]);
        }
    }
    let columns = ["Scenario", "Group", "#Gain", "#Lose", "#Move", "#More"];
    Table::new(format!("shifts-{id}"), caption, &columns).with(rows)
}

/// What people call each priority class, by how the files write it.
fn class_names(round: &Round) -> BTreeMap<String, String> {
    let keys = round.referrals.keys().map(|key| class_of(round, key));
    keys.map(|key| (key.to_string(), format!("{} ({key})", class(round, &key)))).collect()
}

fn costs(study: &Study) -> Section {
    let columns = ["Scenario", "#Fees", "#Change", "#Place fees", "#Paid places used", "#Charged", "#Left of budgets"];
    let cost = |outcome: &Outcome| outcome.fees + outcome.place_fees;
    let rows = outcomes(study).filter(|(_, outcome, _)| outcome.status != Status::Infeasible);
    let rows = rows.map(|(name, outcome, shift)| {
        let is_compared = shift.is_some() && study.unchanged.status != Status::Infeasible;
        let change = cost(outcome).0 - cost(&study.unchanged).0;
        let sign = if change > 0 { "+" } else { "" };
        vec![
            clean(name),
            pounds(cost(outcome)),
            if is_compared { format!("{sign}{}", pounds(crate::units::Pence(change))) } else { String::new() },
            pounds(outcome.place_fees),
            number(outcome.paid_places),
            number(outcome.charged),
            outcome.budget_left.map(pounds).unwrap_or_default(),
        ]
    });
    let text = "Fees with place fees. Left of budgets: of all schools that have one, together.";
    let table = Table::new("costs-table", "What it costs", &columns).with(rows);
    Section::new("costs", "Cost and ledger").text(text).table(table)
}

/// Every stage of the ladder that comes to something else.
fn ladder(study: &Study) -> Section {
    let round = study.round;
    let mut rows = Vec::new();
    for (name, finding) in findings(study) {
        let Finding { outcome, .. } = finding;
        for step in &outcome.steps {
            let same = |other: &&crate::allocation::Step| other.stage == step.stage && other.segment == step.segment;
            let before = study.unchanged.steps.iter().find(same).map(|step| step.value);
            if before != Some(step.value) {
                let shown = |value| step_value(round, step.stage, value);
                let before = before.map(shown).unwrap_or_default();
                rows.push(vec![clean(name), step.to_string(), before, shown(step.value)]);
            }
        }
    }
    let columns = ["Scenario", "Step", "#Unchanged", "#In the scenario"];
    let text = "In strict order: an early step that does better may cost a later one.";
    let table = Table::new("ladder-table", "Steps of the ladder that come to something else", &columns).with(rows);
    Section::new("ladder", "The ladder").text(text).table(table)
}

fn failed(study: &Study) -> Option<Section> {
    // Draws of a scenario mostly fail for one reason: it is told once.
    let ways = study.ways.iter().map(|(way, result)| (way.word().to_owned(), result));
    let rows = study.rows.iter().map(|row| match study.is_draw(row) {
        true => (study.scenarios[row.variant.scenario].name_of(&row.variant.choice), &row.result),
        false => (row.name.clone(), &row.result),
    });
    let failures = ways.chain(rows).filter_map(|(name, result)| Some((name, result.as_ref().err()?)));
    let told = |(name, failure): (String, &Failure)| match failure {
        Failure::Input(problems) => problems.iter().map(|problem| vec![clean(&name), problem.to_string()]).collect(),
        other => vec![vec![clean(&name), other.to_string()]],
    };
    let mut rows: Vec<Vec<String>> = failures.flat_map(told).collect();
    rows.dedup();
    let table = Table::new("failed-table", "Scenarios that failed", &["Scenario", "Why"]);
    (!rows.is_empty()).then(|| Section::new("failed", "What failed").table(table.with(rows)))
}

fn grounds(study: &Study) -> Section {
    let scenarios = study.scenarios.iter().flat_map(|one| {
        let earlier = one.demand().into_iter().flat_map(|demand| demand.inputs());
        let earlier = earlier.map(|(file, sha256)| vec![clean(&file), sha256.to_owned()]);
        [vec![clean(&one.file), one.sha256.clone()]].into_iter().chain(earlier)
    });
    let scenarios = Table::new("scenarios-table", "Scenario files", &["File", "!SHA-256"]).with(scenarios);
    Section::new("grounds", "What this rests on")
        .text("Solved: the ladder was climbed in the edited round, every step proven. Not proven: a limit ended the climb before that; another allocation may be better. Same program: the edited round asks for the same in every figure. Optimum still allowed: nothing more is allowed than before, and the proven optimum of the unchanged round, or of the scenario that is named, still is.")
        .table(inputs_table(&study.round.inputs))
        .table(scenarios)
}
