//! What a round takes over from the one before it: a new set of files.

use super::held::{self, Listed, Still};
use super::next::Next;
use super::references;
use super::{Term, Waiting, YearFault};
use crate::ids::Word;
use crate::normal::normal;
use crate::ordinary::{self, MOST_BYTES_OF_SETTINGS};
use crate::problem::{Code, Place, Problem};
use crate::reading::{cell_date, cell_text};
use crate::round::{Key, Referral, Status};
use crate::schema::decisions::DecisionWord;
use crate::schema::{
    Column, Kind, TableId, courses, decisions, events, intakes, placements, providers, referrals, run, schools,
    separations, spec, students,
};
use crate::source::{POLICY_FILE, RUN_FILE, RawRow, RawTable, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// The files of a round that follows another, and what is to be said of them.
pub(super) struct Prepared {
    /// The files by name.
    pub files: BTreeMap<String, String>,
    /// Referrals that wait from the round before.
    pub carried: BTreeSet<String>,
    /// What somebody should look at.
    pub notes: Vec<String>,
}

/// Makes the files of a round from its folder and the round before.
pub(super) fn prepare(folder: &Path, name: &str, before: &Term, waiting: Waiting) -> Result<Prepared, YearFault> {
    let source = Source::open(folder);
    let (run, policy) = settings(folder, before)?;
    let told: Vec<Problem> = source.problems.iter().filter(|problem| !is_taken_over(problem)).cloned().collect();
    if told.iter().any(Problem::is_error) {
        return Err(YearFault::Input { round: name.to_owned(), problems: told });
    }
    let as_of = crate::round::Round::run_of(&source).map_or(before.round.run.as_of, |run| run.as_of);
    let mut next = Next::after(before);
    for id in TableId::ALL.iter().copied() {
        let own = source.tables.get(&id).filter(|table| table.usable).cloned();
        let table = own.or_else(|| next.inherited(id));
        next.tables.extend(table.map(|table| (id, RawTable { place: Place::of_file(id.file()), ..table })));
    }
    let stays = next.drop_placed();
    let carried = match waiting {
        Waiting::Carried => next.wait(),
        Waiting::Listed => BTreeSet::new(),
    };
    let still = held::still(before, as_of, &stays);
    next.hold(&still);
    references::complete(&mut next);
    next.count_paid_places();
    if waiting == Waiting::Carried {
        next.refusals();
        next.events();
    }
    next.separations();
    let mut files = BTreeMap::from([(RUN_FILE.to_owned(), run), (POLICY_FILE.to_owned(), policy)]);
    let weights: Vec<&str> =
        before.round.policy.mixes.iter().filter_map(|mix| Some(mix.weight.as_ref()?.column.as_str())).collect();
    files.extend(next.tables.iter().map(|(id, table)| {
        let of_policy = weights.iter().copied().filter(|_| *id == TableId::Students);
        let columns = handed_on(*id).chain(of_policy);
        (id.file(), table.only(columns).csv())
    }));
    Ok(Prepared { files, carried, notes: next.notes })
}

/// The columns of a table that one round hands on to the next: those that are
/// read, but for pupil numbers, which are checked and not kept, and notes.
fn handed_on<'n>(id: TableId) -> impl Iterator<Item = &'n str> {
    let is_kept = |column: &&Column| !matches!(column.kind, Kind::Upn) && column.name != events::NOTE.name;
    spec(id).columns.iter().filter(is_kept).map(|column| column.name)
}

/// Whether a missing file is no error, because the round before has it, or
/// because nobody need be referred anew.
fn is_taken_over(problem: &Problem) -> bool {
    use TableId::{Calendar, Courses, Providers, Referrals, Schools, Students};
    let tables = [Calendar, Schools, Students, Referrals, Providers, Courses].map(TableId::file);
    problem.code == Code::MissingFile && (tables.contains(&problem.place.file) || problem.place.file == POLICY_FILE)
}

/// The settings of the round, without pointers to files elsewhere, and its
/// policy: the one of the round before where it has none.
fn settings(folder: &Path, before: &Term) -> Result<(String, String), YearFault> {
    let text = |path: &Path| match ordinary::read_text(path, MOST_BYTES_OF_SETTINGS) {
        Ok(text) => Ok(Some(text.trim_start_matches('\u{feff}').to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(YearFault::Plan(format!("{}: {error}", path.display()))),
    };
    // What is wrong with it is told as a problem of the round's files.
    let run = text(&folder.join(RUN_FILE))?.unwrap_or_default();
    let Ok(mut document) = run.parse::<toml_edit::DocumentMut>() else { return Ok((run, before.policy.clone())) };
    let pointer =
        document.get(run::POLICY.name).and_then(|item| item.as_str()).unwrap_or(POLICY_FILE).trim().to_owned();
    document.remove(run::POLICY.name);
    document.remove(run::CALENDAR.name);
    let policy = text(&folder.join(pointer))?.unwrap_or_else(|| before.policy.clone());
    Ok((document.to_string(), policy))
}

/// The policy of a round in a folder.
pub(super) fn policy_of(folder: &Path) -> String {
    let text = |name: &str| ordinary::read_text(&folder.join(name), MOST_BYTES_OF_SETTINGS).unwrap_or_default();
    let run = text(RUN_FILE).parse::<toml_edit::DocumentMut>().ok();
    let pointer = run.as_ref().and_then(|run| run.get(run::POLICY.name)?.as_str()).unwrap_or(POLICY_FILE);
    text(pointer.trim()).trim_start_matches('\u{feff}').to_owned()
}

impl Next<'_> {
    /// Leaves out referrals that have a place from an earlier round and are
    /// listed again, unless as withdrawn or declined. Those who took the places
    /// of the round before are returned.
    fn drop_placed(&mut self) -> BTreeSet<Key<Referral>> {
        let before = self.before;
        let id = |key: Key<Referral>| before.round.referrals[key].id.as_str();
        let mut left = BTreeSet::new();
        if let Some(table) = self.tables.get_mut(&TableId::Referrals) {
            let placed = before.result.placed.iter().map(|placed| id(placed.placement.referral));
            let rows = first_rows(table.rows.iter().map(|row| cell_text(table.cell(row, &referrals::REFERRAL_ID))));
            let mut out = BTreeSet::new();
            for id in before.settled.iter().map(String::as_str).chain(placed) {
                let Some(at) = rows.get(id).copied().filter(|at| !out.contains(at)) else { continue };
                let status = Status::parse(cell_text(table.cell(&table.rows[at], &referrals::STATUS)));
                if matches!(status, Some(Status::Withdrawn | Status::Declined)) {
                    left.insert(id);
                } else {
                    out.insert(at);
                    self.notes.push(format!("referral {id} has a place from an earlier round and is left out"));
                }
            }
            let rows = std::mem::take(&mut table.rows).into_iter().enumerate();
            table.rows = rows.filter(|(at, _)| !out.contains(at)).map(|(_, row)| row).collect();
        }
        let placed = before.result.placed.iter().map(|placed| placed.placement.referral);
        placed.filter(|referral| !left.contains(id(*referral))).collect()
    }

    /// Carries over who was not placed, and since when those wait who ask again.
    fn wait(&mut self) -> BTreeSet<String> {
        let (before, mut carried) = (self.before, BTreeSet::new());
        let unplaced: BTreeSet<_> = before.result.unplaced.iter().map(|each| each.referral).collect();
        let Some(table) = self.tables.get(&TableId::Referrals) else { return carried };
        let cells = |column: &Column| -> Vec<String> {
            table.rows.iter().map(|row| cell_text(table.cell(row, column)).to_owned()).collect()
        };
        let mut by_id = first_rows(cells(&referrals::REFERRAL_ID));
        let mut by_case = first_rows(cells(&referrals::STUDENT_ID).into_iter().zip(cells(&referrals::PROGRAMME)));
        for (key, referral) in before.round.referrals.iter().filter(|(key, _)| unplaced.contains(key)) {
            let student = before.round.students[referral.student].id.clone();
            let programme = before.round.policy.programmes[referral.programme].id.clone();
            let since = referral.waiting_since.to_string();
            let case = (student, programme);
            let again = [by_id.get(&referral.id), by_case.get(&case)].into_iter().flatten().min().copied();
            let Some(table) = self.tables.get_mut(&TableId::Referrals) else { continue };
            if let Some(at) = again {
                let row = &table.rows[at];
                let own = [&*referrals::WAITING_SINCE, &*referrals::SUBMITTED]
                    .into_iter()
                    .map(|column| cell_text(table.cell(row, column)));
                let own = own.filter(|cell| !cell.is_empty()).find_map(|cell| cell_date(cell).ok());
                if is_waiting(&before.round, key) && own.is_some_and(|own| own > referral.waiting_since) {
                    table.set(at, &referrals::WAITING_SINCE, &since);
                }
            } else if is_waiting(&before.round, key) {
                let at = table.rows.len();
                let changes: [(&Column, &str); 1] = [(&referrals::WAITING_SINCE, &since)];
                if self.copy(TableId::Referrals, &referrals::REFERRAL_ID, &referral.id, &changes) {
                    by_id.insert(referral.id.clone(), at);
                    by_case.entry(case).or_insert(at);
                }
                carried.insert(referral.id.clone());
            }
        }
        carried
    }

    /// Adds the placements that still count and are not listed.
    fn hold(&mut self, still: &[Still]) {
        let columns: [&Column; 6] = [
            &placements::STUDENT_ID,
            &placements::INTAKE_ID,
            &placements::PROGRAMME,
            &placements::START,
            &placements::END,
            &placements::DAYS,
        ];
        let mut listed = self.tables.get(&TableId::Placements).map(Listed::all).unwrap_or_default();
        for one in still {
            if one.listed().iter().any(|one| listed.contains(one)) {
                continue;
            }
            let runs_on = one.runs || self.has(TableId::Intakes, &intakes::INTAKE_ID, &one.intake);
            let intake = if runs_on { one.intake.as_str() } else { "" };
            let (first, last) = (one.span.first.to_string(), one.span.last.to_string());
            let cells = [one.student.as_str(), intake, &one.programme, &first, &last, &one.days];
            self.table(TableId::Placements, &columns).add(columns.into_iter().zip(cells));
            let [named, unnamed] = one.listed();
            listed.insert(if intake.is_empty() { unnamed } else { named });
        }
    }

    /// Writes down how many paid places each school has used; a figure that is
    /// higher stands.
    fn count_paid_places(&mut self) {
        let (before, used) = (self.before, held::paid_places_used(self.before));
        let Some(table) = self.tables.get_mut(&TableId::Schools) else { return };
        for at in 0..table.rows.len() {
            let row = &table.rows[at];
            let id = cell_text(table.cell(row, &schools::SCHOOL_ID)).to_owned();
            let Some(used) = used.get(&id) else { continue };
            let cell = cell_text(table.cell(row, &schools::PAID_PLACES_USED)).to_owned();
            // What is no number is told when the round is read.
            let Some(stated) = (if cell.is_empty() { Some(0) } else { cell.parse::<u32>().ok() }) else { continue };
            if stated < *used {
                table.set(at, &schools::PAID_PLACES_USED, &used.to_string());
            }
            let earlier = before.round.schools.find(&id).map(|key| before.round.schools[key].paid_places_used);
            let is_as_before = cell.is_empty() || earlier == Some(stated);
            if stated > *used || (stated < *used && !is_as_before) {
                self.notes.push(format!(
                    "school {id}: {stated} paid places are stated as used, {used} are counted; the higher figure stands"
                ));
            }
        }
    }

    /// Carries over refusals of those who wait: bars, as far as what they name
    /// is there.
    fn refusals(&mut self) {
        let Some(from) = self.before.source.tables.get(&TableId::Decisions) else { return };
        let columns: [&Column; 6] = [
            &decisions::REFERRAL_ID,
            &decisions::DECISION,
            &decisions::INTAKE_ID,
            &decisions::BY,
            &decisions::REASON,
            &decisions::DATE,
        ];
        let same = |table: &RawTable, row: &RawRow| {
            [&*decisions::REFERRAL_ID, &*decisions::INTAKE_ID, &*decisions::DECISION]
                .map(|column| cell_text(table.cell(row, column)).to_owned())
        };
        let mut listed = self.listed(TableId::Decisions, same);
        for row in &from.rows {
            let [referral, intake, decision] = same(from, row);
            let is_meant = DecisionWord::parse(&decision) == Some(DecisionWord::Bar)
                && self.has(TableId::Referrals, &referrals::REFERRAL_ID, &referral)
                && (intake.is_empty()
                    || self.has(TableId::Intakes, &intakes::INTAKE_ID, &intake)
                    || self.has(TableId::Courses, &courses::COURSE_ID, &intake)
                    || self.has(TableId::Providers, &providers::PROVIDER_ID, &intake));
            if is_meant && listed.insert([referral, intake, decision]) {
                let cells = columns.map(|column| from.cell(row, column));
                self.table(TableId::Decisions, &columns).add(columns.into_iter().zip(cells));
            }
        }
    }

    /// What tells each row of a table from others.
    fn listed<T: Ord>(&self, id: TableId, same: impl Fn(&RawTable, &RawRow) -> T) -> BTreeSet<T> {
        let table = self.tables.get(&id);
        table.iter().flat_map(|table| table.rows.iter().map(|row| same(table, row))).collect()
    }

    /// Carries over what happened in the cases of those who wait.
    fn events(&mut self) {
        let Some(from) = self.before.source.tables.get(&TableId::Events) else { return };
        let columns: [&Column; 5] = [&events::REFERRAL_ID, &events::EVENT, &events::DATE, &events::AT, &events::END];
        let same = |table: &RawTable, row: &RawRow| {
            let cell = |column: &Column| cell_text(table.cell(row, column));
            let day = cell_date(cell(&events::DATE)).ok();
            (cell(&events::REFERRAL_ID).to_owned(), normal(cell(&events::EVENT)), day)
        };
        let mut listed = self.listed(TableId::Events, same);
        for row in &from.rows {
            let one = same(from, row);
            let is_meant = self.has(TableId::Referrals, &referrals::REFERRAL_ID, &one.0);
            if is_meant && listed.insert(one) {
                let cells = columns.map(|column| from.cell(row, column));
                self.table(TableId::Events, &columns).add(columns.into_iter().zip(cells));
            }
        }
    }

    /// Carries over who is kept apart, as far as both are there.
    fn separations(&mut self) {
        let Some(from) = self.before.source.tables.get(&TableId::Separations) else { return };
        let columns: [&Column; 3] = [&separations::STUDENT_A, &separations::STUDENT_B, &separations::SCOPE];
        let same = |table: &RawTable, row: &RawRow| {
            let mut pair = [&*separations::STUDENT_A, &*separations::STUDENT_B]
                .map(|column| cell_text(table.cell(row, column)).to_owned());
            pair.sort();
            pair
        };
        let mut listed = self.listed(TableId::Separations, same);
        for row in &from.rows {
            let pair = same(from, row);
            let is_known = pair.iter().all(|id| self.has(TableId::Students, &students::STUDENT_ID, id));
            if is_known && listed.insert(pair) {
                let cells = columns.map(|column| from.cell(row, column));
                self.table(TableId::Separations, &columns).add(columns.into_iter().zip(cells));
            }
        }
    }
}

/// Where each id stands first.
fn first_rows<K: Ord>(ids: impl IntoIterator<Item = K>) -> BTreeMap<K, usize> {
    let mut rows = BTreeMap::new();
    for (at, id) in ids.into_iter().enumerate() {
        rows.entry(id).or_insert(at);
    }
    rows
}

/// Whether a referral without a place goes on waiting.
fn is_waiting(round: &crate::round::Round, referral: Key<Referral>) -> bool {
    !matches!(round.referrals[referral].status, Status::Declined | Status::Withdrawn)
}
