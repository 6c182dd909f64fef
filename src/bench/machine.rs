use serde::Serialize;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

/// Where a benchmark was run. What the system does not tell stays blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Machine {
    /// The processor.
    pub processor: Option<String>,
    /// Cores that the program may use.
    pub cores: usize,
    /// Memory in megabytes.
    pub memory_mb: Option<u64>,
    /// The operating system and its version.
    pub system: String,
    /// The commit of the repository in which the program was built, with a plus
    /// sign where files have changed since.
    pub commit: Option<String>,
}

impl Machine {
    /// This machine.
    pub fn here() -> Machine {
        let line = |file: &str, key: &str| {
            let text = fs::read_to_string(file).ok()?;
            let line = text.lines().find(|line| line.starts_with(key))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        };
        let memory = line("/proc/meminfo", "MemTotal");
        let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        Machine {
            processor: line("/proc/cpuinfo", "model name"),
            cores: thread::available_parallelism().map_or(1, usize::from),
            memory_mb: memory.and_then(|text| Some(text.split(' ').next()?.parse::<u64>().ok()? / 1024)),
            system: format!("{} {}", std::env::consts::OS, kernel.trim()).trim().to_owned(),
            commit: std::env::current_exe().ok().and_then(|program| commit(program.parent()?)),
        }
    }
}

/// The commit of the repository that a folder is in.
fn commit(folder: &Path) -> Option<String> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
        let text = output.status.success().then(|| String::from_utf8(output.stdout).ok())??;
        Some(text.trim().to_owned())
    };
    let commit = git(&["rev-parse", "--short", "HEAD"])?;
    let is_changed = !git(&["status", "--porcelain", "--untracked-files=no"])?.is_empty();
    Some(format!("{commit}{}", if is_changed { "+" } else { "" }))
}

/// The most memory that this process has held so far, in kilobytes, where the
/// system tells it.
pub(super) fn peak_memory_kb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().split(' ').next()?.parse().ok()
}
