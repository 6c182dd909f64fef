use super::console::{Next, quoted, say};
use super::exit::{End, Exit};
use super::{fresh, paths, problems};
use clap::builder::PossibleValuesParser;
use rightplace::forms::{self, SHIPPED};
use rightplace::paper::words::count;
use rightplace::round::Round;
use rightplace::source::{POLICY_FILE, Source, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Writes an empty round to fill in, as a folder of files or as a workbook
///
/// Every table has its columns and an example row, every setting its meaning
/// and default. Rows that begin with "e.g." are not read. A workbook has
/// drop-downs for fixed words and a note on every column.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace init spring-2026                       a folder with CSV tables and TOML settings
  rightplace init spring-2026.xlsx                  a workbook for Excel or LibreOffice
  rightplace init spring-2026 --policy coventry     a folder that begins with a policy of ours
  rightplace init summer-2026 --from spring-2026    one that begins with another round's

Nothing is overwritten. rightplace check says what is left to fill in.")]
pub struct Args {
    /// A new or empty folder, or a new file that ends in .xlsx
    #[arg(value_name = "DIR|FILE.xlsx")]
    place: PathBuf,
    /// Begin with a policy and calendar that come with the program; change what is yours
    #[arg(long, value_name = "NAME", value_parser = names(), conflicts_with = "from")]
    policy: Option<String>,
    /// Begin with the policy, calendar, schools, providers and courses of another round; no child is taken over
    #[arg(long, value_name = "ROUND")]
    from: Option<PathBuf>,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(SHIPPED.iter().map(|shipped| shipped.name))
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let is_workbook = args.place.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if is_workbook && (args.policy.is_some() || args.from.is_some()) {
        return Err(End::usage("--policy and --from begin a folder; name one in place of the workbook"));
    }
    if is_workbook {
        fresh::file(&args.place, &forms::workbook().map_err(End::fault)?)?;
        say(format_args!("Written: {}.", quoted(&args.place)));
    } else {
        let mut files = forms::files();
        files.extend(begun(args)?);
        fresh::folder(&args.place, &files)?;
        say(format_args!("Written to {}: {}.", quoted(&args.place), count(files.len(), "file")));
    }
    Next::words("fill it in").then("check", [&args.place]).say();
    Ok(Exit::Done)
}

/// The files that a round begins with in place of empty ones.
fn begun(args: &Args) -> Result<BTreeMap<String, String>, End> {
    let shipped = SHIPPED.iter().find(|shipped| Some(shipped.name) == args.policy.as_deref());
    match (shipped, &args.from) {
        (Some(shipped), _) => Ok(BTreeMap::from([
            (POLICY_FILE.to_owned(), shipped.policy.to_owned()),
            ("calendar.csv".to_owned(), shipped.calendar.to_owned()),
        ])),
        (None, Some(round)) => of_round(round),
        (None, None) => Ok(BTreeMap::new()),
    }
}

/// The text of a setting.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Cell(text) => Some(text.clone()),
        _ => None,
    }
}

/// The files of another round that a further one begins with: columns that are
/// read, but for those that only that round had.
fn of_round(round: &Path) -> Result<BTreeMap<String, String>, End> {
    paths::round(round)?;
    if !round.is_dir() {
        return Err(End::usage("--from takes a folder; a policy in a workbook's sheet is copied by hand"));
    }
    let source = Source::open(round);
    problems::sound(Round::from_source(&source), round)?;
    let pointer = source.run.as_ref().and_then(|run| run.get("policy")).and_then(|policy| text(&policy.value));
    let path = round.join(pointer.as_deref().unwrap_or(POLICY_FILE));
    let policy = String::from_utf8_lossy(&paths::read(&path, Exit::Input)?).into_owned();
    let mut files = source.again();
    files.insert(POLICY_FILE.to_owned(), policy);
    Ok(files)
}
