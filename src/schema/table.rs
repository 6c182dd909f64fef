use super::column::Column;
use super::table_id::TableId;

/// A table and its columns.
#[derive(Debug, Clone, Copy)]
pub struct TableSpec {
    /// Which table.
    pub id: TableId,
    /// Whether a round must have it.
    pub needed: bool,
    /// Whether its rows are about children: then only ids are ever shown.
    pub about_children: bool,
    /// What a row is.
    pub doc: &'static str,
    /// The columns, in the order of the templates.
    pub columns: &'static [Column],
}
