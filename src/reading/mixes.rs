//! Who may be together: the mixes of the policy, with their weights from the
//! students' table.

use super::cells;
use super::known::Known;
use super::settings::{prefix_of, record_of};
use super::vocabulary::Vocabulary;
use crate::problem::{Code, Place, Problem, nearest, quoted, shape, shortened};
use crate::round::{Mix, MixPer, Weight, Who};
use crate::schema::{self, TableId, mix, policy};
use crate::source::{Group, RawTable, Source, Value, plain};

/// The mixes of the policy, in their order.
pub(super) fn read(
    source: &Source,
    place: &Place,
    groups: &[&Group],
    known: &Known<'_>,
    words: &mut Vocabulary,
    problems: &mut Vec<Problem>,
) -> Vec<Mix> {
    let mut mixes: Vec<Mix> = Vec::new();
    for group in groups {
        let prefix = prefix_of(policy::MIX, group);
        let who = who(place, &prefix, group, words, problems);
        let mut record = record_of(place, &prefix, group, mix::KEYS, problems);
        let id = record.text(mix::ID);
        if !id.is_empty() && mixes.iter().any(|mix| mix.id == id) {
            let advice = "Delete one of the two or give it an id of its own.";
            record.tell(Code::DuplicateId, mix::ID, quoted(&id), "every mix once", advice);
        }
        let column = record.text(mix::WEIGHT);
        let is_declared = schema::students::TABLE.columns.iter().any(|other| plain(other.name) == plain(&column));
        if is_declared {
            let found = format!("{}, which says something else of students", quoted(&column));
            let advice = "Add a column of its own, such as risk.";
            record.tell(Code::ContradictorySettings, mix::WEIGHT, found, "a column of whole numbers", advice);
        }
        // What is missing was told, and there is no round.
        let mut mix = Mix {
            per: record.word(mix::PER).unwrap_or(MixPer::Provider),
            providers_tags: record.list(mix::PROVIDERS_TAGS, &mut words.tags),
            programmes: record.references(mix::PROGRAMMES, &known.programmes),
            courses: record.references_or_removed(mix::COURSES, &known.courses, known.removed),
            providers: record.references_or_removed(mix::PROVIDERS, &known.providers, known.removed),
            who,
            weight: None,
            most: record.whole(mix::MOST).unwrap_or(0),
            id,
        };
        if !column.is_empty() && !is_declared {
            mix.weight = Some(weight(source, &mix.id, column, problems));
        }
        mixes.push(mix);
    }
    mixes
}

fn who(place: &Place, prefix: &str, group: &Group, words: &mut Vocabulary, problems: &mut Vec<Problem>) -> Who {
    let Some(Value::Group(who)) = group.get(mix::WHO.name).map(|setting| &setting.value) else {
        return Who::default();
    };
    let mut record = record_of(place, &format!("{prefix}{}.", mix::WHO.name), who, mix::WHO_KEYS, problems);
    Who {
        ehcp: record.yes_no(mix::EHCP),
        looked_after: record.yes_no(mix::LOOKED_AFTER),
        tags_any: record.list(mix::TAGS_ANY, &mut words.tags),
        tags_none: record.list(mix::TAGS_NONE, &mut words.tags),
        year_groups: record.year_groups(mix::YEAR_GROUPS),
        days_least: record.day_count(mix::DAYS_LEAST),
    }
}

/// The numbers of a column of students; a cell that holds none is told. That the
/// column is not a known one is no mistake.
fn weight(source: &Source, mix: &str, column: String, problems: &mut Vec<Problem>) -> Weight {
    let Some(table) = source.tables.get(&TableId::Students).filter(|table| table.usable) else {
        return Weight { column, of: Vec::new() };
    };
    let at = |name: &str| table.header.iter().position(|header| plain(header) == plain(name));
    let Some(at) = at(&column) else {
        let near = nearest(&column, table.header.iter().map(String::as_str));
        let advice =
            near.map_or_else(|| "Add the column.".to_owned(), |near| format!("Did you mean {}?", quoted(near)));
        let place = table.place.row(table.header_row).column(shortened(&column));
        let expected = if mix.is_empty() {
            "the weights of a mix".to_owned()
        } else {
            format!("the weights of the mix {}", shortened(mix))
        };
        problems.push(Problem::new(Code::MissingColumn, place).says("no such column", expected, advice));
        return Weight { column, of: Vec::new() };
    };
    let is_it = |problem: &Problem| {
        problem.code == Code::UnknownColumn
            && problem.place == table.place.row(table.header_row).column(shortened(table.header[at].trim()))
    };
    problems.retain(|problem| !is_it(problem));
    let of = table.rows.iter().map(|row| number(table, row.row, row.cells.get(at), &column, problems)).collect();
    Weight { column, of }
}

fn number(table: &RawTable, row: u32, cell: Option<&String>, column: &str, problems: &mut Vec<Problem>) -> u32 {
    let text = cell.map(|cell| cells::text(cell)).unwrap_or_default();
    if text.is_empty() || cells::is_unknown(text) {
        return 0;
    }
    match cells::whole(text) {
        Ok(number) => number,
        Err(code) => {
            let place = table.place.row(row).column(shortened(column));
            // What is said of a child is not shown.
            let advice = "Write a whole number, 0 or more; leave the cell blank for 0.";
            let expected = "a whole number from 0 to 1,000,000";
            problems.push(Problem::new(code, place).says(shape(text), expected, advice));
            0
        }
    }
}
