use super::bar::Tone;
use super::chart::Chart;
use super::dots::Dots;
use super::table::Table;
use crate::paper::words::clean;
use std::borrow::Cow;

/// With more columns than these a table does not fit on paper upright.
const BROAD: usize = 8;

/// A part of a page under a heading.
pub(crate) struct Section {
    /// Where links lead to: unique on the page.
    pub id: Cow<'static, str>,
    /// The heading.
    pub title: Cow<'static, str>,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a part.
pub(crate) enum Block {
    /// A paragraph.
    Text(String),
    /// Lines to be typed as they are.
    Code(String),
    /// What the tones of bars stand for.
    Key(Vec<(Tone, &'static str)>),
    /// A chart.
    Chart(Chart),
    /// A chart of times.
    Dots(Dots),
    /// A table.
    Table(Table),
}

impl Section {
    /// A part that says nothing yet.
    pub fn new(id: impl Into<Cow<'static, str>>, title: impl Into<Cow<'static, str>>) -> Section {
        Section { id: id.into(), title: title.into(), blocks: Vec::new() }
    }

    fn with(mut self, block: Block) -> Section {
        self.blocks.push(block);
        self
    }

    /// Adds a paragraph.
    pub fn text(self, text: impl AsRef<str>) -> Section {
        self.with(Block::Text(clean(text.as_ref())))
    }

    /// Adds lines to be typed.
    pub fn code(self, text: impl Into<String>) -> Section {
        self.with(Block::Code(text.into()))
    }

    /// Adds what the tones of bars stand for.
    pub fn key(self, tones: &[(Tone, &'static str)]) -> Section {
        self.with(Block::Key(tones.to_vec()))
    }

    /// Adds a chart.
    pub fn chart(self, chart: Chart) -> Section {
        self.with(Block::Chart(chart))
    }

    /// Adds a chart of times.
    pub fn dots(self, dots: Dots) -> Section {
        self.with(Block::Dots(dots))
    }

    /// Whether its tables are so broad that paper has to be turned.
    pub fn is_broad(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Table(table) if table.columns.len() > BROAD))
    }

    /// Adds a table; where it has no rows, a paragraph in its place.
    pub fn table_or(self, table: Table, text: &str) -> Section {
        if table.rows.is_empty() { self.text(text) } else { self.table(table) }
    }

    /// Adds a table; one without rows: nothing.
    pub fn table(self, table: Table) -> Section {
        if table.rows.is_empty() { self } else { self.with(Block::Table(table)) }
    }
}
