//! The files of what places are worth.

use super::curve::{Verdict, Worth};
use super::point::{Counts, Point};
use super::whole::Value;
use super::words::{NO_LIMIT, fewer_known, known};
use super::{Closing, Fewer, index, page};
use crate::ids::StageId;
use crate::paper::publish::Set;
use crate::paper::words::note;
use crate::paper::{Cell, Files, Format, Sheet, WriteFault, csv_files};
use crate::units::Pence;

/// The name of the list of the files.
const INDEX: &str = "plan-value.json";

/// What places are worth.
pub const PLAN_VALUE: Set = Set::new("value", INDEX, &["values.csv", "value-groups.csv", "closings.csv", "value.html"]);

/// The files of what places are worth, by name. They depend on nothing but the
/// round and what was asked.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn files(value: &Value, format: Format) -> Result<Files, WriteFault> {
    let sheets =
        [("values.csv", values(value)), ("value-groups.csv", groups(value)), ("closings.csv", closings(value))];
    let mut files = csv_files(sheets, note(value.ask.round().run.provisional), format);
    let page = page::page(value)?;
    files.insert("value.html".to_owned(), page.into_bytes());
    let index = index::index(value, &files)?;
    files.insert(INDEX.to_owned(), index);
    Ok(files)
}

impl Value<'_> {
    /// The stages that count, in their order.
    pub(super) fn stages(&self) -> Vec<StageId> {
        let mut stages: Vec<StageId> = self.steps[..self.counted].iter().map(|step| step.stage).collect();
        stages.dedup();
        stages
    }

    /// By how much the steps of a stage come to more than in the round as it is.
    pub(super) fn change(&self, values: &[i64], stage: StageId) -> i64 {
        let steps = self.steps.iter().zip(values).filter(|(step, _)| step.stage == stage);
        steps.map(|(step, value)| value - step.value).sum()
    }

    fn programmes(&self) -> Vec<&str> {
        self.ask.round().policy.programmes.iter().map(|(_, programme)| programme.id.as_str()).collect()
    }

    fn change_columns(&self) -> Vec<String> {
        let stages = self.stages();
        let stages = stages.iter().map(|stage| format!("{stage}_change"));
        let programmes = self.programmes();
        let programmes = programmes.iter().map(|id| format!("placed_{id}_change"));
        ["gain".to_owned(), "lose".to_owned()].into_iter().chain(stages).chain(programmes).collect()
    }

    fn change_cells(&self, point: &Point) -> Vec<Cell> {
        let change = |stage: &StageId| {
            let change = self.change(&point.values, *stage);
            Cell::number(if matches!(stage, StageId::Fees | StageId::Transport) {
                Pence(change).to_string()
            } else {
                change.to_string()
            })
        };
        let of = |id: &&str| {
            let tally = point.counts.programmes.get(*id).copied().unwrap_or_default();
            Cell::number(tally.gain - tally.lose)
        };
        let all = point.counts.all;
        let mut cells = vec![Cell::number(all.gain), Cell::number(all.lose)];
        cells.extend(self.stages().iter().map(change));
        cells.extend(self.programmes().iter().map(of));
        cells
    }

    /// What changes nothing.
    fn nothing(&self) -> Point {
        let values = self.steps[..self.counted].iter().map(|step| step.value).collect();
        Point { count: 0, values, counts: Counts::default(), later: Vec::new(), is_proven: true }
    }
}

impl Worth {
    /// The points to be shown, each with how much more it is: as far as they
    /// were asked for, and without the limit where that brings more.
    pub(super) fn shown(&self) -> Vec<(Option<u32>, &Point)> {
        let Verdict::Useful { points, lifted, enough } = &self.verdict else { return Vec::new() };
        let more = |count: u32| self.capacity.unit.saturating_mul(count);
        let points = points.iter().map(|point| (Some(more(point.count)), point));
        points.chain(enough.is_none().then_some((None, lifted))).collect()
    }
}

/// `values.csv`: every limit with what more of it is worth.
fn values(value: &Value) -> Sheet {
    let round = value.ask.round();
    let fixed = ["limit", "id", "school_id", "amount", "more", "useful", "known"];
    let columns: Vec<String> = fixed
        .iter()
        .map(|name| (*name).to_owned())
        .chain(value.change_columns())
        .chain(["enough".to_owned(), "taken_from_later".to_owned()])
        .collect();
    let mut sheet = Sheet::new(&columns);
    for Worth { capacity, verdict } in &value.worths {
        let line = |more: Option<u32>, point: Option<&Point>, useful: Option<bool>, known: String| {
            let school = capacity.limit.school(round);
            let mut cells = vec![
                Cell::text(capacity.limit.constraint),
                Cell::text(capacity.limit.id(round)),
                Cell::text_or_blank((!school.is_empty()).then_some(school)),
                Cell::number(capacity.limit.amount(round)),
                more.map_or_else(|| Cell::text(NO_LIMIT), Cell::number),
                Cell::text_or_blank(useful.map(|useful| if useful { "yes" } else { "no" })),
                Cell::text(known),
            ];
            match point {
                Some(point) => cells.extend(value.change_cells(point)),
                None => cells.extend(value.change_columns().iter().map(|_| Cell::Blank)),
            }
            let enough = match verdict {
                Verdict::Useful { enough, .. } => enough.map(|count| count.saturating_mul(capacity.unit)),
                _ => None,
            };
            cells.push(Cell::number_or_blank(enough));
            cells.push(Cell::number_or_blank(point.map(Point::taken_from_later)));
            cells
        };
        match verdict {
            Verdict::NoUse(_) => sheet.push_all(line(None, Some(&value.nothing()), Some(false), known(verdict))),
            Verdict::Unknown => sheet.push_all(line(None, None, None, known(verdict))),
            Verdict::Useful { .. } => {
                let worth = Worth { capacity: *capacity, verdict: verdict.clone() };
                for (more, point) in worth.shown() {
                    let known = if point.is_proven { "solved" } else { "not proven" };
                    sheet.push_all(line(more, Some(point), Some(true), known.to_owned()));
                }
            }
        }
    }
    sheet
}

/// `value-groups.csv`: who gains and who loses, by what they are.
fn groups(value: &Value) -> Sheet {
    let round = value.ask.round();
    let mut sheet = Sheet::new(&["limit", "id", "school_id", "more", "by", "group", "gain", "lose"]);
    let mut add = |limit: &str, id: &str, school: &str, more: Cell, counts: &Counts| {
        for (by, groups) in counts.groups() {
            for (group, tally) in groups {
                sheet.push([
                    Cell::text(limit),
                    Cell::text(id),
                    Cell::text_or_blank((!school.is_empty()).then_some(school)),
                    more.clone(),
                    Cell::text(by),
                    Cell::text(group),
                    Cell::number(tally.gain),
                    Cell::number(tally.lose),
                ]);
            }
        }
    };
    for worth in &value.worths {
        let Worth { capacity, .. } = worth;
        for (more, point) in worth.shown() {
            let more = more.map_or_else(|| Cell::text(NO_LIMIT), Cell::number);
            let limit = capacity.limit.constraint.to_string();
            add(&limit, capacity.limit.id(round), capacity.limit.school(round), more, &point.counts);
        }
    }
    for closing in &value.closings {
        if let Fewer::Solved { point, .. } = &closing.fewer {
            add("places", &round.intakes[closing.intake].id, "", Cell::number(-1), &point.counts);
        }
    }
    sheet
}

/// `closings.csv`: every intake that can still be joined, with what could close.
fn closings(value: &Value) -> Sheet {
    let round = value.ask.round();
    let fixed = ["intake_id", "course_id", "programme", "places", "used", "unused", "known", "placed_kept", "all_kept"];
    let columns: Vec<String> = fixed.iter().map(|name| (*name).to_owned()).chain(value.change_columns()).collect();
    let mut sheet = Sheet::new(&columns);
    for closing in &value.closings {
        let Closing { intake, places, used, fewer } = closing;
        let word = |kept: Option<bool>| Cell::text_or_blank(kept.map(|kept| if kept { "yes" } else { "no" }));
        let course = &round.courses[round.intakes[*intake].course];
        let mut cells = vec![
            Cell::text(&round.intakes[*intake].id),
            Cell::text(&course.id),
            Cell::text(&round.policy.programmes[course.programme].id),
            Cell::number(places),
            Cell::number(used),
            Cell::number(closing.unused()),
            Cell::text(fewer_known(fewer)),
            word(fewer.keeps_placed()),
            word(fewer.keeps_all()),
        ];
        match fewer {
            Fewer::Solved { point, .. } => cells.extend(value.change_cells(point)),
            Fewer::Unused | Fewer::Held => cells.extend(value.change_cells(&value.nothing())),
            Fewer::Decided | Fewer::None | Fewer::Unknown => {
                cells.extend(value.change_columns().iter().map(|_| Cell::Blank));
            }
        }
        sheet.push_all(cells);
    }
    sheet
}
