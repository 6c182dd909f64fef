//! From the text of a menu to what may be bought and what for; every mistake is
//! told with its line.

use super::menu::{Item, Menu, Target, WHOLE, Wanted, What, cell};
use crate::ids::{StageId, Word};
use crate::round::columns::{Kind, TableId};
use crate::round::diagnostic::{Code, Problem, quoted};
use crate::round::source::{Group, Setting, Value, parse_settings};
use crate::round::{Status, forms, meant, nearest, spec};
use crate::units::Pence;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

const KEYS: [&str; 6] = ["name", "budget", "up_to", "curve_step", "target", "buy"];
const TARGET_KEYS: [&str; 6] = ["programme", "school", "band", "status", "share", "number"];
const BUY_KEYS: [&str; 14] = [
    "id",
    "intake",
    "course",
    "provider",
    "programme",
    "school",
    "pool",
    "new",
    "price",
    "fixed",
    "least",
    "most",
    "step",
    "by",
];
/// The keys of which an item has one: what there is more of.
const WHAT_KEYS: [&str; 7] = ["intake", "course", "provider", "programme", "school", "pool", "new"];
/// More sizes of an item than these are more likely a slip than meant.
const MOST_SIZES: u32 = 200;

impl Menu {
    /// Reads the bytes of a menu; `file` is its name in messages, and names the
    /// menu where it does not name itself. Every mistake that can be seen
    /// without the round is told in [`Menu::problems`].
    pub fn parse(file: &str, bytes: &[u8]) -> Menu {
        let mut menu = Menu {
            name: file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned(),
            file: file.to_owned(),
            sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
            budget: None,
            targets: Vec::new(),
            up_to: None,
            curve_step: Pence(1),
            items: Vec::new(),
            problems: Vec::new(),
        };
        let Ok(text) = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) else {
            let problem = Problem::new(Code::BadEncoding, file);
            menu.problems.push(problem.says("bytes that are no text in UTF-8", "UTF-8", "Save the file as UTF-8."));
            return menu;
        };
        let mut problems = Vec::new();
        let root = parse_settings(file, text, &mut problems);
        let mut parser = Parser { file, problems };
        if let Some(root) = root {
            parser.menu(&root, &mut menu);
        }
        parser.problems.sort_by_key(|problem| problem.row);
        menu.problems = parser.problems;
        menu
    }
}

struct Parser<'a> {
    file: &'a str,
    problems: Vec<Problem>,
}

impl Parser<'_> {
    fn tell(
        &mut self,
        code: Code,
        line: Option<u32>,
        key: &str,
        found: impl Into<String>,
        expected: &str,
        advice: &str,
    ) {
        let problem = Problem::new(code, self.file).at(line).column(key).says(found, expected, advice);
        self.problems.push(problem);
    }

    fn menu(&mut self, root: &Group, menu: &mut Menu) {
        self.known_keys(root, "", &KEYS);
        if let Some(name) = self.text(root, "", "name") {
            menu.name = name;
        }
        menu.budget = self.money(root, "", "budget");
        menu.curve_step = self.money(root, "", "curve_step").unwrap_or(Pence(1)).max(Pence(1));
        menu.up_to = self.word(root, "", "up_to", StageId::ALL);
        menu.targets = self.groups(root, "target").into_iter().map(|group| self.target(&group)).collect();
        menu.items = self.groups(root, "buy").into_iter().filter_map(|group| self.item(&group)).collect();
        if menu.budget.is_none() && menu.targets.is_empty() && self.problems.is_empty() {
            let expected = "a budget, or a [[target]]";
            self.tell(Code::MissingValue, None, "budget", "neither budget nor target", expected, "Say what it is for.");
        }
        let mut seen: Vec<&str> = Vec::new();
        for item in &menu.items {
            if seen.contains(&item.id.as_str()) {
                let problem = Problem::new(Code::DuplicateId, self.file).at(item.line).column("buy.id");
                let found = format!("{}, as an item above", quoted(&item.id));
                self.problems.push(problem.says(found, "an id of its own", "Change one of the two."));
            }
            seen.push(&item.id);
        }
    }

    fn known_keys(&mut self, group: &Group, prefix: &str, known: &[&str]) {
        for entry in &group.settings {
            if !known.contains(&entry.key.as_str()) {
                let near = nearest(&entry.key, known.iter().copied());
                let expected = format!("one of {}", known.join(", "));
                let key = format!("{prefix}{}", entry.key);
                let found = "a key that is not known here";
                self.tell(Code::UnknownKey, entry.line, &key, found, &expected, &meant(near));
            }
        }
    }

    fn groups(&mut self, root: &Group, key: &str) -> Vec<Group> {
        let Some(entry) = root.get(key) else { return Vec::new() };
        let mut found = Vec::new();
        let mut is_list = false;
        if let Value::List(values) = &entry.value {
            is_list = true;
            for value in values {
                match value {
                    Value::Group(group) => found.push(Group { line: group.line.or(entry.line), ..group.clone() }),
                    _ => is_list = false,
                }
            }
        }
        if !is_list {
            let advice = format!("Write each as a section of its own: [[{key}]].");
            self.tell(Code::WrongType, entry.line, key, "something else", "a list of groups of settings", &advice);
        }
        found
    }

    /// The text of a setting, as it may stand in a cell.
    fn text(&mut self, group: &Group, prefix: &str, key: &str) -> Option<String> {
        let entry = group.get(key)?;
        match text_of(&entry.value).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) {
            Some(text) => Some(text),
            None => {
                let key = format!("{prefix}{key}");
                let advice = "Write it in quotation marks.";
                self.tell(Code::WrongType, entry.line.or(group.line), &key, "something else", "a value", advice);
                None
            }
        }
    }

    fn line(group: &Group, key: &str) -> Option<u32> {
        group.get(key).and_then(|entry| entry.line).or(group.line)
    }

    /// A number of a kind in its smallest parts.
    fn parts(&mut self, group: &Group, prefix: &str, key: &str, kind: Kind) -> Option<i64> {
        let text = self.text(group, prefix, key)?;
        match forms::parts(kind, &text).map(i64::try_from) {
            Ok(Ok(parts)) => Some(parts),
            Ok(Err(_)) => None,
            Err(code) => {
                let name = format!("{prefix}{key}");
                let advice = "Write a number without a sign.";
                self.tell(code, Self::line(group, key), &name, quoted(&text), &kind.expected(), advice);
                None
            }
        }
    }

    fn money(&mut self, group: &Group, prefix: &str, key: &str) -> Option<Pence> {
        self.parts(group, prefix, key, Kind::Money).map(Pence)
    }

    fn whole(&mut self, group: &Group, prefix: &str, key: &str) -> Option<u32> {
        self.parts(group, prefix, key, Kind::Amount).and_then(|number| u32::try_from(number).ok())
    }

    fn word<W: Word>(&mut self, group: &Group, prefix: &str, key: &str, all: &[W]) -> Option<W> {
        let text = self.text(group, prefix, key)?;
        let found = W::parse(&text);
        if found.is_none() {
            let known: Vec<&str> = all.iter().map(|word| word.word()).collect();
            let near = nearest(&text, known.iter().copied());
            let (expected, name) = (format!("one of {}", known.join(", ")), format!("{prefix}{key}"));
            self.tell(Code::UnknownWord, Self::line(group, key), &name, quoted(&text), &expected, &meant(near));
        }
        found
    }

    fn target(&mut self, group: &Group) -> Target {
        let prefix = "target.";
        self.known_keys(group, prefix, &TARGET_KEYS);
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
                    let line = Self::line(group, "band");
                    self.tell(Code::BadNumber, line, "target.band", "something else", "a band", "Write band = 1.");
                }
            }
        }
        let share = self.text(group, prefix, "share").and_then(|text| {
            let share = per_cent(&text);
            if share.is_none() {
                let line = Self::line(group, "share");
                let expected = "a share from 0% to 100%";
                self.tell(Code::BadNumber, line, "target.share", quoted(&text), expected, "Write share = \"95%\".");
            }
            share
        });
        let number = self.whole(group, prefix, "number");
        if share.is_some() && number.is_some() {
            let found = "both share and number";
            self.tell(Code::ContradictorySettings, group.line, "target.share", found, "one of them", "Leave one out.");
        }
        Target {
            programme: self.text(group, prefix, "programme"),
            school: self.text(group, prefix, "school"),
            bands: numbers,
            status: self.word(group, prefix, "status", Status::ALL),
            wanted: number.map(Wanted::Number).or(share.map(Wanted::Share)).unwrap_or_default(),
            line: group.line,
        }
    }

    fn item(&mut self, group: &Group) -> Option<Item> {
        let prefix = "buy.";
        self.known_keys(group, prefix, &BUY_KEYS);
        let what = self.what(group)?;
        let id = self.text(group, prefix, "id").unwrap_or_else(|| {
            let (kind, id) = what.words();
            format!("{kind} {id}")
        });
        let price = self.money(group, prefix, "price");
        if group.get("price").is_none() {
            let advice = "Write price = \"£1,450\", or 0 where it is free.";
            self.tell(Code::MissingValue, group.line, "buy.price", "nothing", "what one costs", advice);
        }
        let most = self.whole(group, prefix, "most");
        if group.get("most").is_none() {
            let advice = "Write most = 6.";
            self.tell(Code::MissingValue, group.line, "buy.most", "nothing", "the most that can be bought", advice);
        }
        let step = self.whole(group, prefix, "step").unwrap_or(1).max(1);
        let least = self.whole(group, prefix, "least").unwrap_or(step).max(1);
        let (price, most) = (price?, most?);
        if most < least {
            let found = format!("at least {least} and at most {most}");
            let line = Self::line(group, "most");
            self.tell(
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
            let line = Self::line(group, "most");
            self.tell(Code::NumberTooLarge, line, "buy.most", most.to_string(), &expected, "Take a larger step.");
            return None;
        }
        let fixed = self.money(group, prefix, "fixed").unwrap_or(Pence(0));
        let by = self.date(group);
        Some(Item { id, what, price, fixed, least, most, step, by, line: group.line })
    }

    fn date(&mut self, group: &Group) -> Option<NaiveDate> {
        let text = self.text(group, "buy.", "by")?;
        let date = forms::form(Kind::Date, &text).parse().ok();
        if date.is_none() {
            let line = Self::line(group, "by");
            self.tell(Code::BadDate, line, "buy.by", quoted(&text), "a day", "Write by = 2025-12-12.");
        }
        date
    }

    fn what(&mut self, group: &Group) -> Option<What> {
        let named: Vec<&&str> = WHAT_KEYS.iter().filter(|key| group.get(key).is_some()).collect();
        let is_pool_of_school = named.len() == 2 && group.get("pool").is_some() && group.get("school").is_some();
        if named.len() != 1 && !is_pool_of_school {
            let found = if named.is_empty() { "nothing to buy".to_owned() } else { format!("{} at once", named.len()) };
            let expected = format!("one of {}; or pool with school", WHAT_KEYS.join(", "));
            self.tell(Code::MissingValue, group.line, "buy", found, &expected, "Say what there would be more of.");
            return None;
        }
        let prefix = "buy.";
        let school = self.text(group, prefix, "school");
        if group.get("pool").is_some() {
            return self.text(group, prefix, "pool").map(|pool| What::Pool(pool, school));
        }
        if let Some(entry) = group.get("new") {
            return self.new_intake(entry, group.line);
        }
        let mut of = |key: &str| self.text(group, prefix, key);
        of("intake")
            .map(What::Intake)
            .or_else(|| of("course").map(What::Course))
            .or_else(|| of("provider").map(What::Provider))
            .or_else(|| of("programme").map(What::Programme))
            .or(school.map(What::School))
    }

    fn new_intake(&mut self, entry: &Setting, line: Option<u32>) -> Option<What> {
        let line = entry.line.or(line);
        let Value::Group(group) = &entry.value else {
            let advice =
                "Write new = { intake_id = \"…\", course_id = \"…\", start = 2026-01-12, days = \"Mon;Tue\" }.";
            self.tell(Code::WrongType, line, "buy.new", "something else", "columns of intakes.csv with values", advice);
            return None;
        };
        let columns = spec(TableId::Intakes).columns;
        let mut cells = Vec::new();
        for setting in &group.settings {
            let key = format!("buy.new.{}", setting.key);
            let known = columns.iter().map(|column| column.name).filter(|name| *name != "places");
            match text_of(&setting.value) {
                _ if setting.key == "places" => {
                    let advice = "How many places it has is what is bought: leave it out.";
                    self.tell(Code::UnknownKey, setting.line.or(line), &key, "places", "no places", advice);
                }
                Some(text) if known.clone().any(|name| name == setting.key) => cells.push((setting.key.clone(), text)),
                Some(_) => {
                    let near = nearest(&setting.key, known);
                    let found = "a column that is not known here";
                    let expected = "a column of intakes.csv";
                    self.tell(Code::UnknownKey, setting.line.or(line), &key, found, expected, &meant(near));
                }
                None => {
                    let advice = "Write it in quotation marks.";
                    self.tell(Code::WrongType, setting.line.or(line), &key, "something else", "a value", advice);
                }
            }
        }
        for needed in ["intake_id", "course_id", "start", "days"] {
            if cell(&cells, needed).is_empty() {
                let key = format!("buy.new.{needed}");
                self.tell(Code::MissingValue, line, &key, "nothing", "a value", "A new intake needs it.");
            }
        }
        Some(What::New(cells))
    }
}

/// A value as it may stand in a cell.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Cell(text) | Value::Decimal(text) => Some(text.clone()),
        Value::Whole(number) => Some(number.to_string()),
        Value::Date(date) => Some(date.to_string()),
        Value::Flag(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        Value::List(_) | Value::Group(_) | Value::Other => None,
    }
}

/// A share with up to two decimals, in hundredths of a per cent.
fn per_cent(text: &str) -> Option<u32> {
    let number = text.strip_suffix('%')?.trim();
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let share = whole.parse::<u32>().ok()?.checked_mul(100)? + format!("{part:0<2}").parse::<u32>().ok()?;
    (share <= WHOLE).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_up_to_two_decimals() {
        assert_eq!(["95%", "92.5 %", "100%", "0.01%"].map(per_cent), [Some(9500), Some(9250), Some(10_000), Some(1)]);
        assert_eq!(["95", "101%", "1.234%", "-5%", "%"].map(per_cent), [None; 5]);
        assert_eq!(Wanted::Share(9500).of(75), 72);
    }
}
