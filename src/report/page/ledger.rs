use crate::paper::page::{Bar, Cell, Section, Table, Tone};
use crate::paper::words::{number, pounds, title};
use crate::report::run::Report;
use crate::result::LedgerLine;
use crate::round::{Beyond, Round};
use crate::units::Pence;

/// What every school uses and pays.
pub(super) fn schools(report: &Report) -> Section {
    let (round, lines) = (report.round, &report.result.ledger);
    let sla = &round.policy.sla;
    let named: Vec<String> =
        sla.paid_programmes.iter().map(|programme| title(&round.policy.programmes[*programme].name)).collect();
    let beyond = match sla.beyond {
        Beyond::Refuse => "Beyond them a school has only the extra places that it agreed to pay for.",
        Beyond::Charge => "Beyond them a place is charged.",
    };
    let section = Section::new("schools", "Schools: the ledger");
    let section = match named.is_empty() {
        true => section.text("No programme uses paid places."),
        false => section
            .text(format!("Paid places are those of {}, for {}. {beyond}", round.run.academic_year, named.join(", ")))
            .key(&[(Tone::Solid, "paid places used before"), (Tone::Half, "used in this round"), (Tone::Open, "left")])
            .table(paid_places(round, lines)),
    };
    section
        .text("Fees are those of the new placements, place fees included.")
        .key(&[(Tone::Half, "fees of this round"), (Tone::Open, "budget left")])
        .table(budgets(round, lines))
}

fn paid_places(round: &Round, lines: &[LedgerLine]) -> Table {
    let columns =
        ["School", "Name", "#Paid places", "#Used before", "#Used now", "#Left", "#Extra agreed", "#Charged", "~Use"];
    let counts = |line: &LedgerLine| {
        [line.allowance, line.used_before, line.used_now, line.left, line.extra_bought, line.charged]
    };
    // A school without the SLA has no paid places, but may be charged.
    let members = || lines.iter().filter(|line| line.sla || line.charged > 0);
    let most = members().map(|line| line.used_before + line.used_now + line.left).max().unwrap_or(0);
    let row = |line: &LedgerLine| {
        let school = &round.schools[line.school];
        let label = format!("{} used before, {} now, {} left", line.used_before, line.used_now, line.left);
        let bar = Bar::new(label, most)
            .part(Tone::Solid, line.used_before)
            .part(Tone::Half, line.used_now)
            .part(Tone::Open, line.left);
        let mut cells = vec![Cell::from(school.id.clone()), title(&school.name).into()];
        cells.extend(counts(line).map(|count| number(count).into()));
        cells.push(bar.into());
        cells
    };
    let sums = members().map(counts).fold([0; 6], |sums, line| std::array::from_fn(|at| sums[at] + line[at]));
    let mut total: Vec<Cell> = vec!["All".into(), "".into()];
    total.extend(sums.map(|sum| number(sum).into()));
    total.push("".into());
    Table::new("schools-table", "Paid places of every school", &columns).with(members().map(row)).total(total)
}

fn budgets(round: &Round, lines: &[LedgerLine]) -> Table {
    let columns = ["School", "Name", "#Placed", "#Fees", "#Budget", "#Budget left", "~Fees of the budget"];
    let row = |line: &LedgerLine| {
        let school = &round.schools[line.school];
        let bar = school.budget.map(|budget| {
            let pence = |amount: Pence| u64::try_from(amount.0).unwrap_or(0);
            let left = line.budget_left.unwrap_or_default();
            Bar::new(format!("{} of {}", pounds(line.fees), pounds(budget)), pence(budget).max(pence(line.fees)))
                .part(Tone::Half, pence(line.fees))
                .part(Tone::Open, pence(left))
        });
        vec![
            Cell::from(school.id.clone()),
            title(&school.name).into(),
            number(line.placed).into(),
            pounds(line.fees).into(),
            school.budget.map_or_else(|| "no limit".to_owned(), pounds).into(),
            line.budget_left.map_or_else(|| "no limit".to_owned(), pounds).into(),
            bar.map_or_else(|| "".into(), Cell::from),
        ]
    };
    let placed: u32 = lines.iter().map(|line| line.placed).sum();
    let fees: Pence = lines.iter().map(|line| line.fees).sum();
    let total =
        ["All".into(), String::new(), number(placed), pounds(fees), String::new(), String::new(), String::new()];
    Table::new("budgets-table", "Fees and budget of every school", &columns)
        .with(lines.iter().map(row))
        .total(total.map(Cell::from).into())
}
