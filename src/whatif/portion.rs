//! Batches in parts, each run for itself on a machine of its own, and put
//! together by reading what they wrote down.

use super::apply::edited;
use super::batch::study;
use super::decide::{bundles, decide_all};
use super::journal::{Entry, Keys, decode};
use super::recheck::rechecked;
use super::scenario::Variant;
use super::shard::Shard;
use super::study::{Batch, Failure, Study, UNCHANGED};
use super::unchanged::Unchanged;
use crate::digest::sha256;
use crate::paper::publish::Set;
use crate::paper::words::note;
use crate::paper::{Files, PROGRAM_VERSION, WriteFault, hashes, json};
use crate::solve::Fault;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// The file with what the variants of a part came to.
pub const SHARD_RESULTS: &str = "results.journal";
/// The file that lists it.
pub const SHARD_INDEX: &str = "shard.json";

/// What a part of a comparison comes to.
pub const SHARD: Set = Set::new("shard", SHARD_INDEX, &[SHARD_RESULTS]);

/// The list of the files of a part.
#[derive(Serialize)]
struct Index<'a> {
    files: BTreeMap<&'a str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
    program_version: &'static str,
    scenarios: usize,
    shard: String,
}

impl Shard {
    /// How many variants of a batch fall to it.
    pub fn count(self, batch: &Batch) -> usize {
        self.of(bundles(batch, &batch.variants())).iter().map(Vec::len).sum()
    }
}

/// What a part of a batch comes to.
pub struct Portion {
    shard: Shard,
    /// What its variants came to, a line each.
    lines: Vec<u8>,
    /// How many of them are written down or fail for what their scenario says.
    scenarios: usize,
    is_provisional: bool,
    /// Variants that fail for what their scenario says, with their names.
    pub failed: Vec<(String, Failure)>,
    /// Variants that are not proven: they are not in the files.
    pub open: Vec<String>,
}

impl Portion {
    /// Its files by name.
    ///
    /// # Errors
    ///
    /// Where a text cannot be formed; that is a fault of the program.
    pub fn files(&self) -> Result<Files, WriteFault> {
        let mut files = Files::from([(SHARD_RESULTS.to_owned(), self.lines.clone())]);
        let index = json::line(&Index {
            files: hashes(&files),
            note: note(self.is_provisional),
            program_version: PROGRAM_VERSION,
            scenarios: self.scenarios,
            shard: self.shard.to_string(),
        })?;
        files.insert(SHARD_INDEX.to_owned(), index);
        Ok(files)
    }
}

/// Decides a part of a batch. The journal must be one in a file.
///
/// # Errors
///
/// Where the unchanged round cannot be solved.
pub fn portion(batch: &Batch, shard: Shard, done: &(dyn Fn() + Sync)) -> Result<Portion, Fault> {
    let keys = Keys::new(batch.round, batch.engine.solver);
    let unchanged = Unchanged::of(batch, &keys)?;
    let variants = batch.variants();
    let mut decided = decide_all(batch, &unchanged, &keys, &variants, shard, done);
    decided.sort_by_key(|(position, _)| *position);
    let (mut failed, mut open, mut finished) = (Vec::new(), Vec::new(), vec![keys.unchanged()]);
    for (position, result) in decided {
        let variant = &variants[position];
        let key = keys.of(&batch.scenarios[variant.scenario], variant);
        match result {
            Err(failure @ Failure::Input(_)) => failed.push((variant.name.clone(), failure)),
            Err(Failure::NotReached) => open.push(variant.name.clone()),
            _ => finished.push(key),
        }
    }
    let (lines, missing) = batch.journal.lines(&finished);
    // What a limit ended is not written down.
    if missing.contains(keys.unchanged().as_str()) {
        open.insert(0, UNCHANGED.to_owned());
    }
    let is_open = |position: &usize| {
        missing.contains(keys.of(&batch.scenarios[variants[*position].scenario], &variants[*position]).as_str())
    };
    open.extend((0..variants.len()).filter(is_open).map(|position| variants[position].name.clone()));
    let is_provisional = batch.round.run.provisional;
    Ok(Portion { shard, lines, scenarios: finished.len() - 1 + failed.len(), is_provisional, failed, open })
}

/// Whether the results of a part are those that its list of files names.
pub fn is_as_listed(index: &[u8], results: &[u8]) -> bool {
    let listed = || -> Option<String> {
        let index: serde_json::Value = serde_json::from_slice(index).ok()?;
        index.get("program_version")?;
        Some(index.get("files")?.get(SHARD_RESULTS)?.as_str()?.to_owned())
    };
    listed() == Some(sha256(results))
}

/// Why parts cannot be put together.
#[derive(Debug)]
pub enum Unmerged {
    /// These are in no part, by name.
    Missing(Vec<String>),
    /// A part, by its own name, says of a variant what does not hold.
    Unsound {
        /// The part.
        part: String,
        /// The variant.
        variant: String,
    },
    /// A fault of the program.
    Fault(Fault),
}

/// Puts a batch together from what its parts wrote down, without solving
/// anything. Nothing is taken at its word: who is placed where must be allowed,
/// and every figure is worked out from it again.
///
/// # Errors
///
/// Where a part is missing or says what does not hold.
pub fn merge<'a>(batch: &Batch<'a>, done: &(dyn Fn() + Sync)) -> Result<Study<'a>, Unmerged> {
    let keys = Keys::new(batch.round, batch.engine.solver);
    let variants = batch.variants();
    let key = |variant: &Variant| keys.of(&batch.scenarios[variant.scenario], variant);
    let missing = missing(batch, &keys, &variants, key);
    if !missing.is_empty() {
        return Err(Unmerged::Missing(missing));
    }
    let unsound = |key: &str, variant: &str| {
        let part = batch.journal.part(key).unwrap_or_default().to_owned();
        Unmerged::Unsound { part, variant: variant.to_owned() }
    };
    let unchanged = Unchanged::known(batch, &keys).ok_or_else(|| unsound(&keys.unchanged(), UNCHANGED))?;
    let holds = |variant: &Variant| match batch.journal.get(&key(variant)).and_then(decode) {
        Some(Entry { result: Ok(finding), placed }) => {
            rechecked(batch, &unchanged, variant, &finding, placed.as_ref()).is_some()
        }
        _ => true,
    };
    if let Some(variant) = variants.par_iter().find_first(|variant| !holds(variant)) {
        return Err(unsound(&key(variant), &variant.name));
    }
    study(batch, done).map_err(Unmerged::Fault)
}

/// The variants that the journal does not know, by name; but for those that
/// cannot be applied, which is seen at once.
fn missing(batch: &Batch, keys: &Keys, variants: &[Variant], key: impl Fn(&Variant) -> String) -> Vec<String> {
    let mut missing = Vec::new();
    if batch.journal.get(&keys.unchanged()).is_none() {
        missing.push(UNCHANGED.to_owned());
    }
    for variant in variants {
        let scenario = &batch.scenarios[variant.scenario];
        let is_known = batch.journal.get(&key(variant)).and_then(decode).is_some();
        if !is_known && scenario.problems.is_empty() && edited(batch.source, scenario, variant).is_ok() {
            missing.push(variant.name.clone());
        }
    }
    missing
}
