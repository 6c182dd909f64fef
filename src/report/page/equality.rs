//! Who has a place by need and phase, without small numbers.

use super::suppress::{Counts, FEWEST, Numbers, THRESHOLD, published};
use crate::paper::page::{Bar, Cell, Section, Table, Tone};
use crate::paper::words::{clean, number, per_cent};
use crate::report::run::Report;
use crate::round::{Key, Student};
use crate::rules::{Casebook, is_open};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in place of a number that is not shown.
const HIDDEN: &str = "[c]";

/// The key stages and the years before and after, by the last of their year
/// groups.
const PHASES: [(i8, &str); 6] = [
    (0, "Early years (nursery and Reception)"),
    (2, "Key Stage 1 (Years 1 and 2)"),
    (6, "Key Stage 2 (Years 3 to 6)"),
    (9, "Key Stage 3 (Years 7 to 9)"),
    (11, "Key Stage 4 (Years 10 and 11)"),
    (i8::MAX, "Post-16 (Years 12 to 14)"),
];

/// Who has a new place by need and phase, without small numbers.
pub(super) fn equality(report: &Report) -> Section {
    let people = People::of(report);
    let section = Section::new("equality", "Equality: who has a place")
        .text("Students with an open referral, and those of them with a new place. These facts have no weight but where the policy names them as a priority; the view is for the duty to monitor (Equality Act 2010, section 149).")
        .text(format!(
            "{HIDDEN} stands for a number that is not shown: one from 1 to {}, one from which such a number could be worked out, or any of fewer than {FEWEST} students. All others are to the nearest five, and sums those of the numbers shown. So this part can be published by itself; the rest of the page is about single students and cannot.",
            THRESHOLD - 1
        ))
        .key(&[(Tone::Solid, "with a new place"), (Tone::Open, "without")]);
    if people.students.is_empty() {
        return section.text("No student has an open referral.");
    }
    let yes_no = |value: Option<bool>| match value {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not recorded",
    };
    section
        .table(people.table("equality-plan", "By EHC plan", |student| yes_no(student.ehcp)))
        .table(people.table("equality-care", "By whether looked after by the local authority", |student| {
            yes_no(student.looked_after)
        }))
        .table(people.table("equality-phase", "By phase", phase))
        .table(people.tags())
}

fn phase(student: &Student) -> &'static str {
    let within = |group: i8| PHASES.iter().find(|(last, _)| group <= *last).map(|(_, name)| *name);
    student.year_group.and_then(|group| within(group.number())).unwrap_or("Not recorded")
}

/// The students with an open referral.
struct People<'a> {
    report: &'a Report<'a>,
    students: BTreeSet<Key<Student>>,
    placed: BTreeSet<Key<Student>>,
}

impl<'a> People<'a> {
    fn of(report: &'a Report<'a>) -> People<'a> {
        let round = report.round;
        let book = Casebook::new(round);
        let open = round.referrals.iter().filter(|(key, _)| is_open(&book, *key));
        let placed = report.result.placed.iter().map(|placed| round.referrals[placed.placement.referral].student);
        People { report, students: open.map(|(_, referral)| referral.student).collect(), placed: placed.collect() }
    }

    fn count<K: Ord>(&self, group: impl Fn(&'a Student) -> K) -> BTreeMap<K, Counts> {
        let mut counts: BTreeMap<K, Counts> = BTreeMap::new();
        for key in &self.students {
            let count = counts.entry(group(&self.report.round.students[*key])).or_default();
            match self.placed.contains(key) {
                true => count.placed += 1,
                false => count.others += 1,
            }
        }
        counts
    }

    /// A row for each group, and their sum.
    fn table(&self, id: &str, caption: &str, group: impl Fn(&Student) -> &'static str) -> Table {
        let counts = self.count(group);
        let order = |name: &str| PHASES.iter().position(|(_, phase)| *phase == name);
        let mut groups: Vec<(&str, Counts)> = counts.into_iter().collect();
        groups.sort_by_key(|(name, _)| (order(name).unwrap_or(PHASES.len()), *name != "yes", *name));
        let counts: Vec<Counts> = groups.iter().map(|(_, counts)| *counts).collect();
        let table = Table::new(id, caption, &COLUMNS);
        let (numbers, all) = published(&counts);
        let rows = groups.iter().zip(numbers).map(|((name, _), numbers)| row(name, numbers, all.size));
        table.with(rows).total(row("All", all, None))
    }

    /// A row for each tag. A student may have several, so each is hidden as if
    /// those with and without it stood side by side.
    fn tags(&self) -> Table {
        let tags: BTreeSet<&String> =
            self.students.iter().flat_map(|key| &self.report.round.students[*key].tags).collect();
        let rows = tags.into_iter().filter_map(|tag| {
            let counts = self.count(|student| student.tags.contains(tag));
            let [with, without] = [true, false].map(|has| counts.get(&has).copied().unwrap_or_default());
            let (numbers, all) = published(&[with, without]);
            Some(row(&clean(tag), *numbers.first()?, all.size))
        });
        Table::new("equality-tags", "By tag; a student may have several", &COLUMNS).with(rows)
    }
}

const COLUMNS: [&str; 6] =
    ["Students", "#With an open referral", "#With a new place", "#Without", "#Share with a place", "~With a new place"];

/// A row of what may be shown, its bar on the scale of all children.
fn row(name: &str, shown: Numbers, scale: Option<u32>) -> Vec<Cell> {
    let cell = |value: Option<String>| Cell::from(value.unwrap_or_else(|| HIDDEN.to_owned()));
    let of = |value: Option<u32>| cell(value.map(number));
    let bar = shown.parts.zip(scale).filter(|(_, scale)| *scale > 0).map(|((placed, others), scale)| {
        let label = format!("{placed} of {} with a new place", placed + others);
        Bar::new(label, scale.max(placed + others)).part(Tone::Solid, placed).part(Tone::Open, others)
    });
    vec![
        name.into(),
        of(shown.size),
        of(shown.parts.map(|(placed, _)| placed)),
        of(shown.parts.map(|(_, others)| others)),
        cell(shown.parts.map(|(placed, others)| per_cent(placed as usize, (placed + others) as usize))),
        bar.map_or("".into(), Cell::from),
    ]
}
