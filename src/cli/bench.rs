//! `rightplace bench`.

use super::bench_run::settings;
use super::console::{Next, quoted, say, this_command};
use super::exit::{End, Exit};
use super::ink;
use super::problems;
use super::solving::{refuse, seconds, within_cores};
use rightplace::bench::BENCH;
use rightplace::bench::{self, Bench, Machine, Measured, PEERS, PeerRun, Run, Series, failures, patience};
use rightplace::paper::words::count;
use rightplace::paper::{PROGRAM_VERSION, publish};
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Measures solvers and settings over given and made-up rounds
///
/// Every run is a process of its own, one after the other, so that its time and
/// memory are its own. The folder then has bench.csv with a row for each run,
/// steps.csv with a row for each step of each run, bench.html and bench.md with
/// what they come to, failures first, and bench.json with everything.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace bench scenarios/first-steps --out out/bench
  rightplace bench --generated mixed:10,identical,one-school --solver-seeds 3 --peers --out out/bench

Exit status: 0 all is well, also where a run reached the limit; 1 a run failed, or answers do not agree.")]
pub struct Args {
    /// Folders of rounds
    #[arg(required_unless_present = "generated")]
    rounds: Vec<PathBuf>,
    /// The folder for the tables and pages; created where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Made-up rounds too: tiny, city, cities-10 or a kind of generate --hard, each with how many: mixed:10
    #[arg(long, value_name = "KIND[:COUNT]", value_delimiter = ',')]
    generated: Vec<Series>,
    /// How to solve: default as allocate does, plain with one integer program a step
    #[arg(long, value_name = "NAME", value_delimiter = ',', default_value = "default,plain", value_parser = settings())]
    settings: Vec<String>,
    /// How many seeds of the solver to run each setting with
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    solver_seeds: u32,
    /// Stop each run after so many seconds of solving
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = seconds)]
    time_limit: Duration,
    /// How many threads each run may use; by default, one for each core
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Run other solvers too, by a script that is called with the solver and the program
    #[arg(long, value_name = "SCRIPT", num_args = 0..=1, require_equals = true, default_missing_value = "benches/peers/climb.py")]
    peers: Option<PathBuf>,
}

/// A round with a name for the tables.
struct Named {
    name: String,
    folder: PathBuf,
}

/// A folder of our own for the time of the benchmark.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Scratch, End> {
        let folder = std::env::temp_dir().join(format!("rightplace-bench-{}", std::process::id()));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(|error| End::fault(format_args!("{}: {error}", folder.display())))?;
        Ok(Scratch(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left of it is in the system's folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn run(args: &Args) -> Result<Exit, End> {
    publish::check(&args.out, &BENCH).map_err(|fault| refuse(&args.out, &fault))?;
    let threads = within_cores(args.threads);
    let scratch = Scratch::new()?;
    let rounds = rounds(args, &scratch.0)?;
    let (mut runs, mut peers) = (Vec::new(), Vec::new());
    for round in &rounds {
        for setting in &args.settings {
            for seed in 0..args.solver_seeds {
                let run = one(args, round, setting, seed, threads, &scratch.0)?;
                say(format_args!("{}, {setting}, seed {seed}: {}", round.name, told(&run)));
                runs.push(run);
            }
        }
        if let Some(script) = &args.peers {
            let file = scratch.0.join("program.json");
            bench::write_program(&round.folder, &file).map_err(End::fault)?;
            for peer in PEERS {
                let run = bench::run_peer(script, &round.name, peer, &file, args.time_limit, threads);
                say(format_args!("{}, {peer}: {}", round.name, told_of_peer(&run)));
                peers.push(run);
            }
        }
    }
    let bench = Bench {
        program_version: PROGRAM_VERSION,
        command: this_command(),
        machine: Machine::here(),
        rounds: rounds.into_iter().map(|round| round.name).collect(),
        settings: args.settings.clone(),
        time_limit: args.time_limit.as_secs_f64(),
        threads,
        runs,
        peers,
    };
    let files = bench::files(&bench).map_err(End::fault)?;
    publish::publish(&args.out, &BENCH, &files).map_err(|fault| refuse(&args.out, &fault))?;
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    say("");
    say(format_args!("Written to {}: {}", quoted(&args.out), names.join(", ")));
    say(format_args!("Read it:  {}", quoted(args.out.join("bench.html"))));
    let failures = failures(&bench);
    for failure in &failures {
        say(format_args!("{} {failure}", ink::error("failure:")));
    }
    match failures.is_empty() {
        true => Next::words("compare the settings in bench.html").say(),
        false => Next::words("report the failures with bench.json").say(),
    }
    Ok(if failures.is_empty() { Exit::Done } else { Exit::Fault })
}

/// The given rounds, which must be readable, and the made-up ones.
fn rounds(args: &Args, scratch: &Path) -> Result<Vec<Named>, End> {
    let mut rounds: Vec<Named> = Vec::new();
    for folder in &args.rounds {
        problems::read(folder)?;
        rounds.push(Named { name: folder.display().to_string(), folder: folder.clone() });
    }
    for series in &args.generated {
        for seed in 1..=series.count {
            let folder = scratch.join(format!("round-{}", rounds.len()));
            let written = fs::create_dir(&folder).and_then(|()| {
                series.kind.files(seed).into_iter().try_for_each(|(name, text)| fs::write(folder.join(name), text))
            });
            written.map_err(|error| End::fault(format_args!("{}: {error}", folder.display())))?;
            rounds.push(Named { name: format!("{} {seed}", series.kind), folder });
        }
    }
    for (position, round) in rounds.iter().enumerate() {
        if rounds[..position].iter().any(|earlier| earlier.name == round.name) {
            return Err(End::usage(format_args!("{} is asked for twice", round.name)));
        }
    }
    Ok(rounds)
}

/// Runs a round with a setting and a seed in a process of its own.
fn one(args: &Args, round: &Named, setting: &str, seed: u32, threads: usize, scratch: &Path) -> Result<Run, End> {
    let program = std::env::current_exe().map_err(End::fault)?;
    let mut command = Command::new(program);
    command.arg("bench-run").arg(&round.folder).arg("--scratch").arg(scratch.join("result"));
    command.args(["--setting", setting, "--seed", &seed.to_string(), "--threads", &threads.to_string()]);
    command.args(["--time-limit", &args.time_limit.as_secs_f64().to_string()]);
    let told: Result<Measured, String> = bench::run_child(&mut command, patience(args.time_limit));
    let (measured, failure) = match told {
        Ok(measured) => (Some(measured), None),
        Err(failure) => (None, Some(failure)),
    };
    Ok(Run { round: round.name.clone(), setting: setting.to_owned(), seed, measured, failure })
}

fn told(run: &Run) -> String {
    match (&run.measured, &run.failure) {
        (Some(measured), _) if measured.steps.is_empty() => measured.status.clone(),
        (Some(measured), _) => {
            let steps = measured.steps.len();
            format!("{:.2} s, {} of {} proven", measured.parts.solving, measured.proven(), count(steps, "step"))
        }
        (None, Some(failure)) => failure.clone(),
        (None, None) => String::new(),
    }
}

fn told_of_peer(run: &PeerRun) -> String {
    match (&run.result, &run.failure) {
        (_, Some(failure)) => failure.clone(),
        (Some(result), None) => {
            let (proven, steps) = (result.proven(), result.steps.len());
            format!("{:.2} s, {proven} of {} proven", result.seconds.unwrap_or_default(), count(steps, "step"))
        }
        (None, None) => String::new(),
    }
}
