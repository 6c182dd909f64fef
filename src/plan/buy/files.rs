//! The files of what to buy.

use super::decide::{Confirmed, Decided, Plan};
use super::{Purchase, page};
use crate::allocation::Step;
use crate::paper::publish::Set;
use crate::paper::words::PROVISIONAL;
use crate::paper::{Cell, Files, Format, Sheet, WriteFault};
use crate::report;
use serde_json::{Value as Json, json};

/// The name of the list of the files.
const INDEX: &str = "plan-buy.json";

/// What to buy.
pub const PLAN_BUY: Set = Set::new("buy", INDEX, &["purchase.csv", "curve.csv", "draws.csv", "buy.html"]);

/// The files of what to buy, by name. They depend on nothing but the round, the
/// menu and the demands.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn files(purchase: &Purchase, format: Format) -> Result<Files, WriteFault> {
    let fault = |error: &dyn std::fmt::Display| WriteFault::new(error.to_string());
    let mut files = Files::new();
    let mut sheets = vec![("purchase.csv", bought(purchase)), ("curve.csv", curve(purchase))];
    sheets.extend(draws(purchase).map(|sheet| ("draws.csv", sheet)));
    for (name, mut sheet) in sheets {
        if purchase.ask.market.round.run.provisional {
            sheet.note("note", PROVISIONAL);
        }
        files.insert(name.to_owned(), sheet.bytes(format));
    }
    let page = page::page(purchase).map_err(|error| fault(&error))?;
    files.insert("buy.html".to_owned(), page.into_bytes());
    let index = index(purchase, &files).map_err(|error| fault(&error))?;
    files.insert(INDEX.to_owned(), index);
    Ok(files)
}

/// What the answer is, in a word.
pub(super) fn status(purchase: &Purchase) -> &'static str {
    match &purchase.decided {
        Decided::Plan(plan) if plan.is_proven => "optimal",
        Decided::Plan(_) => "feasible",
        Decided::Unmet(_) => "unmet",
        Decided::Unknown => "unknown",
    }
}

impl Purchase<'_> {
    /// The plan that is decided, where one is.
    pub fn plan(&self) -> Option<&Plan> {
        match &self.decided {
            Decided::Plan(plan) => Some(plan),
            _ => None,
        }
    }
}

/// `purchase.csv`: every item with what is bought of it.
fn bought(purchase: &Purchase) -> Sheet {
    let market = purchase.ask.market;
    let columns =
        ["item", "kind", "id", "price", "fixed", "least", "most", "step", "by", "in_time", "bought", "cost", "robust"];
    let mut sheet = Sheet::new(&columns);
    for (position, item) in market.menu.items.iter().enumerate() {
        let (kind, id) = item.what.words();
        let number = purchase.plan().map(|plan| plan.numbers[position]);
        sheet.push([
            Cell::text(&item.id),
            Cell::text(kind),
            Cell::text(id),
            Cell::number(item.price),
            Cell::number(item.fixed),
            Cell::number(item.least),
            Cell::number(item.most),
            Cell::number(item.step),
            Cell::text_or_blank(item.by),
            Cell::yes_no(market.is_in_time(item)),
            Cell::number_or_blank(number),
            Cell::number_or_blank(number.map(|number| item.cost(number))),
            Cell::number_or_blank(purchase.robust.as_ref().map(|robust| robust.numbers[position])),
        ]);
    }
    sheet
}

/// `curve.csv`: what the children placed cost.
fn curve(purchase: &Purchase) -> Sheet {
    let items = &purchase.ask.market.menu.items;
    let classes = purchase.classes();
    let columns: Vec<String> = ["cost", "placed", "proven"]
        .map(str::to_owned)
        .into_iter()
        .chain(classes.iter().map(|class| format!("placed {class}")))
        .chain(items.iter().map(|item| item.id.clone()))
        .collect();
    let mut sheet = Sheet::new(&columns);
    for point in &purchase.curve {
        let mut cells = vec![Cell::number(point.cost), Cell::number(point.placed), Cell::yes_no(point.is_proven)];
        cells.extend(point.by_class.iter().map(Cell::number));
        cells.extend(point.numbers.iter().map(Cell::number));
        sheet.push_all(cells);
    }
    sheet
}

impl Purchase<'_> {
    /// The priority classes of the round, as the files write them.
    pub(super) fn classes(&self) -> Vec<String> {
        let steps = self.before.steps.iter().filter(|step| step.stage == crate::ids::StageId::Placed);
        let class = |step: &Step| match &step.part {
            crate::allocation::Part::Class(class) => class.to_string(),
            _ => String::new(),
        };
        steps.map(class).collect()
    }
}

/// `draws.csv`: how plans do in demands that they have not seen.
fn draws(purchase: &Purchase) -> Option<Sheet> {
    let robust = purchase.robust.as_ref()?;
    let mut sheet = Sheet::new(&["draw", "nothing_bought", "for_the_round", "for_many_demands"]);
    for test in &robust.tested {
        let [nothing, average, many] = test.totals();
        sheet.push([Cell::number(test.draw), Cell::number(nothing), Cell::number(average), Cell::number(many)]);
    }
    Some(sheet)
}

/// `plan-buy.json`: what was asked and what it comes to, and the SHA-256 of
/// every file.
fn index(purchase: &Purchase, files: &Files) -> serde_json::Result<Vec<u8>> {
    let market = purchase.ask.market;
    let steps = |steps: &[Step]| -> Vec<Json> {
        steps.iter().map(|step| json!({"step": step.to_string(), "value": step.value, "bound": step.bound})).collect()
    };
    let confirmed = |confirmed: &Confirmed| {
        let reached = confirmed.reached.iter();
        let reached: Vec<Json> =
            reached.map(|one| json!({"of": one.of, "wanted": one.wanted, "placed": one.placed})).collect();
        json!({
            "placed": confirmed.placed,
            "violations": confirmed.violations,
            "targets": reached,
            "stages": steps(&confirmed.steps),
        })
    };
    let plan = match &purchase.decided {
        Decided::Plan(plan) | Decided::Unmet(plan) => json!({
            "numbers": plan.numbers,
            "cost": plan.cost.to_string(),
            "steps": steps(&plan.steps),
            "confirmed": confirmed(&plan.confirmed),
        }),
        Decided::Unknown => Json::Null,
    };
    let robust = purchase.robust.as_ref().map(|robust| {
        let tests = robust.tested.iter().map(|test| json!({"draw": test.draw, "placed": test.placed}));
        json!({
            "numbers": robust.numbers,
            "cost": robust.cost.to_string(),
            "planned": robust.planned,
            "proven": robust.is_proven,
            "tested": tests.collect::<Vec<Json>>(),
        })
    });
    let menu = market.menu;
    let said = [
        ("menu", json!({"name": menu.name, "file": menu.file, "sha256": menu.sha256})),
        ("status", json!(status(purchase))),
        ("before", confirmed(&purchase.before)),
        ("plan", plan),
        ("curve_whole", json!(purchase.is_curve_whole)),
        ("robust", json!(robust)),
    ];
    let solver = purchase.ask.engine.solver;
    report::index(&market.round, (solver.name(), &solver.version()), said, files)
}
