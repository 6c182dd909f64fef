//! A round as a folder of files.

use super::bounds::MOST_CELLS;
use super::files::{self, Files, Folder, bank_holidays, pointer, policy, read, unreadable};
use super::form::Form;
use super::input::{POLICY_FILE, RUN_FILE, Source};
use super::raw::RawTable;
use super::{book, decode, delimited, settings};
use crate::digest::{InputHash, sha256};
use crate::ids::Word;
use crate::ordinary::{self, MOST_BYTES};
use crate::problem::{Code, Place, Problem};
use crate::schema::TableId;
use std::collections::BTreeMap;
use std::path::Path;

/// The endings of a table's file; a spreadsheet saves "Unicode text" as `.txt`.
const ENDINGS: [&str; 3] = [".csv", ".txt", ".tsv"];

impl Source {
    /// A round's folder, or its workbook. What is wrong with the files as such
    /// stands in [`Source::problems`].
    pub fn open(path: &Path) -> Source {
        if !path.is_file() {
            return open(&Folder(path));
        }
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        match ordinary::read(path, MOST_BYTES) {
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
        let problem = Problem::new(Code::UnreadableFile, Place::of_file(file)).says(
            "a file that is no workbook",
            "the folder of a round, or its workbook (.xlsx)",
            "Name the folder that round.toml is in; save an old workbook (.xls, .ods) as .xlsx.",
        );
        Source { problems: vec![problem], ..Source::default() }
    };
    source.inputs.push(InputHash { file: file.to_owned(), sha256: sha256(bytes) });
    source.inputs.sort_by(|a, b| a.file.cmp(&b.file));
    source
}

fn open(files: &dyn Files) -> Source {
    let mut source = Source { run_place: Place::of_file(RUN_FILE), ..Source::default() };
    let names = files.names();
    let run = read(files, RUN_FILE, &mut source, true);
    source.run = run.and_then(|text| settings::parse(&source.run_place, &text, &mut source.problems));
    if source.inputs.is_empty() {
        point_to_workbook(&names, &mut source.problems);
    }

    let path = pointer(&source, "policy").unwrap_or_else(|| POLICY_FILE.to_owned());
    policy(&mut source, files, &path);
    for id in TableId::ALL.iter().copied() {
        let pointed = if id == TableId::Calendar { pointer(&source, "calendar") } else { None };
        let name = pointed.or_else(|| listed(&names, id, &mut source)).unwrap_or_else(|| id.file());
        files::table(&mut source, files, id, &name);
    }
    bank_holidays(&mut source, files);
    source.inputs.sort_by(|a, b| a.file.cmp(&b.file));
    source
}

/// Whether a file of the name is one of a round: its settings, the policy or a
/// table.
pub fn is_of_round(name: &str) -> bool {
    let is_table =
        |id: &TableId| ENDINGS.iter().any(|ending| name.eq_ignore_ascii_case(&format!("{}{ending}", id.word())));
    [RUN_FILE, POLICY_FILE].contains(&name) || TableId::ALL.iter().any(is_table)
}

/// The file of a table among those of the folder; case is ignored.
fn listed(names: &[String], id: TableId, source: &mut Source) -> Option<String> {
    let is_file =
        |name: &&String| ENDINGS.iter().any(|ending| name.eq_ignore_ascii_case(&format!("{}{ending}", id.word())));
    let found: Vec<&String> = names.iter().filter(is_file).collect();
    if let [first, second, ..] = found.as_slice() {
        source.problems.push(Problem::new(Code::DuplicateTable, Place::of_file(id.file())).says(
            format!("{first} and {second}"),
            "one file",
            "Delete or rename one of the two.",
        ));
    }
    found.first().map(|name| (*name).clone())
}

/// A folder without `round.toml` may hold the round as a workbook.
fn point_to_workbook(names: &[String], problems: &mut [Problem]) {
    let workbook = names.iter().find(|name| name.to_lowercase().ends_with(".xlsx"));
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
        let place = Place::of_file(file);
        match decode::decode(&place, bytes, problems) {
            Some(text) => delimited::parse(&place, &text, form, MOST_CELLS, problems),
            None => RawTable::unusable(&place),
        }
    }
}
