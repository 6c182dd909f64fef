use crate::paper::files::Files;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Creates a folder that only its owner may enter.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Creates a folder and those above it as far as they are missing.
pub(crate) fn private_folders(folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        private_folders(above)?;
    }
    private_folder(folder)
}

/// Writes the files into a folder, for the owner alone, down to the disk.
pub(super) fn write_all(folder: &Path, files: &Files) -> io::Result<()> {
    for (name, bytes) in files {
        if let Some((within, _)) = name.rsplit_once('/') {
            private_folders(&folder.join(within))?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(folder.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    sync_folder(folder)
}

/// Brings the names in a folder down to the disk, where the system can.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Removes a folder of ours with all that is in it; it is no fault if that
/// fails or there is none.
pub(super) fn discard(folder: &Path) {
    // What cannot be removed now is removed by the next run.
    let _ = fs::remove_dir_all(folder);
}
