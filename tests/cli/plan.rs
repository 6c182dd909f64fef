//! What capacity is worth, and what to buy of it.

use crate::html::{self, row};
use crate::support::Bench;

/// By hand: R6 waits behind R5 for the one place of FL. Everybody else who may
/// be placed is; with one place fewer at FL, T-MON or T-TUE one would not be.
#[test]
fn a_place_is_worth_the_child_who_waits_for_it() {
    let bench = Bench::new();
    let run = bench.run(&["plan", "value", "ROUND", "--out", "@value"]).ends(0);
    assert!(run.stdout.contains("places FL Garden, +1: +1 placed (1 gain, 0 lose)"), "{}", run.stdout);
    let page = bench.text("value", "value.html");
    html::check(&page);
    assert_eq!(row(&page, "FL Garden")[1..], ["places of an intake", "1", "+1", "+1", "+1", "1", "0", "0", "solved"]);
    let fewer = page.split_once("<h2 id=\"fewer\">").unwrap().1;
    assert_eq!(row(fewer, "FL Garden")[1..5], ["1", "no", "no", "−1"]);
}

/// By hand: a place of FL for R6 is all that money can do; two are no better.
#[test]
fn the_place_that_helps_is_bought_and_no_other() {
    let bench = Bench::new();
    let item = |id: &str, intake: &str, price: u32| {
        format!("[[buy]]\nid = \"{id}\"\nintake = \"{intake}\"\nprice = \"£{price}\"\nmost = 2\n\n")
    };
    let items = [item("garden", "FL", 300), item("bicycles", "T-TUE", 10)].concat();
    std::fs::write(bench.path("menu.toml"), format!("name = \"Spring\"\nbudget = \"£600\"\n\n{items}")).unwrap();
    let run = bench.run(&["plan", "buy", "ROUND", "@menu.toml", "--out", "@buy"]).ends(0);
    assert!(run.stdout.contains("£300: 5 placed, proven"), "{}", run.stdout);
    let page = bench.text("buy", "buy.html");
    html::check(&page);
    assert!(page.contains("£300 places 1 referral more than buying nothing."));
    assert_eq!(row(&page, "garden")[6..], ["1", "£300"]);
    assert_eq!(row(&page, "bicycles")[6..], ["0", "£0"]);
}

#[test]
fn what_nobody_can_mean_is_told_of_a_menu() {
    let bench = Bench::new();
    let menu = "budget = 100\n\n[[target]]\nshare = \"95%\"\n\n[[buy]]\nintake = \"FL\"\nprice = 50\nmost = 1\n";
    for (from, to, told) in [
        ("95%", "42949672.96%", "error[bad-number] menu.toml, line 4, key target.share"),
        ("most = 1", "most = 2000000", "error[number-too-large] menu.toml, line 9, key buy.most: found \"2000000\""),
        (
            "price = 50\nmost = 1",
            "price = 1000000000\nmost = 1000000\nleast = 1000000",
            "error[number-too-large] menu.toml, line 9, key buy.most: found 1000000; expected £1,000,000,000 or less",
        ),
    ] {
        assert!(menu.contains(from));
        bench.write_beside("menu.toml", &menu.replace(from, to));
        let run = bench.run(&["plan", "buy", "ROUND", "@menu.toml", "--out", "@buy"]).ends(3);
        assert!(run.stderr.contains(told) || run.stdout.contains(told), "{told}\n{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn a_mistake_in_a_new_intake_is_the_menus_in_a_workbook_too() {
    let bench = Bench::new();
    bench.copy_workbook();
    let new = "new = { intake_id = \"N\", course_id = \"?\", start = 2026-01-12, days = \"Mon\" }";
    bench.write_beside("menu.toml", &format!("budget = 100\n\n[[buy]]\n{new}\nprice = 50\nmost = 1\n"));
    let run = bench.run(&["plan", "buy", "@round.xlsx", "@menu.toml", "--out", "@buy"]).ends(3);
    let told = "menu.toml, line 3, key course_id";
    assert!(run.stderr.contains(told) || run.stdout.contains(told), "{}{}", run.stdout, run.stderr);
}
