//! What planning says of capacity: on tiny rounds, what trying it out comes to.

#![allow(clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod buy;
mod interrupted;
mod later;
#[path = "../proof/mod.rs"]
mod proof;
mod value;

use proof::Files;
use rightplace::generate::tiny;

/// A tiny round in which places are short: every intake has one.
fn short(seed: u64) -> Files {
    let mut files = tiny(seed);
    let rows: Vec<Vec<&str>> = files["intakes.csv"].lines().map(|line| line.split(',').collect()).collect();
    let at = rows[0].iter().position(|name| *name == "places").expect("a column of places");
    let cell = |(row, (column, cell)): (usize, (usize, &&str))| {
        if row > 0 && column == at { "1".to_owned() } else { (*cell).to_owned() }
    };
    let line = |(row, cells): (usize, &Vec<&str>)| -> String {
        cells.iter().enumerate().map(|each| cell((row, each))).collect::<Vec<String>>().join(",")
    };
    let text: Vec<String> = rows.iter().enumerate().map(line).collect();
    files.insert("intakes.csv".to_owned(), text.join("\n") + "\n");
    files
}
