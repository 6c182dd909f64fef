//! What a round takes over from the one before it: a new set of files.

use super::held::{self, Still};
use super::next::Next;
use super::references;
use super::{Term, Waiting, YearFault};
use crate::ids::Word;
use crate::normal::is_same;
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
    let mut next = Next { before, tables: BTreeMap::new(), notes: Vec::new() };
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
        let placed = before.result.placed.iter().map(|placed| id(placed.placement.referral));
        for id in before.settled.iter().map(String::as_str).chain(placed) {
            let Some(table) = self.tables.get_mut(&TableId::Referrals) else { continue };
            let Some(at) = table.rows.iter().position(|row| cell_text(table.cell(row, &referrals::REFERRAL_ID)) == id)
            else {
                continue;
            };
            let status = Status::parse(cell_text(table.cell(&table.rows[at], &referrals::STATUS)));
            if matches!(status, Some(Status::Withdrawn | Status::Declined)) {
                left.insert(id);
            } else {
                table.rows.remove(at);
                self.notes.push(format!("referral {id} has a place from an earlier round and is left out"));
            }
        }
        let placed = before.result.placed.iter().map(|placed| placed.placement.referral);
        placed.filter(|referral| !left.contains(id(*referral))).collect()
    }

    /// Carries over who was not placed, and since when those wait who ask again.
    fn wait(&mut self) -> BTreeSet<String> {
        let (before, mut carried) = (self.before, BTreeSet::new());
        let unplaced: BTreeSet<_> = before.result.unplaced.iter().map(|each| each.referral).collect();
        for (key, referral) in before.round.referrals.iter().filter(|(key, _)| unplaced.contains(key)) {
            let student = before.round.students[referral.student].id.as_str();
            let programme = before.round.policy.programmes[referral.programme].id.as_str();
            let since = referral.waiting_since.to_string();
            let Some(table) = self.tables.get_mut(&TableId::Referrals) else { continue };
            let again = table.rows.iter().position(|row| {
                let cell = |column: &Column| cell_text(table.cell(row, column));
                cell(&referrals::REFERRAL_ID) == referral.id
                    || (cell(&referrals::STUDENT_ID) == student && cell(&referrals::PROGRAMME) == programme)
            });
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
                self.copy(
                    TableId::Referrals,
                    &referrals::REFERRAL_ID,
                    &referral.id,
                    &[(&referrals::WAITING_SINCE, &since)],
                );
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
        for one in still {
            let is_listed = self.tables.get(&TableId::Placements).is_some_and(|table| one.is_listed(table));
            if is_listed {
                continue;
            }
            let runs_on = one.runs || self.has(TableId::Intakes, &intakes::INTAKE_ID, &one.intake);
            let intake = if runs_on { one.intake.as_str() } else { "" };
            let (first, last) = (one.span.first.to_string(), one.span.last.to_string());
            let cells = [one.student.as_str(), intake, &one.programme, &first, &last, &one.days];
            self.table(TableId::Placements, &columns).add(columns.into_iter().zip(cells));
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
        for row in &from.rows {
            let cell = |column: &Column| cell_text(from.cell(row, column));
            let (referral, intake) = (cell(&decisions::REFERRAL_ID), cell(&decisions::INTAKE_ID));
            let is_there = || {
                self.has(TableId::Intakes, &intakes::INTAKE_ID, intake)
                    || self.has(TableId::Courses, &courses::COURSE_ID, intake)
                    || self.has(TableId::Providers, &providers::PROVIDER_ID, intake)
            };
            let is_meant = DecisionWord::parse(cell(&decisions::DECISION)) == Some(DecisionWord::Bar)
                && self.has(TableId::Referrals, &referrals::REFERRAL_ID, referral)
                && (intake.is_empty() || is_there());
            let is_listed = self.tables.get(&TableId::Decisions).is_some_and(|table| {
                let same = |row: &RawRow, column: &Column| cell_text(table.cell(row, column)) == cell(column);
                table.rows.iter().any(|row| {
                    same(row, &decisions::REFERRAL_ID)
                        && same(row, &decisions::INTAKE_ID)
                        && same(row, &decisions::DECISION)
                })
            });
            if is_meant && !is_listed {
                let cells = columns.map(|column| from.cell(row, column));
                self.table(TableId::Decisions, &columns).add(columns.into_iter().zip(cells));
            }
        }
    }

    /// Carries over what happened in the cases of those who wait.
    fn events(&mut self) {
        let Some(from) = self.before.source.tables.get(&TableId::Events) else { return };
        let columns: [&Column; 5] = [&events::REFERRAL_ID, &events::EVENT, &events::DATE, &events::AT, &events::END];
        for row in &from.rows {
            let cell = |column: &Column| cell_text(from.cell(row, column));
            let is_meant = self.has(TableId::Referrals, &referrals::REFERRAL_ID, cell(&events::REFERRAL_ID));
            let is_listed = self.tables.get(&TableId::Events).is_some_and(|table| {
                let day = |text: &str| cell_date(text).ok();
                table.rows.iter().any(|own| {
                    let other = |column: &Column| cell_text(table.cell(own, column));
                    other(&events::REFERRAL_ID) == cell(&events::REFERRAL_ID)
                        && is_same(other(&events::EVENT), cell(&events::EVENT))
                        && day(other(&events::DATE)) == day(cell(&events::DATE))
                })
            });
            if is_meant && !is_listed {
                let cells = columns.map(|column| from.cell(row, column));
                self.table(TableId::Events, &columns).add(columns.into_iter().zip(cells));
            }
        }
    }

    /// Carries over who is kept apart, as far as both are there.
    fn separations(&mut self) {
        let Some(from) = self.before.source.tables.get(&TableId::Separations) else { return };
        let columns: [&Column; 3] = [&separations::STUDENT_A, &separations::STUDENT_B, &separations::SCOPE];
        for row in &from.rows {
            let [a, b, _] = columns.map(|column| cell_text(from.cell(row, column)));
            let is_known = [a, b].iter().all(|id| self.has(TableId::Students, &students::STUDENT_ID, id));
            let is_listed = self.tables.get(&TableId::Separations).is_some_and(|table| {
                let pair = |row: &RawRow| {
                    [&*separations::STUDENT_A, &*separations::STUDENT_B]
                        .map(|column| cell_text(table.cell(row, column)).to_owned())
                };
                table.rows.iter().any(|row| pair(row) == [a, b] || pair(row) == [b, a])
            });
            if is_known && !is_listed {
                let cells = columns.map(|column| from.cell(row, column));
                self.table(TableId::Separations, &columns).add(columns.into_iter().zip(cells));
            }
        }
    }
}

/// Whether a referral without a place goes on waiting.
fn is_waiting(round: &crate::round::Round, referral: Key<Referral>) -> bool {
    !matches!(round.referrals[referral].status, Status::Declined | Status::Withdrawn)
}
