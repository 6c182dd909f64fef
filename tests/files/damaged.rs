//! Whatever a workbook holds: no panic, and a clear answer.

use crate::common::{data, told};
use crate::damage::{below, damage};
use crate::parts::{put_together, taken_apart};
use rightplace::round::Round;
use rightplace::source::Source;
use std::fs;

/// Pieces of a workbook that are likely to hurt.
const PIECES: [&str; 24] = [
    "",
    "<",
    ">",
    "\"",
    "&",
    "&#0;",
    "\0",
    "9",
    "-",
    "1e308",
    "NaN",
    "99999999999999999999",
    "<v>99999999999</v>",
    " t=\"s\"",
    " t=\"d\"",
    " t=\"e\"",
    " s=\"1\"",
    " s=\"99999\"",
    "r=\"XFD1048576\"",
    "r=\"A0\"",
    "r=\"AAAAAAAAAA1\"",
    "<c r=\"B2\"><v>2958466</v></c>",
    "</row>",
    "xl/worksheets/sheet1.xml",
];

fn mutate(bytes: &mut Vec<u8>, state: &mut u64) {
    let other = bytes.clone();
    damage(bytes, &other, &PIECES.map(str::as_bytes), state);
}

fn clean() -> Vec<u8> {
    fs::read(data("corpus/workbook_of_typed_cells/round.xlsx")).unwrap()
}

#[test]
fn damaged_bytes_are_read_or_told() {
    let (whole, mut state) = (clean(), 20_251_205);
    for case in 0..1_000 {
        let mut bytes = whole.clone();
        mutate(&mut bytes, &mut state);
        let reading = Round::from_source(&Source::from_workbook("round.xlsx", &bytes));
        assert_eq!(reading.round.is_none(), reading.errors() > 0, "case {case}");
    }
}

#[test]
fn damaged_parts_are_read_or_told() {
    let (whole, mut state, mut sound) = (taken_apart(&clean()), 20_251_206, 0);
    for case in 0..2_000 {
        let mut parts = whole.clone();
        let name = parts.keys().nth(below(&mut state, parts.len())).unwrap().clone();
        if below(&mut state, 20) == 0 {
            parts.remove(&name);
        } else {
            mutate(parts.get_mut(&name).unwrap(), &mut state);
        }
        let reading = Round::from_source(&Source::from_workbook("round.xlsx", &put_together(&parts)));
        let errors = reading.errors();
        assert_eq!(reading.round.is_none(), errors > 0, "case {case}");
        for line in told(&reading) {
            assert!(line.len() < 1_000, "{line}");
        }
        sound += usize::from(errors == 0);
    }
    // Both happen, so that the loop tries more than refusals.
    assert!((20..1_900).contains(&sound), "{sound} of the damaged workbooks are sound");
}

#[test]
fn what_is_no_workbook_is_told() {
    for bytes in [
        b"".as_slice(),
        b"PK",
        b"PK\x03\x04",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        b"\xD0\xCF\x11\xE0",
        b"a,b\n1,2\n",
    ] {
        let reading = Round::from_source(&Source::from_workbook("round.xlsx", bytes));
        assert!(told(&reading)[0].starts_with("error[unreadable-file] round.xlsx"), "{bytes:?}");
        assert_eq!(reading.errors(), 1, "{bytes:?}");
    }
}

/// What is told first of a workbook of these parts, changed.
fn first_told(change: impl FnOnce(&mut crate::parts::Parts)) -> String {
    let mut parts = taken_apart(&clean());
    change(&mut parts);
    let bytes = put_together(&parts);
    let lines = told(&Round::from_source(&Source::from_workbook("round.xlsx", &bytes)));
    assert_eq!(lines.len(), 1, "{lines:#?}");
    lines.into_iter().next().unwrap_or_default()
}

#[test]
fn a_small_workbook_that_unpacks_to_gigabytes_is_too_large() {
    let line = first_told(|parts| {
        parts.insert("xl/media/zeros.bin".into(), vec![0; 64_000_001]);
    });
    assert!(line.starts_with("error[too-large] round.xlsx: found a workbook that unpacks to more;"), "{line}");
}

#[test]
fn a_text_that_many_cells_share_counts_for_each() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..100 {
        sheet.write_string(row, 0, "shared").unwrap();
    }
    let mut parts = taken_apart(&book.save_to_buffer().unwrap());
    let shared = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1_000_000));
    assert!(parts.insert("xl/sharedStrings.xml".into(), shared.into_bytes()).is_some());
    let source = Source::from_workbook("round.xlsx", &put_together(&parts));
    let line = source.problems[0].to_string();
    assert!(line.starts_with("error[too-large] round.xlsx: found a workbook whose cells hold more text;"), "{line}");
}

#[test]
fn a_workbook_of_thousands_of_sheets_of_one_part_is_too_large() {
    let line = first_told(|parts| {
        let Some(book) = parts.get_mut("xl/workbook.xml") else { panic!() };
        let text = String::from_utf8(book.clone()).unwrap();
        let at = text.find("<sheet ").unwrap();
        let end = at + text[at..].find("/>").unwrap() + 2;
        let sheet = text[at..end].to_owned();
        *book = [&text[..at], &sheet.repeat(5_000), &text[at..]].concat().into_bytes();
    });
    assert!(line.starts_with("error[too-large] round.xlsx: found a workbook of 50"), "{line}");
}
