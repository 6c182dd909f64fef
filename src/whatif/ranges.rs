//! What repeated draws of demand come to together: for each figure the range
//! that at least nine draws of ten lie in.

use super::outcome::Outcome;
use super::study::{Row, Study};
use super::words::unit;
use crate::paper::page::{Section, Table};
use crate::paper::words::{clean, count, number};
use crate::paper::{Cell, Sheet};
use crate::result::Status;

/// The draws of a scenario, for one choice of its values.
pub struct Ranges {
    /// Its name, without the draw.
    pub name: String,
    /// How many draws there are.
    pub draws: usize,
    /// How many came to something.
    pub known: usize,
    /// How many are accepted; nothing where nothing is required.
    pub accepted: Option<usize>,
    /// Each figure with its range, where any draw has it.
    pub figures: Vec<(String, Range)>,
}

/// How a figure is spread over draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The least of all draws.
    pub least: i64,
    /// The least figure that one draw of twenty is not above.
    pub low: i64,
    /// The least figure that half of the draws are not above.
    pub median: i64,
    /// The least figure that nineteen draws of twenty are not above.
    pub high: i64,
    /// The greatest of all draws.
    pub most: i64,
    /// The average, rounded to a whole number, halves up.
    pub mean: i64,
}

impl Range {
    /// The range of some figures; nothing where there are none.
    pub fn of(mut figures: Vec<i64>) -> Option<Range> {
        figures.sort_unstable();
        let (least, most) = (*figures.first()?, *figures.last()?);
        // The nearest rank: the least figure that so many are not above.
        let rank = |percent: usize| figures[(figures.len() * percent).div_ceil(100).max(1) - 1];
        let sum: i128 = figures.iter().map(|figure| i128::from(*figure)).sum();
        let of = figures.len() as i128;
        let mean = i64::try_from((2 * sum + of).div_euclid(2 * of)).unwrap_or(i64::MAX);
        Some(Range { least, low: rank(5), median: rank(50), high: rank(95), most, mean })
    }
}

impl Study<'_> {
    /// Whether a row is one of several draws.
    pub(super) fn is_draw(&self, row: &Row) -> bool {
        self.scenarios[row.variant.scenario].draws() > 1
    }

    /// The ranges of all scenarios that draw more than once, in their order.
    pub fn ranges(&self) -> Vec<Ranges> {
        let drawn: Vec<&Row> = self.rows.iter().filter(|row| self.is_draw(row)).collect();
        let alike =
            |a: &&Row, b: &&Row| (a.variant.scenario, &a.variant.choice) == (b.variant.scenario, &b.variant.choice);
        drawn.chunk_by(alike).map(|rows| self.ranges_of(rows)).collect()
    }

    fn ranges_of(&self, rows: &[&Row]) -> Ranges {
        let found = rows.iter().filter_map(|row| row.result.as_ref().ok().map(|finding| &finding.outcome));
        let found: Vec<&Outcome> = found.filter(|outcome| outcome.status != Status::Infeasible).collect();
        let plain = self.columns();
        let changes = plain.iter().map(|column| format!("{column}_change"));
        let columns: Vec<String> =
            ["referrals".to_owned()].into_iter().chain(plain.iter().cloned()).chain(changes).collect();
        let range = |column: String| {
            let figures = found.iter().filter_map(|outcome| self.figure(outcome, &column)).collect();
            Some((column, Range::of(figures)?))
        };
        let is_asked = rows.iter().any(|row| !row.met.is_empty());
        let accepted = rows.iter().filter(|row| !row.met.is_empty() && row.met.iter().all(|met| *met)).count();
        let first = rows.first().map(|row| &row.variant);
        Ranges {
            name: first.map_or_else(String::new, |first| self.scenarios[first.scenario].name_of(&first.choice)),
            draws: rows.len(),
            known: found.len(),
            accepted: is_asked.then_some(accepted),
            figures: columns.into_iter().filter_map(range).collect(),
        }
    }
}

/// `ranges.csv`: every figure of every scenario that draws more than once.
pub(super) fn sheet(ranges: &[Ranges]) -> Sheet {
    let columns = ["scenario", "figure", "draws", "known", "least", "low_5", "median", "high_95", "most", "mean"];
    let mut sheet = Sheet::new(&columns);
    for one in ranges {
        for (figure, range) in &one.figures {
            let values = [range.least, range.low, range.median, range.high, range.most, range.mean];
            let mut cells = vec![Cell::text(&one.name), Cell::text(figure)];
            cells.extend([one.draws, one.known].map(|count| Cell::number_or_blank(Some(count.to_string()))));
            cells.extend(values.map(|value| Cell::number_or_blank(Some(unit(figure, value)))));
            sheet.push_all(cells);
        }
    }
    sheet
}

/// The ranges for people, with what the draws take for granted.
pub(super) fn section(study: &Study) -> Option<Section> {
    let ranges = study.ranges();
    let mut section = Section::new("ranges", "Ranges of repeated draws").text(
        "What could happen when demand is not known: at least nine of ten draws of referrals lie in the range from 5 to 95 %. Every draw is decided exactly; its figures are in comparison.csv, and all ranges in ranges.csv.",
    );
    let mut rows = Vec::new();
    for one in &ranges {
        for (figure, range) in one.figures.iter().filter(|(figure, _)| !figure.ends_with("_change")) {
            let shown = |value| unit(figure, value);
            rows.push(vec![
                clean(&one.name),
                figure.clone(),
                shown(range.low),
                shown(range.median),
                shown(range.high),
                shown(range.mean),
                shown(range.least),
                shown(range.most),
            ]);
        }
    }
    let columns = ["Scenario", "Figure", "#5 %", "#Median", "#95 %", "#Mean", "#Least", "#Most"];
    section = section.table(Table::new("ranges-table", "Each figure over the draws", &columns).with(rows));
    let rows = ranges.iter().map(|one| {
        let accepted = one.accepted.map(|accepted| number(accepted as i64)).unwrap_or_default();
        vec![clean(&one.name), number(one.draws as i64), number(one.known as i64), accepted]
    });
    let columns = ["Scenario", "#Draws", "#Came to an allocation", "#Accepted"];
    section = section.table(Table::new("draws-table", "How many draws there are", &columns).with(rows));
    (!ranges.is_empty()).then_some(section)
}

/// What is taken for granted where demand is drawn.
pub(super) fn assumptions(study: &Study) -> Option<Section> {
    let mut section = Section::new("demand", "How demand is drawn");
    for (scenario, said) in &study.demand {
        section = section.text(format!(
            "{}: {}",
            clean(scenario),
            said.iter().map(|one| clean(one)).collect::<Vec<_>>().join(" ")
        ));
    }
    (!study.demand.is_empty()).then_some(section)
}

/// The range of the placed in a few words: `311 placed in the median of 100
/// draws, 302 to 320 from 5 to 95 %`.
pub fn in_words(ranges: &Ranges) -> String {
    let draws = count(ranges.draws, "draw");
    let Some((_, range)) = ranges.figures.iter().find(|(figure, _)| figure == "placed") else {
        return format!("no allocation in any of {draws}");
    };
    let mut text =
        format!("{} placed in the median of {draws}, {} to {} from 5 to 95 %", range.median, range.low, range.high);
    if ranges.known < ranges.draws {
        text += &format!(", {} without an allocation", ranges.draws - ranges.known);
    }
    if let Some(accepted) = ranges.accepted {
        text += &format!(", {accepted} accepted");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: the nearest ranks of 1 to 20 are the first, the tenth and the
    /// nineteenth.
    #[test]
    fn ranges_are_nearest_ranks() {
        let range = Range::of((1..=20).rev().collect());
        let expected = Range { least: 1, low: 1, median: 10, high: 19, most: 20, mean: 11 };
        assert_eq!(range, Some(expected));
        let one = Range { least: -3, low: -3, median: -3, high: -3, most: -3, mean: -3 };
        assert_eq!((Range::of(vec![-3]), Range::of(Vec::new())), (Some(one), None));
        assert_eq!(Range::of(vec![-1, -2]).map(|range| range.mean), Some(-1));
    }
}
