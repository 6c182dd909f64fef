use super::column::{ColumnOf, Kind, words};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::{Separation, SeparationScope};

/// `separations.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Separations,
    needed: false,
    about_children: true,
    doc: "Two students who must be kept apart.",
    columns: &[STUDENT_A.column, STUDENT_B.column, SCOPE.column],
};

pub const STUDENT_A: ColumnOf<Separation> =
    ColumnOf::new("student_a", Kind::Reference(TableId::Students), "One student.").needed();
pub const STUDENT_B: ColumnOf<Separation> =
    ColumnOf::new("student_b", Kind::Reference(TableId::Students), "The other student.").needed();
pub const SCOPE: ColumnOf<Separation> =
    ColumnOf::new("scope", Kind::Word(words::<SeparationScope>), "How far they are kept apart.").or("intake");
