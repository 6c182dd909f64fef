use super::column::{Column, ColumnOf, Kind};
use crate::round::Letters;

/// The keys of the section `letters`.
pub const KEYS: &[Column] = &[ADDRESS.column, CONTACT.column, REVIEW.column];

pub const ADDRESS: ColumnOf<Letters> =
    ColumnOf::new("address", Kind::List, "The lines of the authority's address, as letters have them.");
pub const CONTACT: ColumnOf<Letters> =
    ColumnOf::new("contact", Kind::Text, "Whom families and schools ask, and how: a name, a telephone number.");
pub const REVIEW: ColumnOf<Letters> =
    ColumnOf::new("review", Kind::Text, "How to ask for a review of a decision, in a sentence or two.");
