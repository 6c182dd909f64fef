//! `rightplace generate`.

use super::console::{Next, quoted, say};
use super::exit::{End, Exit};
use super::{fresh, paths};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use rightplace::generate::{self, COVENTRY_SEED, Files, Hard, Recipe, Size, Term};
use rightplace::paper::words::count;
use std::path::PathBuf;

/// Makes up a round for tests and demonstrations
///
/// All schools, students and places are fictional. The same options give the
/// same bytes on every machine.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace generate --out spring-2026
  rightplace generate --out november-2025 --term november --after autumn-result/allocations.csv
  rightplace generate --out region --scale 10
  rightplace generate --out hard --hard mixed --seed 1
  rightplace generate --out tiny --tiny --seed 7")]
pub struct Args {
    /// The folder for the round; it must be new or empty
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// What everything is drawn from; one seed serves a whole year
    #[arg(long, value_name = "N", default_value_t = COVENTRY_SEED)]
    seed: u64,
    /// The round of the academic year 2025-26, in the order of the list
    #[arg(long, default_value = Term::Spring.word(), value_parser = one_of(Term::ALL, |term| (term.word(), term.says())))]
    term: Term,
    /// How many referrals a city has, if not 600 (200 with --hard intakes);
    /// schools, providers and courses grow with them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(20..=100_000))]
    referrals: Option<u32>,
    /// How many cities, neighbours sharing some providers: 10 have about 6,000
    /// referrals, 100 about 60,000
    #[arg(long, value_name = "CITIES", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    scale: u32,
    /// A round that is hard to solve
    #[arg(long, value_name = "KIND", value_parser = one_of(Hard::ALL, |hard| (hard.word(), hard.says().to_owned())))]
    hard: Option<Hard>,
    /// The name of the authority
    #[arg(long, value_name = "NAME", default_value = "Coventry")]
    authority: String,
    /// The published result of an earlier round, oldest first, one for each round before
    #[arg(long, value_name = "ALLOCATIONS.csv", conflicts_with = "scale")]
    after: Vec<PathBuf>,
    /// A round of three to five referrals that can be worked out by hand
    #[arg(long, conflicts_with_all = ["term", "referrals", "scale", "hard", "authority", "after"])]
    tiny: bool,
}

/// One of some things that go by words, with what the help says of each.
fn one_of<T: Copy + Send + Sync + 'static>(
    all: impl IntoIterator<Item = T>,
    told: fn(T) -> (&'static str, String),
) -> impl TypedValueParser<Value = T> {
    let all: Vec<T> = all.into_iter().collect();
    let values = all.iter().map(|one| told(*one)).map(|(word, says)| PossibleValue::new(word).help(says));
    PossibleValuesParser::new(values.collect::<Vec<_>>()).try_map(move |word| {
        all.iter().copied().find(|one| told(*one).0 == word).ok_or_else(|| format!("{word:?} is none of them"))
    })
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let files = files(args)?;
    fresh::folder(&args.out, &files)?;
    say(format_args!("Written to {}: {}.", quoted(&args.out), count(files.len(), "file")));
    Next::command("check", [&args.out]).say();
    Ok(Exit::Done)
}

fn files(args: &Args) -> Result<Files, End> {
    if args.tiny {
        return Ok(generate::tiny(args.seed));
    }
    let recipe = args.recipe();
    if args.after.is_empty() {
        return Ok(generate::region(&recipe, args.scale as usize, args.seed));
    }
    let read = |path: &PathBuf| {
        let bytes = paths::read(path, Exit::Input)?;
        let wrong =
            |error| End { exit: Exit::Input, message: format!("{} is no text in UTF-8: {error}", quoted(path)) };
        String::from_utf8(bytes).map_err(wrong)
    };
    let results: Vec<String> = args.after.iter().map(read).collect::<Result<_, End>>()?;
    let results: Vec<&str> = results.iter().map(String::as_str).collect();
    generate::continue_round(&recipe, args.seed, &results)
        .map_err(|error| End { exit: Exit::Input, message: error.to_string() })
}

impl Args {
    /// The recipe for the kind, grown or shrunk to the number of referrals.
    fn recipe(&self) -> Recipe {
        let recipe = self.hard.map_or_else(|| Recipe::coventry(self.term), |hard| Recipe::hard(hard, self.term));
        let size = self.referrals.map_or_else(|| recipe.size.clone(), |referrals| Size::of(referrals as usize));
        Recipe { authority: self.authority.clone(), size, ..recipe }
    }
}
