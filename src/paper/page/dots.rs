//! Charts of times on a scale by powers of ten.

use super::chart::Label;
use crate::paper::words::clean;

/// A chart with a row for each thing and marks for the times that several took
/// for it, on a scale on which each line is ten times the one before. The numbers
/// stand in a table beside it.
#[derive(Debug, Clone)]
pub(crate) struct Dots {
    caption: String,
    names: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    name: String,
    /// One for each name; nothing where there is none.
    dots: Vec<Option<Dot>>,
}

/// A time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dot {
    pub seconds: f64,
    /// Whether it may be longer: an arrow says so.
    pub is_least: bool,
}

/// A mark in the drawing.
pub(crate) struct Mark {
    /// The class that the style sheet knows it by.
    pub class: &'static str,
    /// Its outline about a point.
    pub path: &'static str,
    pub x: i64,
    pub y: i64,
    /// Whether an arrow says that it would be further on.
    pub has_arrow: bool,
}

/// The marks in the order of the names: outlines that differ without colour.
const MARKS: [&str; 7] = [
    "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z",
    "M-5 -5H5V5H-5Z",
    "M0 -7L7 0L0 7L-7 0Z",
    "M0 -7L6 5H-6Z",
    "M0 7L6 -5H-6Z",
    "M-6 -6L6 6M-6 6L6 -6",
    "M-7 0H7M0 -7V7",
];

/// Width of the rows' names, of the scale, and of what stands right of it;
/// height of a row: in the units of the drawing.
const NAMES: i64 = 220;
const SCALE: i64 = 380;
const RIGHT: i64 = 40;
const ROW: i64 = 26;
/// A time below this cannot be told from it.
const LEAST_SECONDS: f64 = 1e-4;
/// How many characters of a row's name are shown.
const LONGEST_NAME: usize = 30;

impl Dots {
    /// A chart without rows; the names are of what took the times.
    pub fn new(caption: impl AsRef<str>, names: &[&str]) -> Dots {
        let names = names.iter().map(|name| clean(name)).collect();
        Dots { caption: clean(caption.as_ref()), names, rows: Vec::new() }
    }

    /// Adds a row with a time for each name.
    pub fn row(mut self, name: impl AsRef<str>, dots: Vec<Option<Dot>>) -> Dots {
        self.rows.push(Row { name: ending(&clean(name.as_ref())), dots });
        self
    }

    /// What it shows.
    pub fn caption(&self) -> &str {
        &self.caption
    }

    /// The size of the drawing.
    pub fn size(&self) -> (i64, i64) {
        (NAMES + SCALE + RIGHT, ROW * (self.rows.len() as i64 + 3))
    }

    /// From where to where the lines of the scale go.
    pub fn height(&self) -> (i64, i64) {
        (ROW, ROW * self.rows.len() as i64 + ROW * 3 / 2)
    }

    /// The powers of ten at the ends of the scale; at least 1 apart.
    fn ends(&self) -> (i32, i32) {
        let powers = || self.rows.iter().flat_map(|row| &row.dots).flatten().map(|dot| power(dot.seconds));
        let first = powers().min_by(f64::total_cmp).unwrap_or(0.0).floor() as i32;
        let last = powers().max_by(f64::total_cmp).unwrap_or(0.0).ceil() as i32;
        (first, last.max(first + 1))
    }

    fn x(&self, seconds: f64) -> i64 {
        let (first, last) = self.ends();
        NAMES + (SCALE as f64 * (power(seconds) - f64::from(first)) / f64::from(last - first)).round() as i64
    }

    /// What each mark stands for.
    pub fn legend(&self) -> Vec<(Mark, Label)> {
        let width = NAMES + SCALE + RIGHT;
        let one = |(which, name): (usize, &String)| {
            let x = width * which as i64 / self.names.len() as i64 + 8;
            (mark(which, x, ROW / 2, false), Label { x: x + 12, y: ROW / 2 + 5, text: name.clone() })
        };
        self.names.iter().enumerate().map(one).collect()
    }

    /// The lines of the scale, each with its label below.
    pub fn scale(&self) -> Vec<Label> {
        let (first, last) = self.ends();
        let y = self.height().1 + 16;
        let line = |power| Label { x: self.x(10f64.powi(power)), y, text: format!("{} s", power_of_ten(power)) };
        (first..=last).map(line).collect()
    }

    /// The rows: their names left of the scale, and their marks.
    pub fn rows(&self) -> Vec<(Label, Vec<Mark>)> {
        let row = |(at, row): (usize, &Row)| {
            let y = ROW * at as i64 + ROW * 7 / 4;
            let dots = row.dots.iter().enumerate().filter_map(|(which, dot)| Some((which, (*dot)?)));
            let marks = dots.map(|(which, dot)| mark(which, self.x(dot.seconds), y, dot.is_least)).collect();
            (Label { x: NAMES - 16, y: y + 5, text: row.name.clone() }, marks)
        };
        self.rows.iter().enumerate().map(row).collect()
    }
}

fn power(seconds: f64) -> f64 {
    seconds.max(LEAST_SECONDS).log10()
}

/// A power of ten in digits: `0.001`, `1`, `100`.
fn power_of_ten(power: i32) -> String {
    let zeros = "0".repeat(power.unsigned_abs().saturating_sub(u32::from(power < 0)) as usize);
    if power < 0 { format!("0.{zeros}1") } else { format!("1{zeros}") }
}

fn mark(which: usize, x: i64, y: i64, has_arrow: bool) -> Mark {
    Mark { class: if which == 0 { "solid" } else { "line" }, path: MARKS[which % MARKS.len()], x, y, has_arrow }
}

/// The end of a long name, which tells names apart.
fn ending(name: &str) -> String {
    let length = name.chars().count();
    let end: String = name.chars().skip(length.saturating_sub(LONGEST_NAME)).collect();
    if length > LONGEST_NAME { format!("…{end}") } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_labelled_in_powers_of_ten() {
        let labels: Vec<String> = (-4..=3).map(power_of_ten).collect();
        assert_eq!(labels, ["0.0001", "0.001", "0.01", "0.1", "1", "10", "100", "1000"]);
    }

    #[test]
    fn marks_stand_where_their_times_are_on_the_scale() {
        let dot = |seconds, is_least| Some(Dot { seconds, is_least });
        let chart = Dots::new("Seconds", &["one", "other"])
            .row("a", vec![dot(0.1, false), dot(10.0, true)])
            .row("b", vec![None, dot(1.0, false)]);
        let marks: Vec<Vec<(i64, bool)>> =
            chart.rows().iter().map(|(_, marks)| marks.iter().map(|mark| (mark.x, mark.has_arrow)).collect()).collect();
        assert_eq!(marks, [vec![(NAMES, false), (NAMES + SCALE, true)], vec![(NAMES + SCALE / 2, false)]]);
        let scale: Vec<String> = chart.scale().into_iter().map(|label| label.text).collect();
        assert_eq!(scale, ["0.1 s", "1 s", "10 s"]);
        // Without times it divides by nothing.
        assert_eq!(Dots::new("", &[]).row("", Vec::new()).rows()[0].1.len(), 0);
    }

    #[test]
    fn long_names_are_shown_by_their_ends() {
        assert_eq!(ending("a<b>&c"), "a<b>&c");
        assert_eq!(ending(&"x".repeat(40)), format!("…{}", "x".repeat(30)));
    }
}
