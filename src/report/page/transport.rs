use crate::paper::page::{Cell, Section, Table};
use crate::paper::words::{count, number, pounds, title};
use crate::report::run::Report;
use crate::result::Placed;
use crate::round::{FeePer, Key, Programme, Round, TransportBand};
use crate::units::Pence;

/// What transport to the new placements costs the authority, and by which
/// terms; nothing where the policy has none.
pub(super) fn transport(report: &Report) -> Option<Section> {
    let (round, placed) = (report.round, &report.result.placed);
    let policy = &round.policy;
    if policy.transport.is_empty() {
        return None;
    }
    let all: Pence = placed.iter().map(|one| one.transport).sum();
    let budget = match policy.transport_budget {
        Some(budget) => format!("The budget for it is {}.", pounds(budget)),
        None => "There is no limit to it.".to_owned(),
    };
    let paid = placed.iter().filter(|one| one.transport > Pence(0)).count();
    Some(
        Section::new("transport", "Transport")
            .text(format!(
                "The authority pays {} for transport to {}. {budget}",
                pounds(all),
                count(paid, "new placement")
            ))
            .table(by_programme(round, placed))
            .text("Of all terms, the first that applies to a placement counts. None applies where the distance, or a fact that the terms ask for, is not known.")
            .table(terms(round)),
    )
}

fn by_programme(round: &Round, placed: &[Placed]) -> Table {
    let cells = |name: String, own: &[&Placed]| {
        let paid = own.iter().filter(|one| one.transport > Pence(0)).count();
        let cost: Pence = own.iter().map(|one| one.transport).sum();
        vec![Cell::from(name), number(own.len() as i64).into(), number(paid as i64).into(), pounds(cost).into()]
    };
    let of = |key: Key<Programme>| -> Vec<&Placed> {
        placed.iter().filter(|one| round.referrals[one.placement.referral].programme == key).collect()
    };
    let rows = round.policy.programmes.iter().map(|(key, programme)| cells(title(&programme.name), &of(key)));
    let total = cells("All".to_owned(), &placed.iter().collect::<Vec<_>>());
    Table::new("transport-table", "Transport by programme", &["Programme", "#Placed", "#With transport", "#Cost"])
        .with(rows)
        .total(total)
}

fn terms(round: &Round) -> Table {
    let per = |band: &TransportBand| match band.per {
        FeePer::Placement => "a placement",
        FeePer::Week => "a week",
        FeePer::Day => "a day",
    };
    let row = |band: &TransportBand| {
        vec![
            band.id.clone(),
            applies_to(round, band),
            format!("{} {}", pounds(band.cost), per(band)),
            band.source.clone(),
        ]
    };
    let columns = ["Terms", "For placements", "Cost", "Source"];
    Table::new("transport-terms", "Terms in their order", &columns).with(round.policy.transport.iter().map(row))
}

/// Which placements are in a band, in words.
fn applies_to(round: &Round, band: &TransportBand) -> String {
    let mut said = Vec::new();
    if let Some(only) = &band.programmes {
        let names: Vec<String> = only.iter().map(|key| title(&round.policy.programmes[*key].name)).collect();
        said.push(format!("of {}", names.join(", ")));
    }
    said.push(match band.below {
        Some(below) => format!("from {} to under {below}", band.from),
        None => format!("from {}", band.from),
    });
    said.extend(band.year_groups.map(|groups| format!("in year groups {groups}")));
    said.extend(band.ehcp.map(|with| if with { "with a plan" } else { "without a plan" }.to_owned()));
    let sets = [("tagged", &band.tags_any), ("not tagged", &band.tags_none), ("delivered", &band.delivery)];
    said.extend(sets.iter().filter(|(_, words)| !words.is_empty()).map(|(lead, words)| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        format!("{lead} {}", words.join(" or "))
    }));
    said.join(", ")
}
