//! How a command solves: what `allocate` and `export` have in common.

use super::console::{quoted, say};
use super::exit::{End, Exit};
use super::solvers;
use rightplace::paper::publish::PublishFault;
use rightplace::paper::words::count;
use rightplace::solve::{Engine, Fault, Stop};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The options that say how to solve.
#[derive(clap::Args)]
pub struct SolvingArgs {
    /// How many threads to use, up to one a core; the result is the same on any number
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// The solver
    #[arg(long, value_name = "NAME", default_value = "highs", value_parser = solvers::names())]
    solver: String,
    /// Stop after so many seconds with the best allocation found by then
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    time_limit: Option<Duration>,
}

impl SolvingArgs {
    /// The solver, and when it is to stop: after the time limit, counted from
    /// now, or at the first Ctrl-C; a second one ends the program at once.
    ///
    /// # Errors
    ///
    /// Where there is no solver of the name.
    pub fn engine(&self) -> Result<Engine<'static>, End> {
        let solver = solvers::named(&self.solver).ok_or_else(|| End::usage("no such solver"))?;
        Ok(Engine { solver, stop: self.stop() })
    }

    /// When to stop, counted from now.
    pub fn stop(&self) -> Stop<'static> {
        static INTERRUPT: AtomicBool = AtomicBool::new(false);
        let handler = || {
            if INTERRUPT.swap(true, Ordering::Relaxed) {
                // 128 and the number of the signal, as shells have it.
                process::exit(130);
            }
            say("Stopping with the best allocation so far; Ctrl-C again ends at once.");
        };
        // Where there can be no handler, Ctrl-C ends the program as it does any.
        let _ = ctrlc::set_handler(handler);
        Stop::at(self.time_limit.and_then(|limit| Instant::now().checked_add(limit))).or_when(&INTERRUPT)
    }

    /// Does work on the number of threads; by default, one for each core.
    ///
    /// # Errors
    ///
    /// Where the threads cannot be started.
    pub fn in_pool<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, End> {
        in_pool(self.threads, work)
    }
}

/// Does work on a number of threads; by default, one for each core.
///
/// # Errors
///
/// Where the threads cannot be started.
pub fn in_pool<T: Send>(threads: Option<NonZeroUsize>, work: impl FnOnce() -> T + Send) -> Result<T, End> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(within_cores(threads)).build();
    Ok(pool.map_err(End::fault)?.install(work))
}

/// The number of threads, no more than the machine has cores: more would only
/// get in each other's way. That fewer are used is said once.
pub fn within_cores(threads: Option<NonZeroUsize>) -> usize {
    static SAID: Once = Once::new();
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let asked = threads.map_or(cores, NonZeroUsize::get);
    if asked > cores {
        SAID.call_once(|| {
            let cores = count(cores, "core");
            say(format_args!("Threads: the machine has {cores}, and no more threads are used than that."));
        });
    }
    asked.min(cores)
}

/// The end of a run that found no allocation.
pub fn unsolved(fault: &Fault) -> End {
    match fault {
        Fault::NothingFound => {
            End { exit: Exit::Limit, message: format!("{fault}; nothing was written. Allow more time.") }
        }
        Fault::Infeasible | Fault::Solver(_) => End::fault(fault),
    }
}

/// The end of a run whose files cannot be put into the folder.
pub fn refuse(folder: &Path, fault: &PublishFault) -> End {
    let message = format!("{}: {fault}", quoted(folder));
    let exit = match fault {
        PublishFault::Busy => Exit::Busy,
        _ if fault.is_wrong_folder() => Exit::Usage,
        _ => Exit::Fault,
    };
    End { exit, message }
}

/// A number of seconds above 0.
///
/// # Errors
///
/// Where the text is none.
pub fn seconds(text: &str) -> Result<Duration, String> {
    let number: f64 = text.parse().map_err(|_| "expected a number of seconds, such as 60".to_owned())?;
    match Duration::try_from_secs_f64(number) {
        Ok(limit) if !limit.is_zero() => Ok(limit),
        _ => Err("expected a number of seconds above 0".to_owned()),
    }
}
