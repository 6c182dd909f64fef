use super::security;
use crate::paper::words::clean;
use askama::Template;

/// A letter of one page, without tables and scripts.
pub(crate) struct Letter {
    /// Whether nothing in it is decided yet; it then says that it is not to be
    /// sent.
    pub is_provisional: bool,
    /// Who writes: a name and the lines of an address.
    pub from: Vec<String>,
    /// The day that it is of.
    pub date: String,
    /// What it is about, in a few words.
    pub heading: String,
    /// The same in a sentence or two.
    pub about: String,
    /// What it says, in order.
    pub parts: Vec<LetterPart>,
}

/// A part of a letter under a heading.
pub(crate) struct LetterPart {
    /// The heading.
    pub title: &'static str,
    /// A paragraph each.
    pub texts: Vec<String>,
}

impl LetterPart {
    /// A part with its paragraphs, without signs that do not show.
    pub fn new(title: &'static str, texts: Vec<String>) -> LetterPart {
        LetterPart { title, texts: texts.iter().map(|text| clean(text)).collect() }
    }
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Page<'l> {
    letter: &'l Letter,
    policy: String,
    style: &'static str,
}

const STYLE: &str = include_str!("../../../templates/letter.css");

impl Letter {
    /// The letter as a page. All that is given is escaped.
    ///
    /// # Errors
    ///
    /// Where a text cannot be formed; that is a fault of the program.
    pub fn render(&self) -> Result<String, askama::Error> {
        Page { letter: self, policy: security::policy(STYLE, ""), style: STYLE }.render()
    }
}
