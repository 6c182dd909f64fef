//! What each reader makes of bytes that anybody may have written: it must not
//! panic, and must either read them or say what is wrong. `tests/readers` tries
//! damaged files on these, and the targets of `fuzz` call them.

use rightplace::allocation::read_rows;
use rightplace::audit::{self, Entry};
use rightplace::plan::buy::{Market, Menu};
use rightplace::reading::Reading;
use rightplace::report::receipt::Receipt;
use rightplace::round::Round;
use rightplace::solve::{Engine, Highs};
use rightplace::source::Source;
use rightplace::whatif::{self, Batch, Journal, Scenario};
use rightplace::year::{Plan, YEAR_FILE};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

/// A reader.
pub struct Target {
    /// What it reads.
    pub name: &'static str,
    /// Files as they should be.
    pub sound: fn() -> Vec<Vec<u8>>,
    /// Reads bytes; a fault is a panic.
    pub read: fn(&[u8]),
}

/// Every reader.
pub const TARGETS: [Target; 10] = [
    Target { name: "tables", sound: || sound_files(".csv"), read: tables },
    Target { name: "settings", sound: || sound_files(".toml"), read: settings },
    Target { name: "bank_holidays", sound: || vec![repository("data/bank-holidays.json")], read: bank_holidays },
    Target { name: "workbook", sound: workbooks, read: workbook },
    Target { name: "allocation", sound: allocations, read: allocation },
    Target { name: "scenario", sound: || scenarios("whatif/"), read: scenario },
    Target { name: "menu", sound: || scenarios("menu"), read: menu },
    Target { name: "year", sound: || scenarios("year"), read: year },
    Target { name: "journal", sound: journals, read: journal },
    Target { name: "receipt", sound: receipts, read: receipt },
];

type Files = BTreeMap<String, Vec<u8>>;

fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().find(|folder| folder.join("tests/data").is_dir()).expect("the repository is around").to_owned()
}

fn repository(path: &str) -> Vec<u8> {
    fs::read(root().join(path)).expect("it is a file of the repository")
}

/// The files of folders of the repository, at any depth, in order.
fn below(folder: PathBuf) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("it is a folder of the repository") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() { found.extend(below(path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn files_of(folder: &str) -> Files {
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let paths = below(root().join(folder)).into_iter();
    paths.map(|path| (name(&path), fs::read(&path).expect("it can be read"))).collect()
}

/// A small round with every table, which tells no problem.
static GOOD: LazyLock<Files> = LazyLock::new(|| files_of("tests/data/good"));
static FIRST_STEPS: LazyLock<Files> = LazyLock::new(|| files_of("scenarios/first-steps"));
static SOURCE: LazyLock<Source> = LazyLock::new(|| source(&FIRST_STEPS));
static ROUND: LazyLock<Arc<Round>> =
    LazyLock::new(|| Arc::new(Round::from_source(&SOURCE).round.expect("the scenario reads without errors")));

fn source(files: &Files) -> Source {
    Source::from_texts(files.iter().map(|(name, bytes)| (name.as_str(), bytes)))
}

/// Where a round is read there is no error, and where there is none it is read.
fn agrees(reading: &Reading) {
    assert_eq!(reading.round.is_none(), reading.errors() > 0, "{:?}", reading.problems);
    for problem in &reading.problems {
        assert!(problem.to_string().len() < 2_000, "{problem}");
    }
}

/// The files of the good round with an ending, each behind its position.
fn sound_files(ending: &str) -> Vec<Vec<u8>> {
    let files = GOOD.iter().filter(|(name, _)| name.ends_with(ending));
    files.zip(0..).map(|((_, bytes), at)| [&[at], bytes.as_slice()].concat()).collect()
}

/// Reads the good round with other bytes in the file that the first names.
fn in_place_of(ending: &str, bytes: &[u8]) {
    let Some((at, bytes)) = bytes.split_first() else { return };
    let names: Vec<&String> = GOOD.keys().filter(|name| name.ends_with(ending)).collect();
    let mut files = GOOD.clone();
    files.insert(names[usize::from(*at) % names.len()].clone(), bytes.to_vec());
    agrees(&Round::from_source(&source(&files)));
}

/// Any table of a round.
pub fn tables(bytes: &[u8]) {
    in_place_of(".csv", bytes);
}

/// `policy.toml` or `round.toml`.
pub fn settings(bytes: &[u8]) {
    in_place_of(".toml", bytes);
}

/// A file of bank holidays, as gov.uk publishes them.
pub fn bank_holidays(bytes: &[u8]) {
    let mut files = GOOD.clone();
    let run = String::from_utf8_lossy(&files["round.toml"]).into_owned();
    files.insert("round.toml".to_owned(), format!("bank_holidays = \"days.json\"\n{run}").into_bytes());
    files.insert("days.json".to_owned(), bytes.to_vec());
    agrees(&Round::from_source(&source(&files)));
}

fn workbooks() -> Vec<Vec<u8>> {
    let paths = below(root().join("tests/data/corpus")).into_iter();
    let books = paths.filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"));
    books.map(|path| fs::read(path).expect("it can be read")).collect()
}

/// A round as one workbook.
pub fn workbook(bytes: &[u8]) {
    agrees(&Round::from_source(&Source::from_workbook("round.xlsx", bytes)));
}

fn allocations() -> Vec<Vec<u8>> {
    let intakes: Vec<&str> = ROUND.intakes.iter().map(|(_, intake)| intake.id.as_str()).collect();
    let rows = ROUND.referrals.iter().zip(intakes.iter().cycle());
    let rows: Vec<String> = rows.map(|((_, referral), intake)| format!("{},{intake},,\n", referral.id)).collect();
    vec![format!("referral_id,intake_id,start,end\n{}", rows.concat()).into_bytes()]
}

/// An allocation to audit, hold or keep: what is read of it is audited.
pub fn allocation(bytes: &[u8]) {
    let (rows, problems) = read_rows(&ROUND, "allocations.csv", bytes);
    if problems.iter().any(rightplace::problem::Problem::is_error) {
        return;
    }
    let entry = |row: &rightplace::allocation::AllocationRow| Entry {
        referral: row.referral,
        intake: row.intake,
        start: row.start,
        end: row.end,
    };
    let entries: Vec<Entry> = rows.iter().map(entry).collect();
    let settings = audit::Settings::default();
    let found = audit::audit(&ROUND, &entries, &settings);
    let claims = audit::claims(&ROUND, &entries, &settings);
    assert_eq!(claims.is_some(), found.violations.is_empty());
}

/// The files of the scenarios whose path has a text.
fn scenarios(part: &str) -> Vec<Vec<u8>> {
    let is_meant = |path: &PathBuf| {
        path.to_string_lossy().contains(part) && path.extension().is_some_and(|ending| ending == "toml")
    };
    let paths = below(root().join("scenarios")).into_iter().filter(is_meant);
    paths.map(|path| fs::read(path).expect("it can be read")).collect()
}

/// A scenario of a comparison, and the rounds that come of it.
pub fn scenario(bytes: &[u8]) {
    let mut scenario = Scenario::parse("scenario.toml", bytes);
    whatif::check(&ROUND, std::slice::from_mut(&mut scenario));
    if scenario.problems().is_empty() && scenario.count() <= 100 {
        for variant in scenario.variants(0).iter().take(3) {
            if let Err(problems) = whatif::edited(&SOURCE, &scenario, variant) {
                assert!(!problems.is_empty(), "{} fails without a word", variant.name);
            }
        }
    }
}

/// A menu of what may be bought.
pub fn menu(bytes: &[u8]) {
    let menu = Menu::parse("menu.toml", bytes);
    if let Err(problems) = Market::open(&menu, &SOURCE) {
        assert!(!problems.is_empty(), "a menu is refused without a word");
    }
}

/// What a folder with one file is read as.
fn in_a_folder<T>(name: &str, bytes: &[u8], read: impl FnOnce(&std::path::Path) -> T) -> T {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::write(folder.path().join(name), bytes).expect("it can be written");
    read(folder.path())
}

/// The plan of a year.
pub fn year(bytes: &[u8]) {
    if let Err(fault) = in_a_folder(YEAR_FILE, bytes, Plan::read) {
        assert!(!fault.to_string().is_empty(), "a year is refused without a word");
    }
}

/// Three scenarios of the first steps, for a journal.
static SCENARIOS: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    let text = |places: u32| format!("[[edit]]\ntable = \"intakes\"\nset = {{ places = \"+{places}\" }}\n");
    (0..3).map(|places| Scenario::parse(&format!("more-{places}.toml"), text(places).as_bytes())).collect()
});

fn batch<'a>(journal: &'a Journal, solver: &'a Highs) -> Batch<'a> {
    let (source, round, scenarios) = (&*SOURCE, &*ROUND, SCENARIOS.as_slice());
    Batch { source, round, scenarios, ways: &[], engine: Engine::of(solver), journal }
}

fn journals() -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join("journal");
    let journal = Journal::open(&path).expect("it can be written");
    whatif::study(&batch(&journal, &Highs::default()), &|| {}).expect("the first steps are solved");
    vec![fs::read(path).expect("it can be read")]
}

/// What a comparison wrote down, as a part of one: what it says is put together.
pub fn journal(bytes: &[u8]) {
    let mut journal = Journal::none();
    // What is not as it was written ends the reading.
    let _ = journal.take_in("part", bytes);
    // Either all of it is there and holds, or what is missing is named.
    drop(whatif::merge(&batch(&journal, &Highs::default()), &|| {}));
}

fn receipts() -> Vec<Vec<u8>> {
    vec![repository("tests/readers/summary.json")]
}

/// The `summary.json` of a result that is to be replayed.
pub fn receipt(bytes: &[u8]) {
    in_a_folder("summary.json", bytes, |folder| match Receipt::read(folder) {
        Ok(receipt) => {
            receipt.inputs_against(&SOURCE.inputs);
            receipt.files_in(folder);
        }
        Err(fault) => assert!(!fault.to_string().is_empty(), "a result is refused without a word"),
    });
}
