//! Charts of lines.

use crate::paper::words::clean;

/// A chart of lines over values that somebody tried one after the other. The
/// numbers stand in a table beside it.
#[derive(Debug, Clone)]
pub(crate) struct Chart {
    caption: String,
    ticks: Vec<String>,
    lines: Vec<Line>,
}

#[derive(Debug, Clone)]
struct Line {
    name: String,
    /// One for each tick; nothing where there is none.
    values: Vec<Option<i64>>,
}

/// The drawing's own size, and the room left beside the lines.
const WIDTH: i64 = 640;
const HEIGHT: i64 = 260;
const LEFT: i64 = 60;
const RIGHT: i64 = 130;
const TOP: i64 = 16;
const BOTTOM: i64 = 34;

/// A point of a line in the drawing.
pub(crate) struct Point {
    pub x: i64,
    pub y: i64,
}

/// A text in the drawing.
pub(crate) struct Label {
    pub x: i64,
    pub y: i64,
    pub text: String,
}

/// A line in the drawing.
pub(crate) struct Drawn {
    /// The class that the style sheet knows it by.
    pub class: &'static str,
    pub path: String,
    pub points: Vec<Point>,
    /// Its name at its end.
    pub name: Label,
}

impl Chart {
    /// A chart without lines; the ticks are what was tried, from left to right.
    pub fn new(caption: impl AsRef<str>, ticks: &[String]) -> Chart {
        let ticks = ticks.iter().map(|tick| clean(tick)).collect();
        Chart { caption: clean(caption.as_ref()), ticks, lines: Vec::new() }
    }

    /// Adds a line with a value for each tick.
    pub fn line(mut self, name: impl AsRef<str>, values: Vec<Option<i64>>) -> Chart {
        self.lines.push(Line { name: clean(name.as_ref()), values });
        self
    }

    /// What it shows.
    pub fn caption(&self) -> &str {
        &self.caption
    }

    /// The size of the drawing.
    pub fn size(&self) -> (i64, i64) {
        (WIDTH, HEIGHT)
    }

    /// The least and the greatest value; at least 1 apart.
    fn ends(&self) -> (i64, i64) {
        let values = || self.lines.iter().flat_map(|line| &line.values).flatten();
        let least = values().min().copied().unwrap_or(0);
        (least, values().max().copied().unwrap_or(0).max(least + 1))
    }

    fn x(&self, tick: usize) -> i64 {
        let last = self.ticks.len().saturating_sub(1).max(1) as i64;
        LEFT + (WIDTH - LEFT - RIGHT) * tick as i64 / last
    }

    fn y(&self, value: i64) -> i64 {
        let (least, most) = self.ends();
        let height = i128::from(HEIGHT - TOP - BOTTOM);
        let share = height * i128::from(value - least) / i128::from(most - least);
        HEIGHT - BOTTOM - i64::try_from(share).unwrap_or(0)
    }

    /// What was tried, below the lines.
    pub fn ticks(&self) -> Vec<Label> {
        let label = |(at, text): (usize, &String)| Label { x: self.x(at), y: HEIGHT - 12, text: text.clone() };
        self.ticks.iter().enumerate().map(label).collect()
    }

    /// The least and the greatest value, left of the lines.
    pub fn values(&self) -> Vec<Label> {
        let (least, most) = self.ends();
        [least, most].map(|value| Label { x: LEFT - 8, y: self.y(value) + 4, text: value.to_string() }).into()
    }

    /// The lines.
    pub fn lines(&self) -> Vec<Drawn> {
        const CLASSES: [&str; 3] = ["line", "line dashed", "line dotted"];
        let draw = |(number, line): (usize, &Line)| {
            let points = line.values.iter().enumerate();
            let points = points.filter_map(|(at, value)| Some(Point { x: self.x(at), y: self.y((*value)?) }));
            let points: Vec<Point> = points.collect();
            let pairs: Vec<String> = points.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
            let end = points.last().map_or((LEFT, TOP), |point| (point.x, point.y));
            Drawn {
                class: CLASSES[number % CLASSES.len()],
                path: pairs.join(" "),
                name: Label { x: end.0 + 8, y: end.1 + 4, text: line.name.clone() },
                points,
            }
        };
        self.lines.iter().enumerate().map(draw).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_run_from_the_least_to_the_greatest_value() {
        let ticks = ["+0", "+1", "+2"].map(str::to_owned);
        let chart = Chart::new("Placed", &ticks).line("placed", vec![Some(10), None, Some(20)]);
        let drawn = &chart.lines()[0];
        let points: Vec<(i64, i64)> = drawn.points.iter().map(|point| (point.x, point.y)).collect();
        assert_eq!(points, [(LEFT, HEIGHT - BOTTOM), (WIDTH - RIGHT, TOP)]);
        assert_eq!(drawn.path, format!("{LEFT},{} {},{TOP}", HEIGHT - BOTTOM, WIDTH - RIGHT));
        // Level lines and single ticks divide by nothing.
        assert_eq!(Chart::new("", &ticks[..1]).line("", vec![Some(i64::MIN / 4)]).lines()[0].points.len(), 1);
    }
}
