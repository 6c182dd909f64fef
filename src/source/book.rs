//! A round in one workbook: a sheet for each table, and the sheets `round` and
//! `policy`.

use super::bounds;
use super::files::{self, Files, pointer};
use super::form::Form;
use super::input::Source;
use super::keyed;
use super::package::Unread;
use super::plain::plain;
use super::raw::RawTable;
use super::seen;
use super::settings::Group;
use super::sheet;
use super::workbook::{self, Sheet};
use crate::ids::Word;
use crate::problem::{Code, Place, Problem, quoted};
use crate::schema::{Column, TableId, policy, run, spec};

/// The sheet with the run's own settings.
const RUN_SHEET: &str = "round";
/// The sheet with the rules of the authority.
const POLICY_SHEET: &str = "policy";
/// Sheets whose names begin so are for people.
const REMARKS: &str = "notes";
/// The sheet of a workbook that holds a result.
const ALLOCATIONS: &str = "allocations";

/// The round of a workbook's bytes; `beside` are the files of its folder, for
/// a policy or calendar that several rounds share.
pub(super) fn open(file: &str, bytes: &[u8], beside: &dyn Files) -> Source {
    let mut source = Source {
        run_place: Place::of_sheet(file, RUN_SHEET),
        policy_place: Place::of_sheet(file, POLICY_SHEET),
        workbook: Some(file.to_owned()),
        ..Source::default()
    };
    let sheets = match workbook::sheets(bytes, is_for_people) {
        Ok(sheets) => sheets,
        Err(reason) => {
            source.problems.push(unreadable(file, &reason));
            return source;
        }
    };
    let mut taken = vec![false; sheets.len()];
    let mut find = |name: &str, source: &mut Source| {
        let found: Vec<usize> = of_name(&sheets, name).filter(|at| sheets[*at].visible).collect();
        tell_hidden(file, &sheets, name, &mut source.problems);
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
        source.run = Some(settings(&place, sheet, run::KEYS, &mut source.problems));
        source.run_place = place;
    } else {
        source.problems.push(no_sheet(file, &sheets, RUN_SHEET));
    }
    if let Some((sheet, place)) = find(POLICY_SHEET, &mut source) {
        source.policy = Some(settings(&place, sheet, policy::KEYS, &mut source.problems));
        source.policy_place = place;
    } else if let Some(path) = pointer(&source, "policy") {
        files::policy(&mut source, beside, &path);
    } else {
        source.problems.push(no_sheet(file, &sheets, POLICY_SHEET));
    }
    for id in TableId::ALL.iter().copied() {
        let spec = spec(id);
        let shared = if id == TableId::Calendar { pointer(&source, "calendar") } else { None };
        if let Some((sheet, place)) = find(id.word(), &mut source) {
            let table = table(&place, sheet, Form::of(spec), &mut source.problems);
            source.tables.insert(id, table);
        } else if let Some(path) = shared {
            files::table(&mut source, beside, id, &path);
        } else if spec.needed {
            source.problems.push(no_sheet(file, &sheets, id.word()));
        }
    }
    files::bank_holidays(&mut source, beside);
    for (sheet, taken) in sheets.iter().zip(taken) {
        if !taken && !is_for_people(&sheet.name) && sheet.visible && !sheet.records.is_empty() {
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
    let sheets = match workbook::sheets(bytes, |_| false) {
        Ok(sheets) => sheets,
        Err(reason) => {
            problems.push(unreadable(file, &reason));
            return RawTable::unusable(&Place::of_file(file));
        }
    };
    tell_hidden(file, &sheets, ALLOCATIONS, problems);
    let named = of_name(&sheets, ALLOCATIONS).find(|at| sheets[*at].visible);
    let filled = || sheets.iter().position(|sheet| sheet.visible && !sheet.records.is_empty());
    match named.or_else(filled).and_then(|at| sheets.get(at)) {
        Some(sheet) => table(&Place::of_file(file), sheet, form, problems),
        None => sheet::table(&Place::of_file(file), Vec::new(), form, problems),
    }
}

/// The table of a sheet, with what is seen there otherwise.
fn table(place: &Place, sheet: &Sheet, form: Form, problems: &mut Vec<Problem>) -> RawTable {
    let mut table = sheet::table(place, sheet.records.clone(), form, problems);
    seen::tell(&mut table, &sheet.marks, form, problems);
    table
}

/// The settings of a sheet, with what is seen there otherwise.
fn settings(place: &Place, sheet: &Sheet, keys: &[Column], problems: &mut Vec<Problem>) -> Group {
    let mut records = sheet.records.clone();
    seen::tell_of_settings(place, &mut records, keyed::layout(&sheet.records), &sheet.marks, keys, problems);
    keyed::parse(place, &records, keys, problems)
}

/// The positions of the sheets of a name.
fn of_name<'a>(sheets: &'a [Sheet], name: &'a str) -> impl Iterator<Item = usize> + 'a {
    (0..sheets.len()).filter(move |at| sheets.get(*at).is_some_and(|sheet| plain(&sheet.name) == plain(name)))
}

/// Whether a sheet of the name is for people.
fn is_for_people(name: &str) -> bool {
    plain(name).starts_with(REMARKS)
}

/// Tells hidden sheets that seem to be what is looked for.
fn tell_hidden(file: &str, sheets: &[Sheet], name: &str, problems: &mut Vec<Problem>) {
    for sheet in of_name(sheets, name).filter_map(|at| sheets.get(at)).filter(|sheet| !sheet.visible) {
        problems.push(Problem::new(Code::HiddenSheet, Place::of_sheet(file, &sheet.name)).says(
            format!("the hidden sheet {}, which is not read", quoted(&sheet.name)),
            "a sheet that is shown",
            format!("Show the sheet if it counts; else delete it, or let its name begin with \"{REMARKS}\"."),
        ));
    }
}

fn unreadable(file: &str, reason: &Unread) -> Problem {
    let reason = match reason {
        Unread::TooLarge(found) => return bounds::too_large(Place::of_file(file), found),
        Unread::Damaged(reason) => reason,
    };
    Problem::new(Code::UnreadableFile, Place::of_file(file)).says(
        format!("a workbook that cannot be read: {reason}"),
        "a workbook (.xlsx) without a password",
        "Open it in the spreadsheet and save it anew.",
    )
}

fn no_sheet(file: &str, sheets: &[Sheet], name: &str) -> Problem {
    let (found, advice) = if of_name(sheets, name).next().is_some() {
        (format!("no sheet {name} that is shown"), "Show the hidden sheet.")
    } else {
        (format!("no sheet {name}"), "Add it; a template shows its columns.")
    };
    Problem::new(Code::MissingFile, Place::of_file(file)).says(found, "the sheet in the workbook", advice)
}
