//! Manual pages and completions for shells, from the definitions that the help
//! is made from.

use super::console::{Next, file, quoted, say};
use super::exit::{End, Exit};
use super::fresh;
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use rightplace::paper::words::count;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Writes manual pages, one for the program and one for each command
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  rightplace man --out man1
  man ./man1/rightplace-allocate.1")]
pub struct ManArgs {
    /// The folder for the pages; it must be new or empty
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub fn man(args: &ManArgs, program: Command) -> Result<Exit, End> {
    let mut pages = BTreeMap::new();
    add_pages(&built(program), &mut pages).map_err(End::fault)?;
    fresh::folder(&args.out, &pages)?;
    say(format_args!("Written to {}: {}.", quoted(&args.out), count(pages.len(), "page")));
    Next::words("put them where man looks, such as /usr/local/share/man/man1").say();
    Ok(Exit::Done)
}

/// The program with the names and defaults that clap fills in.
fn built(mut program: Command) -> Command {
    program.build();
    program
}

/// The page of a command and those of the commands below it, but for hidden
/// ones and the help.
fn add_pages(command: &Command, pages: &mut BTreeMap<String, String>) -> Result<(), std::io::Error> {
    let page = Man::new(command.clone());
    let mut text = Vec::new();
    page.render(&mut text)?;
    pages.insert(page.get_filename(), String::from_utf8_lossy(&text).into_owned());
    let shown = command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help");
    shown.into_iter().try_for_each(|below| add_pages(below, pages))
}

/// Writes completions of commands and options for a shell to standard output
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace completions bash > ~/.local/share/bash-completion/completions/rightplace
  rightplace completions fish > ~/.config/fish/completions/rightplace.fish
  rightplace completions powershell >> $PROFILE")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn completions(args: &CompletionsArgs, mut program: Command) -> Result<Exit, End> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "rightplace", &mut script);
    file(&script)?;
    Next::words("open another shell, which reads them").say();
    Ok(Exit::Done)
}
