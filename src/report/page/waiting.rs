use crate::paper::page::{Bar, Cell, Section, Table, Tone};
use crate::paper::words::{count, number};
use crate::report::run::Report;
use crate::round::{Key, Referral};
use crate::rules::{Casebook, is_open};

/// From how many whole weeks on, below how many, and what that is called.
const SPELLS: [(i64, i64, &str); 6] = [
    (0, 4, "under 4 weeks"),
    (4, 8, "4 to 7 weeks"),
    (8, 12, "8 to 11 weeks"),
    (12, 26, "12 to 25 weeks"),
    (26, 52, "26 to 51 weeks"),
    (52, i64::MAX, "52 weeks or more"),
];

/// How long the placed and the others have waited by the day of the run.
pub(super) fn waiting(report: &Report) -> Section {
    let (round, result) = (report.round, report.result);
    let book = Casebook::new(round);
    let weeks = |referral: Key<Referral>| {
        let days = (round.run.as_of - round.referrals[referral].waiting_since).num_days();
        days.max(0) / 7
    };
    let sorted = |mut weeks: Vec<i64>| {
        weeks.sort_unstable();
        weeks
    };
    let placed = sorted(result.placed.iter().map(|placed| weeks(placed.placement.referral)).collect());
    let others = result.unplaced.iter().filter(|unplaced| is_open(&book, unplaced.referral));
    let others = sorted(others.map(|unplaced| weeks(unplaced.referral)).collect());
    Section::new("waiting", "How long they have waited")
        .text("Whole weeks from the day since when a referral waits to the day of the run. Referrals that are deferred, declined or withdrawn do not count.")
        .table(summary(&placed, &others))
        .key(&[(Tone::Solid, "placed"), (Tone::Open, "not placed")])
        .table(spells(&placed, &others))
}

/// Both in ascending order.
fn summary(placed: &[i64], others: &[i64]) -> Table {
    let row = |name: &str, weeks: &[i64]| {
        let at = |position: usize| weeks.get(position).map_or_else(|| "–".to_owned(), |weeks| in_weeks(*weeks));
        let middle = weeks.len().saturating_sub(1) / 2;
        vec![name.to_owned(), number(weeks.len() as i64), at(middle), at(weeks.len().saturating_sub(1))]
    };
    let columns = ["Referrals", "#How many", "#Half waited at most", "#The longest"];
    Table::new("waiting-table", "Waiting of placed and not placed referrals", &columns)
        .with([row("Placed", placed), row("Not placed", others)])
}

fn spells(placed: &[i64], others: &[i64]) -> Table {
    let within =
        |weeks: &[i64], from: i64, below: i64| weeks.iter().filter(|week| (from..below).contains(week)).count();
    let counts = SPELLS.map(|(from, below, _)| (within(placed, from, below), within(others, from, below)));
    let most = counts.iter().map(|(placed, others)| placed + others).max().unwrap_or(0) as u64;
    let rows = SPELLS.iter().zip(counts).map(|((_, _, name), (placed, others))| {
        let bar = Bar::new(format!("{placed} placed, {others} not placed"), most);
        vec![
            Cell::from(*name),
            number(placed as i64).into(),
            number(others as i64).into(),
            bar.part(Tone::Solid, placed as u64).part(Tone::Open, others as u64).into(),
        ]
    });
    let columns = ["Waiting", "#Placed", "#Not placed", "~Referrals"];
    Table::new("spells-table", "Referrals by the time they have waited", &columns).with(rows)
}

fn in_weeks(weeks: i64) -> String {
    count(usize::try_from(weeks).unwrap_or(0), "week")
}
