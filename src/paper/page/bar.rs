//! Bars in the cells of tables.

/// A bar in a cell of a table: lengths on a common scale. The numbers stand in
/// other cells of the row, or in its label.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    label: String,
    scale: u64,
    rects: Vec<Rect>,
}

/// How a part of a bar is drawn. The tones differ in lightness, so that they
/// can be told apart without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Dark.
    Solid,
    /// Lighter.
    Half,
    /// Outlined.
    Open,
    /// A thin line below the rest.
    Thin,
}

/// A part of a bar.
#[derive(Debug, Clone)]
pub(crate) struct Rect {
    pub tone: Tone,
    pub from: u64,
    pub width: u64,
}

impl Tone {
    /// The class that the style sheet knows the tone by.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Solid => "solid",
            Tone::Half => "half",
            Tone::Open => "open",
            Tone::Thin => "thin",
        }
    }

    /// Where the part begins, in twelfths of the bar's height.
    pub fn top(self) -> u64 {
        if self == Tone::Thin { 9 } else { 1 }
    }

    /// How high the part is, likewise.
    pub fn height(self) -> u64 {
        if self == Tone::Thin { 2 } else { 7 }
    }
}

impl Bar {
    /// A bar without parts; the scale is what fills the whole width. The label
    /// says in words what it shows.
    pub fn new(label: impl Into<String>, scale: impl Into<u64>) -> Bar {
        Bar { label: label.into(), scale: scale.into().max(1), rects: Vec::new() }
    }

    /// Adds a part behind those of the same line.
    pub fn part(mut self, tone: Tone, width: impl Into<u64>) -> Bar {
        let line = |rect: &&Rect| rect.tone.top() == tone.top();
        let from = self.rects.iter().filter(line).map(|rect| rect.from + rect.width).max().unwrap_or(0);
        self.rects.push(Rect { tone, from, width: width.into() });
        self
    }

    /// What it shows, in words.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The part of the scale that fills the whole width.
    pub fn scale(&self) -> u64 {
        self.scale
    }

    /// The parts that can be seen, within the scale.
    pub fn parts(&self) -> impl Iterator<Item = Rect> {
        let within = |rect: &Rect| {
            let width = rect.width.min(self.scale.saturating_sub(rect.from));
            Rect { width, ..rect.clone() }
        };
        self.rects.iter().map(within).filter(|rect| rect.width > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_line_follow_each_other_and_stay_within_the_scale() {
        let bar = Bar::new("", 10u32).part(Tone::Solid, 4u32).part(Tone::Thin, 9u32).part(Tone::Half, 8u32);
        let parts: Vec<(u64, u64)> = bar.parts().map(|rect| (rect.from, rect.width)).collect();
        assert_eq!(parts, [(0, 4), (0, 9), (4, 6)]);
        assert_eq!(Bar::new("", 0u32).part(Tone::Solid, 0u32).parts().count(), 0);
    }
}
