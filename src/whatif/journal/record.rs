//! What is written down, by key: in memory, or in a file, line by line.

use super::fault::JournalFault;
use super::line::{FIRST, read, written};
use crate::ordinary::{self, Links, is_at};
use crate::paper::publish::{hidden_prefix, private_folders};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How often a file may be gone or there again while it is opened.
const TRIES: usize = 100;

/// The results of variants by what they depend on.
#[derive(Debug, Default)]
pub struct Journal {
    known: BTreeMap<String, Said>,
    file: Option<Mutex<Pen>>,
}

/// What is written down of a key, and in which part of a batch.
#[derive(Debug)]
struct Said {
    text: String,
    part: Option<String>,
}

/// A file that is locked, so that no other run writes into it.
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
    /// was cut off is taken away, and lines whose check sum is wrong are passed
    /// over: what they were to say is decided again.
    ///
    /// # Errors
    ///
    /// Where the file is no journal, is that of another run that is under way,
    /// or cannot be read or written.
    pub fn open(path: &Path) -> Result<Journal, JournalFault> {
        let mut file = held(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        if !bytes.starts_with(FIRST.as_bytes()) {
            return Err(JournalFault::Foreign);
        }
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        if whole < bytes.len() {
            file.set_len(whole as u64)?;
        }
        let mut journal = Journal::none();
        for (key, said) in lines(&bytes[FIRST.len()..whole]).filter_map(read) {
            journal.learn(key, said, None);
        }
        journal.file = Some(Mutex::new(Pen { path: path.to_owned(), file, trouble: None }));
        Ok(journal)
    }

    /// Takes in what a part of a batch wrote down.
    ///
    /// # Errors
    ///
    /// The first line that is not as it was written, counted from 1.
    pub fn take_in(&mut self, part: &str, bytes: &[u8]) -> Result<(), usize> {
        let rest = bytes.strip_prefix(FIRST.as_bytes()).filter(|rest| rest.last().is_none_or(|last| *last == b'\n'));
        for (position, line) in lines(rest.ok_or(1_usize)?).enumerate() {
            let (key, said) = read(line).ok_or(position + 2)?;
            self.learn(key, said, Some(part));
        }
        Ok(())
    }

    fn learn(&mut self, key: &str, said: &str, part: Option<&str>) {
        self.known.insert(key.to_owned(), Said { text: said.to_owned(), part: part.map(str::to_owned) });
    }

    /// How many results are written down.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// What is written down of a key.
    pub(in crate::whatif) fn get(&self, key: &str) -> Option<&str> {
        self.known.get(key).map(|said| said.text.as_str())
    }

    /// The part in which a key is written down.
    pub(in crate::whatif) fn part(&self, key: &str) -> Option<&str> {
        self.known.get(key)?.part.as_deref()
    }

    /// Writes down what a key came to.
    pub(in crate::whatif) fn note(&self, key: &str, said: &str) {
        let Some(pen) = &self.file else { return };
        let mut pen = pen.lock().unwrap_or_else(PoisonError::into_inner);
        if pen.trouble.is_none() {
            // One call, so that a line is there whole or is the last.
            pen.trouble = pen.file.write_all(written(key, said).as_bytes()).err();
        }
    }

    /// A journal with what the file has of some keys, in their order, and the
    /// keys that it does not have.
    pub(in crate::whatif) fn lines<'k>(&self, keys: &'k [String]) -> (Vec<u8>, BTreeSet<&'k str>) {
        let mut bytes = Vec::new();
        if let Some(pen) = &self.file {
            let mut pen = pen.lock().unwrap_or_else(PoisonError::into_inner);
            // What cannot be read is missing, and told as such.
            let _ = pen.file.rewind().and_then(|()| pen.file.read_to_end(&mut bytes));
        }
        let known: BTreeMap<&str, &str> = lines(&bytes).filter_map(read).collect();
        let (mut text, mut missing) = (String::from(FIRST), BTreeSet::new());
        for key in keys {
            match known.get(key.as_str()) {
                Some(said) => text.push_str(&written(key, said)),
                None => {
                    missing.insert(key.as_str());
                }
            }
        }
        (text.into_bytes(), missing)
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
        let Pen { path, file, .. } = pen.into_inner().unwrap_or_else(PoisonError::into_inner);
        // It is locked until it is gone.
        if is_at(&file, &path) { fs::remove_file(path) } else { Ok(()) }
    }
}

/// Deletes a file that is a journal of ours; whether it is one.
///
/// # Errors
///
/// Where a run keeps its results in it, or the file system refuses.
pub fn delete_journal(path: &Path) -> Result<bool, JournalFault> {
    if !is_journal(path) {
        return Ok(false);
    }
    Journal::open(path)?.remove().map(|()| true).map_err(JournalFault::Io)
}

/// Whether a file is a journal of ours, by its first line.
pub fn is_journal(path: &Path) -> bool {
    let first = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let file = ordinary::open(path, OpenOptions::new().read(true), Links::Refused)?;
        file.take(FIRST.len() as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    first().is_ok_and(|bytes| bytes == FIRST.as_bytes())
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty())
}

/// The journal's file, locked, to be read from its beginning and added to.
fn held(path: &Path) -> Result<File, JournalFault> {
    for _ in 0..TRIES {
        let file = match ordinary::open(path, OpenOptions::new().read(true).append(true), Links::Refused) {
            Ok(file) => {
                lock(&file)?;
                file
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => match made(path)? {
                Some(file) => file,
                None => continue,
            },
            Err(error) => {
                return Err(match error.kind() {
                    io::ErrorKind::InvalidInput => JournalFault::Foreign,
                    _ => JournalFault::Io(error),
                });
            }
        };
        // Another run may have ended meanwhile and taken its file away.
        if is_at(&file, path) {
            return Ok(file);
        }
    }
    Err(JournalFault::Busy)
}

/// A journal with its first line, made elsewhere and put in place locked;
/// nothing where there is one by now.
fn made(path: &Path) -> Result<Option<File>, JournalFault> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    private_folders(folder)?;
    let mut beside = tempfile::Builder::new().prefix(&hidden_prefix(path)).append(true).tempfile_in(folder)?;
    lock(beside.as_file())?;
    beside.write_all(FIRST.as_bytes())?;
    match beside.persist_noclobber(path) {
        Ok(mut file) => {
            file.rewind()?;
            Ok(Some(file))
        }
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        Err(refused) => Err(refused.error.into()),
    }
}

fn lock(file: &File) -> Result<(), JournalFault> {
    file.try_lock().map_err(|fault| match fault {
        TryLockError::WouldBlock => JournalFault::Busy,
        TryLockError::Error(error) => JournalFault::NoLocks(error),
    })
}
