//! What a program is written in: columns, rows, and the draft that limits and
//! stages add them to.

mod charges;
mod columns;
mod draft;
mod limit;
mod peaks;
mod residual;
mod row;

pub(crate) use charges::{paid_by_year, paid_places, write as write_charges};
pub(crate) use columns::Follow;
pub use columns::{Column, ColumnIndex, Meaning, Tendency};
pub(crate) use draft::Draft;
pub use limit::{About, Limit, Spot};
pub(crate) use peaks::{Member, Peak, peaks, peaks_by_slot};
pub use residual::Residual;
pub use row::Row;
