use crate::paper::page::{Block, Cell, ColumnKind, Document};
use askama::Template;

#[derive(Template)]
#[template(path = "bench.md", escape = "none")]
struct Markdown<'d> {
    document: &'d Document,
    command: &'d str,
}

/// The page as Markdown: its text and tables.
pub(super) fn markdown(document: &Document, command: &str) -> Result<String, askama::Error> {
    Markdown { document, command }.render()
}

/// A cell as Markdown takes it.
fn escaped(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.replace('|', "\\|"),
        Cell::Bar(bar) => bar.label().to_owned(),
    }
}
