//! Every key that `docs/programmes.md` names decides something: changed, it
//! changes what people read of the scenario. `tests/data/sources/keys.csv` has a
//! row for each: the key, what it is changed to, and what then differs.
//!
//! `RIGHTPLACE_REGENERATE=1 cargo test --release --test scenarios every_key_of_the_page` seeks a
//! change for keys without a row; look at what it found.

use super::programmes::rows;
use super::proof::Files;
use super::{regenerate, scenarios};
use rayon::prelude::*;
use rightplace::deadlines;
use rightplace::explain::shut_out_places;
use rightplace::paper::Format;
use rightplace::posed::Posed;
use rightplace::report::{self, Report};
use rightplace::result::{self, RoundResult, Trace};
use rightplace::round::{Key, Round};
use rightplace::rules::{Casebook, Options, class_of};
use rightplace::solve::{Engine, Highs, Quiet};
use rightplace::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item, TableLike};

/// What differs, the first that does.
const KINDS: [&str; 6] = ["options", "deadlines", "allocation", "ladder", "check", "pages"];

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    scenario: String,
    /// The round of the scenario; blank: it has one.
    round: String,
    /// The programmes of which some referrals are kept, `tier1:60`; blank: all.
    referrals: String,
    key: String,
    /// What the key is changed to; blank: it is left out.
    to: String,
    /// What else is so, before and after: `key=value`, joined by ` & `.
    with: String,
    differs: String,
}

/// Where a change is tried: scenario, round, referrals that are kept, what else
/// is so.
type Stage = (String, String, String, String);

/// Keys of what people call things: pages show them, and nothing depends on them.
const LABELS: [&str; 2] = ["name", "tier"];

fn table() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sources/keys.csv")
}

fn changes() -> Vec<Change> {
    let mut reader = csv::Reader::from_path(table()).unwrap();
    let cells = reader.records().map(Result::unwrap);
    let of = |record: csv::StringRecord| {
        let cell = |at: usize| record[at].to_owned();
        Change {
            scenario: cell(0),
            round: cell(1),
            referrals: cell(2),
            key: cell(3),
            to: cell(4),
            with: cell(5),
            differs: cell(6),
        }
    };
    cells.map(of).collect()
}

impl Change {
    fn stage(&self) -> Stage {
        (self.scenario.clone(), self.round.clone(), self.referrals.clone(), self.with.clone())
    }
}

/// The files of a round, those that it shares among them, with the referrals of
/// some programmes alone.
fn files((scenario, round, referrals, with): &Stage) -> Files {
    let shared = scenarios().join(scenario);
    let own = shared.join(round);
    let mut files = Files::new();
    for folder in [&shared, &own] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let is_read = (name.ends_with(".csv") && !name.contains("allocations")) || name.ends_with(".toml");
            if path.is_file() && is_read && name != "year.toml" {
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let run: Vec<&str> = files["round.toml"].lines().filter(|line| !line.contains("\"../")).collect();
    files.insert("round.toml".to_owned(), run.join("\n"));
    if !referrals.is_empty() {
        let mut ids = BTreeSet::new();
        let mut left: BTreeMap<&str, u32> = referrals.split(';').map(kept).collect();
        retain(&mut files, "referrals.csv", |row| match left.get_mut(row["programme"].as_str()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                ids.insert(row["referral_id"].clone());
                true
            }
            _ => false,
        });
        for name in ["decisions.csv", "events.csv"] {
            if files.contains_key(name) {
                retain(&mut files, name, |row| ids.contains(&row["referral_id"]));
            }
        }
    }
    let edits = with.split(" & ").filter_map(|edit| edit.rsplit_once('='));
    edits.fold(files, |files, (key, value)| changed(files, key, value).unwrap())
}

/// A programme with how many of its referrals are kept: `tier1:60`.
fn kept(text: &str) -> (&str, u32) {
    let (programme, number) = text.split_once(':').unwrap();
    (programme, number.parse().unwrap())
}

type Cells = BTreeMap<String, String>;

fn read_rows(text: &str) -> (Vec<String>, Vec<Cells>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| names.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    let rows = reader.records().map(|record| row(record.unwrap())).collect();
    (names, rows)
}

fn write_rows(names: &[String], rows: &[Cells]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(names).unwrap();
    rows.iter().for_each(|row| writer.write_record(names.iter().map(|name| &row[name])).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn retain(files: &mut Files, name: &str, mut keep: impl FnMut(&Cells) -> bool) {
    let (names, mut rows) = read_rows(&files[name]);
    rows.retain(|row| keep(row));
    files.insert(name.to_owned(), write_rows(&names, &rows));
}

/// The files with a key changed; nothing where they have no such key.
fn changed(mut files: Files, key: &str, to: &str) -> Option<Files> {
    if let Some((table, rest)) = key.split_once('[') {
        let (condition, column) = rest.rsplit_once("].").unwrap();
        let conditions: Vec<(&str, &str)> = condition.split(';').map(|each| each.split_once('=').unwrap()).collect();
        let name = format!("{table}.csv");
        let (mut names, mut rows) = read_rows(files.get(&name)?);
        let is_meant =
            |row: &Cells| conditions.iter().all(|(name, value)| row.get(*name).is_some_and(|own| own == value));
        if !names.iter().any(|name| name == column) {
            names.push(column.to_owned());
            rows.iter_mut().for_each(|row| drop(row.insert(column.to_owned(), String::new())));
        }
        let mut meant = 0;
        for row in rows.iter_mut().filter(|row| is_meant(row)) {
            row.insert(column.to_owned(), to.to_owned());
            meant += 1;
        }
        files.insert(name, write_rows(&names, &rows));
        return (meant > 0).then_some(files);
    }
    let mut policy: DocumentMut = files["policy.toml"].parse().unwrap();
    let parts: Vec<&str> = key.split('.').collect();
    let mut found: &mut dyn TableLike = policy.as_table_mut();
    let mut parts = &parts[..];
    while let [part, rest @ ..] = parts {
        if rest.is_empty() {
            match to {
                "" => drop(found.remove(part)),
                to => drop(found.insert(part, Item::Value(to.parse().ok()?))),
            }
            files.insert("policy.toml".to_owned(), policy.to_string());
            return Some(files);
        }
        let item = found.get_mut(part)?;
        (found, parts) = match item {
            Item::ArrayOfTables(tables) => {
                let is_meant = |table: &&mut toml_edit::Table| table.get("id").and_then(Item::as_str) == Some(rest[0]);
                (tables.iter_mut().find(is_meant)? as &mut dyn TableLike, &rest[1..])
            }
            item => (item.as_table_like_mut()?, rest),
        };
    }
    None
}

/// What there is to read of a round, by kind; nothing where it has errors.
struct Seen {
    round: Round,
    told: Vec<String>,
}

impl Seen {
    fn of(files: Files) -> Option<Seen> {
        let reading = Round::from_source(&Source::from_texts(files));
        let told = reading.problems.iter().map(ToString::to_string).collect();
        reading.round.map(|round| Seen { round, told })
    }

    fn kind(&self, kind: &str) -> String {
        match kind {
            "options" => self.options(),
            "deadlines" => self.deadlines(),
            "allocation" => self.allocation(&self.result()),
            "ladder" => ladder(&self.result()),
            "check" => self.check(),
            "pages" => self.pages(&self.result()),
            other => unreachable!("{other} is no kind"),
        }
    }

    /// What each open referral may take, from when to when, at what fee, and in
    /// which class it waits.
    fn options(&self) -> String {
        let round = &self.round;
        let book = Casebook::new(round);
        let all = Options::list(&book);
        let option = |each: &rightplace::rules::PlaceOption| {
            let (referral, intake) = (&round.referrals[each.referral].id, &round.intakes[each.intake].id);
            format!("{referral} {intake} {:?} {} {} {}\n", each.span, each.rank, each.fee, each.transport)
        };
        let class = |(key, referral): (Key<_>, &rightplace::round::Referral)| {
            format!("{} {}\n", referral.id, class_of(round, key))
        };
        all.all().iter().map(option).chain(round.referrals.iter().map(class)).collect()
    }

    fn deadlines(&self) -> String {
        let book = Casebook::new(&self.round);
        // Placements as they would be where everybody had their first option.
        let mut placements: BTreeMap<_, _> = BTreeMap::new();
        for option in Options::list(&book).all() {
            placements.entry(option.referral).or_insert(rightplace::allocation::Placement {
                referral: option.referral,
                intake: option.intake,
                span: option.span,
            });
        }
        let placements: Vec<_> = placements.into_values().collect();
        let clock =
            |due: &deadlines::Due| due.limit.map(|limit| format!("{:?}", self.round.policy.clocks[limit.clock].basis));
        deadlines::list(&book, &placements).iter().map(|due| format!("{due:?} {:?}\n", clock(due))).collect()
    }

    fn check(&self) -> String {
        let shut_out = shut_out_places(&self.round);
        self.told.iter().cloned().chain(shut_out.iter().map(ToString::to_string)).collect::<Vec<_>>().join("\n")
    }

    fn result(&self) -> RoundResult {
        let posed = Posed::new(self.round.clone(), BTreeSet::new());
        result::allocate(&posed, Engine::of(&Highs { seed: 0 }), &mut Quiet, &mut Trace::default()).unwrap()
    }

    /// Who is placed where, what it costs and who pays, and why the others are not.
    fn allocation(&self, result: &RoundResult) -> String {
        let round = &self.round;
        let mut text = format!("{:?}\n", result.status);
        for placed in &result.placed {
            let (referral, intake) = (placed.placement.referral, placed.placement.intake);
            let (referral, intake) = (&round.referrals[referral].id, &round.intakes[intake].id);
            text += &format!("{referral} {intake} {:?} {} {:?}\n", placed.placement.span, placed.fee, placed.funding);
        }
        for unplaced in &result.unplaced {
            text += &format!(
                "{} {}\n",
                round.referrals[unplaced.referral].id,
                report::words::reason(&unplaced.explanation)
            );
        }
        text
    }

    /// What people read, packs and page, but for the sums of the input files.
    fn pages(&self, result: &RoundResult) -> String {
        let (problems, trace) = (&[], &Trace::default());
        let report = Report { round: &self.round, result, earlier: None, problems, trace, format: Format::Plain };
        let files = report::files(&report).unwrap();
        let packs = report::packs(&report, &files).unwrap();
        let is_shown = |name: &str| !name.ends_with(".json") && name != "intakes.csv";
        let texts = files.iter().chain(&packs).filter(|(name, _)| is_shown(name));
        let text: String = texts.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
        let is_sum = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        text.split(|character: char| !character.is_alphanumeric())
            .filter(|word| !is_sum(word))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// What each step of the ladder reaches: what the round costs, how far its
/// children go, and the like.
fn ladder(result: &RoundResult) -> String {
    result.steps.iter().map(|step| format!("{step} {}\n", step.value)).collect()
}

/// The first kind in which a changed round differs; nothing where none does.
fn differs(base: &Seen, change: &Change, kinds: &[&str]) -> Option<String> {
    let with = Seen::of(changed(files(&change.stage()), &change.key, &change.to)?)?;
    kinds.iter().find(|kind| base.kind(kind) != with.kind(kind)).map(|kind| (*kind).to_owned())
}

#[test]
fn every_key_of_the_page_changes_what_people_read() {
    let named: BTreeSet<(String, String, String)> = rows()
        .into_iter()
        .flat_map(|row| row.keys.into_iter().map(move |(key, value)| (row.scenario.clone(), key, value)))
        .collect();
    let mut all = changes();
    let answered: BTreeSet<(String, String)> =
        all.iter().map(|change| (change.scenario.clone(), change.key.clone())).collect();
    let open: Vec<_> =
        named.iter().filter(|(scenario, key, _)| !answered.contains(&(scenario.clone(), key.clone()))).collect();
    if regenerate() {
        all.retain(|change| named.iter().any(|(scenario, key, _)| (scenario, key) == (&change.scenario, &change.key)));
        let found: Vec<Change> =
            open.par_iter().filter_map(|(scenario, key, value)| sought(scenario, key, value)).collect();
        all.extend(found);
        all.sort();
        let mut writer = csv::Writer::from_path(table()).unwrap();
        writer.write_record(["scenario", "round", "referrals", "key", "to", "with", "differs"]).unwrap();
        for change in &all {
            let Change { scenario, round, referrals, key, to, with, differs } = change;
            let cells = [scenario, round, referrals, key, to, with, differs];
            writer.write_record(cells).unwrap();
        }
    }
    let answered: BTreeSet<(&str, &str)> =
        all.iter().map(|change| (change.scenario.as_str(), change.key.as_str())).collect();
    let open: Vec<_> =
        named.iter().filter(|(scenario, key, _)| !answered.contains(&(scenario.as_str(), key.as_str()))).collect();
    assert!(open.is_empty(), "no change in tests/data/sources/keys.csv for {open:#?}");
    let stages: BTreeSet<Stage> = all.iter().map(Change::stage).collect();
    let bases: BTreeMap<Stage, Seen> = stages
        .into_par_iter()
        .map(|stage| {
            let seen = Seen::of(files(&stage)).unwrap();
            (stage, seen)
        })
        .collect();
    let wrong: Vec<String> = all
        .par_iter()
        .filter_map(|change| {
            assert!(KINDS.contains(&change.differs.as_str()) && speaks(&change.differs, &change.key), "{change:?}");
            let is_named = named.iter().any(|(scenario, key, value)| {
                (scenario, key) == (&change.scenario, &change.key) && *value != change.to
            });
            let is_so = differs(&bases[&change.stage()], change, &[&change.differs]).is_some();
            (!is_so || !is_named)
                .then(|| format!("{} = {} of {}: {}", change.key, change.to, change.scenario, change.differs))
        })
        .collect();
    assert!(wrong.is_empty(), "these changes change nothing, or no row of the page names them: {wrong:#?}");
}

/// Whether a kind says what a key decides: of a binding one the pages are no
/// more than an echo, and so are the steps of the ladder of a key that is counted
/// in one of them.
fn speaks(kind: &str, key: &str) -> bool {
    let last = key.rsplit('.').next().unwrap_or_default();
    match kind {
        "pages" => LABELS.contains(&last),
        "ladder" => last != "precedence",
        _ => true,
    }
}

/// A change of a key that changes something.
fn sought(scenario: &str, key: &str, value: &str) -> Option<Change> {
    let rounds = match scenario {
        "coventry-2025-26" | "three-tier" => vec!["autumn", "spring", "summer"],
        _ => vec![""],
    };
    for round in rounds {
        let mut change = Change {
            scenario: scenario.to_owned(),
            round: round.to_owned(),
            referrals: String::new(),
            key: key.to_owned(),
            to: String::new(),
            with: String::new(),
            differs: String::new(),
        };
        let Some(whole) = Seen::of(files(&change.stage())) else { continue };
        if scenario == "coventry-2025-26" {
            change.referrals = format!("{}:60", programme_of(&whole.round, key));
        }
        let base = Seen::of(files(&change.stage())).unwrap();
        let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| speaks(kind, key)).collect();
        for to in candidates(key, value) {
            change.to = to;
            if let Some(differs) = differs(&base, &change, &kinds) {
                return Some(Change { differs, ..change });
            }
        }
    }
    None
}

/// The programme that a key is about.
fn programme_of(round: &Round, key: &str) -> String {
    let programmes: Vec<&str> = round.policy.programmes.iter().map(|(_, programme)| programme.id.as_str()).collect();
    let of_course = |id: &str| round.courses.find(id).map(|course| round.courses[course].programme);
    let text = |of: Option<Key<_>>| of.map(|of| round.policy.programmes[of].id.clone());
    let clock = key.strip_prefix("clock.").and_then(|rest| rest.split('.').next());
    let clock = clock.and_then(|id| round.policy.clocks.iter().find(|clock| clock.id == id));
    if let Some(only) = clock.and_then(|clock| clock.programmes.as_ref()).and_then(|only| only.first()) {
        return round.policy.programmes[*only].id.clone();
    }
    let within = |open: &str| key.split_once(open).map(|(_, rest)| rest.split([']', ';']).next().unwrap_or_default());
    let of_provider = |id: &str| {
        let provider = round.providers.find(id)?;
        round.courses.iter().find(|(_, course)| course.provider == provider).map(|(_, course)| course.programme)
    };
    let found = text(within("course_id=").and_then(of_course));
    let found = found.or_else(|| text(within("provider_id=").and_then(of_provider)));
    let found = found.or_else(|| {
        let intake = within("intake_id=").and_then(|id| round.intakes.find(id));
        text(intake.map(|intake| round.programme_of(intake)))
    });
    let named = programmes.iter().find(|id| key.split(['.', '=', ';', ']']).any(|part| part == **id));
    found.or_else(|| named.map(|id| (*id).to_owned())).unwrap_or_else(|| {
        if key.starts_with("calendar") { "supported_transfer".to_owned() } else { "tier1".to_owned() }
    })
}

/// What a value may be changed to.
fn candidates(key: &str, value: &str) -> Vec<String> {
    let is_cell = key.contains('[');
    let last = key.rsplit(['.', ']']).next().unwrap_or_default();
    let mut found: Vec<String> = Vec::new();
    if let Ok(number) = value.parse::<i64>() {
        found.extend(
            [number - 1, number + 1, 1, 0, number + 10].iter().filter(|other| **other >= 0).map(ToString::to_string),
        );
    }
    let quoted = |words: &[&str]| -> Vec<String> {
        words.iter().map(|word| if is_cell { (*word).to_owned() } else { format!("{word:?}") }).collect()
    };
    found.extend(match last {
        "access" => quoted(&["open", "exclusive", "priority"]),
        "decision" if !is_cell => quoted(&["officer", "panel"]),
        "deadline" => quoted(&["none", "calendar"]),
        "unit" => quoted(&["calendar-days", "weeks", "school-days", "working-days"]),
        "basis" => quoted(&["local", "statutory"]),
        "year_groups" => quoted(&["1-2", "10", "13"]),
        "age_months" => quoted(&["0-12", "190-200", "0-400"]),
        "days" => quoted(&["Fri", "Mon;Tue;Wed;Thu;Fri", "Wed"]),
        "per" => quoted(&["all", "day", "week", "placement"]),
        "from" | "to" => quoted(&["submitted", "start", "end", "another_event"]),
        "beyond" => quoted(&["charge", "refuse"]),
        "closures" => quoted(&["count", "pause", "excuse"]),
        "rule" => quoted(&["distance", "stay", "framework", "tags"]),
        "decision" => quoted(&["bar"]),
        "provider_id" => quoted(&["P01", "P08", "P20", "P30"]),
        "school_id" => quoted(&["S01", "S02", "S03", "S05"]),
        "delivery" => quoted(&["online", "elsewhere"]),
        "date" | "start" | "end" | "last_start" => quoted(&[
            "2025-09-24",
            "2025-10-23",
            "2026-01-21",
            "2026-06-10",
            "2025-12-01",
            "2026-02-02",
            "2025-11-28",
            "2026-03-27",
        ]),
        "programme" => quoted(&["flourish", "y11_pathways", "portage_18_to_36_months", "pru", "lot_2"]),
        _ => Vec::new(),
    });
    match value {
        "true" => found.push("false".to_owned()),
        "false" => found.push("true".to_owned()),
        list if list.starts_with('[') => {
            let words: Vec<&str> =
                list.trim_matches(['[', ']']).split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
            found.extend((0..words.len()).map(|left_out| {
                let rest: Vec<&str> =
                    words.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, word)| *word).collect();
                format!("[{}]", rest.join(", "))
            }));
            let reversed: Vec<&str> = words.iter().rev().copied().collect();
            found.extend([format!("[{}]", reversed.join(", ")), "[\"elsewhere\"]".to_owned()]);
        }
        text if is_cell => found.extend([String::new(), format!("{text} X")]),
        text if text.starts_with('"') => found.extend([String::new(), format!("\"{} X\"", text.trim_matches('"'))]),
        _ => {}
    }
    found.push(String::new());
    found.retain(|other| other != value);
    found
}
