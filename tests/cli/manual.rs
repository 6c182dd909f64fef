//! What comes from the definitions of the help.

use crate::help::commands;
use crate::support::Bench;

#[test]
fn every_command_has_a_manual_page_that_man_reads_and_completions() {
    let bench = Bench::new();
    bench.run(&["man", "--out", "@man1"]).ends(0);
    for command in commands().into_iter().chain([Vec::new()]) {
        let name = ["rightplace".to_owned()].into_iter().chain(command).collect::<Vec<_>>().join("-");
        let page = std::fs::read_to_string(bench.path(&format!("man1/{name}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS") && page.contains(".SH DESCRIPTION"), "{name}");
        assert!(page.contains("rightplace "), "{name} has no example");
    }
    let pages = std::fs::read_dir(bench.path("man1")).unwrap().count();
    assert_eq!(pages, commands().len() + 2, "a page for each command, the program and plan");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = bench.run(&["completions", shell]).ends(0).stdout;
        assert!(script.contains("deadlines") && script.contains("time-limit"), "{shell}");
    }
    bench.run(&["completions", "sh"]).ends(2);
}
