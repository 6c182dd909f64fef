use super::cells;
use super::index::Index;
use crate::problem::Problem;
use crate::schema::{TableId, intakes, spec};
use crate::source::{RawRow, RawTable, Source};
use std::collections::{BTreeMap, BTreeSet};

/// The ids that rows may name.
pub(super) struct Known<'a> {
    pub(super) programmes: Index,
    pub(super) schools: Index,
    pub(super) students: Index,
    pub(super) referrals: Index,
    pub(super) providers: Index,
    pub(super) courses: Index,
    pub(super) intakes: Index,
    /// The course of every intake, as its row says or said.
    pub(super) course_of: BTreeMap<String, String>,
    /// Courses and intakes that are known and gone.
    pub(super) removed: &'a BTreeSet<String>,
}

impl<'a> Known<'a> {
    /// The ids of a source's tables; repeated ones are told.
    pub(super) fn of(source: &'a Source, programmes: Index, problems: &mut Vec<Problem>) -> Known<'a> {
        let mut index = |id: TableId| {
            let spec = spec(id);
            Index::of_table(spec, source.tables.get(&id), problems)
        };
        Known {
            programmes,
            schools: index(TableId::Schools),
            students: index(TableId::Students),
            referrals: index(TableId::Referrals),
            providers: index(TableId::Providers),
            courses: index(TableId::Courses),
            intakes: index(TableId::Intakes),
            course_of: course_of(source),
            removed: &source.removed,
        }
    }
}

fn course_of(source: &Source) -> BTreeMap<String, String> {
    let mut courses = source.removed_from.clone();
    let table = source.tables.get(&TableId::Intakes);
    let columns = |table: &RawTable| table.column(&intakes::INTAKE_ID).zip(table.column(&intakes::COURSE_ID));
    let Some((table, (intake, course))) = table.and_then(|table| Some((table, columns(table)?))) else {
        return courses;
    };
    let cell = |row: &RawRow, at: usize| row.cells.get(at).map(|cell| cells::text(cell).to_owned());
    courses.extend(table.rows.iter().filter_map(|row| cell(row, intake).zip(cell(row, course))));
    courses
}
