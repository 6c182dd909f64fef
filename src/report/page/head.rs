use crate::paper::page::{Figure, Section, Table};
use crate::paper::words::{count, number, per_cent, pounds, sentence};
use crate::report::figures::Figures;
use crate::report::run::Report;
use crate::report::words::{resolved_if, smallest};
use crate::result::Status;
use crate::units::Pence;

/// How the run ended, and what that means.
pub(in crate::report) fn verdict(report: &Report) -> (String, String) {
    let steps = report.result.steps.len();
    let (ended, meaning) = match report.result.status {
        Status::Optimal => (
            "The best allocation, proven.",
            format!(
                "All {steps} steps of the published ladder are proven: none can be improved without giving up an earlier one."
            ),
        ),
        Status::Feasible => (
            "A valid allocation, not proven to be the best.",
            format!(
                "{} of {steps} steps of the ladder are proven. The run ended before the rest were.",
                report.result.steps.iter().take_while(|step| step.is_proven()).count()
            ),
        ),
        Status::Infeasible => {
            ("No allocation.", "The decisions to place cannot all be kept, so nobody has been placed.".to_owned())
        }
    };
    (ended.to_owned(), meaning)
}

/// The headline figures; none of an infeasible round.
pub(super) fn figures(report: &Report) -> Vec<Figure> {
    if report.result.status == Status::Infeasible {
        return Vec::new();
    }
    let figures = Figures::of(report.round, report.result);
    let first = figures.ranks.get(&1).copied().unwrap_or(0);
    vec![
        Figure {
            label: "Placed",
            value: number(figures.placed as i64),
            note: format!("{} of {}", per_cent(figures.placed, figures.open), count(figures.open, "open referral")),
        },
        Figure { label: "Students with a new place", value: number(figures.students as i64), note: String::new() },
        Figure {
            label: "First choices",
            value: number(first as i64),
            note: format!("{} of the placed", per_cent(first, figures.placed)),
        },
        Figure {
            label: "Not placed",
            value: number(report.result.unplaced.len() as i64),
            note: "each with its reason below".to_owned(),
        },
        Figure {
            label: "Fees",
            value: pounds(figures.fees + figures.place_fees),
            note: match figures.place_fees {
                Pence(0) => format!("no place fees{}", besides(report)),
                place_fees => format!("{} of them place fees{}", pounds(place_fees), besides(report)),
            },
        },
        Figure {
            label: "Paid places used",
            value: number(figures.paid_places as i64),
            note: format!("and {} charged", number(figures.charged as i64)),
        },
    ]
}

/// What transport costs beside the fees, where the policy has any.
fn besides(report: &Report) -> String {
    if report.round.policy.transport.is_empty() {
        return String::new();
    }
    format!(", and {} for transport", pounds(report.result.placed.iter().map(|placed| placed.transport).sum()))
}

/// Why no allocation keeps every decision to place.
pub(super) fn conflict(report: &Report) -> Section {
    let conflict = &report.result.conflict;
    let members = conflict.members.iter().map(|member| vec![member.id.clone(), sentence(&member.detail)]);
    let table = Table::new("conflict-table", "What cannot stand together", &["What", "Says"]);
    let mut section = Section::new("conflict", "What stands in the way")
        .text(&conflict.sentence)
        .text(smallest(conflict))
        .table(table.with(members));
    if let Some(lead) = resolved_if(conflict) {
        let changes = conflict.changes.iter().map(|change| vec![sentence(change)]);
        let table = Table::new("changes-table", "What resolves it", &["Change"]);
        section = section.text(lead).table(table.with(changes));
    }
    section
}
