//! What a person sees otherwise who opens the workbook, kind by kind.

use crate::book::{Book, Cell, clean};
use crate::common::told;
use crate::parts::{put_together, taken_apart};
use chrono::NaiveDate;
use rightplace::reading::Reading;
use rightplace::round::Round;
use rightplace::source::Source;

fn reading(bytes: &[u8]) -> Reading {
    Round::from_source(&Source::from_workbook("s.xlsx", bytes))
}

fn lines(book: &Book) -> Vec<String> {
    told(&reading(&book.bytes()))
}

/// The clean workbook with a change of its students.
fn with(sheet: &str, change: impl FnOnce(&mut crate::book::Sheet)) -> Book {
    let mut book = clean();
    change(book.sheets.get_mut(sheet).unwrap());
    book
}

/// The workbook with a text of the part of its sheet `students` replaced.
fn patched(book: &Book, old: &str, new: &str) -> Vec<u8> {
    let mut parts = taken_apart(&book.bytes());
    // Sheets stand in the order of their names.
    let number = book.sheets.keys().position(|name| name == "students").unwrap() + 1;
    let part = parts.get_mut(&format!("xl/worksheets/sheet{number}.xml")).unwrap();
    let text = String::from_utf8(part.clone()).unwrap();
    assert!(text.contains(old), "{old} in {text}");
    *part = text.replace(old, new).into_bytes();
    put_together(&parts)
}

#[test]
fn the_clean_workbook_is_silent() {
    assert_eq!(lines(&clean()), [""; 0]);
}

#[test]
fn merged_cells_over_data_are_an_error_and_others_are_not() {
    let told_of = |area, keeps| lines(&with("students", |sheet| sheet.merged.push((area, keeps))));
    // One school over three students, whether or not the file keeps what is under it.
    for keeps in [true, false] {
        let lines = told_of([3, 1, 5, 1], keeps);
        let begin =
            "error[merged-cells] s.xlsx, sheet students, cell B6, column school_id: found merged cells B5:B7: only";
        assert!(lines.iter().any(|line| line.starts_with(begin)), "{lines:#?}");
    }
    let lines = told_of([0, 1, 0, 2], false);
    assert!(
        lines[0].starts_with(
            "error[merged-cells] s.xlsx, sheet students, cell C2, column year_group: found merged cells B2:C2"
        ),
        "{lines:#?}"
    );
    // Blank cells are seen as blank, and are; below the table nothing is read.
    assert_eq!(told_of([2, 3, 2, 6], false), [""; 0]);
    assert_eq!(told_of([20, 0, 22, 3], false), [""; 0]);
    // Beside the table and in remarks on settings.
    let with_remark = |area| {
        self::lines(&with("policy", |sheet| {
            sheet.rows[4][2] = Cell::Text("see the scheme".to_owned());
            sheet.merged.push((area, false));
        }))
    };
    assert_eq!(with_remark([4, 2, 6, 2]), [""; 0]);
    let lines = with_remark([4, 1, 6, 1]);
    assert!(
        lines[0].starts_with("error[merged-cells] s.xlsx, sheet policy, row 7, column value: found merged cells B6:B8"),
        "{lines:#?}"
    );
    // A heading across key and value.
    let heading = with("policy", |sheet| {
        sheet.rows.insert(4, vec![Cell::Text("Days and outcomes".to_owned()), Cell::Blank, Cell::Blank]);
        sheet.merged.push(([4, 0, 4, 1], false));
    });
    assert_eq!(self::lines(&heading), [""; 0]);
}

#[test]
fn a_hidden_sheet_with_the_name_of_a_table_is_told_and_not_read() {
    for very in [false, true] {
        let book = with("decisions", |sheet| (sheet.hidden, sheet.very_hidden) = (!very, very));
        let reading = reading(&book.bytes());
        let expected = "warning[hidden-sheet] s.xlsx, sheet decisions: found the hidden sheet \"decisions\", which is not read; expected a sheet that is shown. Show the sheet if it counts; else delete it, or let its name begin with \"notes\".";
        assert_eq!(told(&reading), [expected]);
        assert_eq!(reading.round.unwrap().decisions.len(), 0);
    }
    let lines = lines(&with("policy", |sheet| sheet.hidden = true));
    for begin in [
        "error[missing-file] s.xlsx: found no sheet policy that is shown",
        "warning[hidden-sheet] s.xlsx, sheet policy: ",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(begin)), "{lines:#?}");
    }
}

#[test]
fn hidden_rows_and_columns_are_read_and_told() {
    let book = with("students", |sheet| {
        (sheet.hidden_rows, sheet.filtered, sheet.hidden_columns) = (vec![1, 2, 5], true, vec![3]);
    });
    let reading = reading(&book.bytes());
    let lines = told(&reading);
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines[0].starts_with("warning[hidden-column] s.xlsx, sheet students, cell D1, column date_of_birth: "));
    assert!(lines[1].starts_with(
        "warning[hidden-rows] s.xlsx, sheet students, row 3: found 3 hidden rows, which are read (the first is row 3)"
    ));
    assert_eq!(reading.round.unwrap().students.len(), 9);
    // A row without height is as good as hidden.
    let flat = patched(&clean(), "<row r=\"4\"", "<row ht=\"0\" customHeight=\"1\" r=\"4\"");
    assert!(told(&self::reading(&flat))[0].contains(", row 4: found 1 hidden row, which is read;"));
}

#[test]
fn a_formula_is_read_by_its_result_and_told_where_it_has_none() {
    let school = || Box::new(Cell::Text("S1".to_owned()));
    assert_eq!(lines(&with("students", |sheet| sheet.rows[0][1] = Cell::Formula(school()))), [""; 0]);
    let mut stale = with("students", |sheet| {
        (sheet.rows[0][1], sheet.rows[1][1]) = (Cell::Formula(school()), Cell::Formula(school()));
    });
    stale.is_recalculated = true;
    let lines_of_stale = lines(&stale);
    let begin = "warning[stale-formula] s.xlsx, sheet students, cell B2, column school_id: found 2 formulas whose stored results";
    assert!(lines_of_stale.len() == 1 && lines_of_stale[0].starts_with(begin), "{lines_of_stale:#?}");

    let unsaved = lines(&with("students", |sheet| sheet.rows[0][1] = Cell::Unsaved(school())));
    let begin = "error[formula-error] s.xlsx, sheet students, cell B2, column school_id (A1): found a formula without a stored result; ";
    assert!(unsaved.len() == 1 && unsaved[0].starts_with(begin), "{unsaved:#?}");
    // The name of a column, a key and a value of the settings count as well.
    let setting = lines(&with("policy", |sheet| sheet.rows[1][1] = Cell::Unsaved(Box::new(Cell::Number(4.0)))));
    assert!(
        setting[0].starts_with("error[formula-error] s.xlsx, sheet policy, row 3, key bands: found a formula without"),
        "{setting:#?}"
    );
    let key = lines(&with("policy", |sheet| sheet.rows[2][0] = Cell::Unsaved(Box::new(Cell::Text("x".into())))));
    assert!(
        key[0].starts_with("error[formula-error] s.xlsx, sheet policy, row 4, column key: found a formula without"),
        "{key:#?}"
    );
    // A formula may well come to nothing.
    assert_eq!(lines(&with("students", |sheet| sheet.rows[2][3] = Cell::Formula(Box::new(Cell::Blank)))), [""; 0]);
}

#[test]
fn what_an_array_formula_fills_and_the_file_does_not_hold_is_told() {
    let book = with("students", |sheet| sheet.rows[2][4] = Cell::Formula(Box::new(Cell::Text("no".to_owned()))));
    let array = patched(&book, "<f>IF(\"saved\"", "<f t=\"array\" ref=\"E4:E6\">IF(\"saved\"");
    let lines = told(&reading(&array));
    assert!(lines.is_empty(), "the cells of other columns are filled: {lines:#?}");
    let array = patched(&book, "<f>IF(\"saved\"", "<f t=\"array\" ref=\"E4:F4\">IF(\"saved\"");
    let lines = told(&reading(&array));
    assert!(
        lines
            .iter()
            .any(|line| line
                .starts_with("error[formula-error] s.xlsx, sheet students, cell F4, column looked_after (A3)")),
        "{lines:#?}"
    );
}

#[test]
fn error_values_of_any_age_are_told_in_tables_and_do_not_matter_elsewhere() {
    for error in ["#N/A", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#GETTING_DATA", "#BUSY!", "#PYTHON!", "#odd"] {
        let notes = with("notes", |sheet| sheet.rows[0][0] = Cell::Error(error));
        assert_eq!(lines(&notes), [""; 0], "{error}");
        let students = lines(&with("students", |sheet| sheet.rows[0][1] = Cell::Error(error)));
        let shown = if error == "#odd" { "#ERROR!" } else { error };
        let begin =
            format!("error[formula-error] s.xlsx, sheet students, cell B2, column school_id (A1): found \"{shown}\"");
        assert!(students.len() == 1 && students[0].starts_with(&begin), "{students:#?}");
    }
    // Cells that name no place stand where they stand, whatever is before them.
    let book = with("separations", |sheet| sheet.rows[0][0] = Cell::Error("#SPILL!"));
    let mut parts = taken_apart(&book.bytes());
    let number = book.sheets.keys().position(|name| name == "separations").unwrap() + 1;
    let part = parts.get_mut(&format!("xl/worksheets/sheet{number}.xml")).unwrap();
    let text = String::from_utf8(part.clone()).unwrap();
    assert!(text.contains(" r=\"A2\"") && text.contains(" r=\"C2\""));
    *part =
        ["A", "B", "C"].iter().fold(text, |text, column| text.replace(&format!(" r=\"{column}2\""), "")).into_bytes();
    let lines = told(&reading(&put_together(&parts)));
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(
        lines[0].starts_with(
            "error[formula-error] s.xlsx, sheet separations, cell A2, column student_a: found \"#SPILL!\""
        ),
        "{lines:#?}"
    );
}

#[test]
fn true_dates_beside_texts_that_could_be_none_of_an_american_are_told() {
    let day = |month, day| Cell::Date(NaiveDate::from_ymd_opt(2025, month, day).unwrap());
    let text = |text: &str| Cell::Text(text.to_owned());
    let told_of = |dates: Vec<Cell>| {
        lines(&with("referrals", |sheet| {
            for (row, date) in sheet.rows.iter_mut().zip(dates) {
                row[3] = date;
            }
            sheet.rows.truncate(4);
        }))
    };
    // 3/12, 13/12, 1/12 and 20/11 as an American Excel leaves them.
    for (thirteenth, twentieth) in
        [("13/12/2025", "20/11/2025"), ("13.12.25", "20-11-25"), ("Sat 13/12/2025 09:00", "20/11/25")]
    {
        let lines = told_of(vec![day(3, 12), text(thirteenth), day(1, 12), text(twentieth)]);
        let begin = "warning[day-and-month-exchanged] s.xlsx, sheet referrals, cell D2, column submitted: found 2 true dates with a day up to 12, the first in row 2, beside 2 texts with a day above 12, the first in row 3";
        assert!(lines.iter().any(|line| line.starts_with(begin)), "{lines:#?}");
    }
    // Some were typed in afterwards.
    let lines = told_of(vec![day(3, 12), text("13/11/2025"), day(11, 20), day(11, 21)]);
    assert!(
        lines.iter().any(|line| line.contains("found 1 true date with a day up to 12, the first in row 2")),
        "{lines:#?}"
    );
    for silent in [
        vec![day(11, 3), day(11, 13), day(11, 1), day(11, 20)],
        vec![text("3/11/2025"), text("13/11/2025"), text("1/11/2025"), text("20/11/2025")],
        vec![day(11, 14), text("13/11/2025"), day(11, 20), day(11, 21)],
        vec![day(11, 3), text("2025-11-13"), day(11, 1), text("20 November 2025")],
    ] {
        let lines = told_of(silent);
        assert!(!lines.iter().any(|line| line.contains("exchanged")), "{lines:#?}");
    }
}

#[test]
fn plain_numbers_of_a_1904_workbook_are_read_as_it_counts_and_told() {
    let day = NaiveDate::from_ymd_opt(2025, 11, 20).unwrap();
    let mut book = with("referrals", |sheet| sheet.rows[0][3] = Cell::PlainDate(day));
    assert_eq!(lines(&book), [""; 0]);
    book.from_1904 = true;
    let reading = reading(&book.bytes());
    let lines = told(&reading);
    let begin = "warning[number-from-1904] s.xlsx, sheet referrals, cell D2, column submitted: found a plain number in the place";
    assert!(lines.len() == 1 && lines[0].starts_with(begin), "{lines:#?}");
    assert_eq!(reading.round.unwrap().referrals.iter().next().unwrap().1.submitted, day);
}
