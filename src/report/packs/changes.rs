use super::case::Case;
use crate::allocation::MoveKind;
use crate::paper::page::{Section, Table};
use crate::paper::words::sentence;
use crate::report::run::Report;

/// What becomes of places that were told before, the lost ones first; nothing
/// where no place changes.
pub(super) fn changes(report: &Report, own: &[&Case]) -> Option<Section> {
    let mut changed: Vec<_> = own.iter().filter_map(|case| Some((rank(case.moved.as_ref()?.kind)?, *case))).collect();
    changed.sort_by_key(|(rank, case)| (*rank, case.referral.id.as_str()));
    let rows = changed.into_iter().map(|(_, case)| {
        let student = &report.round.students[case.referral.student];
        vec![case.referral.id.clone(), student.id.clone(), told(report, case).unwrap_or_default()]
    });
    let table = Table::new("changed", "Places that change", &["Referral", "Student", "What changes"]).with(rows);
    let section = Section::new("changes", "Against the earlier result");
    (!table.rows.is_empty()).then(|| section.table(table))
}

/// Lost places come first, those that stay are left out.
fn rank(kind: MoveKind) -> Option<u8> {
    match kind {
        MoveKind::Loses => Some(0),
        MoveKind::Moves => Some(1),
        MoveKind::Changed => Some(2),
        MoveKind::Gains => Some(3),
        MoveKind::Stays => None,
    }
}

/// The place that was told before and what has become of it.
fn told(report: &Report, case: &Case) -> Option<String> {
    let moved = case.moved.as_ref()?;
    let id = |intake| report.round.intakes[intake].id.as_str();
    match (moved.before, moved.after) {
        (Some(before), None) => Some(format!("told {}, now withdrawn", id(before))),
        (Some(before), _) if moved.kind == MoveKind::Changed => {
            let aspects: Vec<String> = moved.changed.iter().map(ToString::to_string).collect();
            Some(format!("told {}, now otherwise: {}", id(before), aspects.join(", ")))
        }
        (Some(before), Some(after)) => Some(format!("told {}, now {}", id(before), id(after))),
        (None, Some(after)) => Some(format!("now {}", id(after))),
        (None, None) => None,
    }
}

/// Whether it had a place and has none.
fn is_lost(case: &Case) -> bool {
    case.moved.as_ref().is_some_and(|moved| moved.kind == MoveKind::Loses)
}

/// What stands before the reason of a referral that loses a place.
pub(super) fn withdrawn(report: &Report, case: &Case) -> String {
    match is_lost(case) {
        true => told(report, case).map(|told| format!("{} ", sentence(&told))).unwrap_or_default(),
        false => String::new(),
    }
}
