use super::column::{Column, ColumnOf, Kind, words};
use crate::round::{Beyond, Sla};

/// The keys of the section `sla`.
pub const KEYS: &[Column] = &[PAID_PROGRAMMES.column, PAID_PLACES.column, BEYOND.column, PLACE_FEE.column];

pub const PAID_PROGRAMMES: ColumnOf<Sla> =
    ColumnOf::new("paid_programmes", Kind::Programmes, "Programmes that use up paid places.");
pub const PAID_PLACES: ColumnOf<Sla> =
    ColumnOf::new("paid_places", Kind::Whole, "Paid places of a school with the SLA in an academic year.").or("0");
pub const BEYOND: ColumnOf<Sla> =
    ColumnOf::new("beyond", Kind::Word(words::<Beyond>), "What happens beyond the paid places.").or("refuse");
pub const PLACE_FEE: ColumnOf<Sla> =
    ColumnOf::new("place_fee", Kind::Money, "What a charged place costs on top of its fee.").or("0");
