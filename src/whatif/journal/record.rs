//! What is written down, by key: in memory, or in a file, line by line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The results of variants by what they depend on.
#[derive(Debug, Default)]
pub struct Journal {
    known: BTreeMap<String, String>,
    file: Option<Mutex<Pen>>,
}

#[derive(Debug)]
struct Pen {
    path: PathBuf,
    file: File,
    trouble: Option<io::Error>,
}

impl Journal {
    /// A journal that is kept in memory.
    pub fn none() -> Journal {
        Journal::default()
    }

    /// A journal in a file, which is made where there is none. A last line that
    /// was cut off is taken away.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or written.
    pub fn open(path: &Path) -> io::Result<Journal> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            let mut builder = DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.recursive(true).create(folder)?;
        }
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        let bytes = fs::read(path)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        if whole < bytes.len() {
            file.set_len(whole as u64)?;
        }
        let mut journal = Journal::none();
        journal.read(&bytes[..whole]);
        journal.file = Some(Mutex::new(Pen { path: path.to_owned(), file, trouble: None }));
        Ok(journal)
    }

    /// Takes in the lines of another journal. Lines that say nothing are passed
    /// over: what they were to say is decided again.
    pub fn read(&mut self, bytes: &[u8]) {
        for line in bytes.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok()) {
            if let Some((key, said)) = line.split_once(' ') {
                self.known.insert(key.to_owned(), said.to_owned());
            }
        }
    }

    /// How many results are written down.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// What is written down of a key.
    pub(in crate::whatif) fn get(&self, key: &str) -> Option<&str> {
        self.known.get(key).map(String::as_str)
    }

    /// Writes down what a key came to.
    pub(in crate::whatif) fn note(&self, key: &str, said: &str) {
        let Some(pen) = &self.file else { return };
        let mut pen = pen.lock().unwrap_or_else(PoisonError::into_inner);
        if pen.trouble.is_none() {
            // One call, so that a line is there whole or is the last.
            let line = format!("{key} {said}\n");
            pen.trouble = pen.file.write_all(line.as_bytes()).err();
        }
    }

    /// The lines of some keys in the file, in their order, and the keys that it
    /// does not have.
    pub(in crate::whatif) fn lines<'k>(&self, keys: &'k [String]) -> (Vec<u8>, BTreeSet<&'k str>) {
        let mut all = Journal::none();
        if let Some(pen) = &self.file {
            let path = pen.lock().unwrap_or_else(PoisonError::into_inner).path.clone();
            all.read(&fs::read(path).unwrap_or_default());
        }
        let (mut lines, mut missing) = (Vec::new(), BTreeSet::new());
        for key in keys {
            match all.get(key) {
                Some(said) => lines.extend(format!("{key} {said}\n").into_bytes()),
                None => {
                    missing.insert(key.as_str());
                }
            }
        }
        (lines, missing)
    }

    /// Why the file could not be written to, if so.
    pub fn trouble(&self) -> Option<String> {
        let pen = self.file.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        pen.trouble.as_ref().map(ToString::to_string)
    }

    /// Takes the file away, once all is said elsewhere.
    ///
    /// # Errors
    ///
    /// Where the file system refuses.
    pub fn remove(self) -> io::Result<()> {
        let Some(pen) = self.file else { return Ok(()) };
        match fs::remove_file(pen.into_inner().unwrap_or_else(PoisonError::into_inner).path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}
