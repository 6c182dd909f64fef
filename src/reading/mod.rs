//! From raw tables and settings to a trusted round: every id is resolved,
//! every default filled in, and every problem told.

mod advice;
mod bank_holidays;
mod calendar;
mod cells;
mod checks;
mod clocks;
mod courses;
mod decisions;
mod events;
pub(crate) mod forms;
mod index;
mod intakes;
mod known;
mod mixes;
mod objective;
mod placements;
mod policy;
mod pools;
mod programme;
mod providers;
mod record;
mod referrals;
mod run;
mod schools;
mod separations;
mod settings;
mod students;
mod table;
mod transport;
mod values;
mod vocabulary;

pub(crate) use cells::{date as cell_date, money as cell_money, text as cell_text, times as cell_times};
pub(crate) use index::Index;
pub(crate) use table::read_rows;

use crate::ids::Word;
use crate::problem::{At, Field, Place, Problem, bound, count, shortened};
use crate::round::{END, PoolAmount, Round, Run, START, SUBMITTED, Table};
use crate::schema::{self, TableId, spec};
use crate::source::{Group, POLICY_FILE, RUN_FILE, RawTable, Source, cell_name, plain};
use std::collections::BTreeMap;
use std::path::Path;
use table::read_table;
use vocabulary::Vocabulary;

/// What came of reading.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The round; there exactly when no problem is an error.
    pub round: Option<Round>,
    /// Errors and warnings: by file, row and column; of each kind and file the
    /// first, and how many more there are.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// How many of the problems are errors.
    pub fn errors(&self) -> usize {
        count(&self.problems).0
    }
}

impl Round {
    /// Reads the round in a folder or workbook.
    pub fn read(path: &Path) -> Reading {
        Round::from_source(&Source::open(path))
    }

    /// What `round.toml` alone says of a round, where it can be read.
    pub fn run_of(source: &Source) -> Option<Run> {
        source.run.as_ref().and_then(|group| run::read(&source.run_place, group, &mut Vec::new()))
    }

    /// Reads a round from its raw input. All problems are told, those of the
    /// source among them.
    pub fn from_source(source: &Source) -> Reading {
        let mut problems = source.problems.clone();
        let round = read(source, &mut problems);
        bound(&mut problems);
        sort(&mut problems, source);
        if source.workbook.is_some() {
            problems.iter_mut().for_each(|problem| speak_of_sheets(problem, source));
        }
        let sound = !problems.iter().any(Problem::is_error);
        Reading { round: round.filter(|_| sound), problems }
    }
}

/// By file, row and column; what is level stays as it was found.
fn sort(problems: &mut [Problem], source: &Source) {
    let tables: Vec<(Place, TableId)> = TableId::ALL.iter().map(|id| (place_of(source, *id), *id)).collect();
    let mut places = vec![source.run_place.clone(), source.policy_place.clone()];
    places.extend(source.workbook.as_ref().map(Place::of_file));
    places.extend(tables.iter().map(|(place, _)| place.clone()));
    let rank = |whole: &Place| places.iter().position(|place| place == whole).unwrap_or(places.len());
    let column = |whole: &Place, name: Option<&str>| {
        let (_, table) = tables.iter().find(|(place, _)| place == whole)?;
        let name = name?;
        spec(*table).columns.iter().position(|column| column.name == name)
    };
    problems.sort_by_cached_key(|Problem { place, .. }| {
        let whole = place.whole();
        (rank(&whole), place.number(), column(&whole, place.name()))
    });
}

/// Names sheets and cells where a problem speaks of files and columns.
fn speak_of_sheets(problem: &mut Problem, source: &Source) {
    for table in TableId::ALL {
        if source.tables.get(table).is_some_and(|table| table.place.sheet.is_none()) {
            continue;
        }
        for text in [&mut problem.found, &mut problem.expected, &mut problem.advice] {
            *text = text.replace(&table.file(), &format!("the sheet {}", table.word()));
        }
    }
    let settings = [(RUN_FILE, &source.run_place), (POLICY_FILE, &source.policy_place)];
    for (file, place) in settings.into_iter().filter(|(_, place)| place.sheet.is_some()) {
        let sheet = place.sheet.as_deref().unwrap_or_default();
        for text in [&mut problem.found, &mut problem.expected, &mut problem.advice] {
            *text = text.replace(file, &format!("the sheet {}", shortened(sheet)));
        }
    }
    let Place { sheet: Some(_), at: Some(At::Row(row)), field: Some(Field::Column(name)), .. } = &problem.place else {
        return;
    };
    let whole = problem.place.whole();
    let table = source.tables.values().find(|table| table.place == whole);
    let unnamed = name.strip_prefix("number ").and_then(|number| number.parse::<usize>().ok()?.checked_sub(1));
    let named = |table: &RawTable| table.header.iter().position(|header| plain(header) == plain(name));
    let at = unnamed.or_else(|| named(table?));
    problem.cell = at.map(|at| cell_name(at, *row));
}

fn read(source: &Source, problems: &mut Vec<Problem>) -> Option<Round> {
    let empty = Group::default();
    let run = source.run.as_ref().and_then(|group| run::read(&source.run_place, group, problems));
    let place = &source.policy_place;
    let programmes = policy::programme_index(place, source.policy.as_ref(), problems);
    let settings = source.policy.as_ref().unwrap_or(&empty);
    // A policy that is not there was told as a file; its keys are not missed.
    let mut unheard = Vec::new();
    let heard = if source.policy.is_some() { &mut *problems } else { &mut unheard };
    let mut words = Vocabulary::with_events([SUBMITTED, START, END]);
    let (mut policy, bands) = policy::read(place, settings, &programmes, &mut words, heard);
    let bands = bands.filter(|_| source.policy.is_some());
    let known = known::Known::of(source, programmes, problems);

    let rows = read_table(source, &schema::calendar::TABLE, problems, |record| calendar::read(record, &known));
    let has_calendar = source.tables.get(&TableId::Calendar).is_some_and(|table| table.usable);
    let calendar_usable = has_calendar && rows.iter().all(Option::is_some);
    let calendar_rows: Vec<_> = rows.into_iter().flatten().collect();
    let bank_holidays = bank_holidays::read(source, problems);
    let (calendar, dates) = calendar::split(&calendar_rows, bank_holidays.further());

    let paid_places = policy.sla.paid_places;
    let schools = read_table(source, &schema::schools::TABLE, problems, |record| schools::read(record, paid_places));
    let mut upns = BTreeMap::new();
    let students = read_table(source, &schema::students::TABLE, problems, |record| {
        students::read(record, &known, &mut words, &mut upns)
    });
    let referrals = read_table(source, &schema::referrals::TABLE, problems, |record| {
        referrals::read(record, &known, &students, run.as_ref(), bands, &mut words)
    });
    let providers =
        read_table(source, &schema::providers::TABLE, problems, |record| providers::read(record, &known, &mut words));
    let courses =
        read_table(source, &schema::courses::TABLE, problems, |record| courses::read(record, &known, &mut words));
    let around = intakes::Around { courses: &courses, policy: &policy, calendar: &calendar, calendar_usable };
    let intakes =
        read_table(source, &schema::intakes::TABLE, problems, |record| intakes::read(record, &known, &around));
    let held = read_table(source, &schema::placements::TABLE, problems, |record| {
        placements::read(record, &known, &courses, &intakes)
    });
    let separations =
        read_table(source, &schema::separations::TABLE, problems, |record| separations::read(record, &known));
    let decisions = read_table(source, &schema::decisions::TABLE, problems, |record| {
        decisions::read(record, &known, &policy.never_waive)
    });

    let events =
        read_table(source, &schema::events::TABLE, problems, |record| events::read(record, &known, &mut words));

    let groups = settings::groups(settings, schema::policy::POOL, place, problems);
    policy.pools = pools::read_pools(place, &groups, &known, problems);
    let listed = settings.get("pool").is_none() || !policy.pools.is_empty();
    let index = pools::index(&policy.pools, source.policy.is_some() && listed);
    let mut earlier = BTreeMap::new();
    let amounts = read_table(source, &schema::pools::TABLE, problems, |record| {
        pools::read(record, &known, &index, &policy.pools, &mut earlier)
    });
    for row in amounts.into_iter().flatten() {
        if let Some(PoolAmount::PerSchool(schools)) = policy.pools.get_mut(row.pool).map(|pool| &mut pool.amount) {
            schools.insert(row.school, row.amount);
        }
    }

    let groups = settings::groups(settings, schema::policy::MIX, place, problems);
    policy.mixes = mixes::read(source, place, &groups, &known, &mut words, problems);

    let table_place = |id: TableId| place_of(source, id);
    let rows = checks::Rows {
        policy: &policy,
        policy_place: place,
        run: run.as_ref(),
        academic_year: run.as_ref().map(|run| run.academic_year),
        calendar: &calendar,
        calendar_usable,
        calendar_rows: &calendar_rows,
        bank_holidays: bank_holidays.published(),
        dates: &dates,
        schools: &schools,
        students: &students,
        referrals: &referrals,
        providers: &providers,
        courses: &courses,
        intakes: &intakes,
        held: &held,
        events: &events,
        decisions: &decisions,
        place: &table_place,
    };
    checks::check(&rows, problems);
    clocks::check(place, settings, &policy.clocks, &events, problems);

    Some(Round {
        run: run?,
        policy,
        calendar,
        dates,
        schools: Table::new(all(schools)?),
        students: Table::new(all(students)?),
        referrals: Table::new(all(referrals)?),
        providers: Table::new(all(providers)?),
        courses: Table::new(all(courses)?),
        intakes: Table::new(all(intakes)?),
        held: all(held)?,
        separations: all(separations)?,
        decisions: all(decisions)?,
        events: all(events)?,
        inputs: source.inputs.clone(),
        workbook: source.workbook.clone(),
    })
}

/// The file or sheet of a table.
fn place_of(source: &Source, id: TableId) -> Place {
    match (source.tables.get(&id), &source.workbook) {
        (Some(table), _) => table.place.clone(),
        (None, Some(workbook)) => Place::of_sheet(workbook, id.word()),
        (None, None) => Place::of_file(id.file()),
    }
}

/// The rows, when every one of them could be read.
fn all<T>(rows: Vec<Option<T>>) -> Option<Vec<T>> {
    rows.into_iter().collect()
}
