//! Quantities that cannot be mixed up. All are whole numbers: the model, the
//! ladder and the audit never see a fraction.

mod coordinates;
mod money;
mod times;
mod years;

pub use coordinates::Coordinates;
pub use money::Pence;
pub use times::{HalfDays, Times};
pub use years::{AcademicYear, YearGroup, YearGroups};

use std::fmt;

/// A distance in tenths of a kilometre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TenthsKm(pub i64);

impl fmt::Display for TenthsKm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} km", self.0 / 10, self.0 % 10)
    }
}
