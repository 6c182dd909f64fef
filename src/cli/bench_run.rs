use super::console::file;
use super::exit::{End, Exit};
use super::solvers;
use super::solving::{seconds, within_cores};
use clap::builder::PossibleValuesParser;
use rightplace::bench::{Way, measure};
use rightplace::solve::Solver;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

/// Runs one round for bench and prints what it measured as JSON
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the round, or its workbook (.xlsx)
    round: PathBuf,
    /// How to solve
    #[arg(long, value_parser = settings())]
    setting: String,
    /// The seed of the solver
    #[arg(long)]
    seed: u32,
    /// How many threads to use
    #[arg(long)]
    threads: NonZeroUsize,
    /// Stop solving after so many seconds
    #[arg(long, value_parser = seconds)]
    time_limit: Duration,
    /// A folder that the result may be written to
    #[arg(long)]
    scratch: PathBuf,
}

/// The two ways of climbing with the usual solver. The name of another solver
/// is a setting too: the usual way with that one.
const WAYS: [(&str, Way); 2] = [("default", Way::Swift), ("plain", Way::Plain)];

/// Takes the names of the settings and nothing else.
pub fn settings() -> PossibleValuesParser {
    let others = solvers::all().into_iter().skip(1);
    PossibleValuesParser::new(WAYS.map(|(name, _)| name).into_iter().chain(others))
}

/// The way and the solver of a setting.
fn setting(name: &str, seed: u32) -> Option<(Way, Box<dyn Solver>)> {
    let way = WAYS.into_iter().find(|(way, _)| *way == name);
    let solver = if way.is_some() { solvers::all().first().copied()? } else { name };
    Some((way.map_or(Way::Swift, |(_, way)| way), solvers::seeded(solver, seed)?))
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let Some((way, solver)) = setting(&args.setting, args.seed) else { return Err(End::usage("no such setting")) };
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(within_cores(Some(args.threads))).build().map_err(End::fault)?;
    let measured = pool.install(|| measure(&args.round, way, &*solver, Some(args.time_limit), &args.scratch));
    let measured = measured.map_err(End::fault)?;
    file(format!("{}\n", serde_json::to_string(&measured).map_err(End::fault)?).as_bytes())?;
    Ok(Exit::Done)
}
