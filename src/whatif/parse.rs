//! From the text of a scenario file to a scenario; every mistake in it is told
//! with its line.

use super::require::Requirement;
use super::scenario::{Condition, Edit, Insert, NewCell, Removal, Scenario, Setting, Sweep, Target, text_of};
use super::{demand, relatives};
use crate::ids::Word;
use crate::round::columns::{Column, TableId};
use crate::round::diagnostic::{Code, Problem, quoted};
use crate::round::source::{Group, Setting as Entry, Value, parse_settings};
use crate::round::{meant, nearest, spec};
use sha2::{Digest, Sha256};

const KEYS: [&str; 8] = ["name", "edit", "remove", "insert", "policy", "sweep", "demand", "require"];
/// More variants than these are more likely a slip than meant.
const MOST_VARIANTS: usize = 100_000;

impl Scenario {
    /// Reads the bytes of a scenario file; `file` is its name in messages, and
    /// names the scenario where it does not name itself. Every mistake that can
    /// be seen without the round is told in [`Scenario::problems`].
    pub fn parse(file: &str, bytes: &[u8]) -> Scenario {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let unread = Scenario {
            name: stem.to_owned(),
            file: file.to_owned(),
            sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
            ..Scenario::default()
        };
        let Ok(text) = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) else {
            let problem = Problem::new(Code::BadEncoding, file);
            let problem = problem.says("bytes that are no text in UTF-8", "UTF-8", "Save the file as UTF-8.");
            return Scenario { problems: vec![problem], ..unread };
        };
        let mut problems = Vec::new();
        let Some(root) = parse_settings(file, text, &mut problems) else { return Scenario { problems, ..unread } };
        let mut parser = Parser { file, problems };
        parser.known_keys(&root, "", &KEYS);
        let mut scenario = Scenario {
            name: parser.name(&root, stem),
            policy: parser.policy(&root),
            edits: parser.groups(&root, "edit", Parser::edit),
            removals: parser.groups(&root, "remove", Parser::removal),
            inserts: parser.groups(&root, "insert", Parser::insert),
            sweeps: parser.sweeps(&root),
            requirements: parser.requirements(&root),
            demand: demand::parse(&mut parser, &root),
            ..unread
        };
        if scenario.count() > MOST_VARIANTS {
            let line = root.get("sweep").or(root.get("demand")).and_then(|entry| entry.line);
            let expected = format!("{MOST_VARIANTS} combinations of values and draws or fewer");
            let found = scenario.count().to_string();
            parser.tell(Code::NumberTooLarge, line, "sweep", found, &expected, "Sweep over less, or draw fewer.");
        }
        parser.problems.sort_by_key(|problem| problem.row);
        scenario.problems = parser.problems;
        scenario
    }
}

pub(super) struct Parser<'a> {
    file: &'a str,
    problems: Vec<Problem>,
}

impl Parser<'_> {
    pub(super) fn tell(
        &mut self,
        code: Code,
        line: Option<u32>,
        key: &str,
        found: impl Into<String>,
        expected: &str,
        advice: impl Into<String>,
    ) {
        let problem = Problem::new(code, self.file).at(line).column(key).says(found, expected, advice);
        self.problems.push(problem);
    }

    pub(super) fn wrong_type(&mut self, line: Option<u32>, key: &str, expected: &str, advice: &str) {
        self.tell(Code::WrongType, line, key, "something else", expected, advice);
    }

    /// Tells keys that a group cannot have.
    pub(super) fn known_keys(&mut self, group: &Group, prefix: &str, known: &[&str]) {
        for entry in &group.settings {
            if !known.contains(&entry.key.as_str()) {
                let near = nearest(&entry.key, known.iter().copied());
                let expected = format!("one of {}", known.join(", "));
                let key = format!("{prefix}{}", entry.key);
                self.tell(Code::UnknownKey, entry.line, &key, "a key that is not known here", &expected, meant(near));
            }
        }
    }

    fn name(&mut self, root: &Group, stem: &str) -> String {
        let Some(entry) = root.get("name") else { return stem.to_owned() };
        match &entry.value {
            Value::Text(text) if !text.trim().is_empty() => text.trim().to_owned(),
            _ => {
                self.wrong_type(entry.line, "name", "a text", "Write it in quotation marks.");
                stem.to_owned()
            }
        }
    }

    /// The groups of a list, `[[edit]]`, each read.
    pub(super) fn groups<T>(&mut self, root: &Group, key: &str, read: fn(&mut Self, &Group) -> Option<T>) -> Vec<T> {
        let Some(entry) = root.get(key) else { return Vec::new() };
        let advice = format!("Write each as a section of its own: [[{key}]].");
        let Value::List(values) = &entry.value else {
            self.wrong_type(entry.line, key, "a list of groups of settings", &advice);
            return Vec::new();
        };
        let mut found = Vec::new();
        for value in values {
            match value {
                Value::Group(group) => found.extend(read(self, group)),
                _ => self.wrong_type(entry.line, key, "a list of groups of settings", &advice),
            }
        }
        found
    }

    fn edit(&mut self, group: &Group) -> Option<Edit> {
        self.known_keys(group, "edit.", &["table", "where", "set"]);
        let table = self.table(group, "edit.")?;
        let conditions = self.conditions(group, "edit.", table);
        let cells = self.cells(group, "edit.", "set", table);
        Some(Edit { table, conditions, cells, line: group.line })
    }

    fn removal(&mut self, group: &Group) -> Option<Removal> {
        self.known_keys(group, "remove.", &["table", "where"]);
        let table = self.table(group, "remove.")?;
        if group.get("where").is_none() {
            let advice = "Say which rows; where = {} would be all of them.";
            self.tell(Code::MissingValue, group.line, "remove.where", "nothing", "a condition", advice);
        }
        Some(Removal { table, conditions: self.conditions(group, "remove.", table), line: group.line })
    }

    fn insert(&mut self, group: &Group) -> Option<Insert> {
        self.known_keys(group, "insert.", &["table", "row"]);
        let table = self.table(group, "insert.")?;
        Some(Insert { table, cells: self.cells(group, "insert.", "row", table), line: group.line })
    }

    fn table(&mut self, group: &Group, prefix: &str) -> Option<TableId> {
        let key = format!("{prefix}table");
        let known = || TableId::ALL.iter().map(|table| table.word());
        let expected = format!("one of {}", known().collect::<Vec<_>>().join(", "));
        let Some(entry) = group.get("table") else {
            self.tell(Code::MissingValue, group.line, &key, "nothing", &expected, "Name the table.");
            return None;
        };
        let Value::Text(name) = &entry.value else {
            self.wrong_type(entry.line, &key, &expected, "Write it in quotation marks.");
            return None;
        };
        let bare = name.trim().to_lowercase();
        let bare = bare.strip_suffix(".csv").unwrap_or(&bare);
        let table = TableId::parse(bare);
        if table.is_none() {
            self.tell(Code::UnknownWord, entry.line, &key, quoted(name), &expected, meant(nearest(bare, known())));
        }
        table
    }

    pub(super) fn conditions(&mut self, group: &Group, prefix: &str, table: TableId) -> Vec<Condition> {
        let key = format!("{prefix}where");
        let Some(entry) = group.get("where") else { return Vec::new() };
        let Value::Group(where_) = &entry.value else {
            self.wrong_type(entry.line, &key, "columns with values", "Write it as where = { column = \"value\" }.");
            return Vec::new();
        };
        let mut conditions = Vec::new();
        for entry in &where_.settings {
            let key = format!("{key}.{}", entry.key);
            let line = entry.line.or(group.line);
            let known = relatives::columns_in_reach(table);
            if !known.contains(&entry.key.as_str()) {
                let near = nearest(&entry.key, known.iter().copied());
                let expected = format!("a column of {table}, or of what its rows belong to");
                self.tell(Code::UnknownKey, line, &key, "a column that is not known here", &expected, meant(near));
                continue;
            }
            let values = match &entry.value {
                Value::List(values) => values.iter().map(text_of).collect(),
                Value::Group(_) | Value::Other => {
                    self.wrong_type(line, &key, "a value, or a list of values", "Write the value in quotation marks.");
                    continue;
                }
                value => vec![text_of(value)],
            };
            conditions.push(Condition { column: entry.key.clone(), values, line });
        }
        conditions
    }

    /// Columns of a table with their new texts.
    fn cells(&mut self, group: &Group, prefix: &str, name: &str, table: TableId) -> Vec<NewCell> {
        let key = format!("{prefix}{name}");
        let advice = format!("Write it as {name} = {{ column = \"value\" }}.");
        let Some(entry) = group.get(name) else {
            self.tell(Code::MissingValue, group.line, &key, "nothing", "columns with values", advice);
            return Vec::new();
        };
        let Value::Group(cells) = &entry.value else {
            self.wrong_type(entry.line, &key, "columns with values", &advice);
            return Vec::new();
        };
        let mut found = Vec::new();
        for entry in &cells.settings {
            let line = entry.line.or(group.line);
            let Some(column) = self.column(&key, entry, line, table) else { continue };
            if matches!(entry.value, Value::Group(_) | Value::Other) {
                let key = format!("{key}.{}", entry.key);
                self.wrong_type(line, &key, &column.kind.expected(), "Write the value in quotation marks.");
                continue;
            }
            found.push(NewCell { column, text: text_of(&entry.value), line });
        }
        found
    }

    fn column(&mut self, key: &str, entry: &Entry, line: Option<u32>, table: TableId) -> Option<&'static Column> {
        let columns = spec(table).columns;
        let found = columns.iter().find(|column| column.name == entry.key);
        if found.is_none() {
            let near = nearest(&entry.key, columns.iter().map(|column| column.name));
            let key = format!("{key}.{}", entry.key);
            let expected = format!("a column of {}", table.file());
            self.tell(Code::UnknownKey, line, &key, "a column that is not known here", &expected, meant(near));
        }
        found
    }

    /// Keys of the policy, written as `"sla.paid_places"` or as groups.
    fn policy(&mut self, root: &Group) -> Vec<Setting> {
        let Some(entry) = root.get("policy") else { return Vec::new() };
        let Value::Group(group) = &entry.value else {
            self.wrong_type(entry.line, "policy", "keys with values", "Write them in a section [policy].");
            return Vec::new();
        };
        let mut found = Vec::new();
        flatten(group, "", &mut found);
        found
    }

    fn sweeps(&mut self, root: &Group) -> Vec<Sweep> {
        let Some(entry) = root.get("sweep") else { return Vec::new() };
        let Value::Group(group) = &entry.value else {
            self.wrong_type(entry.line, "sweep", "names with what to vary", "Write them in a section [sweep].");
            return Vec::new();
        };
        group.settings.iter().filter_map(|entry| self.sweep(entry)).collect()
    }

    fn sweep(&mut self, entry: &Entry) -> Option<Sweep> {
        let key = format!("sweep.{}", entry.key);
        let Value::Group(group) = &entry.value else {
            let advice = "Write { table = …, where = { … }, set = \"column\", values = [ … ] }.";
            self.wrong_type(entry.line, &key, "what to vary", advice);
            return None;
        };
        let group = &Group { line: group.line.or(entry.line), ..group.clone() };
        let prefix = format!("{key}.");
        let target = match group.get("policy") {
            Some(Entry { value: Value::Text(path), .. }) => {
                self.known_keys(group, &prefix, &["policy", "values"]);
                Some(Target::Policy { path: path.trim().to_owned() })
            }
            Some(entry) => {
                self.wrong_type(
                    entry.line,
                    &format!("{prefix}policy"),
                    "a key of the policy",
                    "Write it in quotation marks.",
                );
                None
            }
            None => self.swept_cells(group, &prefix),
        };
        let values = match group.get("values").map(|entry| &entry.value) {
            Some(Value::List(values)) if !values.is_empty() => values.clone(),
            _ => {
                let advice = "Write values = [\"+0\", \"+3\"].";
                self.tell(
                    Code::MissingValue,
                    group.line,
                    &format!("{prefix}values"),
                    "none",
                    "a list of values",
                    advice,
                );
                return None;
            }
        };
        Some(Sweep { key: entry.key.clone(), target: target?, values, line: group.line })
    }

    fn swept_cells(&mut self, group: &Group, prefix: &str) -> Option<Target> {
        self.known_keys(group, prefix, &["table", "where", "set", "values", "policy"]);
        let table = self.table(group, prefix)?;
        let conditions = self.conditions(group, prefix, table);
        let key = format!("{prefix}set");
        let Some(Entry { value: Value::Text(name), line, .. }) = group.get("set") else {
            let expected = format!("a column of {}", table.file());
            self.tell(Code::MissingValue, group.line, &key, "none", &expected, "Name the column in quotation marks.");
            return None;
        };
        let named = Entry { key: name.trim().to_owned(), value: Value::Flag(true), line: *line };
        let column = self.column(&key, &named, *line, table)?.name;
        Some(Target::Cells { table, conditions, column })
    }

    fn requirements(&mut self, root: &Group) -> Vec<Requirement> {
        let Some(entry) = root.get("require") else { return Vec::new() };
        let Value::Group(group) = &entry.value else {
            let advice = "Write require = { \"placed_flourish\" = \">= 24\" }.";
            self.wrong_type(entry.line, "require", "columns of comparison.csv with conditions", advice);
            return Vec::new();
        };
        let mut found = Vec::new();
        for one in &group.settings {
            let line = one.line.or(entry.line);
            match Requirement::parse(&one.key, &text_of(&one.value), line) {
                Some(requirement) => found.push(requirement),
                None => {
                    let key = format!("require.{}", one.key);
                    let advice = "Write >=, <=, >, <, = or != and a whole number.";
                    self.tell(
                        Code::BadNumber,
                        line,
                        &key,
                        quoted(&text_of(&one.value)),
                        "a condition such as \">= 24\"",
                        advice,
                    );
                }
            }
        }
        found
    }
}

/// The keys of a group and its groups as paths.
fn flatten(group: &Group, prefix: &str, found: &mut Vec<Setting>) {
    for entry in &group.settings {
        let path = format!("{prefix}{}", entry.key);
        match &entry.value {
            Value::Group(inner) => flatten(inner, &format!("{path}."), found),
            value => found.push(Setting { path, value: value.clone(), line: entry.line }),
        }
    }
}
