use super::index::Index;
use crate::problem::Problem;
use crate::schema::{TableId, spec};
use crate::source::Source;
use std::collections::BTreeSet;

/// The ids that rows may name.
pub(super) struct Known<'a> {
    pub(super) programmes: Index,
    pub(super) schools: Index,
    pub(super) students: Index,
    pub(super) referrals: Index,
    pub(super) providers: Index,
    pub(super) courses: Index,
    pub(super) intakes: Index,
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
            removed: &source.removed,
        }
    }
}
