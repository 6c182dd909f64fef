use crate::allocation::Class;
use crate::paper::page::{Bar, Cell, Section, Table, Tone};
use crate::paper::words::{number, per_cent, title};
use crate::report::run::Report;
use crate::report::words::class;
use crate::result::LedgerLine;
use crate::round::PriorityKey;
use crate::rules::{Casebook, is_open};
use std::collections::BTreeMap;

/// Referred and placed by programme, by priority class and by school.
pub(super) fn numbers(report: &Report) -> Section {
    let section = Section::new("numbers", "Referred and placed");
    let section = match report.round.policy.objective.priority.contains(&PriorityKey::Access) {
        true => section.text("Access 1 are referrals that come after those of schools with the service-level agreement (SLA), in programmes that give these priority; access 0 are all others. Band 1 is the most urgent need."),
        false => section,
    };
    section
        .text("A referral has an option when some intake passes every rule for it. An open referral is not deferred, declined or withdrawn.")
        .key(&[(Tone::Solid, "placed"), (Tone::Open, "not placed")])
        .table(programmes(report))
        .table(classes(report))
        .table(schools(report))
}

fn programmes(report: &Report) -> Table {
    let columns = ["Programme", "#Referred", "#With an option", "#Placed", "#Share placed", "~Placed of referred"];
    let lines = &report.result.programmes;
    let most = lines.iter().map(|line| line.referred).max().unwrap_or(0);
    let cells = |name: &str, [referred, with_option, placed]: [u32; 3], bar: Cell| {
        let share = per_cent(placed as usize, referred as usize);
        vec![name.into(), number(referred).into(), number(with_option).into(), number(placed).into(), share.into(), bar]
    };
    let rows = lines.iter().map(|line| {
        let name = title(&report.round.policy.programmes[line.programme].name);
        cells(&name, [line.referred, line.with_option, line.placed], share(line.placed, line.referred, most))
    });
    let sum = |of: fn(&crate::result::ProgrammeCount) -> u32| lines.iter().map(of).sum();
    let total = [sum(|line| line.referred), sum(|line| line.with_option), sum(|line| line.placed)];
    Table::new("programmes-table", "By programme", &columns).with(rows).total(cells("All", total, "".into()))
}

fn classes(report: &Report) -> Table {
    let (round, result) = (report.round, report.result);
    let book = Casebook::new(round);
    let mut counts: BTreeMap<&Class, [u32; 2]> = BTreeMap::new();
    for placed in &result.placed {
        let count = counts.entry(&placed.class).or_default();
        *count = count.map(|number| number + 1);
    }
    for unplaced in result.unplaced.iter().filter(|unplaced| is_open(&book, unplaced.referral)) {
        counts.entry(&unplaced.class).or_default()[0] += 1;
    }
    let most = counts.values().map(|[open, _]| *open).max().unwrap_or(0);
    let rows = counts.iter().map(|(key, [open, placed])| {
        vec![
            Cell::from(class(round, key)),
            key.to_string().into(),
            number(*open).into(),
            number(*placed).into(),
            per_cent(*placed as usize, *open as usize).into(),
            share(*placed, *open, most),
        ]
    });
    let columns =
        ["Priority class", "As in the files", "#Open referrals", "#Placed", "#Share placed", "~Placed of open"];
    Table::new("classes-table", "By priority class, the most urgent first", &columns).with(rows)
}

fn schools(report: &Report) -> Table {
    let round = report.round;
    let lines = || report.result.ledger.iter().filter(|line| line.referred > 0);
    let most = lines().map(|line| line.referred).max().unwrap_or(0);
    let row = |line: &LedgerLine| {
        let school = &round.schools[line.school];
        vec![
            Cell::from(school.id.clone()),
            title(&school.name).into(),
            if line.sla { "yes" } else { "no" }.into(),
            number(line.referred).into(),
            number(line.placed).into(),
            per_cent(line.placed as usize, line.referred as usize).into(),
            share(line.placed, line.referred, most),
        ]
    };
    let columns = ["School", "Name", "SLA", "#Referred", "#Placed", "#Share placed", "~Placed of referred"];
    Table::new("by-school-table", "By school that refers", &columns).with(lines().map(row))
}

/// A bar of the placed among those who ask.
fn share(placed: u32, asked: u32, most: u32) -> Cell {
    let bar = Bar::new(format!("{placed} of {asked} placed"), most);
    bar.part(Tone::Solid, placed).part(Tone::Open, asked.saturating_sub(placed)).into()
}
