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
