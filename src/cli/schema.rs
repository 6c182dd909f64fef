use super::console::{Next, json, quoted, say};
use super::exit::{End, Exit};
use super::fresh;
use rightplace::forms;
use rightplace::paper::words::count;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Writes JSON Schema of every table and of the settings
///
/// A row of a table is an object of texts. The schemas describe the plain way
/// of writing; a round may hold other forms, such as 17/09/2025.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace schema                  all of them on standard output, by file name
  rightplace schema --out schemas    a file each")]
pub struct Args {
    /// The folder for the files; it must be new or empty
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let schemas = forms::schemas();
    let Some(folder) = &args.out else {
        let parse = |(name, text): (&String, &String)| Ok((name.clone(), serde_json::from_str(text)?));
        let all: BTreeMap<String, serde_json::Value> =
            schemas.iter().map(parse).collect::<Result<_, serde_json::Error>>().map_err(End::fault)?;
        json(&all)?;
        next().say();
        return Ok(Exit::Done);
    };
    fresh::folder(folder, &schemas)?;
    say(format_args!("Written to {}: {}.", quoted(folder), count(schemas.len(), "file")));
    next().say();
    Ok(Exit::Done)
}

fn next() -> Next {
    Next::words("check what programs write against them")
}
