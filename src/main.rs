//! The program `rightplace`: see `rightplace help`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
