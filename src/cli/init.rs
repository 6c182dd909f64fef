use super::console::{Next, quoted, say};
use super::exit::{End, Exit};
use super::fresh;
use rightplace::forms;
use rightplace::paper::words::count;
use std::path::PathBuf;

/// Writes an empty round to fill in, as a folder of files or as a workbook
///
/// Every table has its columns and an example row, every setting its meaning
/// and default. Rows that begin with "e.g." are not read. A workbook has
/// drop-downs for fixed words and a note on every column.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace init spring-2026         a folder with CSV tables and TOML settings
  rightplace init spring-2026.xlsx    a workbook for Excel or LibreOffice

Nothing is overwritten. rightplace check says what is left to fill in.")]
pub struct Args {
    /// A new or empty folder, or a new file that ends in .xlsx
    #[arg(value_name = "DIR|FILE.xlsx")]
    place: PathBuf,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let is_workbook = args.place.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if is_workbook {
        fresh::file(&args.place, &forms::workbook().map_err(End::fault)?)?;
        say(format_args!("Written: {}.", quoted(&args.place)));
    } else {
        let files = forms::files();
        fresh::folder(&args.place, &files)?;
        say(format_args!("Written to {}: {}.", quoted(&args.place), count(files.len(), "file")));
    }
    Next::words("fill it in").then("check", [&args.place]).say();
    Ok(Exit::Done)
}
