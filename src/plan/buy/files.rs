//! The files of what to buy.

use super::decide::{Decided, Plan};
use super::purchase::Purchase;
use super::{index, page};
use crate::allocation::Step;
use crate::paper::publish::Set;
use crate::paper::words::note;
use crate::paper::{Cell, Files, Format, Sheet, WriteFault, csv_files};

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
    let mut sheets = vec![("purchase.csv", bought(purchase)), ("curve.csv", curve(purchase))];
    sheets.extend(draws(purchase).map(|sheet| ("draws.csv", sheet)));
    let mut files = csv_files(sheets, note(purchase.ask.market.round.run.provisional), format);
    let page = page::page(purchase)?;
    files.insert("buy.html".to_owned(), page.into_bytes());
    let index = index::index(purchase, &files)?;
    files.insert(INDEX.to_owned(), index);
    Ok(files)
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
        let (kind, id) = item.words();
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
        let class = |step: &Step| match &step.segment {
            crate::allocation::Segment::Class(class) => class.to_string(),
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
