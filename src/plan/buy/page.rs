//! `buy.html`: what to buy, for people.

use super::decide::{Decided, Plan};
use super::menu::{Target, Wanted};
use super::purchase::Purchase;
use super::words::status;
use crate::ids::Word;
use crate::paper::page::{Chart, Document, Figure, Section, Table};
use crate::paper::words::{clean, count, day, number, plural, pounds};
use crate::plan::Later;
use crate::report::inputs_table;
use crate::report::words::{BY_NUMBER_ONLY, step, step_value};

/// The whole page as text.
pub(super) fn page(purchase: &Purchase) -> Result<String, askama::Error> {
    let market = purchase.ask.market;
    let run = &market.round.run;
    let mut sections = vec![bought(purchase)];
    sections.extend(targets(purchase));
    sections.push(result(purchase));
    sections.extend(later(purchase));
    sections.push(curve(purchase));
    sections.extend(draws(purchase));
    sections.push(grounds(purchase));
    let document = Document {
        is_provisional: run.provisional,
        over: market.round.policy.authority.clone(),
        heading: format!("What to buy: {}", market.menu.name),
        about: vec![
            format!("For {}, as of {}, academic year {}.", clean(&run.name), day(run.as_of), run.academic_year),
            BY_NUMBER_ONLY.to_owned(),
        ],
        verdict: verdict(purchase),
        figures: figures(purchase),
        sections,
        foot: vec![format!(
            "Solved by {} {}.",
            purchase.ask.engine.solver.name(),
            purchase.ask.engine.solver.version()
        )],
    };
    document.render()
}

fn verdict(purchase: &Purchase) -> (String, String) {
    let text = |plan: &Plan| {
        let more = plan.confirmed.placed as i64 - purchase.before.placed as i64;
        let referrals = plural(more, "referral");
        let mut text = format!("{} places {} {referrals} more than buying nothing.", pounds(plan.cost), number(more));
        let fewer: i64 = purchase.later.iter().map(|later| later.fewer).sum();
        if fewer > 0 {
            text += &format!(
                " Later rounds of the year would place {} {} fewer.",
                number(fewer),
                plural(fewer, "referral")
            );
        }
        text
    };
    match &purchase.decided {
        Decided::Plan(plan) if plan.is_proven => ("Proven: no other purchase is better.".to_owned(), text(plan)),
        Decided::Plan(plan) => ("Not proven: the time was up.".to_owned(), text(plan)),
        Decided::Unmet(_) => {
            let rest = "The table of targets says what buying everything comes to.".to_owned();
            ("No purchase meets every target.".to_owned(), rest)
        }
        Decided::Unknown => ("Not decided: the time was up.".to_owned(), String::new()),
    }
}

fn shown<'p>(purchase: &'p Purchase) -> Option<&'p Plan> {
    match &purchase.decided {
        Decided::Plan(plan) | Decided::Unmet(plan) => Some(plan),
        Decided::Unknown => None,
    }
}

fn figures(purchase: &Purchase) -> Vec<Figure> {
    let Some(plan) = shown(purchase) else { return Vec::new() };
    let before = format!("{} with nothing bought", number(purchase.before.placed as i64));
    let budget = purchase.ask.market.menu.budget.map(|budget| format!("of a budget of {}", pounds(budget)));
    vec![
        Figure { label: "Cost", value: pounds(plan.cost), note: budget.unwrap_or_default() },
        Figure { label: "Placed", value: number(plan.confirmed.placed as i64), note: before },
    ]
}

fn bought(purchase: &Purchase) -> Section {
    let market = purchase.ask.market;
    let rows = market.menu.items.iter().enumerate().map(|(position, item)| {
        let plan = shown(purchase);
        let number_of = plan.map(|plan| plan.numbers[position]);
        let by = match (item.by, market.is_in_time(item)) {
            (Some(by), true) => day(by),
            (Some(by), false) => format!("{}: too late", day(by)),
            (None, _) => String::new(),
        };
        vec![
            clean(&item.id),
            clean(&item.describe()),
            pounds(item.price),
            pounds(item.fixed),
            format!("{} to {}", item.least, item.most),
            by,
            number_of.map(|bought| number(i64::from(bought))).unwrap_or_default(),
            number_of.map(|bought| pounds(item.cost(bought))).unwrap_or_default(),
        ]
    });
    let columns = ["Item", "More of", "#Each", "#Fixed", "#Number", "Order by", "#Bought", "#Cost"];
    let title = match purchase.decided {
        Decided::Unmet(_) => "Everything on the menu",
        _ => "What to buy",
    };
    Section::new("bought", title)
        .text("Fixed: what it costs to have any, on top of the price of each.")
        .table(Table::new("bought-table", "The menu, and what is bought of it", &columns).with(rows))
}

fn target(target: &Target) -> String {
    let mut words = vec![match target.wanted {
        Wanted::Number(number) => format!("{number} of the referrals"),
        Wanted::Share(10_000) => "all referrals".to_owned(),
        Wanted::Share(share) if share % 100 == 0 => format!("{}% of the referrals", share / 100),
        Wanted::Share(share) => format!("{}.{:02}% of the referrals", share / 100, share % 100),
    }];
    words.extend(target.programme.as_ref().map(|id| format!("for {}", clean(id))));
    words.extend(target.school.as_ref().map(|id| format!("of school {}", clean(id))));
    let bands: Vec<String> = target.bands.iter().map(ToString::to_string).collect();
    words.extend((!bands.is_empty()).then(|| format!("in band {}", bands.join(" or "))));
    words.extend(target.status.map(|status| format!("that are {}", status.word())));
    words.join(" ")
}

fn targets(purchase: &Purchase) -> Option<Section> {
    let plan = shown(purchase)?;
    let menu = purchase.ask.market.menu;
    let before = purchase.before.reached.iter();
    let rows = menu.targets.iter().zip(&plan.confirmed.reached).zip(before).map(|((one, reached), before)| {
        vec![
            target(one),
            number(reached.of as i64),
            number(i64::try_from(reached.wanted).unwrap_or(i64::MAX)),
            number(before.placed as i64),
            number(reached.placed as i64),
            if reached.is_met() { "met" } else { "not met" }.to_owned(),
        ]
    });
    let columns = ["Target", "#Referrals", "#Needed", "#Placed before", "#Placed", "Is it met"];
    let table = Table::new("targets-table", "Targets and what they come to", &columns).with(rows);
    (!menu.targets.is_empty()).then(|| Section::new("targets", "The targets").table(table))
}

fn result(purchase: &Purchase) -> Section {
    let round = &purchase.ask.market.round;
    let plan = shown(purchase);
    let rows = plan.into_iter().flat_map(|plan| {
        plan.confirmed.steps.iter().filter_map(|after| {
            let same = |other: &&crate::allocation::Step| other.stage == after.stage && other.segment == after.segment;
            let before = purchase.before.steps.iter().find(same)?;
            let shown = |value| step_value(round, after.stage, value);
            (before.value != after.value).then(|| vec![step(round, after), shown(before.value), shown(after.value)])
        })
    });
    let violations = plan.map_or(0, |plan| plan.confirmed.violations);
    let text = format!(
        "The ordinary run of the round with the purchase made, step by step where it differs. Audited: {}.",
        count(violations, "violation"),
    );
    let table =
        Table::new("result-table", "Steps that come to something else", &["Step", "#Nothing bought", "#Bought"]);
    Section::new("result", "What it comes to").text(text).table(table.with(rows))
}

/// What the year would pay for the purchase.
fn later(purchase: &Purchase) -> Option<Section> {
    let round = &purchase.ask.market.unchanged;
    let text =
        "What this round gains is not gained over the year, as far as later rounds would want as many as this one.";
    let section = Section::new("later", "What later rounds would lack").text(text);
    let with = |section: Section, later: &Later| section.text(later.says(round));
    (!purchase.later.is_empty()).then(|| purchase.later.iter().fold(section, with))
}

/// More points than these do not fit on the axis.
const MOST_TICKS: usize = 12;

fn curve(purchase: &Purchase) -> Section {
    let items = &purchase.ask.market.menu.items;
    let rows = purchase.curve.iter().map(|point| {
        let numbers = items.iter().zip(&point.numbers).filter(|(_, number)| **number > 0);
        let numbers: Vec<String> = numbers.map(|(item, number)| format!("{number} × {}", clean(&item.id))).collect();
        vec![
            pounds(point.cost),
            number(point.placed),
            if numbers.is_empty() { "nothing".to_owned() } else { numbers.join(", ") },
            if point.is_proven { "proven" } else { "not proven" }.to_owned(),
        ]
    });
    let table = Table::new(
        "curve-table",
        "What the children placed cost",
        &["#Cost", "#Placed", "What is bought", "How known"],
    );
    let step = purchase.ask.market.menu.curve_step;
    let mut text = "For every sum of money the most that it places, class by class in the order of the ladder, and the least that this costs. A dearer point places more of some class, and may place fewer of a later one.".to_owned();
    if step.0 > 1 {
        text += &format!(" Points are at least {} apart.", pounds(step));
    }
    if !purchase.is_curve_whole {
        text += " The cheaper part is missing: the time was up, or there were too many points.";
    }
    let mut section = Section::new("curve", "Cost against children placed").text(text);
    if (2..=MOST_TICKS).contains(&purchase.curve.len()) {
        let ticks: Vec<String> = purchase.curve.iter().map(|point| pounds(point.cost)).collect();
        let placed = purchase.curve.iter().map(|point| Some(point.placed)).collect();
        section = section.chart(Chart::new("Referrals placed, by what is spent", &ticks).line("placed", placed));
    }
    section.table(table.with(rows))
}

fn draws(purchase: &Purchase) -> Option<Section> {
    let robust = purchase.robust.as_ref()?;
    let tested = robust.tested.len().max(1) as i64;
    let items = &purchase.ask.market.menu.items;
    let bought = items.iter().zip(&robust.numbers).filter(|(_, number)| **number > 0);
    let bought: Vec<String> = bought.map(|(item, number)| format!("{number} × {}", clean(&item.id))).collect();
    let of = |plan: usize| -> Vec<i64> { robust.tested.iter().map(|test| test.totals()[plan]).collect() };
    let names = ["Nothing bought", "Bought for the round as it is", "Bought for many demands"];
    let rows = names.into_iter().enumerate().map(|(plan, name)| {
        let placed = of(plan);
        let sum: i64 = placed.iter().sum();
        let tenths = (10 * sum + tested / 2).div_euclid(tested);
        vec![
            name.to_owned(),
            format!("{}.{}", number(tenths / 10), tenths % 10),
            number(placed.iter().min().copied().unwrap_or(0)),
            number(placed.iter().max().copied().unwrap_or(0)),
        ]
    });
    let text = format!(
        "Bought before demand is known, allocated when it is: one program over {} drawn demands decided it for {}: {}. It was then tested on {} that it had not seen.",
        number(robust.planned as i64),
        pounds(robust.cost),
        if bought.is_empty() { "nothing".to_owned() } else { bought.join(", ") },
        number(robust.tested.len() as i64),
    );
    let columns = ["Plan", "#Placed on average", "#Fewest", "#Most"];
    Some(
        Section::new("draws", "If demand differs")
            .text(text)
            .table(Table::new("draws-table", "Referrals placed in demands not seen", &columns).with(rows)),
    )
}

fn grounds(purchase: &Purchase) -> Section {
    let market = purchase.ask.market;
    let menu = vec![market.menu.file.clone(), market.menu.sha256.clone()];
    let stages: Vec<&str> = market.stages().iter().map(|stage| stage.word()).collect();
    Section::new("grounds", "What this rests on")
        .text(format!(
            "Status: {}. One integer program decides what is bought and who is placed together. Money is spent for {}; among what comes to the same there, the least is spent.",
            status(purchase),
            stages.join(", "),
        ))
        .table(inputs_table(&market.round.inputs).with([menu]))
}
