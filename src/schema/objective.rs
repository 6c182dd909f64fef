use super::column::{Column, ColumnOf, Kind};
use crate::round::Objective;

/// The keys of the section `objective`.
pub const KEYS: &[Column] = &[PRIORITY.column, LADDER.column];

pub const PRIORITY: ColumnOf<Objective> =
    ColumnOf::new("priority", Kind::List, "The keys of the priority class, most important first.")
        .or("access;band;looked_after");
pub const LADDER: ColumnOf<Objective> =
    ColumnOf::new("ladder", Kind::List, "The stages in order; placed comes first, settle last.")
        .or("placed;children;keep;precedence;waiting;choice;lottery;redraw;start-by-class;distance;fees;settle");
