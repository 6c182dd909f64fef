//! `rightplace doctor`: what the program is and what it finds where it runs, for
//! whoever helps from afar. It reads no round.

use super::console::{Next, data, json, quoted};
use super::exit::{End, Exit};
use super::{ink, solvers};
use rightplace::paper::publish::{self, Set};
use rightplace::paper::words::{count, number};
use serde::Serialize;
use std::env::{self, consts};
use std::fs::{self, File, TryLockError};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::thread;

/// Says what the program is, what it can use here, and what a helper would ask
///
/// Version, solvers, system, cores, memory, and of a folder whether results can
/// be put there: its file system, room, and whether files can be locked. It
/// reads no round, and nothing of it is about a child. Send it with the message
/// and the exit status of what went wrong.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace doctor                   of the folder that you are in
  rightplace doctor /mnt/shared       of a folder where results are to go
  rightplace doctor --json > doctor.json

Exit status: 0 all is well, 2 results cannot be put into the folder.")]
pub struct Args {
    /// A folder for results
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Write it as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Findings {
    program: Program,
    machine: Machine,
    terminal: Terminal,
    folder: Folder,
}

#[derive(Serialize)]
struct Program {
    version: &'static str,
    solvers: Vec<String>,
    /// Whether it was built to be fast.
    optimised: bool,
    file: Option<PathBuf>,
}

#[derive(Serialize)]
struct Machine {
    system: &'static str,
    processor: &'static str,
    /// As the system calls itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<String>,
    cores: Option<usize>,
    /// Mebibytes; nothing where the system does not say.
    memory: Option<u64>,
    memory_free: Option<u64>,
    /// The most that a container or job allows.
    memory_allowed: Option<u64>,
}

#[derive(Serialize)]
struct Terminal {
    is_terminal: bool,
    /// Variables that change what is shown or where files go, as far as they
    /// are set.
    variables: Vec<String>,
}

#[derive(Serialize)]
struct Folder {
    folder: PathBuf,
    file_system: Option<String>,
    /// Mebibytes.
    room: Option<u64>,
    /// Whether a file can be locked against another run; else why not.
    locks: Trial,
    /// Whether a set of files can be put there, and put in place of another;
    /// else why not.
    results: Trial,
}

/// What trying something came to.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Trial {
    Works,
    Fails(String),
}

impl Trial {
    fn of<T>(tried: Result<T, impl ToString>) -> Trial {
        tried.map_or_else(|fault| Trial::Fails(fault.to_string()), |_| Trial::Works)
    }

    fn works(&self) -> bool {
        matches!(self, Trial::Works)
    }

    fn says(&self) -> String {
        match self {
            Trial::Works => "works".to_owned(),
            Trial::Fails(why) => format!("{} {why}", ink::warning("fails:")),
        }
    }
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let found = Findings {
        program: Program {
            version: env!("CARGO_PKG_VERSION"),
            solvers: solvers::described(),
            optimised: !cfg!(debug_assertions),
            file: env::current_exe().ok(),
        },
        machine: machine(),
        terminal: terminal(),
        folder: folder(&args.folder),
    };
    if args.json {
        json(&found)?;
    } else {
        tell(&found)?;
    }
    let is_well = found.folder.locks.works() && found.folder.results.works();
    let next = match is_well {
        true => Next::words("send this with the message and the exit status of what went wrong"),
        false => Next::words("take a folder on a disk of this machine for results").then_again(),
    };
    next.say();
    Ok(if is_well { Exit::Done } else { Exit::Usage })
}

fn tell(found: &Findings) -> Result<(), End> {
    let line = |label: &str, text: String| data(format_args!("{}{text}", ink::bold(format_args!("{label:<12}"))));
    let Findings { program, machine, terminal, folder } = found;
    let speed = if program.optimised { "" } else { ", built for debugging: slow" };
    line("Program", format!("rightplace {}{speed}", program.version))?;
    line("Solvers", program.solvers.join(", "))?;
    if let Some(file) = &program.file {
        line("Runs from", quoted(file))?;
    }
    let release = machine.release.as_ref().map(|release| format!(" ({release})")).unwrap_or_default();
    line("System", format!("{} on {}{release}", machine.system, machine.processor))?;
    line("Cores", machine.cores.map_or("not known".to_owned(), |cores| number(cores as i64)))?;
    let mebibytes = |amount: u64| format!("{} MB", number(i64::try_from(amount).unwrap_or(i64::MAX)));
    let memory = match (machine.memory, machine.memory_free) {
        (Some(all), Some(free)) => format!("{}, {} free", mebibytes(all), mebibytes(free)),
        _ => "not known".to_owned(),
    };
    let allowed = machine.memory_allowed.map(|most| format!(", {} allowed", mebibytes(most))).unwrap_or_default();
    line("Memory", memory + &allowed)?;
    let variables = match terminal.variables.is_empty() {
        true => String::new(),
        false => format!(", {}", terminal.variables.join(", ")),
    };
    line("Terminal", format!("{}{variables}", if terminal.is_terminal { "yes" } else { "no" }))?;
    line("Folder", quoted(&folder.folder))?;
    line("  kind", folder.file_system.clone().unwrap_or_else(|| "not known".to_owned()))?;
    line("  room", folder.room.map_or("not known".to_owned(), mebibytes))?;
    line("  locks", folder.locks.says())?;
    line("  results", folder.results.says())?;
    Ok(())
}

fn machine() -> Machine {
    let meminfo = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let of = |name: &str| {
        let line = meminfo.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().trim_end_matches("kB").trim().parse::<u64>().ok().map(|kibibytes| kibibytes / 1024)
    };
    let allowed = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let release = fs::read_to_string("/etc/os-release").ok();
    Machine {
        system: consts::OS,
        processor: consts::ARCH,
        release: release.and_then(|text| {
            let name = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
            Some(name.trim_matches('"').to_owned())
        }),
        cores: thread::available_parallelism().ok().map(usize::from),
        memory: of("MemTotal:"),
        memory_free: of("MemAvailable:"),
        memory_allowed: allowed.and_then(|text| text.trim().parse::<u64>().ok()).map(|bytes| bytes / MEBIBYTE),
    }
}

/// Bytes in a mebibyte.
const MEBIBYTE: u64 = 1 << 20;

/// What may change how the program shows things or where it puts them.
const VARIABLES: [&str; 5] = ["NO_COLOR", "TERM", "LANG", "RAYON_NUM_THREADS", "TMPDIR"];

fn terminal() -> Terminal {
    let set = |name: &str| env::var(name).ok().map(|value| format!("{name}={value}"));
    Terminal { is_terminal: io::stderr().is_terminal(), variables: VARIABLES.into_iter().filter_map(set).collect() }
}

fn folder(folder: &Path) -> Folder {
    let trial = tempfile::Builder::new().prefix(".rightplace-doctor-").tempdir_in(folder);
    let (locks, results) = match &trial {
        Ok(trial) => (Trial::of(lock_twice(trial.path())), Trial::of(publish_twice(&trial.path().join("results")))),
        Err(fault) => (Trial::Fails(fault.to_string()), Trial::Fails(fault.to_string())),
    };
    Folder { folder: folder.to_owned(), file_system: file_system(folder), room: room(folder), locks, results }
}

/// A lock that is held keeps another out.
fn lock_twice(folder: &Path) -> Result<(), String> {
    let path = folder.join("lock");
    let held = File::create(&path).map_err(|fault| fault.to_string())?;
    held.lock().map_err(|fault| fault.to_string())?;
    let other = File::open(&path).map_err(|fault| fault.to_string())?;
    match other.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(()),
        Err(TryLockError::Error(fault)) => Err(fault.to_string()),
        Ok(()) => Err("a locked file can be locked once more".to_owned()),
    }
}

/// A set of files that is put into a folder as results are.
const TRIAL: Set = Set::new("doctor", "doctor.json", &["doctor.csv"]);

/// A set takes the place of an earlier one, as results do.
fn publish_twice(folder: &Path) -> Result<(), String> {
    let list = r#"{"program_version": "", "files": {"doctor.csv": ""}}"#;
    for text in ["first", "second"] {
        let files = [("doctor.csv", text), ("doctor.json", list)];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        publish::publish(folder, &TRIAL, &files.into_iter().collect()).map_err(|fault| fault.to_string())?;
    }
    let read = fs::read_to_string(folder.join("doctor.csv")).map_err(|fault| fault.to_string())?;
    let there = fs::read_dir(folder).map_err(|fault| fault.to_string())?.count();
    match (read.as_str(), there) {
        ("second", 2) => Ok(()),
        _ => Err(format!("{} after one set was put in place of another", count(there, "file"))),
    }
}

/// What kind of file system a folder is on; nothing where the system does not
/// say.
fn file_system(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    let mount = |line: &str| {
        let mut words = line.split(' ').skip(1);
        let (at, kind) = (words.next()?.replace("\\040", " "), words.next()?);
        folder.starts_with(&at).then(|| (at.len(), kind.to_owned()))
    };
    mounts.lines().filter_map(mount).max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

/// How much room there is on the disk of a folder, in mebibytes.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn room(folder: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize) / MEBIBYTE)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn room(_folder: &Path) -> Option<u64> {
    None
}
