use super::{
    BANK_HOLIDAYS_KEY, GOV_UK, NamedText, POLICY_FILE, RUN_FILE, RawTable, Source, decode, delimited, settings, spec_of,
};
use crate::ids::Word;
use crate::round::InputHash;
use crate::round::columns::TableId;
use crate::round::diagnostic::{Code, Problem};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Where the files of a round come from.
trait Files {
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
    /// The files of a folder. What is wrong with them as files stands in
    /// [`Source::problems`].
    pub fn open(folder: &Path) -> Source {
        open(&Folder(folder))
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
}

fn open(files: &dyn Files) -> Source {
    let mut source = Source { policy_file: POLICY_FILE.to_owned(), ..Source::default() };
    let names = files.names();
    let run = read(files, RUN_FILE, &mut source, true);
    source.run = run.and_then(|text| settings::parse(RUN_FILE, &text, &mut source.problems));

    let policy = pointer(&source, "policy").unwrap_or_else(|| POLICY_FILE.to_owned());
    source.policy_file = last_part(&policy).to_owned();
    let text = read(files, &policy, &mut source, true);
    let file = source.policy_file.clone();
    source.policy = text.and_then(|text| settings::parse(&file, &text, &mut source.problems));

    for id in TableId::ALL.iter().copied() {
        let pointed = if id == TableId::Calendar { pointer(&source, "calendar") } else { None };
        let name = pointed.or_else(|| listed(&names, id, &mut source)).unwrap_or_else(|| id.file());
        let spec = spec_of(id);
        let needed = spec.is_some_and(|spec| spec.needed);
        let about_children = spec.is_none_or(|spec| spec.about_children);
        let unread = source.problems.len();
        let text = read(files, &name, &mut source, needed);
        let file = last_part(&name);
        if let Some(text) = text {
            let table = delimited::parse(file, &text, about_children, &mut source.problems);
            source.tables.insert(id, table);
        } else if source.problems.len() > unread {
            source.tables.insert(id, RawTable { file: file.to_owned(), ..RawTable::default() });
        }
    }
    let named = pointer(&source, BANK_HOLIDAYS_KEY).filter(|name| !name.eq_ignore_ascii_case(GOV_UK));
    if let Some(name) = named {
        let text = read(files, &name, &mut source, true);
        source.bank_holidays = text.map(|text| NamedText { name: last_part(&name).to_owned(), text });
    }
    source.inputs.sort_by(|a, b| a.file.cmp(&b.file));
    source
}

/// The file name of a path.
fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A path to a shared file in `round.toml`.
fn pointer(source: &Source, key: &str) -> Option<String> {
    source.setting(key).map(str::to_owned)
}

/// The file of a table among those of the folder; case is ignored.
fn listed(names: &[String], id: TableId, source: &mut Source) -> Option<String> {
    let wanted = id.file();
    let found: Vec<&String> = names.iter().filter(|name| name.eq_ignore_ascii_case(&wanted)).collect();
    if let [first, second, ..] = found.as_slice() {
        source.problems.push(Problem::new(Code::DuplicateTable, &wanted).says(
            format!("{first} and {second}"),
            "one file",
            "Delete or rename one of the two.",
        ));
    }
    found.first().map(|name| (*name).clone())
}

impl RawTable {
    /// The table of a file's bytes that does not belong to a round; what is
    /// wrong with it as a file is added to the problems.
    pub(crate) fn of_bytes(file: &str, bytes: &[u8], about_children: bool, problems: &mut Vec<Problem>) -> RawTable {
        match decode::decode(bytes) {
            Ok(text) => delimited::parse(file, text, about_children, problems),
            Err(code) => {
                problems.push(undecodable(code, file));
                RawTable { file: file.to_owned(), ..RawTable::default() }
            }
        }
    }
}

fn undecodable(code: Code, file: &str) -> Problem {
    Problem::new(code, file).says(
        "bytes that are no text in UTF-8",
        "UTF-8",
        "Save it from the spreadsheet as \"CSV UTF-8\".",
    )
}

/// The text of a file; one that is needed and missing, or that cannot be
/// read, is told.
fn read(files: &dyn Files, path: &str, source: &mut Source, needed: bool) -> Option<String> {
    let name = last_part(path);
    let bytes = match files.read(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            if needed {
                source.problems.push(Problem::new(Code::MissingFile, name).says(
                    "no such file",
                    "the file in the folder of the round",
                    "Add it; a template shows its columns.",
                ));
            }
            return None;
        }
        Err(error) => {
            source.problems.push(Problem::new(Code::UnreadableFile, name).says(
                error.kind().to_string(),
                "a file that can be opened",
                "Check that it is a file, that it is closed elsewhere, and that you may read it.",
            ));
            return None;
        }
    };
    source.inputs.push(InputHash { file: name.to_owned(), sha256: decode::sha256(&bytes) });
    match decode::decode(&bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(code) => {
            source.problems.push(undecodable(code, name));
            None
        }
    }
}
