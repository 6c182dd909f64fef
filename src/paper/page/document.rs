use super::section::{Block, Section};
use super::security;
use super::table::Cell;
use crate::paper::files::PROGRAM_VERSION;
use crate::paper::words::title;
use askama::Template;

/// A page.
pub(crate) struct Document {
    /// Whether nothing on it is decided yet; it then says so on every sheet of
    /// paper too.
    pub is_provisional: bool,
    /// Whose page it is, above the heading; may be blank.
    pub over: String,
    /// The heading.
    pub heading: String,
    /// What stands under the heading, a paragraph each.
    pub about: Vec<String>,
    /// What it all comes to, in bold, and a few words more; may be blank.
    pub verdict: (String, String),
    /// Headline figures.
    pub figures: Vec<Figure>,
    /// The parts.
    pub sections: Vec<Section>,
    /// The last lines, a paragraph each.
    pub foot: Vec<String>,
}

/// A headline figure.
pub(crate) struct Figure {
    /// What is counted.
    pub label: &'static str,
    /// How much.
    pub value: String,
    /// What to compare it with; may be blank.
    pub note: String,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'d> {
    document: &'d Document,
    heading: String,
    over: String,
    policy: String,
    style: &'static str,
    script: &'static str,
    version: &'static str,
}

/// How all pages look.
const STYLE: &str = include_str!("../../../templates/report.css");
/// Sorts and filters tables where scripts run; the page lacks nothing without.
const SCRIPT: &str = include_str!("../../../templates/page.js");

impl Document {
    /// Whether the whole of it is printed on paper turned: a short one with a
    /// broad table, whose other parts would not fill a sheet of their own.
    fn is_broad(&self) -> bool {
        self.sections.len() <= 5 && self.sections.iter().any(Section::is_broad)
    }

    /// The class of the page as a whole.
    fn class(&self) -> &'static str {
        if self.is_broad() { "broad" } else { "upright" }
    }

    /// The page as text. All that is given is escaped.
    ///
    /// # Errors
    ///
    /// Where a text cannot be formed; that is a fault of the program.
    pub fn render(&self) -> Result<String, askama::Error> {
        let page = Page {
            document: self,
            heading: title(&self.heading),
            over: title(&self.over),
            policy: security::policy(STYLE, SCRIPT),
            style: STYLE,
            script: SCRIPT,
            version: PROGRAM_VERSION,
        };
        page.render()
    }
}
