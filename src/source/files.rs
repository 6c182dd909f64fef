//! The files that a round's tables and settings stand in, wherever they are.

use super::bounds;
use super::form::Form;
use super::input::{BANK_HOLIDAYS_KEY, GOV_UK, NamedText, Source};
use super::raw::RawTable;
use super::within::{Outside, within};
use super::{decode, delimited, settings};
use crate::digest::{InputHash, sha256};
use crate::ordinary;
use crate::problem::{Code, Place, Problem};
use crate::schema::{TableId, spec};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Whether a file's name says that no person put it into the folder: those of
/// systems (`.DS_Store`, `._x`, `Thumbs.db`) and locks of open documents
/// (`~$x.xlsx`, `.~lock.x#`).
pub fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '~']) || ["thumbs.db", "desktop.ini"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The run's settings that point to files which several rounds may share.
const POINTERS: [&str; 3] = ["policy", "calendar", BANK_HOLIDAYS_KEY];

/// Where the files of a round come from.
pub(super) trait Files {
    /// The bytes of a file; nothing when there is no such file, an error when
    /// it has more than `most` bytes.
    fn read(&self, name: &str, most: u64) -> io::Result<Option<Vec<u8>>>;
    /// The names of the files beside `round.toml`.
    fn names(&self) -> Vec<String>;
}

/// The files of a folder.
pub(super) struct Folder<'a>(pub(super) &'a Path);

impl Files for Folder<'_> {
    fn read(&self, name: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        match within(self.0, name).and_then(|path| ordinary::read(&path, most)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| !is_hidden(name)).collect();
        names.sort();
        names
    }
}

impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, name: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        let bytes = self.get(name).or_else(|| self.get(last_part(name)));
        match bytes.is_some_and(|bytes| bytes.len() as u64 > most) {
            true => Err(io::ErrorKind::FileTooLarge.into()),
            false => Ok(bytes.cloned()),
        }
    }

    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }
}

/// Reads the policy's file into the source.
pub(super) fn policy(source: &mut Source, files: &dyn Files, path: &str) {
    source.policy_place = Place::of_file(last_part(path));
    let text = read(files, path, source, true);
    source.policy = text.and_then(|text| settings::parse(&source.policy_place, &text, &mut source.problems));
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
    let spec = spec(id);
    let before = source.problems.iter().filter(|problem| problem.is_error()).count();
    let text = read(files, path, source, spec.needed);
    let place = Place::of_file(last_part(path));
    if let Some(text) = text {
        let left = source.taken.cells_left();
        let table = delimited::parse(&place, &text, Form::of(spec), left, &mut source.problems);
        source.taken.cells += table.rows.len() * table.header.len();
        source.tables.insert(id, table);
    } else if source.problems.iter().filter(|problem| problem.is_error()).count() > before {
        source.tables.insert(id, RawTable::unusable(&place));
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

/// A file that cannot be read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::FileTooLarge {
        return bounds::too_large(Place::of_file(name), "a file of so many bytes");
    }
    let found = match error.kind() {
        io::ErrorKind::InvalidInput => "no ordinary file, but a folder, a pipe or a device".to_owned(),
        kind => kind.to_string(),
    };
    Problem::new(Code::UnreadableFile, Place::of_file(name)).says(
        found,
        "a file that can be opened",
        "Check that it is a file, that it is closed elsewhere, and that you may read it.",
    )
}

/// The text of a file; one that is needed and missing, or that cannot be
/// read, is told.
pub(super) fn read(files: &dyn Files, path: &str, source: &mut Source, needed: bool) -> Option<String> {
    let name = last_part(path);
    let is_settings = name.to_ascii_lowercase().ends_with(".toml");
    match files.read(path, source.taken.bytes_left(is_settings)) {
        Ok(Some(bytes)) => {
            source.taken.bytes += bytes.len() as u64;
            source.inputs.push(InputHash { file: name.to_owned(), sha256: sha256(&bytes) });
            decode::decode(&Place::of_file(name), &bytes, &mut source.problems).map(std::borrow::Cow::into_owned)
        }
        Ok(None) => {
            if needed {
                source.problems.push(Problem::new(Code::MissingFile, Place::of_file(name)).says(
                    "no such file",
                    "the file in the folder of the round",
                    "Add it; a template shows its columns.",
                ));
            }
            None
        }
        Err(error) if Outside::is(&error) => {
            let pointing = POINTERS.into_iter().find(|key| pointer(source, key).as_deref() == Some(path));
            let place = pointing.map_or_else(|| Place::of_file(name), |key| source.run_place.key(key));
            source.problems.push(Problem::new(Code::OutsideFolder, place).says(
                Outside::FOUND,
                Outside::EXPECTED,
                Outside::ADVICE,
            ));
            None
        }
        Err(error) => {
            source.problems.push(unreadable(name, &error));
            None
        }
    }
}
