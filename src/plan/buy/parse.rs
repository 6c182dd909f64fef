//! From the text of a menu to what may be bought and what for; every mistake is
//! told with its line.

use super::menu::{Item, Menu, Target, WHOLE, Wanted, What, cell};
use crate::digest::sha256;
use crate::ids::{StageId, Word};
use crate::limits::offers;
use crate::problem::{Code, meant, nearest, quoted};
use crate::reading::forms;
use crate::round::Status;
use crate::schema::{Kind, intakes};
use crate::source::{Group, Setting, SettingsReader, Value};
use crate::units::Pence;
use chrono::NaiveDate;

const KEYS: [&str; 6] = ["name", "budget", "up_to", "curve_step", "target", "buy"];
const TARGET_KEYS: [&str; 6] = ["programme", "school", "band", "status", "share", "number"];
/// The keys of an item beside the one that says what there is more of.
const BUY_KEYS: [&str; 7] = ["id", "price", "fixed", "least", "most", "step", "by"];
/// The key of an item that is a new intake.
const NEW: &str = "new";
/// More sizes of an item than these are more likely a slip than meant.
const MOST_SIZES: u32 = 200;
/// No item costs more than a billion pounds, as no amount in a file does.
const MOST_COST: i64 = 100_000_000_000;

impl Menu {
    /// Reads the bytes of a menu; `file` is its name in messages, and names the
    /// menu where it does not name itself. Every mistake that can be seen
    /// without the round is told in [`Menu::problems`].
    pub fn parse(file: &str, bytes: &[u8]) -> Menu {
        let mut menu = Menu {
            name: file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned(),
            file: file.to_owned(),
            sha256: sha256(bytes),
            budget: None,
            targets: Vec::new(),
            up_to: None,
            curve_step: Pence(1),
            items: Vec::new(),
            problems: Vec::new(),
        };
        let (mut reader, root) = SettingsReader::open(file, bytes);
        if let Some(root) = root {
            read(&mut reader, &root, &mut menu);
        }
        menu.problems.extend(reader.into_problems());
        menu
    }
}

fn read(reader: &mut SettingsReader<'_>, root: &Group, menu: &mut Menu) {
    reader.known_keys(root, "", &KEYS);
    if let Some(name) = reader.text(root, "", "name") {
        menu.name = name;
    }
    menu.budget = money(reader, root, "", "budget");
    menu.curve_step = money(reader, root, "", "curve_step").unwrap_or(Pence(1)).max(Pence(1));
    menu.up_to = word(reader, root, "", "up_to", StageId::ALL);
    menu.targets = reader.groups(root, "target").into_iter().map(|group| target(reader, &group)).collect();
    menu.items = reader.groups(root, "buy").into_iter().filter_map(|group| item(reader, &group)).collect();
    if menu.budget.is_none() && menu.targets.is_empty() && reader.is_sound() {
        let expected = "a budget, or a [[target]]";
        reader.tell(Code::MissingValue, None, "budget", "neither budget nor target", expected, "Say what it is for.");
    }
    let mut seen: Vec<&str> = Vec::new();
    for item in &menu.items {
        if seen.contains(&item.id.as_str()) {
            let found = format!("{}, as an item above", quoted(&item.id));
            let expected = "an id of its own";
            reader.tell(Code::DuplicateId, item.line, "buy.id", found, expected, "Change one of the two.");
        }
        seen.push(&item.id);
    }
}

fn line_of(group: &Group, key: &str) -> Option<u32> {
    group.get(key).and_then(|entry| entry.line).or(group.line)
}

/// A number of a kind in its smallest parts.
fn parts(reader: &mut SettingsReader<'_>, group: &Group, prefix: &str, key: &str, kind: Kind) -> Option<i64> {
    let text = reader.text(group, prefix, key)?;
    match forms::parts(kind, &text).map(i64::try_from) {
        Ok(Ok(parts)) => Some(parts),
        Ok(Err(_)) => None,
        Err(code) => {
            let name = format!("{prefix}{key}");
            let advice = "Write a number without a sign.";
            reader.tell(code, line_of(group, key), &name, quoted(&text), &kind.expected(), advice);
            None
        }
    }
}

fn money(reader: &mut SettingsReader<'_>, group: &Group, prefix: &str, key: &str) -> Option<Pence> {
    parts(reader, group, prefix, key, Kind::Money).map(Pence)
}

fn whole(reader: &mut SettingsReader<'_>, group: &Group, prefix: &str, key: &str, kind: Kind) -> Option<u32> {
    parts(reader, group, prefix, key, kind).and_then(|number| u32::try_from(number).ok())
}

fn word<W: Word>(reader: &mut SettingsReader<'_>, group: &Group, prefix: &str, key: &str, all: &[W]) -> Option<W> {
    let text = reader.text(group, prefix, key)?;
    let found = W::parse(&text);
    if found.is_none() {
        let known: Vec<&str> = all.iter().map(|word| word.word()).collect();
        let near = nearest(&text, known.iter().copied());
        let (expected, name) = (format!("one of {}", known.join(", ")), format!("{prefix}{key}"));
        reader.tell(Code::UnknownWord, line_of(group, key), &name, quoted(&text), &expected, meant(near));
    }
    found
}

fn target(reader: &mut SettingsReader<'_>, group: &Group) -> Target {
    let prefix = "target.";
    reader.known_keys(group, prefix, &TARGET_KEYS);
    let bands = match group.get("band").map(|entry| &entry.value) {
        Some(Value::List(values)) => values.iter().map(Value::clone).collect(),
        Some(value) => vec![value.clone()],
        None => Vec::new(),
    };
    let mut numbers = Vec::new();
    for value in bands {
        match value {
            Value::Whole(band) if band >= 1 => numbers.push(u32::try_from(band).unwrap_or(u32::MAX)),
            _ => {
                let line = line_of(group, "band");
                reader.tell(Code::BadNumber, line, "target.band", "something else", "a band", "Write band = 1.");
            }
        }
    }
    let share = reader.text(group, prefix, "share").and_then(|text| {
        let share = per_cent(&text);
        if share.is_none() {
            let line = line_of(group, "share");
            let expected = "a share from 0% to 100%";
            reader.tell(Code::BadNumber, line, "target.share", quoted(&text), expected, "Write share = \"95%\".");
        }
        share
    });
    let number = whole(reader, group, prefix, "number", Kind::Amount);
    if share.is_some() && number.is_some() {
        let found = "both share and number";
        reader.tell(Code::ContradictorySettings, group.line, "target.share", found, "one of them", "Leave one out.");
    }
    Target {
        programme: reader.text(group, prefix, "programme"),
        school: reader.text(group, prefix, "school"),
        bands: numbers,
        status: word(reader, group, prefix, "status", Status::ALL),
        wanted: number.map(Wanted::Number).or(share.map(Wanted::Share)).unwrap_or_default(),
        line: group.line,
    }
}

fn item(reader: &mut SettingsReader<'_>, group: &Group) -> Option<Item> {
    let prefix = "buy.";
    let keys: Vec<&str> =
        BUY_KEYS[..1].iter().copied().chain(what_keys()).chain(BUY_KEYS[1..].iter().copied()).collect();
    reader.known_keys(group, prefix, &keys);
    let of = what(reader, group)?;
    let id = reader.text(group, prefix, "id");
    let price = money(reader, group, prefix, "price");
    if group.get("price").is_none() {
        let advice = "Write price = \"£1,450\", or 0 where it is free.";
        reader.tell(Code::MissingValue, group.line, "buy.price", "nothing", "what one costs", advice);
    }
    let kind = if of.iter().any(What::has_own_unit) { Kind::Amount } else { Kind::Whole };
    let most = whole(reader, group, prefix, "most", kind);
    if group.get("most").is_none() {
        let advice = "Write most = 6.";
        reader.tell(Code::MissingValue, group.line, "buy.most", "nothing", "the most that can be bought", advice);
    }
    let step = whole(reader, group, prefix, "step", kind).unwrap_or(1).max(1);
    let least = whole(reader, group, prefix, "least", kind).unwrap_or(step).max(1);
    let (price, most) = (price?, most?);
    if most < least {
        let found = format!("at least {least} and at most {most}");
        let line = line_of(group, "most");
        reader.tell(
            Code::ContradictorySettings,
            line,
            "buy.most",
            found,
            "most not below least",
            "Change one of them.",
        );
        return None;
    }
    if (most - least) / step >= MOST_SIZES {
        let expected = format!("{MOST_SIZES} sizes or fewer");
        let line = line_of(group, "most");
        reader.tell(Code::NumberTooLarge, line, "buy.most", most.to_string(), &expected, "Take a larger step.");
        return None;
    }
    let fixed = money(reader, group, prefix, "fixed").unwrap_or(Pence(0));
    let cost = price.0.checked_mul(i64::from(most)).and_then(|cost| cost.checked_add(fixed.0));
    if cost.is_none_or(|cost| cost > MOST_COST) {
        let line = line_of(group, "most");
        let expected = "£1,000,000,000 or less for all of it";
        reader.tell(Code::NumberTooLarge, line, "buy.most", most.to_string(), expected, "Correct it, or the price.");
        return None;
    }
    let by = date(reader, group);
    let mut item = Item { id: String::new(), of, price, fixed, least, most, step, by, line: group.line };
    item.id = id.unwrap_or_else(|| item.describe());
    Some(item)
}

fn date(reader: &mut SettingsReader<'_>, group: &Group) -> Option<NaiveDate> {
    let text = reader.text(group, "buy.", "by")?;
    let date = forms::form(Kind::Date, &text).parse().ok();
    if date.is_none() {
        let line = line_of(group, "by");
        reader.tell(Code::BadDate, line, "buy.by", quoted(&text), "a day", "Write by = 2025-12-12.");
    }
    date
}

/// The keys of which an item has one or more: what there is more of.
fn what_keys() -> impl Iterator<Item = &'static str> {
    offers().map(|offer| offer.key).chain([NEW])
}

/// What there is more of with each of an item. Beside a pool, `school` says
/// whose part of it is meant.
fn what(reader: &mut SettingsReader<'_>, group: &Group) -> Option<Vec<What>> {
    let mut named: Vec<&'static str> = what_keys().filter(|key| group.get(key).is_some()).collect();
    let is_of_pool = named.contains(&"pool");
    named.retain(|key| !(is_of_pool && *key == "school"));
    if named.is_empty() {
        let expected = format!("one of {}; or pool with school", what_keys().collect::<Vec<_>>().join(", "));
        let advice = "Say what there would be more of.";
        reader.tell(Code::MissingValue, group.line, "buy", "nothing to buy", &expected, advice);
        return None;
    }
    let prefix = "buy.";
    let one = |key: &'static str| match group.get(NEW).filter(|_| key == NEW) {
        Some(entry) => new_intake(reader, entry, group.line),
        None => {
            let school = if key == "pool" { reader.text(group, prefix, "school") } else { None };
            reader.text(group, prefix, key).map(|id| What::More { key, id, school })
        }
    };
    named.into_iter().map(one).collect()
}

fn new_intake(reader: &mut SettingsReader<'_>, entry: &Setting, line: Option<u32>) -> Option<What> {
    let line = entry.line.or(line);
    let Value::Group(group) = &entry.value else {
        let advice = "Write new = { intake_id = \"…\", course_id = \"…\", start = 2026-01-12, days = \"Mon;Tue\" }.";
        reader.tell(Code::WrongType, line, "buy.new", "something else", "columns of intakes.csv with values", advice);
        return None;
    };
    let places = intakes::PLACES.name;
    let columns = intakes::TABLE.columns.iter().filter(|column| column.name != places);
    let mut cells = Vec::new();
    for setting in &group.settings {
        let key = format!("buy.new.{}", setting.key);
        let known = columns.clone().find(|column| column.name == setting.key);
        match (setting.value.cell(), known) {
            _ if setting.key == places => {
                let advice = "How many places it has is what is bought: leave it out.";
                reader.tell(Code::UnknownKey, setting.line.or(line), &key, places, "no places", advice);
            }
            (Some(text), Some(column)) => cells.push((column, text)),
            (Some(_), None) => {
                let near = nearest(&setting.key, columns.clone().map(|column| column.name));
                let found = "a column that is not known here";
                let expected = "a column of intakes.csv";
                reader.tell(Code::UnknownKey, setting.line.or(line), &key, found, expected, meant(near));
            }
            (None, _) => {
                let advice = "Write it in quotation marks.";
                reader.tell(Code::WrongType, setting.line.or(line), &key, "something else", "a value", advice);
            }
        }
    }
    for needed in [intakes::INTAKE_ID, intakes::COURSE_ID, intakes::START, intakes::DAYS] {
        if cell(&cells, &needed).is_empty() {
            let key = format!("buy.new.{}", needed.name);
            reader.tell(Code::MissingValue, line, &key, "nothing", "a value", "A new intake needs it.");
        }
    }
    Some(What::New(cells))
}

/// A share with up to two decimals, in hundredths of a per cent.
fn per_cent(text: &str) -> Option<u32> {
    let number = text.strip_suffix('%')?.trim();
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let share = whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(format!("{part:0<2}").parse().ok()?)?;
    (share <= WHOLE).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_up_to_two_decimals() {
        assert_eq!(["95%", "92.5 %", "100%", "0.01%"].map(per_cent), [Some(9500), Some(9250), Some(10_000), Some(1)]);
        assert_eq!(["95", "101%", "1.234%", "-5%", "%", "42949672.96%"].map(per_cent), [None; 6]);
        assert_eq!(Wanted::Share(9500).of(75), 72);
    }
}
