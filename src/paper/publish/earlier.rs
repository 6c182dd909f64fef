use super::fault::PublishFault;
use super::lock::LOCK_FILE;
use super::set::Set;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// What is in the folder before.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Whether there is such a folder.
    pub exists: bool,
    /// The files of an earlier set.
    pub earlier: BTreeSet<String>,
    /// Whether it has anything else.
    pub has_others: bool,
}

impl Folder {
    /// Looks at what is there.
    pub fn look(folder: &Path, set: &Set) -> Result<Folder, PublishFault> {
        match fs::metadata(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Folder::default()),
            Err(error) => return Err(error.into()),
            Ok(found) if !found.is_dir() => return Err(PublishFault::NoFolder),
            Ok(_) => {}
        }
        let listed = listed(folder, set);
        let earlier = listed.iter().map(|name| top(name).to_owned()).collect();
        let mut found = Folder { exists: true, earlier, has_others: false };
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if name == "round.toml" {
                return Err(PublishFault::IsRound);
            }
            match name.to_str().filter(|name| set.owns(name)) {
                Some(ours) if entry.file_type()?.is_dir() => {
                    let stranger = match set.folders.contains(&ours) {
                        true => stranger(folder, ours, &listed)?,
                        false => Some(ours.to_owned()),
                    };
                    if let Some(name) = stranger {
                        return Err(PublishFault::Foreign(name));
                    }
                }
                Some(ours) if !found.earlier.contains(ours) || set.folders.contains(&ours) => {
                    return Err(PublishFault::Foreign(ours.to_owned()));
                }
                Some(_) => {}
                None => found.has_others |= name != LOCK_FILE,
            }
        }
        found.earlier.retain(|name| folder.join(name).symlink_metadata().is_ok());
        Ok(found)
    }
}

/// The first part of a path within the folder.
pub(super) fn top(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

/// A file somewhere in one of the set's folders that the earlier set does not
/// list, by its path.
fn stranger(folder: &Path, within: &str, listed: &BTreeSet<String>) -> io::Result<Option<String>> {
    for entry in fs::read_dir(folder.join(within))? {
        let entry = entry?;
        let name = format!("{within}/{}", entry.file_name().to_string_lossy());
        let found = match entry.file_type()?.is_dir() {
            true => stranger(folder, &name, listed)?,
            false => Some(name).filter(|name| !listed.contains(name)),
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The files that the earlier set's index calls its own, and the index.
pub(super) fn listed(folder: &Path, set: &Set) -> BTreeSet<String> {
    let read = || -> Option<BTreeSet<String>> {
        let index: serde_json::Value = serde_json::from_slice(&fs::read(folder.join(set.index)).ok()?).ok()?;
        index.get("program_version")?;
        let files = index.get("files")?.as_object()?.keys();
        let always = set.unlisted.iter().chain([&set.index]).map(|name| (*name).to_owned());
        Some(files.filter(|name| set.owns(top(name))).cloned().chain(always).collect())
    };
    read().unwrap_or_default()
}
