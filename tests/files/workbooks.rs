//! Rounds and allocations in workbooks.

use crate::common::{data, files, read, told, twin};
use crate::corpus::content;
use crate::parts::{put_together, taken_apart};
use rightplace::allocation::read_rows;
use rightplace::round::Round;
use rightplace::source::Source;
use std::fs;

fn typed() -> Vec<u8> {
    fs::read(data("corpus/workbook_of_typed_cells/round.xlsx")).unwrap()
}

#[test]
fn a_workbook_on_disk_is_a_round_with_one_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spring.xlsx");
    fs::write(&path, typed()).unwrap();
    let round = Round::read(&path).round.unwrap();
    assert!(content(&round) == content(&read(&twin()).round.unwrap()));
    assert_eq!(round.inputs.len(), 1);
    assert_eq!(round.inputs[0].file, "spring.xlsx");
    // The hash is of the file: another byte, another hash.
    let mut longer = typed();
    longer.push(0);
    let other = Source::from_workbook("spring.xlsx", &longer);
    assert_eq!(round.inputs[0].sha256.len(), 64);
    assert_ne!(other.inputs[0].sha256, round.inputs[0].sha256);

    let told_of_folder = told(&Round::read(folder.path()));
    assert!(told_of_folder[0].ends_with("If spring.xlsx holds the round, name that file instead of its folder."));
    fs::write(&path, "a,b\n").unwrap();
    assert!(
        told(&Round::read(&path))[0]
            .starts_with("error[unreadable-file] spring.xlsx: found a file that is no workbook")
    );
}

#[test]
fn a_workbook_may_share_a_policy_and_a_calendar() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["policy.toml", "calendar.csv"] {
        fs::write(folder.path().join(name), &twin()[name]).unwrap();
    }
    let mut parts = taken_apart(&typed());
    let rename = |parts: &mut std::collections::BTreeMap<String, Vec<u8>>, name: &str, old: &str, new: &str| {
        let text = String::from_utf8(parts[name].clone()).unwrap();
        assert!(text.contains(old), "{old}");
        parts.insert(name.to_owned(), text.replacen(old, new, 1).into_bytes());
    };
    rename(&mut parts, "xl/workbook.xml", "name=\"policy\"", "name=\"notes 1\"");
    rename(&mut parts, "xl/workbook.xml", "name=\"calendar\"", "name=\"notes 2\"");
    let row = |at: u32, key: &str, value: &str| {
        let cell =
            |column: char, text: &str| format!("<c r=\"{column}{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        format!("<row r=\"{at}\">{}{}</row>", cell('A', key), cell('B', value))
    };
    let rows = format!("{}{}</sheetData>", row(20, "policy", "policy.toml"), row(21, "calendar", "calendar.csv"));
    rename(&mut parts, "xl/worksheets/sheet1.xml", "</sheetData>", &rows);
    let path = folder.path().join("spring.xlsx");
    fs::write(&path, put_together(&parts)).unwrap();
    let reading = Round::read(&path);
    assert_eq!(told(&reading), [""; 0]);
    let inputs: Vec<String> = reading.round.unwrap().inputs.into_iter().map(|input| input.file).collect();
    assert_eq!(inputs, ["calendar.csv", "policy.toml", "spring.xlsx"]);
}

#[test]
fn an_allocation_may_have_any_encoding_or_be_a_workbook() {
    let round = read(&twin()).round.unwrap();
    let text = "referral_id;intake_id;note\r\nR1;I2;£\r\nR2;I1;é\r\n";
    let western: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf_16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["summary", "Allocations"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, line) in (0..).zip(text.lines()) {
            for (column, cell) in (0..).zip(line.split(';')) {
                let cell = if name == "summary" { "x" } else { cell };
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    let workbook = book.save_to_buffer().unwrap();
    let plain = read_rows(&round, "a.csv", text.as_bytes()).0;
    assert_eq!(plain.len(), 2);
    for (bytes, warnings) in [(western, 2), (utf_16, 1), (workbook, 1)] {
        let (rows, problems) = read_rows(&round, "a.csv", &bytes);
        assert_eq!(rows, plain);
        // The column `note` is unknown; Windows-1252 is told too.
        assert_eq!(problems.len(), warnings, "{problems:#?}");
    }
}

#[test]
fn problems_of_a_workbook_name_the_sheet() {
    let case = files(&data("corpus/workbook_formula_error"));
    let reading = Round::from_source(&Source::from_workbook("spring.xlsx", &case["round.xlsx"]));
    assert!(told(&reading)[0].starts_with("error[formula-error] spring.xlsx, sheet schools, cell C3, column urn (S2)"));
    let json = serde_json::to_value(&reading.problems[0]).unwrap();
    assert_eq!((json["file"].as_str(), json["sheet"].as_str()), (Some("spring.xlsx"), Some("schools")));
}

#[test]
fn a_sheet_with_a_misspelt_name_is_told_unless_it_is_for_people() {
    let told_of = |name: &str| {
        let mut parts = taken_apart(&typed());
        let text = String::from_utf8(parts["xl/workbook.xml"].clone()).unwrap();
        assert_eq!(text.matches("name=\"separations\"").count(), 1);
        let text = text.replace("name=\"separations\"", &format!("name=\"{name}\""));
        parts.insert("xl/workbook.xml".to_owned(), text.into_bytes());
        told(&Round::from_source(&Source::from_workbook("spring.xlsx", &put_together(&parts))))
    };
    let lines = told_of("seperations");
    let expected = "warning[unknown-sheet] spring.xlsx: found the sheet \"seperations\", which is not read;";
    assert!(lines.len() == 1 && lines[0].starts_with(expected), "{lines:#?}");
    assert_eq!(told_of("notes on separations"), [""; 0]);
}
