//! A round as a folder of files.

use super::sheet::Form;
use super::{
    BANK_HOLIDAYS_KEY, GOV_UK, NamedText, POLICY_FILE, RUN_FILE, RawTable, Source, book, decode, delimited, settings,
    spec_of,
};
use crate::ids::Word;
use crate::round::InputHash;
use crate::round::columns::TableId;
use crate::round::diagnostic::{Code, Problem};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// The endings of a table's file; a spreadsheet saves "Unicode text" as `.txt`.
const ENDINGS: [&str; 3] = [".csv", ".txt", ".tsv"];

/// Where the files of a round come from.
pub(super) trait Files {
    /// The bytes of a file; nothing when there is no such file.
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>>;
    /// The names of the files beside `round.toml`.
    fn names(&self) -> Vec<String>;
}

struct Folder<'a>(&'a Path);

impl Files for Folder<'_> {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.0.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}

impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.get(name).or_else(|| self.get(last_part(name))).cloned())
    }

    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }
}

impl Source {
    /// A round's folder, or its workbook. What is wrong with the files as such
    /// stands in [`Source::problems`].
    pub fn open(path: &Path) -> Source {
        if !path.is_file() {
            return open(&Folder(path));
        }
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        match fs::read(path) {
            Ok(bytes) => of_workbook(&file, &bytes, &Folder(path.parent().unwrap_or(Path::new("")))),
            Err(error) => Source { problems: vec![unreadable(&file, &error)], ..Source::default() },
        }
    }

    /// The files of a folder, given as names and texts.
    pub fn from_texts<N, T>(texts: impl IntoIterator<Item = (N, T)>) -> Source
    where
        N: Into<String>,
        T: AsRef<[u8]>,
    {
        let files: BTreeMap<String, Vec<u8>> =
            texts.into_iter().map(|(name, text)| (name.into(), text.as_ref().to_vec())).collect();
        open(&files)
    }

    /// The workbook of a round, given as its name and bytes.
    pub fn from_workbook(file: &str, bytes: &[u8]) -> Source {
        of_workbook(file, bytes, &BTreeMap::new())
    }
}

fn of_workbook(file: &str, bytes: &[u8], beside: &dyn Files) -> Source {
    let mut source = if decode::is_workbook(bytes) {
        book::open(file, bytes, beside)
    } else {
        let problem = Problem::new(Code::UnreadableFile, file).says(
            "a file that is no workbook",
            "the folder of a round, or its workbook (.xlsx)",
            "Name the folder that round.toml is in; save an old workbook (.xls, .ods) as .xlsx.",
        );
        Source { problems: vec![problem], ..Source::default() }
    };
    source.inputs.push(InputHash { file: file.to_owned(), sha256: decode::sha256(bytes) });
    source.inputs.sort_by(|a, b| a.file.cmp(&b.file));
    source
}

fn open(files: &dyn Files) -> Source {
    let mut source = Source { run_file: RUN_FILE.to_owned(), ..Source::default() };
    let names = files.names();
    let run = read(files, RUN_FILE, &mut source, true);
    source.run = run.and_then(|text| settings::parse(RUN_FILE, &text, &mut source.problems));
    if source.inputs.is_empty() {
        point_to_workbook(&names, &mut source.problems);
    }

    let path = pointer(&source, "policy").unwrap_or_else(|| POLICY_FILE.to_owned());
    policy(&mut source, files, &path);
    for id in TableId::ALL.iter().copied() {
        let pointed = if id == TableId::Calendar { pointer(&source, "calendar") } else { None };
        let name = pointed.or_else(|| listed(&names, id, &mut source)).unwrap_or_else(|| id.file());
        table(&mut source, files, id, &name);
    }
    bank_holidays(&mut source, files);
    source.inputs.sort_by(|a, b| a.file.cmp(&b.file));
    source
}

/// Reads the policy's file into the source.
pub(super) fn policy(source: &mut Source, files: &dyn Files, path: &str) {
    last_part(path).clone_into(&mut source.policy_file);
    let text = read(files, path, source, true);
    let file = source.policy_file.clone();
    source.policy = text.and_then(|text| settings::parse(&file, &text, &mut source.problems));
}

/// Reads the file of bank holidays that the run's settings name, if any.
pub(super) fn bank_holidays(source: &mut Source, files: &dyn Files) {
    let named = pointer(source, BANK_HOLIDAYS_KEY).filter(|name| !name.eq_ignore_ascii_case(GOV_UK));
    if let Some(name) = named {
        let text = read(files, &name, source, true);
        source.bank_holidays = text.map(|text| NamedText { name: last_part(&name).to_owned(), text });
    }
}

/// Reads a table's file into the source.
pub(super) fn table(source: &mut Source, files: &dyn Files, id: TableId, path: &str) {
    let Some(spec) = spec_of(id) else { return };
    let before = source.problems.iter().filter(|problem| problem.is_error()).count();
    let text = read(files, path, source, spec.needed);
    let file = last_part(path);
    if let Some(text) = text {
        let table = delimited::parse(file, &text, Form::of(spec), &mut source.problems);
        source.tables.insert(id, table);
    } else if source.problems.iter().filter(|problem| problem.is_error()).count() > before {
        source.tables.insert(id, RawTable::unusable(file));
    }
}

/// The file name of a path.
fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A path to a shared file among the run's settings.
pub(super) fn pointer(source: &Source, key: &str) -> Option<String> {
    source.setting(key).map(str::to_owned)
}

/// The file of a table among those of the folder; case is ignored.
fn listed(names: &[String], id: TableId, source: &mut Source) -> Option<String> {
    let is_file =
        |name: &&String| ENDINGS.iter().any(|ending| name.eq_ignore_ascii_case(&format!("{}{ending}", id.word())));
    let found: Vec<&String> = names.iter().filter(is_file).collect();
    if let [first, second, ..] = found.as_slice() {
        source.problems.push(Problem::new(Code::DuplicateTable, &id.file()).says(
            format!("{first} and {second}"),
            "one file",
            "Delete or rename one of the two.",
        ));
    }
    found.first().map(|name| (*name).clone())
}

/// A folder without `round.toml` may hold the round as a workbook.
fn point_to_workbook(names: &[String], problems: &mut [Problem]) {
    let workbook = names.iter().find(|name| name.to_lowercase().ends_with(".xlsx") && !name.starts_with('~'));
    if let (Some(workbook), Some(problem)) = (workbook, problems.last_mut()) {
        problem.advice = format!("If {workbook} holds the round, name that file instead of its folder.");
    }
}

impl RawTable {
    /// The table of a file's bytes that does not belong to a round, a text or
    /// a workbook; what is wrong with it as a file is added to the problems.
    pub(crate) fn of_bytes(file: &str, bytes: &[u8], form: Form, problems: &mut Vec<Problem>) -> RawTable {
        if decode::is_workbook(bytes) {
            return book::single(file, bytes, form, problems);
        }
        match decode::decode(file, bytes, problems) {
            Some(text) => delimited::parse(file, &text, form, problems),
            None => RawTable::unusable(file),
        }
    }
}

fn unreadable(name: &str, error: &io::Error) -> Problem {
    Problem::new(Code::UnreadableFile, name).says(
        error.kind().to_string(),
        "a file that can be opened",
        "Check that it is a file, that it is closed elsewhere, and that you may read it.",
    )
}

/// The text of a file; one that is needed and missing, or that cannot be
/// read, is told.
fn read(files: &dyn Files, path: &str, source: &mut Source, needed: bool) -> Option<String> {
    let name = last_part(path);
    match files.read(path) {
        Ok(Some(bytes)) => {
            source.inputs.push(InputHash { file: name.to_owned(), sha256: decode::sha256(&bytes) });
            decode::decode(name, &bytes, &mut source.problems).map(std::borrow::Cow::into_owned)
        }
        Ok(None) => {
            if needed {
                source.problems.push(Problem::new(Code::MissingFile, name).says(
                    "no such file",
                    "the file in the folder of the round",
                    "Add it; a template shows its columns.",
                ));
            }
            None
        }
        Err(error) => {
            source.problems.push(unreadable(name, &error));
            None
        }
    }
}
