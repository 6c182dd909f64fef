use crate::allocation::Placement;
use crate::ids::ConstraintId;
use crate::posed::Seating;
use crate::program::{ColumnIndex, Program, Row};

/// The first limit, by constraint in the published order, that placing an option
/// breaks, and its sum then.
pub(super) fn first_broken<'p>(
    program: &'p Program,
    seating: &mut Seating<Program>,
    option: ColumnIndex,
) -> Option<(ConstraintId, &'p Row, i64)> {
    seating.would_break(option).into_iter().find_map(|broken| {
        let row = &program.rows()[broken.row];
        Some((row.constraint()?, row, broken.sum))
    })
}

/// The placements that take of a limit.
pub(super) fn beside(program: &Program, seating: &Seating<Program>, row: &Row) -> Vec<Placement> {
    let options = row.terms.iter().map(|(column, _)| *column).filter(|column| *column < program.option_count());
    options.filter(|column| seating.has(*column)).map(|column| program.placement(column)).collect()
}
