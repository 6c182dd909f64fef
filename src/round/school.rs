use super::table::Named;
use crate::units::{Coordinates, Pence};

/// A school that refers students and pays for them.
#[derive(Debug, Clone, PartialEq)]
pub struct School {
    /// `school_id`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Unique reference number of the Department for Education.
    pub urn: String,
    /// Primary, secondary or another phase, in the file's words.
    pub phase: String,
    /// Whether it has the service-level agreement.
    pub sla: bool,
    /// Paid places in an academic year: the row's, else the policy's.
    pub paid_places: u32,
    /// Paid places used before this round in the round's academic year.
    pub paid_places_used: u32,
    /// Paid-programme places beyond the allowance that it agreed to pay for.
    pub extra_places: u32,
    /// Most that it spends on fees in this round; nothing: no limit.
    pub budget: Option<Pence>,
    /// Where it is.
    pub location: Option<Coordinates>,
    /// The row in `schools.csv`.
    pub row: u32,
}

impl School {
    /// Paid places left of this academic year's allowance, before the round.
    pub fn paid_places_left(&self) -> u32 {
        self.paid_places.saturating_sub(self.paid_places_used)
    }
}

impl Named for School {
    fn id(&self) -> &str {
        &self.id
    }
}
