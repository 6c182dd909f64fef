//! A first look at every variant, by linear relaxations: how many would be
//! placed, about, and how many could be at the most. None of it is a result.

use super::apply::edited;
use super::scenario::Variant;
use super::study::{Batch, Failure, UNCHANGED};
use crate::ids::StageId;
use crate::paper::publish::Set;
use crate::paper::words::note;
use crate::paper::{Cell, Files, Format, PROGRAM_VERSION, Sheet, WriteFault, csv_files, hashes, json};
use crate::posed::Posed;
use crate::program::ColumnIndex;
use crate::solve::{Crossing, Foothold, promises};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The table of first estimates, and the file that lists it.
const CSV: &str = "estimates.csv";
const INDEX: &str = "estimates.json";

/// First estimates of scenarios.
pub const ESTIMATES: Set = Set::new("estimates", INDEX, &[CSV]);

/// The list of the files.
#[derive(Serialize)]
struct Index<'a> {
    files: BTreeMap<&'a str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
    program_version: &'static str,
}

/// What a variant may come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// About how many are placed.
    pub placed: i64,
    /// Of these, by programme, in the order of the policy.
    pub by_programme: Vec<(String, i64)>,
    /// No allocation places more.
    pub most: i64,
}

/// First estimates of a batch.
pub struct Estimates {
    /// Of the unchanged round.
    pub unchanged: Result<Estimate, Failure>,
    /// A row for each variant, by name, in their order.
    pub rows: Vec<(String, Result<Estimate, Failure>)>,
    /// Whether the round is provisional.
    pub is_provisional: bool,
}

/// Estimates the unchanged round and every variant. `done` is told after each.
/// The rows are the same on any number of threads, unless a limit ended the run.
pub fn estimate(batch: &Batch, done: &(dyn Fn() + Sync)) -> Estimates {
    let posed = Posed::new(Arc::clone(batch.round), BTreeSet::new());
    let (unchanged, footholds) = match look(batch, &posed, None) {
        Ok((estimate, footholds)) => (Ok(estimate), Some(footholds)),
        Err(failure) => (Err(failure), None),
    };
    let footing = Footing { posed, footholds };
    let row = |variant: Variant| {
        let estimate = of_variant(batch, &variant, &footing);
        done();
        (variant.name, estimate)
    };
    let rows = batch.variants().into_par_iter().map(row).collect();
    Estimates { unchanged, rows, is_provisional: batch.round.run.provisional }
}

fn of_variant(batch: &Batch, variant: &Variant, footing: &Footing) -> Result<Estimate, Failure> {
    let scenario = &batch.scenarios[variant.scenario];
    if !scenario.problems.is_empty() {
        return Err(Failure::Input(scenario.problems.clone()));
    }
    if batch.engine.is_due() {
        return Err(Failure::NotReached);
    }
    let round = edited(batch.source, scenario, variant).map_err(Failure::Input)?;
    let posed = Posed::new(round, BTreeSet::new());
    look(batch, &posed, Some(footing)).map(|(estimate, _)| estimate)
}

/// The unchanged round, and where its relaxations ended, if they did.
struct Footing {
    posed: Posed,
    footholds: Option<Footholds>,
}

/// Where the relaxations of a round ended.
struct Footholds {
    /// That of the weighted classes.
    classes: Foothold,
    /// That of all placed.
    all: Foothold,
}

/// From the weight of one class to that of the one before it; the first classes
/// of many weigh alike, so that no weight is too large for a solver.
const RATIO: i64 = 2;
const MOST_WEIGHT: i64 = 1 << 16;

fn look(batch: &Batch, posed: &Posed, footing: Option<&Footing>) -> Result<(Estimate, Footholds), Failure> {
    let program = posed.program();
    let mut classes: Vec<(ColumnIndex, i64)> = Vec::new();
    let mut weight = 1;
    for step in program.objectives().iter().filter(|step| step.stage == StageId::Placed).rev() {
        classes.extend(step.terms.iter().map(|(column, count)| (*column, weight * count)));
        weight = (weight * RATIO).min(MOST_WEIGHT);
    }
    classes.sort_unstable();
    let all: Vec<(ColumnIndex, i64)> = (0..program.option_count()).map(|column| (column, 1)).collect();
    let crossing = footing.map(|footing| Crossing::new(&footing.posed, posed));
    let footholds = footing.and_then(|footing| footing.footholds.as_ref());
    let objectives =
        [(classes, footholds.map(|footholds| &footholds.classes)), (all, footholds.map(|footholds| &footholds.all))];
    let found = promises(program, &objectives, crossing.as_ref(), batch.engine);
    let mut found = found.into_iter().flatten();
    let Some((by_class, in_all)) = found.next().zip(found.next()) else {
        return Err(if batch.engine.is_due() { Failure::NotReached } else { Failure::NoEstimate });
    };
    let round = posed.round();
    let whole = |sum: f64| sum.round() as i64;
    let placed = |is_meant: &dyn Fn(ColumnIndex) -> bool| -> i64 {
        whole((0..program.option_count()).filter(|at| is_meant(*at)).map(|at| by_class.values[at]).sum())
    };
    let programmes = round.policy.programmes.iter().map(|(key, programme)| {
        (programme.id.clone(), placed(&|at| round.referrals[posed.referral(at)].programme == key))
    });
    let estimate = Estimate { placed: placed(&|_| true), by_programme: programmes.collect(), most: in_all.bound };
    Ok((estimate, Footholds { classes: by_class.foothold, all: in_all.foothold }))
}

impl Estimates {
    /// The files of the estimates by name.
    ///
    /// # Errors
    ///
    /// Where a text cannot be formed; that is a fault of the program.
    pub fn files(&self, format: Format) -> Result<Files, WriteFault> {
        let note = note(self.is_provisional);
        let mut files = csv_files([(CSV, self.sheet())], note, format);
        let index = json::line(&Index { files: hashes(&files), note, program_version: PROGRAM_VERSION })?;
        files.insert(INDEX.to_owned(), index);
        Ok(files)
    }

    fn sheet(&self) -> Sheet {
        let all = || [&self.unchanged].into_iter().chain(self.rows.iter().map(|(_, found)| found)).flatten();
        let mut programmes: Vec<&str> = Vec::new();
        for (id, _) in all().flat_map(|estimate| &estimate.by_programme) {
            if !programmes.contains(&id.as_str()) {
                programmes.push(id);
            }
        }
        let mut figures = vec!["placed".to_owned()];
        figures.extend(programmes.iter().map(|id| format!("placed_{id}")));
        let mut columns = vec!["scenario".to_owned(), "status".to_owned()];
        columns.extend(figures.iter().cloned());
        columns.extend(figures.iter().map(|figure| format!("{figure}_change")));
        columns.push("placed_most".to_owned());
        let values = |estimate: &Estimate| -> Vec<Option<i64>> {
            let of = |id: &&str| estimate.by_programme.iter().find(|(name, _)| name == id).map(|(_, placed)| *placed);
            [Some(estimate.placed)].into_iter().chain(programmes.iter().map(of)).collect()
        };
        let before: Vec<Option<i64>> = match &self.unchanged {
            Ok(unchanged) => values(unchanged),
            Err(_) => vec![None; figures.len()],
        };
        let mut sheet = Sheet::new(&columns);
        let unchanged = (UNCHANGED, &self.unchanged);
        for (name, estimate) in [unchanged].into_iter().chain(self.rows.iter().map(|(name, one)| (name.as_str(), one)))
        {
            let (status, found) = match estimate {
                Ok(estimate) => ("estimate", values(estimate)),
                Err(Failure::NotReached) => ("not reached", vec![None; figures.len()]),
                Err(_) => ("failed", vec![None; figures.len()]),
            };
            let changes = found.iter().zip(&before).map(|(found, before)| Some((*found)? - (*before)?));
            let most = estimate.as_ref().ok().map(|estimate| estimate.most);
            let numbers: Vec<Option<i64>> = found.iter().copied().chain(changes).chain([most]).collect();
            let mut cells = vec![Cell::text(name), Cell::text(status)];
            cells.extend(
                numbers.into_iter().map(|number| Cell::number_or_blank(number.map(|number| number.to_string()))),
            );
            sheet.push_all(cells);
        }
        sheet
    }
}
