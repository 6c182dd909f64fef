//! Paths that stand in files: they stay in the folder of the file and the one
//! above it, where several rounds share a policy.

use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};

/// A path or a link that leads out of the folder and the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outside;

impl Outside {
    /// What was found.
    pub const FOUND: &'static str = "a path or a link that leads elsewhere";
    /// What was expected.
    pub const EXPECTED: &'static str = "a path within the folder or the one above it, such as \"../policy.toml\"";
    /// What to do.
    pub const ADVICE: &'static str = "Copy what is meant into one of the two.";

    /// Whether this is why a file cannot be read.
    pub fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Outside>())
    }
}

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Outside::FOUND)
    }
}

impl std::error::Error for Outside {}

/// Where a path that stands in a file of this folder leads, links resolved.
///
/// # Errors
///
/// Where it is absolute or leads further up than the folder above, whether there
/// is anything or not; and where the file system refuses.
pub(crate) fn within(folder: &Path, name: &str) -> io::Result<PathBuf> {
    let outside = || io::Error::new(io::ErrorKind::InvalidInput, Outside);
    if !stays(Path::new(name)) {
        return Err(outside());
    }
    let own = if folder.as_os_str().is_empty() { Path::new(".") } else { folder }.canonicalize()?;
    let leads = own.join(name).canonicalize()?;
    // Above a folder of the root is everything.
    let above = own.parent().filter(|above| above.parent().is_some()).unwrap_or(&own);
    if leads.starts_with(above) { Ok(leads) } else { Err(outside()) }
}

/// Whether a path, as it is written, leads no further up than one folder.
fn stays(path: &Path) -> bool {
    let mut depth = 0_i64;
    path.components().all(|part| {
        match part {
            Component::Prefix(_) | Component::RootDir => return false,
            Component::ParentDir => depth -= 1,
            Component::CurDir => {}
            Component::Normal(_) => depth += 1,
        }
        depth >= -1
    })
}

#[cfg(test)]
mod tests {
    use super::stays;
    use std::path::Path;

    #[test]
    fn a_path_leads_no_further_up_than_one_folder() {
        for path in ["policy.toml", "../policy.toml", "shared/policy.toml", "a/../../policy.toml", "./../a"] {
            assert!(stays(Path::new(path)), "{path}");
        }
        for path in ["/etc/passwd", "../../policy.toml", "a/../../../policy.toml", "../..", "../a/../.."] {
            assert!(!stays(Path::new(path)), "{path}");
        }
    }
}
