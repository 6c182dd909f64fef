//! The list of the files of a purchase.

use super::decide::{Confirmed, Decided, Plan};
use super::purchase::Purchase;
use super::robust::Robust;
use super::words::status;
use crate::paper::{Files, WriteFault};
use crate::plan::Later;
use crate::report::{self, StepEntry};
use crate::round::Round;
use serde::Serialize;

/// What `plan-buy.json` says of a purchase.
#[derive(Serialize)]
struct Said<'a> {
    menu: MenuEntry<'a>,
    status: &'static str,
    before: ConfirmedEntry,
    plan: Option<PlanEntry<'a>>,
    taken_from_later: Vec<LaterEntry<'a>>,
    curve_whole: bool,
    robust: Option<RobustEntry<'a>>,
}

#[derive(Serialize)]
struct MenuEntry<'a> {
    name: &'a str,
    file: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct ConfirmedEntry {
    placed: usize,
    violations: usize,
    targets: Vec<TargetEntry>,
    stages: Vec<StepEntry>,
}

#[derive(Serialize)]
struct TargetEntry {
    of: usize,
    wanted: u64,
    placed: usize,
}

#[derive(Serialize)]
struct PlanEntry<'a> {
    numbers: &'a [u32],
    cost: String,
    steps: Vec<StepEntry>,
    confirmed: ConfirmedEntry,
}

#[derive(Serialize)]
struct LaterEntry<'a> {
    limit: String,
    id: &'a str,
    more: i64,
    left: i64,
    wanted: i64,
    fewer: i64,
}

#[derive(Serialize)]
struct RobustEntry<'a> {
    numbers: &'a [u32],
    cost: String,
    planned: usize,
    proven: bool,
    tested: Vec<TestEntry<'a>>,
}

#[derive(Serialize)]
struct TestEntry<'a> {
    draw: usize,
    placed: &'a [Vec<i64>],
}

/// `plan-buy.json`: what was asked and what it comes to, and the SHA-256 of
/// every file.
pub(super) fn index(purchase: &Purchase, files: &Files) -> Result<Vec<u8>, WriteFault> {
    let market = purchase.ask.market;
    let menu = market.menu;
    let said = Said {
        menu: MenuEntry { name: &menu.name, file: &menu.file, sha256: &menu.sha256 },
        status: status(purchase),
        before: confirmed_entry(&purchase.before),
        plan: match &purchase.decided {
            Decided::Plan(plan) | Decided::Unmet(plan) => Some(plan_entry(plan)),
            Decided::Unknown => None,
        },
        taken_from_later: purchase.later.iter().map(|later| later_entry(&market.unchanged, later)).collect(),
        curve_whole: purchase.is_curve_whole,
        robust: purchase.robust.as_ref().map(robust_entry),
    };
    let solver = purchase.ask.engine.solver;
    report::index(&market.round, (solver.name(), &solver.version()), &said, files)
}

fn plan_entry(plan: &Plan) -> PlanEntry<'_> {
    PlanEntry {
        numbers: &plan.numbers,
        cost: plan.cost.to_string(),
        steps: plan.steps.iter().map(StepEntry::of).collect(),
        confirmed: confirmed_entry(&plan.confirmed),
    }
}

fn later_entry<'a>(round: &'a Round, later: &Later) -> LaterEntry<'a> {
    let id = later.id(round);
    let limit = later.limit.constraint.to_string();
    LaterEntry { limit, id, more: later.more, left: later.left, wanted: later.wanted, fewer: later.fewer }
}

fn confirmed_entry(confirmed: &Confirmed) -> ConfirmedEntry {
    let targets = confirmed.reached.iter();
    ConfirmedEntry {
        placed: confirmed.placed,
        violations: confirmed.violations,
        targets: targets.map(|one| TargetEntry { of: one.of, wanted: one.wanted, placed: one.placed }).collect(),
        stages: confirmed.steps.iter().map(StepEntry::of).collect(),
    }
}

fn robust_entry(robust: &Robust) -> RobustEntry<'_> {
    RobustEntry {
        numbers: &robust.numbers,
        cost: robust.cost.to_string(),
        planned: robust.planned,
        proven: robust.is_proven,
        tested: robust.tested.iter().map(|test| TestEntry { draw: test.draw, placed: &test.placed }).collect(),
    }
}
