//! Pages for people: one self-contained HTML file each, readable without a
//! script, without a network, on a phone and on paper. What a page says is
//! given as sections; how it looks is the same for all of them.

mod bar;
mod chart;
mod document;
mod dots;
mod letter;
mod section;
mod security;
mod table;

pub(crate) use bar::{Bar, Tone};
pub(crate) use chart::Chart;
pub(crate) use document::{Document, Figure};
pub(crate) use dots::{Dot, Dots};
pub(crate) use letter::{Letter, LetterPart};
pub(crate) use section::{Block, Section};
pub(crate) use table::{Cell, ColumnKind, Table};
