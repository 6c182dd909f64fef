//! A round in one workbook: a sheet for each table, and the sheets `round` and
//! `policy`.

use super::files::{self, Files, pointer};
use super::form::Form;
use super::input::Source;
use super::keyed;
use super::plain::plain;
use super::raw::RawTable;
use super::sheet;
use super::workbook::{self, Sheet};
use crate::ids::Word;
use crate::problem::{Code, Place, Problem, quoted};
use crate::schema::{TableId, policy, run, spec};

/// The sheet with the run's own settings.
const RUN_SHEET: &str = "round";
/// The sheet with the rules of the authority.
const POLICY_SHEET: &str = "policy";
/// Sheets whose names begin so are for people.
const REMARKS: &str = "notes";

/// The round of a workbook's bytes; `beside` are the files of its folder, for
/// a policy or calendar that several rounds share.
pub(super) fn open(file: &str, bytes: &[u8], beside: &dyn Files) -> Source {
    let mut source = Source {
        run_place: Place::of_sheet(file, RUN_SHEET),
        policy_place: Place::of_sheet(file, POLICY_SHEET),
        workbook: Some(file.to_owned()),
        ..Source::default()
    };
    let sheets = match workbook::sheets(bytes) {
        Ok(sheets) => sheets,
        Err(reason) => {
            source.problems.push(unreadable(file, &reason));
            return source;
        }
    };
    let mut taken = vec![false; sheets.len()];
    let mut find = |name: &str, source: &mut Source| {
        let found: Vec<usize> = (0..sheets.len()).filter(|at| plain(&sheets[*at].name) == plain(name)).collect();
        for at in &found {
            taken[*at] = true;
        }
        if let [first, second, ..] = found.as_slice() {
            source.problems.push(Problem::new(Code::DuplicateTable, Place::of_file(file)).says(
                format!("the sheets {} and {}", quoted(&sheets[*first].name), quoted(&sheets[*second].name)),
                "one sheet",
                "Delete or rename one of the two.",
            ));
        }
        let sheet = found.first().map(|at| &sheets[*at])?;
        Some((sheet, Place::of_sheet(file, &sheet.name)))
    };

    if let Some((sheet, place)) = find(RUN_SHEET, &mut source) {
        source.run = Some(keyed::parse(&place, &sheet.records, run::KEYS, &mut source.problems));
        source.run_place = place;
    } else {
        source.problems.push(no_sheet(file, RUN_SHEET));
    }
    if let Some((sheet, place)) = find(POLICY_SHEET, &mut source) {
        source.policy = Some(keyed::parse(&place, &sheet.records, policy::KEYS, &mut source.problems));
        source.policy_place = place;
    } else if let Some(path) = pointer(&source, "policy") {
        files::policy(&mut source, beside, &path);
    } else {
        source.problems.push(no_sheet(file, POLICY_SHEET));
    }
    for id in TableId::ALL.iter().copied() {
        let spec = spec(id);
        let shared = if id == TableId::Calendar { pointer(&source, "calendar") } else { None };
        if let Some((sheet, place)) = find(id.word(), &mut source) {
            let table = sheet::table(&place, sheet.records.clone(), Form::of(spec), &mut source.problems);
            source.tables.insert(id, table);
        } else if let Some(path) = shared {
            files::table(&mut source, beside, id, &path);
        } else if spec.needed {
            source.problems.push(no_sheet(file, id.word()));
        }
    }
    files::bank_holidays(&mut source, beside);
    for (sheet, taken) in sheets.iter().zip(taken) {
        let is_remark = plain(&sheet.name).starts_with(REMARKS);
        if !taken && !is_remark && sheet.visible && !sheet.records.is_empty() {
            source.problems.push(Problem::new(Code::UnknownSheet, Place::of_file(file)).says(
                format!("the sheet {}, which is not read", quoted(&sheet.name)),
                "sheets round, policy and those of the tables",
                format!("Correct its name; or let it begin with \"{REMARKS}\" if it is for people."),
            ));
        }
    }
    source
}

/// The table of a workbook that holds one: the sheet `allocations`, else the
/// first sheet with anything in it.
pub(super) fn single(file: &str, bytes: &[u8], form: Form, problems: &mut Vec<Problem>) -> RawTable {
    let sheets = match workbook::sheets(bytes) {
        Ok(sheets) => sheets,
        Err(reason) => {
            problems.push(unreadable(file, &reason));
            return RawTable::unusable(&Place::of_file(file));
        }
    };
    let named = sheets.iter().position(|sheet| plain(&sheet.name) == "allocations");
    let filled = || sheets.iter().position(|sheet| sheet.visible && !sheet.records.is_empty());
    let records = named.or_else(filled).and_then(|at| sheets.into_iter().nth(at)).map(|Sheet { records, .. }| records);
    sheet::table(&Place::of_file(file), records.unwrap_or_default(), form, problems)
}

fn unreadable(file: &str, reason: &str) -> Problem {
    Problem::new(Code::UnreadableFile, Place::of_file(file)).says(
        format!("a workbook that cannot be read: {reason}"),
        "a workbook (.xlsx) without a password",
        "Open it in the spreadsheet and save it anew.",
    )
}

fn no_sheet(file: &str, name: &str) -> Problem {
    Problem::new(Code::MissingFile, Place::of_file(file)).says(
        format!("no sheet {name}"),
        "the sheet in the workbook",
        "Add it; a template shows its columns.",
    )
}
