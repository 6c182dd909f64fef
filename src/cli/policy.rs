use super::console::{Next, data, quoted, say};
use super::exit::{End, Exit};
use super::{fresh, ink, problems};
use rightplace::report::policy::{self, Part};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Says in sentences what the policy of a round means
///
/// Who may have what, who comes first, in which order places are given, what
/// binds. On standard output, and with --out as a page to print and a text, for
/// those who decide on a policy and do not read settings.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace policy spring-2026
  rightplace policy spring-2026 --out spring-2026-policy

Exit status: 0 done, 3 the input has errors.")]
pub struct Args {
    /// The folder of the round, or its workbook (.xlsx)
    round: PathBuf,
    /// The folder for policy.html and policy.txt; it must be new or empty
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let (round, _) = problems::read(&args.round)?;
    let parts = policy::parts(&round);
    match &args.out {
        None => parts.iter().try_for_each(tell)?,
        Some(folder) => {
            let page = policy::page(&round).map_err(End::fault)?;
            let text = parts.iter().map(text).collect::<Vec<_>>().join("\n");
            let files = BTreeMap::from([("policy.html".to_owned(), page), ("policy.txt".to_owned(), text)]);
            fresh::folder(folder, &files)?;
            say(format_args!("Written to {}: policy.html, policy.txt", quoted(folder)));
        }
    }
    Next::words("change what is not meant in the policy").then("check", [&args.round]).say();
    Ok(Exit::Done)
}

fn tell(part: &Part) -> Result<(), End> {
    data(ink::bold(&part.heading))?;
    part.sentences.iter().try_for_each(|sentence| data(format_args!("  {sentence}")))?;
    Ok(data("")?)
}

fn text(part: &Part) -> String {
    let lines = part.sentences.iter().map(|sentence| format!("  {sentence}\n"));
    format!("{}\n{}", part.heading, lines.collect::<String>())
}
