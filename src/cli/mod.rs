//! The command line: one file a command. A command parses, calls the library,
//! prints, and ends with an exit status.

mod allocate;
mod audit;
mod bench;
mod bench_run;
mod check;
mod console;
mod deadlines;
mod doctor;
mod earlier;
mod exit;
mod explain;
mod export;
mod fresh;
mod generate;
mod init;
mod ink;
mod manual;
mod paths;
mod plan;
mod policy;
mod problems;
mod progress;
mod publishing;
mod replay;
mod running;
mod schema;
mod solvers;
mod solving;
mod tally;
mod tidy;
mod whatif;
mod year;

use clap::{CommandFactory, Parser, Subcommand};
use console::Next;
use exit::{End, Exit};
use std::ffi::OsStr;
use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::process::ExitCode;

/// Decides which referred child gets which alternative-provision place: best by
/// a published ladder of priorities, with a proof, and with a reason for every
/// child who gets none.
#[derive(Parser)]
#[command(name = "rightplace", version, after_help = AFTER_HELP, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Args),
    Check(check::Args),
    Allocate(allocate::Args),
    Audit(audit::Args),
    Explain(explain::Args),
    Replay(replay::Args),
    Deadlines(deadlines::Args),
    Year(year::Args),
    Whatif(whatif::Args),
    Plan(plan::Args),
    Policy(policy::Args),
    Export(export::Args),
    Schema(schema::Args),
    Generate(generate::Args),
    Bench(bench::Args),
    Tidy(tidy::Args),
    Doctor(doctor::Args),
    Man(manual::ManArgs),
    Completions(manual::CompletionsArgs),
    #[command(hide = true)]
    BenchRun(bench_run::Args),
}

const AFTER_HELP: &str = "\
A round is a folder with round.toml, policy.toml and CSV tables, or one .xlsx workbook.
Begin with an empty one; fill it in, check it, allocate it, and have the result checked
independently:

  rightplace init spring-2026
  rightplace check spring-2026
  rightplace allocate spring-2026 --out spring-2026-result
  rightplace audit spring-2026 spring-2026-result/allocations.csv

Exit status:
  0  done
  1  a fault of the program
  2  wrong usage
  3  the input has errors, and nothing was written; or it is not the recorded one
  4  infeasible: the decisions to place cannot all be kept
  5  a limit was reached before the proof; the result is written and says so
  6  the audit found violations, or a replay differs
  7  another run is writing into the same folder; nothing of this one is in it

Data goes to standard output, everything else to standard error.
NO_COLOR=1 turns colours off.";

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    panic::set_hook(Box::new(tell_of_panic));
    panic::catch_unwind(run).unwrap_or(Exit::Fault).into()
}

fn run() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            if error.use_stderr() {
                error.render().to_string().lines().for_each(console::say);
                return Exit::Usage;
            }
            // Where help cannot be shown, nothing else can.
            let _ = error.print();
            return Exit::Done;
        }
    };
    let command = std::env::args_os().nth(1).unwrap_or_default();
    let ended = match cli.command {
        Command::Init(args) => init::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Allocate(args) => allocate::run(&args),
        Command::Audit(args) => audit::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Replay(args) => replay::run(&args),
        Command::Deadlines(args) => deadlines::run(&args),
        Command::Year(args) => year::run(&args),
        Command::Whatif(args) => whatif::run(&args),
        Command::Plan(args) => plan::run(&args),
        Command::Policy(args) => policy::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Tidy(args) => tidy::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Man(args) => manual::man(&args, Cli::command()),
        Command::Completions(args) => manual::completions(&args, Cli::command()),
        Command::BenchRun(args) => bench_run::run(&args),
    };
    ended.unwrap_or_else(|End { exit, message }| {
        if !message.is_empty() {
            console::say(format_args!("{} {message}", ink::error("error:")));
            next(exit, &command).say();
        }
        exit
    })
}

/// What to do after an end with a message.
fn next(exit: Exit, command: &OsStr) -> Next {
    match exit {
        Exit::Limit => Next::words("allow more time").then_again(),
        Exit::Busy => Next::words("wait until that run has ended").then_again(),
        Exit::Input | Exit::Infeasible => Next::words("mend that").then_again(),
        Exit::Fault => Next::words("run it again; where the fault stays, report it"),
        _ => Next::command("help", [command]),
    }
}

/// Says where the program failed and nothing of what it worked on.
fn tell_of_panic(panic: &PanicHookInfo) {
    let place = panic.location().map(|at| format!(" ({}, line {})", at.file(), at.line())).unwrap_or_default();
    let _ = writeln!(
        std::io::stderr(),
        "rightplace failed by a fault of its own{place}. Please report it; this message holds no data of the round."
    );
}
