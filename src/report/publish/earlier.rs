use super::super::{SUMMARY, TIMINGS};
use super::{NAMES, PublishFault};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// What is in the folder before.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Whether there is such a folder.
    pub exists: bool,
    /// The files of an earlier result.
    pub earlier: BTreeSet<&'static str>,
    /// Whether it has anything else.
    pub has_others: bool,
}

impl Folder {
    /// Looks at what is there.
    pub fn look(folder: &Path) -> Result<Folder, PublishFault> {
        match fs::metadata(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Folder::default()),
            Err(error) => return Err(error.into()),
            Ok(found) if !found.is_dir() => return Err(PublishFault::NoFolder),
            Ok(_) => {}
        }
        let mut found = Folder { exists: true, earlier: listed(folder), has_others: false };
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if name == "round.toml" {
                return Err(PublishFault::IsRound);
            }
            match NAMES.iter().find(|ours| name == **ours) {
                Some(ours) if entry.file_type()?.is_dir() || !found.earlier.contains(ours) => {
                    return Err(PublishFault::Foreign((*ours).to_owned()));
                }
                Some(_) => {}
                None => found.has_others = true,
            }
        }
        found.earlier.retain(|name| folder.join(name).symlink_metadata().is_ok());
        Ok(found)
    }
}

/// The files that the earlier result's summary calls its own.
fn listed(folder: &Path) -> BTreeSet<&'static str> {
    let read = || -> Option<BTreeSet<&'static str>> {
        let summary: serde_json::Value = serde_json::from_slice(&fs::read(folder.join(SUMMARY)).ok()?).ok()?;
        summary.get("program_version")?;
        let files = summary.get("files")?.as_object()?;
        let own = |name: &&&'static str| files.contains_key(**name) || **name == SUMMARY || **name == TIMINGS;
        Some(NAMES.iter().filter(own).copied().collect())
    };
    read().unwrap_or_default()
}
