//! `report.html`: the result for people, one self-contained page.

mod calendar;
mod equality;
mod grounds;
mod head;
mod ledger;
mod lottery;
mod numbers;
mod people;
mod places;
mod priority;
mod receipt;
mod suppress;
mod transport;
mod waiting;

pub(super) use head::verdict;
pub(super) use places::of as intakes_of;

use crate::paper::page::{Document, Section};
use crate::paper::words::day;
use crate::report::run::Report;
use crate::result::Status;

/// The whole page as text.
pub(super) fn page(report: &Report) -> Result<String, askama::Error> {
    let round = report.round;
    let about = format!(
        "As of {}. Academic year {}. About children, by reference only: keep it as safe as the referrals.",
        day(round.run.as_of),
        round.run.academic_year
    );
    let document = Document {
        is_provisional: round.run.provisional,
        over: round.policy.authority.clone(),
        heading: round.run.name.clone(),
        about: vec![about],
        verdict: head::verdict(report),
        figures: head::figures(report),
        sections: sections(report),
        foot: Vec::new(),
    };
    document.render()
}

fn sections(report: &Report) -> Vec<Section> {
    let grounds = [grounds::rules(report), grounds::warnings(report), receipt::inputs(report)];
    if report.result.status == Status::Infeasible {
        return [head::conflict(report), calendar::dates(report)].into_iter().chain(grounds).collect();
    }
    let mut sections = vec![numbers::numbers(report), people::unplaced(report), people::placed(report)];
    sections.extend(people::moves(report));
    sections.extend([priority::priority(report), places::intakes(report), ledger::schools(report)]);
    sections.extend(transport::transport(report));
    sections.extend([
        waiting::waiting(report),
        calendar::dates(report),
        grounds::ladder(report),
        lottery::lottery(report),
        equality::equality(report),
    ]);
    sections.extend(grounds);
    sections
}
