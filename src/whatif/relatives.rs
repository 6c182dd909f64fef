//! What a row belongs to: an intake to its course and provider, a referral to
//! its student and school. Conditions look there too.

use super::policy::member;
use super::text::text_of;
use crate::reading::forms;
use crate::schema::{
    Blank, Column, Kind, TableId, courses, intakes, policy, programme, referrals, schools, sla, spec, students,
};
use crate::source::{RawRow, Source, Value};
use std::collections::BTreeMap;

/// The columns of a table that name what its rows belong to.
fn links(table: TableId) -> impl Iterator<Item = (&'static Column, TableId)> {
    // A separation is of two students alike: it belongs to neither.
    let columns = if table == TableId::Separations { &[] } else { spec(table).columns };
    columns.iter().filter_map(|column| match column.kind {
        Kind::Reference(other) => Some((column, other)),
        _ => None,
    })
}

/// The table itself and those that its rows belong to, the nearest first.
pub(super) fn in_reach(table: TableId) -> Vec<TableId> {
    let mut found = vec![table];
    let mut next = 0;
    while let Some(table) = found.get(next).copied() {
        for (_, other) in links(table) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
        next += 1;
    }
    found
}

/// The columns that a condition on a table may name.
pub(super) fn columns_in_reach(table: TableId) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    for column in in_reach(table).into_iter().flat_map(|table| spec(table).columns) {
        if !found.contains(&column.name) {
            found.push(column.name);
        }
    }
    found
}

/// The rows of a source by their ids, and where their columns stand.
#[derive(Default)]
pub(super) struct Register {
    rows: BTreeMap<TableId, BTreeMap<String, usize>>,
    columns: BTreeMap<(TableId, &'static str), usize>,
}

impl Register {
    /// The rows of a table and of the tables in its reach.
    pub fn of(source: &Source, table: TableId) -> Register {
        let mut register = Register::default();
        for id in in_reach(table) {
            let Some(table) = source.tables.get(&id) else { continue };
            let columns = spec(id).columns.iter();
            let places = columns.filter_map(|column| Some(((id, column.name), table.column(column)?)));
            register.columns.extend(places);
            let Some(own) = spec(id).columns.iter().find(|column| matches!(column.kind, Kind::Id)) else { continue };
            let ids = table.rows.iter().map(|row| register.cell(id, row, own).to_owned());
            let mut rows = BTreeMap::new();
            for (position, id) in ids.enumerate() {
                rows.entry(id).or_insert(position);
            }
            register.rows.insert(id, rows);
        }
        register
    }

    /// The bare text of a row's cell; blank where there is no such column.
    pub fn cell<'s>(&self, table: TableId, row: &'s RawRow, column: &Column) -> &'s str {
        let at = self.columns.get(&(table, column.name));
        at.and_then(|at| row.cells.get(*at)).map_or("", |cell| forms::bare(cell))
    }

    /// The row that a row names in one of its columns.
    fn named<'s>(
        &self,
        source: &'s Source,
        table: TableId,
        row: &RawRow,
        link: &Column,
        other: TableId,
    ) -> Option<&'s RawRow> {
        let position = self.rows.get(&other)?.get(self.cell(table, row, link))?;
        source.tables.get(&other)?.rows.get(*position)
    }

    /// What a row of a table has in a column of its own or of what it belongs
    /// to, the nearest first; a blank that takes its value from elsewhere is
    /// passed over. With the kind of the column.
    pub fn value<'s>(
        &self,
        source: &'s Source,
        table: TableId,
        row: &'s RawRow,
        name: &str,
    ) -> Option<(Kind, &'s str)> {
        let mut rows: BTreeMap<TableId, &'s RawRow> = BTreeMap::from([(table, row)]);
        let mut blank = None;
        for id in in_reach(table) {
            let Some(row) = rows.get(&id).copied() else { continue };
            for (link, other) in links(id) {
                if let Some(found) = self.named(source, id, row, link, other) {
                    rows.entry(other).or_insert(found);
                }
            }
            let Some(column) = spec(id).columns.iter().find(|column| column.name == name) else { continue };
            let text = self.cell(id, row, column);
            match column.blank {
                _ if !text.is_empty() => return Some((column.kind, text)),
                Blank::Value(value) => return Some((column.kind, value)),
                Blank::Elsewhere(_) => blank = blank.or(Some((column.kind, ""))),
                Blank::Nothing | Blank::Refused => return Some((column.kind, "")),
            }
        }
        blank
    }

    /// A number's text where its cell is blank: the column's default, or what
    /// it takes from elsewhere. Blank where there is none.
    pub fn default_number(&self, source: &Source, table: TableId, row: &RawRow, column: &Column) -> String {
        let stated = |path: &[&str], default: &str| setting(source, path).unwrap_or_else(|| default.to_owned());
        let is = |declared: &Column| *column == *declared;
        match (table, column.blank) {
            (_, Blank::Value(value)) => value.to_owned(),
            (TableId::Schools, _) if is(&schools::PAID_PLACES) => {
                stated(&[policy::SLA.name, sla::PAID_PLACES.name], "0")
            }
            (TableId::Students, _) if is(&students::MAX_DAYS) => stated(&[policy::DAYS_OFF_SITE_MAX.name], "5"),
            (TableId::Referrals, _) if is(&referrals::BAND) => stated(&[policy::BANDS.name], "1"),
            (TableId::Courses, _) if is(&courses::WEEKS) => {
                let programme = self.cell(table, row, &courses::PROGRAMME);
                stated(&[policy::PROGRAMME.name, programme, programme::WEEKS.name], "")
            }
            (TableId::Intakes, _) if is(&intakes::FEE) => {
                let course = self.named(source, table, row, &intakes::COURSE_ID, TableId::Courses);
                let fee = course.map_or("", |course| self.cell(TableId::Courses, course, &courses::FEE));
                if fee.is_empty() { "0".to_owned() } else { fee.to_owned() }
            }
            _ => String::new(),
        }
    }
}

/// The text of a setting of the policy, by its path.
pub(super) fn setting(source: &Source, path: &[&str]) -> Option<String> {
    let mut group = source.policy.as_ref()?;
    let (key, groups) = path.split_last()?;
    let mut groups = groups.iter();
    while let Some(name) = groups.next() {
        group = match &group.get(name)?.value {
            Value::Group(group) => group,
            Value::List(_) => member(group, name, groups.next()?)?,
            _ => return None,
        };
    }
    Some(text_of(&group.get(key)?.value))
}
