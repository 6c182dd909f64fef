//! Rows that the rows of a round name and that only the round before has.

use super::next::Next;
use crate::reading::cell_text;
use crate::schema::TableId;
use std::collections::BTreeSet;

/// A column with ids of rows of another table.
struct Reference {
    from: TableId,
    column: &'static str,
    to: TableId,
    key: &'static str,
}

/// In an order in which no copied row names one that was looked for before.
const REFERENCES: [Reference; 9] = {
    use TableId::{Courses, Intakes, Placements, Providers, Referrals, Schools, Students};
    [
        Reference { from: Referrals, column: "student_id", to: Students, key: "student_id" },
        Reference { from: Placements, column: "student_id", to: Students, key: "student_id" },
        Reference { from: Placements, column: "intake_id", to: Intakes, key: "intake_id" },
        Reference { from: Referrals, column: "choices", to: Intakes, key: "intake_id" },
        Reference { from: Referrals, column: "choices", to: Courses, key: "course_id" },
        Reference { from: Intakes, column: "course_id", to: Courses, key: "course_id" },
        Reference { from: Courses, column: "provider_id", to: Providers, key: "provider_id" },
        Reference { from: Providers, column: "school_id", to: Schools, key: "school_id" },
        Reference { from: Students, column: "school_id", to: Schools, key: "school_id" },
    ]
};

/// Copies what is named and not there. An intake that the round does not offer
/// is copied without free places, so that nobody joins it.
pub(super) fn complete(next: &mut Next) {
    for Reference { from, column, to, key } in REFERENCES {
        for id in named(next, from, column) {
            if next.has(to, key, &id) {
                continue;
            }
            match to {
                TableId::Intakes => close(next, &id),
                _ => next.copy(to, key, &id, &[]),
            };
        }
    }
    for id in named(next, TableId::Referrals, "school_id") {
        if !next.has(TableId::Schools, "school_id", &id) {
            next.copy(TableId::Schools, "school_id", &id, &[]);
        }
    }
}

/// The ids in a column, lists taken apart.
fn named(next: &Next, from: TableId, column: &str) -> BTreeSet<String> {
    let Some(table) = next.tables.get(&from) else { return BTreeSet::new() };
    let cells = table.rows.iter().map(|row| cell_text(table.cell(row, column)));
    let ids = cells.flat_map(|cell| cell.split([';', '|'])).map(cell_text).filter(|id| !id.is_empty());
    ids.map(str::to_owned).collect()
}

/// Copies an intake with as many places as are held there.
fn close(next: &mut Next, id: &str) -> bool {
    let Some(key) = next.before.round.intakes.find(id) else { return false };
    let end = next.before.round.intakes[key].end.to_string();
    let held = next
        .tables
        .get(&TableId::Placements)
        .map_or(0, |table| table.rows.iter().filter(|row| cell_text(table.cell(row, "intake_id")) == id).count());
    let places = held.to_string();
    let changes = [("end", end.as_str()), ("last_start", ""), ("places", &places), ("min_group", "")];
    next.copy(TableId::Intakes, "intake_id", id, &changes)
}
