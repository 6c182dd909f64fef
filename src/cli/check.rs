use super::console::{data, say, stdout_ink};
use super::exit::{End, Exit};
use super::problems::{line, tally};
use rightplace::explain::idle_keeps;
use rightplace::paper::words::{count, number};
use rightplace::problem::Problem;
use rightplace::reading::Reading;
use rightplace::round::Round;
use rightplace::rules::{Casebook, Options, is_open};
use serde::Serialize;
use std::path::PathBuf;

/// Reads a round and lists every problem of it; writes nothing
///
/// Errors are what makes a round unreadable or ambiguous; they must be mended
/// before it can be allocated. All else is a warning. Every problem says where
/// it is, what was found, what was expected and what to do; none carries a
/// name, a date of birth or free text about a child.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  rightplace check spring-2026\n\nExit status: 0 the round can be allocated, 3 it has errors."
)]
pub struct Args {
    /// The folder of the round, or its workbook (.xlsx)
    round: PathBuf,
    /// Write the problems as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Listing<'a> {
    errors: usize,
    warnings: usize,
    problems: &'a [Problem],
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<Sizes>,
}

/// How large a readable round is.
#[derive(Serialize)]
struct Sizes {
    referrals: usize,
    open: usize,
    with_option: usize,
    intakes: usize,
    options: usize,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let Reading { round, mut problems } = Round::read(&args.round);
    problems.extend(round.iter().flat_map(idle_keeps));
    let sizes = round.as_ref().map(sizes);
    if args.json {
        let errors = problems.iter().filter(|problem| problem.is_error()).count();
        let listing = Listing { errors, warnings: problems.len() - errors, problems: &problems, round: sizes };
        data(serde_json::to_string_pretty(&listing).map_err(End::fault)?)?;
    } else {
        for problem in &problems {
            data(line(problem, stdout_ink()))?;
        }
        say(tally(&problems));
        if let Some(sizes) = sizes {
            say(format_args!(
                "The round can be allocated: {} ({} open, {} with an option), {}, {}.",
                count(sizes.referrals, "referral"),
                number(sizes.open as i64),
                number(sizes.with_option as i64),
                count(sizes.intakes, "intake"),
                count(sizes.options, "option"),
            ));
        }
    }
    Ok(if round.is_some() { Exit::Done } else { Exit::Input })
}

fn sizes(round: &Round) -> Sizes {
    let book = Casebook::new(round);
    let options = Options::list(&book);
    Sizes {
        referrals: round.referrals.len(),
        open: round.referrals.keys().filter(|key| is_open(&book, *key)).count(),
        with_option: round.referrals.keys().filter(|key| !options.of(*key).is_empty()).count(),
        intakes: round.intakes.len(),
        options: options.all().len(),
    }
}
