//! Rows that the rows of a round name and that only the round before has.

use super::next::Next;
use crate::reading::cell_text;
use crate::schema::{Column, TableId, courses, intakes, placements, providers, referrals, schools, students};
use std::collections::{BTreeMap, BTreeSet};

/// A column with ids of rows of another table.
struct Reference {
    from: TableId,
    column: Column,
    to: TableId,
    key: Column,
}

/// In an order in which no copied row names one that was looked for before.
const REFERENCES: [Reference; 9] = {
    use TableId::{Courses, Intakes, Placements, Providers, Referrals, Schools, Students};
    [
        Reference {
            from: Referrals,
            column: referrals::STUDENT_ID.column,
            to: Students,
            key: students::STUDENT_ID.column,
        },
        Reference {
            from: Placements,
            column: placements::STUDENT_ID.column,
            to: Students,
            key: students::STUDENT_ID.column,
        },
        Reference {
            from: Placements,
            column: placements::INTAKE_ID.column,
            to: Intakes,
            key: intakes::INTAKE_ID.column,
        },
        Reference { from: Referrals, column: referrals::CHOICES.column, to: Intakes, key: intakes::INTAKE_ID.column },
        Reference { from: Referrals, column: referrals::CHOICES.column, to: Courses, key: courses::COURSE_ID.column },
        Reference { from: Intakes, column: intakes::COURSE_ID.column, to: Courses, key: courses::COURSE_ID.column },
        Reference {
            from: Courses,
            column: courses::PROVIDER_ID.column,
            to: Providers,
            key: providers::PROVIDER_ID.column,
        },
        Reference { from: Providers, column: providers::SCHOOL_ID.column, to: Schools, key: schools::SCHOOL_ID.column },
        Reference { from: Students, column: students::SCHOOL_ID.column, to: Schools, key: schools::SCHOOL_ID.column },
    ]
};

/// Copies what is named and not there. An intake that the round does not offer
/// is copied without free places, so that nobody joins it.
pub(super) fn complete(next: &mut Next) {
    let held = held(next);
    for Reference { from, column, to, key } in REFERENCES {
        for id in named(next, from, &column) {
            if next.has(to, &key, &id) {
                continue;
            }
            match to {
                TableId::Intakes => close(next, &held, &id),
                _ => next.copy(to, &key, &id, &[]),
            };
        }
    }
    for id in named(next, TableId::Referrals, &referrals::SCHOOL_ID) {
        if !next.has(TableId::Schools, &schools::SCHOOL_ID, &id) {
            next.copy(TableId::Schools, &schools::SCHOOL_ID, &id, &[]);
        }
    }
}

/// The ids in a column, lists taken apart.
fn named(next: &Next, from: TableId, column: &Column) -> BTreeSet<String> {
    let Some(table) = next.tables.get(&from) else { return BTreeSet::new() };
    let cells = table.rows.iter().map(|row| cell_text(table.cell(row, column)));
    let ids = cells.flat_map(|cell| cell.split([';', '|'])).map(cell_text).filter(|id| !id.is_empty());
    ids.map(str::to_owned).collect()
}

/// How many placements each intake has.
fn held(next: &Next) -> BTreeMap<String, usize> {
    let mut held = BTreeMap::new();
    let table = next.tables.get(&TableId::Placements);
    for (table, row) in table.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row))) {
        *held.entry(cell_text(table.cell(row, &placements::INTAKE_ID)).to_owned()).or_default() += 1;
    }
    held
}

/// Copies an intake with as many places as are held there.
fn close(next: &mut Next, held: &BTreeMap<String, usize>, id: &str) -> bool {
    let Some(key) = next.before.round.intakes.find(id) else { return false };
    let end = next.before.round.intakes[key].end.to_string();
    let places = held.get(id).copied().unwrap_or_default().to_string();
    let changes: [(&Column, &str); 4] =
        [(&intakes::END, &end), (&intakes::LAST_START, ""), (&intakes::PLACES, &places), (&intakes::MIN_GROUP, "")];
    next.copy(TableId::Intakes, &intakes::INTAKE_ID, id, &changes)
}
