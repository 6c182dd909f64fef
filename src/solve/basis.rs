/// Where a column or a row's sum stands in a solution of a linear relaxation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Between its bounds, or anywhere: it follows from the others.
    Basic,
    /// At its least.
    Lower,
    /// At its greatest.
    Upper,
}

/// A basis: where columns and rows stand. A relaxation that differs little from
/// another one is solved faster from the other's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Of every column.
    pub columns: Vec<Stand>,
    /// Of every row.
    pub rows: Vec<Stand>,
}
