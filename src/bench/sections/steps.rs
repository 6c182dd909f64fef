use super::super::benchmark::Bench;
use super::super::run::StepRun;
use super::super::words::{per_cent, seconds};
use crate::paper::page::{Section, Table};

/// Where the time goes, stage by stage, and what each stage is good for.
pub(super) fn stages(bench: &Bench) -> Section {
    let mut columns = vec!["Stage".to_owned()];
    for setting in &bench.settings {
        columns.push(format!("#{setting}, seconds"));
        columns.push(format!("#{setting}, share"));
    }
    columns.extend(["#Changes who is placed", "#Referrals", "#Changes where", "#Referrals"].map(str::to_owned));
    let rows = order(bench).into_iter().map(|stage| {
        let mut cells = vec![stage.to_owned()];
        for setting in &bench.settings {
            let steps = || of_setting(bench, setting);
            let runs = bench.runs.iter().filter(|run| run.setting == *setting && run.measured.is_some()).count().max(1);
            let own: f64 = steps().filter(|step| step.stage == stage).map(|step| step.seconds).sum();
            let all: f64 = steps().map(|step| step.seconds).sum();
            cells.push(seconds(own / runs as f64));
            cells.push(per_cent(if all > 0.0 { own / all } else { 0.0 }));
        }
        let steps = || bench.settings.iter().flat_map(|setting| of_setting(bench, setting));
        let own = || steps().filter(|step| step.stage == stage);
        cells.extend(changes(own().filter_map(|step| step.placed_anew)));
        cells.extend(changes(own().filter_map(|step| step.moved)));
        cells
    });
    Section::new("stages", "Stages")
        .text(
            "Seconds that all steps of a stage take in a run, on average; and in how many of the steps, climbed \
             plainly, the allocation found has other referrals placed than the one found a step before, or the same \
             ones elsewhere, with how many referrals on average. Some changes are accidents of the solver: of several \
             allocations equally good so far, it may find any.",
        )
        .table(Table::new("stages-table", "The stages of the ladder", &columns).with(rows))
}

/// The stages in the order in which the ladders have them.
fn order(bench: &Bench) -> Vec<&str> {
    let mut stages: Vec<&str> = Vec::new();
    for step in bench.settings.iter().flat_map(|setting| of_setting(bench, setting)) {
        if !stages.contains(&step.stage.as_str()) {
            stages.push(&step.stage);
        }
    }
    stages
}

fn of_setting<'b>(bench: &'b Bench, setting: &'b str) -> impl Iterator<Item = &'b StepRun> {
    let runs = bench.runs.iter().filter(move |run| run.setting == setting);
    runs.filter_map(|run| run.measured.as_ref()).flat_map(|measured| &measured.steps)
}

/// In how many steps of those compared something changes, and how much on
/// average in these.
fn changes(changed: impl Iterator<Item = usize>) -> [String; 2] {
    let changed: Vec<usize> = changed.collect();
    let some: Vec<usize> = changed.iter().copied().filter(|number| *number > 0).collect();
    if changed.is_empty() {
        return ["–", "–"].map(str::to_owned);
    }
    let mean = some.iter().sum::<usize>() as f64 / some.len().max(1) as f64;
    [
        format!("{} of {}", some.len(), changed.len()),
        if some.is_empty() { "–".to_owned() } else { format!("{mean:.1}") },
    ]
}
