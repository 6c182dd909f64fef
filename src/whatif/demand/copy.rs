use super::earlier::Earlier;
use super::pool::{Copy, Drawn, column};
use crate::normal::normal;
use crate::problem::Place;
use crate::reading::{cell_date, forms};
use crate::round::Round;
use crate::schema::{Column, Kind, TableId, courses, intakes, referrals, spec, students};
use crate::source::{RawRow, RawTable, Source};
use crate::whatif::remove;
use chrono::TimeDelta;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Rows of a round that a draw added: the file's name and the row.
pub(in crate::whatif) type Added = Vec<Place>;

/// Puts what was drawn into a round: the copies have ids that nobody has,
/// `R12~1`, and stand below the rows that stay.
pub(super) fn apply(source: &mut Source, earlier: &[Arc<Earlier>], drawn: Drawn) -> Added {
    let mut ids = Ids::new(source);
    // Tables to copy from, as they are before anything is taken out.
    let table = |source: &Source, id| source.tables.get(&id).cloned().unwrap_or_default();
    let own = [table(source, TableId::Students), table(source, TableId::Referrals)];
    let mut translations = vec![Translation::none()];
    translations.extend(earlier.iter().map(|earlier| Translation::new(source, earlier)));
    let gone: Vec<usize> = drawn.gone.into_iter().collect();
    remove::remove(source, TableId::Referrals, &gone);
    let mut added = Vec::new();
    for Copy { round, student, referrals } in drawn.copies.iter().filter(|copy| !copy.referrals.is_empty()) {
        let empty = RawTable::default();
        let theirs = |id: TableId| match round {
            0 => &own[usize::from(id == TableId::Referrals)],
            round => earlier[round - 1].source.tables.get(&id).unwrap_or(&empty),
        };
        let translation = &translations[*round];
        let children = theirs(TableId::Students);
        let Some(row) = children.rows.get(*student) else { continue };
        let name = ids.fresh(TableId::Students, forms::bare(children.cell(row, &students::STUDENT_ID)));
        // Two children cannot have one pupil number.
        let set: [(&Column, &str); 2] = [(&students::STUDENT_ID, &name), (&students::UPN, "")];
        added.extend(add(source, TableId::Students, children, row, &set, translation));
        let rows = theirs(TableId::Referrals);
        let asked: Vec<&RawRow> = referrals.iter().filter_map(|at| rows.rows.get(*at)).collect();
        for row in &asked {
            let id = ids.fresh(TableId::Referrals, forms::bare(rows.cell(row, &referrals::REFERRAL_ID)));
            let mut set: Vec<(&Column, &str)> = vec![(&referrals::REFERRAL_ID, &id), (&referrals::STUDENT_ID, &name)];
            // A programme that may be had again there may be had once here: what asks for it twice binds nothing.
            let is_like = |other: &&RawRow, column: &Column| {
                normal(forms::bare(rows.cell(other, column))) == normal(forms::bare(rows.cell(row, column)))
            };
            let rivals = asked.iter().filter(|other| other.row != row.row && is_like(other, &referrals::TOGETHER));
            if *round > 0 && rivals.into_iter().any(|other| is_like(other, &referrals::PROGRAMME)) {
                set.push((&referrals::TOGETHER, ""));
            }
            added.extend(add(source, TableId::Referrals, rows, row, &set, translation));
        }
    }
    for translation in translations {
        source.removed.extend(translation.gone);
        source.removed_from.extend(translation.gone_from);
    }
    added
}

/// Adds a copy of a row with some cells set.
fn add(
    source: &mut Source,
    id: TableId,
    theirs: &RawTable,
    row: &RawRow,
    set: &[(&Column, &str)],
    translation: &Translation,
) -> Option<Place> {
    let cells: Vec<(&Column, String)> = spec(id)
        .columns
        .iter()
        .map(|column| match set.iter().find(|(other, _)| *other == column) {
            Some((_, text)) => (column, (*text).to_owned()),
            None => (column, translation.cell(column.kind, theirs.cell(row, column))),
        })
        .collect();
    let table = source.tables.get_mut(&id)?;
    table.add(cells.iter().map(|(column, text)| (*column, text.as_str())));
    Some(table.place.row(table.rows.last()?.row))
}

/// The ids that are taken, and how many copies of each there are.
struct Ids {
    taken: BTreeMap<TableId, BTreeSet<String>>,
    copies: BTreeMap<(TableId, String), usize>,
}

impl Ids {
    fn new(source: &Source) -> Ids {
        let of = |table, id: &Column| source.tables.get(&table).map(|rows| column(rows, id)).unwrap_or_default();
        let taken: [(TableId, &Column); 2] =
            [(TableId::Students, &students::STUDENT_ID), (TableId::Referrals, &referrals::REFERRAL_ID)];
        let taken = taken.map(|(table, id)| (table, of(table, id).into_iter().collect()));
        Ids { taken: BTreeMap::from(taken), copies: BTreeMap::new() }
    }

    /// An id for a copy that nobody has.
    fn fresh(&mut self, table: TableId, id: &str) -> String {
        let copies = self.copies.entry((table, id.to_owned())).or_default();
        let taken = self.taken.entry(table).or_default();
        loop {
            *copies += 1;
            let fresh = format!("{id}~{copies}");
            if taken.insert(fresh.clone()) {
                return fresh;
            }
        }
    }
}

/// What rows of an earlier round mean in this one.
struct Translation {
    /// By how much dates are moved.
    shift: TimeDelta,
    /// For ids of intakes and courses what they are called here.
    names: BTreeMap<String, String>,
    /// Ids that this round does not have; they hold their rank in choices.
    gone: BTreeSet<String>,
    /// The courses of intakes among them.
    gone_from: BTreeMap<String, String>,
}

impl Translation {
    /// Rows of this round mean what they say.
    fn none() -> Translation {
        Translation {
            shift: TimeDelta::zero(),
            names: BTreeMap::new(),
            gone: BTreeSet::new(),
            gone_from: BTreeMap::new(),
        }
    }

    fn new(source: &Source, earlier: &Earlier) -> Translation {
        let as_of = Round::run_of(source).map_or(earlier.as_of, |run| run.as_of);
        let of = |source: &Source, table, id: &Column| -> BTreeSet<String> {
            source.tables.get(&table).map(|rows| column(rows, id)).unwrap_or_default().into_iter().collect()
        };
        let known_courses = of(source, TableId::Courses, &courses::COURSE_ID);
        let known_intakes = of(source, TableId::Intakes, &intakes::INTAKE_ID);
        let mut translation = Translation { shift: as_of - earlier.as_of, ..Translation::none() };
        for (intake, course) in earlier.courses.iter().filter(|(intake, _)| !known_intakes.contains(*intake)) {
            if known_courses.contains(course) {
                translation.names.insert(intake.clone(), course.clone());
            } else {
                translation.gone.insert(intake.clone());
                translation.gone_from.insert(intake.clone(), course.clone());
            }
        }
        let theirs = of(&earlier.source, TableId::Courses, &courses::COURSE_ID);
        translation.gone.extend(theirs.difference(&known_courses).cloned());
        translation.gone.extend(earlier.source.removed.iter().cloned());
        translation
    }

    fn cell(&self, kind: Kind, cell: &str) -> String {
        match kind {
            Kind::Date if !self.shift.is_zero() => match cell_date(forms::bare(cell)) {
                Ok(date) => date.checked_add_signed(self.shift).unwrap_or(date).to_string(),
                Err(_) => cell.to_owned(),
            },
            Kind::Choices if !self.names.is_empty() => {
                let one = |id: &str| self.names.get(forms::bare(id)).cloned().unwrap_or_else(|| id.to_owned());
                let group = |group: &str| group.split('|').map(one).collect::<Vec<_>>().join("|");
                forms::bare(cell).split(';').map(group).collect::<Vec<_>>().join(";")
            }
            _ => cell.to_owned(),
        }
    }
}
