//! Settings files that ask something of a round, such as scenarios, read with
//! every mistake.

use super::settings::{Group, Value, parse};
use crate::problem::{Code, Place, Problem, bound, bound_now_and_then, meant, nearest};

/// Reads a file of settings that asks something of a round, such as a scenario,
/// and keeps every mistake with its line.
pub(crate) struct SettingsReader<'a> {
    file: &'a str,
    problems: Vec<Problem>,
}

impl<'a> SettingsReader<'a> {
    /// The settings of a file's bytes; nothing where they are none. `file` is
    /// its name in messages.
    pub fn open(file: &'a str, bytes: &[u8]) -> (SettingsReader<'a>, Option<Group>) {
        let place = Place::of_file(file);
        let mut problems = Vec::new();
        let root = match std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) {
            Ok(text) => parse(&place, text, &mut problems),
            Err(_) => {
                let problem = Problem::new(Code::BadEncoding, place);
                problems.push(problem.says("bytes that are no text in UTF-8", "UTF-8", "Save the file as UTF-8."));
                None
            }
        };
        (SettingsReader { file, problems }, root)
    }

    /// The mistakes in the order of their lines.
    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.place.number());
        bound(&mut self.problems);
        self.problems
    }

    /// Whether nothing is wrong so far.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// Tells a mistake: its line and key, what was found, what was expected and
    /// what to do.
    pub fn tell(
        &mut self,
        code: Code,
        line: Option<u32>,
        key: &str,
        found: impl Into<String>,
        expected: &str,
        advice: impl Into<String>,
    ) {
        let problem = Problem::new(code, Place::of_file(self.file).line(line).key(key)).says(found, expected, advice);
        self.problems.push(problem);
        bound_now_and_then(&mut self.problems);
    }

    /// Tells a value that is not what its key takes.
    pub fn wrong_type(&mut self, line: Option<u32>, key: &str, expected: &str, advice: &str) {
        self.tell(Code::WrongType, line, key, "something else", expected, advice);
    }

    /// Tells keys that a group cannot have.
    pub fn known_keys(&mut self, group: &Group, prefix: &str, known: &[&str]) {
        for entry in &group.settings {
            if !known.contains(&entry.key.as_str()) {
                let near = nearest(&entry.key, known.iter().copied());
                let expected = format!("one of {}", known.join(", "));
                let key = format!("{prefix}{}", entry.key);
                self.tell(Code::UnknownKey, entry.line, &key, "a key that is not known here", &expected, meant(near));
            }
        }
    }

    /// The groups of a list, `[[edit]]`.
    pub fn groups(&mut self, root: &Group, key: &str) -> Vec<Group> {
        let Some(entry) = root.get(key) else { return Vec::new() };
        let mut found = Vec::new();
        let mut is_list = false;
        if let Value::List(values) = &entry.value {
            is_list = true;
            for value in values {
                match value {
                    Value::Group(group) => found.push(Group { line: group.line.or(entry.line), ..group.clone() }),
                    _ => is_list = false,
                }
            }
        }
        if !is_list {
            let advice = format!("Write each as a section of its own: [[{key}]].");
            self.wrong_type(entry.line, key, "a list of groups of settings", &advice);
        }
        found
    }

    /// A single value as it may stand in a cell; nothing where there is none,
    /// which is told unless the key is missing.
    pub fn text(&mut self, group: &Group, prefix: &str, key: &str) -> Option<String> {
        let entry = group.get(key)?;
        let text = entry.value.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if text.is_none() {
            let key = format!("{prefix}{key}");
            self.wrong_type(entry.line.or(group.line), &key, "a value", "Write it in quotation marks.");
        }
        text
    }
}
