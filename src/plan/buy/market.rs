//! A round as a program in which everything on the menu may be bought.

use super::menu::{Item, Menu, Target, What, cell};
use crate::explain::change::Change;
use crate::ids::{ConstraintId, StageId, Word};
use crate::limits::{About, Asked, Limit, find, sold};
use crate::plan::Capacity;
use crate::posed::Posed;
use crate::problem::{Code, Place, Problem, quoted};
use crate::program::{ColumnIndex, Joint, Program, Purchase, SizeLimit};
use crate::round::{Key, Referral, Round};
use crate::rules::{Casebook, is_open};
use crate::schema::{TableId, intakes};
use crate::source::{RawTable, Source};
use crate::units::Pence;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What may be bought in a round, and what buying does to it.
pub struct Market<'a> {
    /// The menu.
    pub menu: &'a Menu,
    /// The raw input of the round.
    pub source: &'a Source,
    /// The same with every new intake in it, without places.
    pub(super) stocked: Source,
    /// The round as it is.
    pub unchanged: Round,
    /// The round with every new intake in it, without places.
    pub round: Round,
    /// The numbers of each item that may be bought, none at all the first.
    pub sizes: Vec<Vec<u32>>,
}

/// A round as a program in which everything may be bought.
pub(super) struct Stall {
    pub posed: Posed,
    /// Of each item what sums of options may come to at each size.
    pub limits: Vec<Vec<SizeLimit>>,
}

impl<'a> Market<'a> {
    /// Opens the market of a menu for a round.
    ///
    /// # Errors
    ///
    /// Every mistake of the menu, and every error that its new intakes bring
    /// into the round, with its line.
    pub fn open(menu: &'a Menu, source: &'a Source) -> Result<Market<'a>, Vec<Problem>> {
        if menu.problems.iter().any(Problem::is_error) {
            return Err(menu.problems.clone());
        }
        let nothing: Vec<u32> = menu.items.iter().map(|_| 0).collect();
        let unchanged = read(menu, source, &nothing, false)?;
        let round = read(menu, source, &nothing, true)?;
        let mut problems: Vec<Problem> =
            menu.items.iter().filter_map(|item| limits(menu, item, &round).err()).map(|problem| *problem).collect();
        let mut sold_above = BTreeSet::new();
        for item in menu.items.iter().take(if problems.is_empty() { menu.items.len() } else { 0 }) {
            let own = limits(menu, item, &round).unwrap_or_default();
            if !own.into_iter().all(|limit| sold_above.insert(limit)) {
                let problem = Problem::new(Code::DuplicateId, menu.place(item.line, "buy"));
                let found = "more of what an item above sells already";
                problems.push(problem.says(found, "one item for each limit", "Put them together."));
            }
        }
        problems.extend(menu.targets.iter().flat_map(|target| wrong(menu, target, &round)));
        if let Some(stage) = menu.up_to.filter(|stage| !about_children(&round).contains(stage)) {
            let known: Vec<&str> = about_children(&round).iter().map(|stage| stage.word()).collect();
            let problem = Problem::new(Code::UnknownWord, menu.place(None, "up_to"));
            let expected = format!("one of {}", known.join(", "));
            problems.push(problem.says(quoted(stage.word()), expected, "Money is spent for children, not for chance."));
        }
        let today = round.run.as_of;
        let sizes = menu.items.iter().map(|item| item.sizes(today)).collect();
        let (stocked, _) = with_new(menu, source, &nothing, true);
        if problems.is_empty() { Ok(Market { menu, source, stocked, unchanged, round, sizes }) } else { Err(problems) }
    }

    /// The stages that money is spent for, in their order.
    pub fn stages(&self) -> Vec<StageId> {
        let mut stages = about_children(&self.round);
        let last = self.menu.up_to.and_then(|last| stages.iter().position(|stage| *stage == last));
        stages.truncate(last.map_or(stages.len(), |last| last + 1));
        stages
    }

    /// Whether an item can still be ordered.
    pub fn is_in_time(&self, item: &Item) -> bool {
        item.by.is_none_or(|by: NaiveDate| self.round.run.as_of <= by)
    }

    /// The numbers of each item at some sizes.
    pub fn numbers(&self, sizes: &[usize]) -> Vec<u32> {
        self.sizes.iter().zip(sizes).map(|(numbers, size)| numbers[(*size).min(numbers.len() - 1)]).collect()
    }

    /// What some numbers of each item cost.
    pub fn cost(&self, numbers: &[u32]) -> Pence {
        self.menu.items.iter().zip(numbers).map(|(item, number)| item.cost(*number)).sum()
    }

    /// The round with a purchase made, as somebody would write it into the
    /// files: new intakes that are not bought are not in it.
    ///
    /// # Errors
    ///
    /// The errors that the new intakes bring into it.
    pub fn bought(&self, numbers: &[u32]) -> Result<Round, Vec<Problem>> {
        let round = read(self.menu, self.source, numbers, false)?;
        Ok(self.eased(&round, numbers))
    }

    /// A round with more of what is not new, and with new intakes of so many
    /// places where they are in it.
    pub(super) fn eased(&self, round: &Round, numbers: &[u32]) -> Round {
        let mut changes = Vec::new();
        for (item, number) in self.menu.items.iter().zip(numbers) {
            for what in &item.of {
                let Ok(limit) = limit(self.menu, item, what, round) else { continue };
                let there = match (what, limit.about) {
                    (What::New(_), About::Intake(key)) => round.intakes[key].places,
                    _ => 0,
                };
                changes.push(Change::Ease(limit, number - there.min(*number)));
            }
        }
        Change::applied(&changes, round)
    }

    /// The program of a round, which has every new intake, with what each size
    /// of each item would allow.
    pub(super) fn stall(&self, round: &Round) -> Stall {
        let most = self.sizes.iter().map(|numbers| numbers.len() - 1).max().unwrap_or(0);
        // What is bought is in no rule, so the options are the same at each size.
        let largest = Posed::new(self.at(round, most), BTreeSet::new());
        let smaller = (0..most).map(|size| largest.with_limits_of(self.at(round, size)));
        let sizes: Vec<Posed> = smaller.chain([largest.clone()]).collect();
        let limits = self.menu.items.iter().zip(&self.sizes).map(|(item, numbers)| {
            let own = limits(self.menu, item, round).unwrap_or_default().into_iter();
            own.flat_map(|limit| sums(Capacity { limit, unit: 1 }, round, &sizes[..numbers.len()])).collect()
        });
        let limits = limits.collect();
        Stall { posed: largest, limits }
    }

    /// A round with each item at a size, or at its largest.
    fn at(&self, round: &Round, size: usize) -> Round {
        let sizes: Vec<usize> = self.sizes.iter().map(|_| size).collect();
        self.eased(round, &self.numbers(&sizes))
    }

    /// The program that decides purchase and allocation together, for rounds
    /// side by side; sizes may be confined.
    pub(super) fn joint(&self, stalls: &[Stall], between: Option<&[(usize, usize)]>) -> Joint {
        let programs: Vec<&Program> = stalls.iter().map(|stall| stall.posed.program()).collect();
        let (program, first) = Program::side_by_side(&programs);
        let purchases = self.menu.items.iter().enumerate().map(|(position, item)| {
            let shifted = stalls.iter().zip(&first).flat_map(|(stall, first)| {
                stall.limits[position].iter().map(move |limit| SizeLimit {
                    terms: limit.terms.iter().map(|(column, takes)| (column + first, *takes)).collect(),
                    uppers: limit.uppers.clone(),
                })
            });
            let costs: Vec<Pence> = self.sizes[position].iter().map(|number| item.cost(*number)).collect();
            let whole = (0, costs.len() - 1);
            let between = between.map_or(whole, |between| between[position]);
            Purchase { id: item.id.clone(), costs, limits: shifted.collect(), between }
        });
        let purchases: Vec<Purchase> = purchases.collect();
        Joint::new(program, &purchases, self.round.run.seed)
    }

    /// The referrals that a target is about.
    pub fn meant(&self, target: &Target, round: &Round) -> BTreeSet<Key<Referral>> {
        let book = Casebook::new(round);
        let is_meant = |key: &Key<Referral>| {
            let referral = &round.referrals[*key];
            let school = referral.school.map(|school| round.schools[school].id.as_str());
            is_open(&book, *key)
                && target.programme.as_ref().is_none_or(|id| round.policy.programmes[referral.programme].id == *id)
                && target.school.as_ref().is_none_or(|id| school == Some(id.as_str()))
                && (target.bands.is_empty() || target.bands.contains(&referral.band))
                && target.status.is_none_or(|status| referral.status == status)
        };
        round.referrals.keys().filter(is_meant).collect()
    }
}

/// The sums of options that a limit holds, with what they may come to in each
/// of some programs, which allow more and more. What one allows the ones before
/// it must keep too, so a sum without a row has the bound of the next that has
/// one.
fn sums(capacity: Capacity, round: &Round, sizes: &[Posed]) -> Vec<SizeLimit> {
    let mut found: BTreeMap<Vec<(ColumnIndex, i64)>, Vec<i64>> = BTreeMap::new();
    for (size, posed) in sizes.iter().enumerate() {
        let program = posed.program();
        for row in capacity.rows(round, program) {
            let is_of_options = row.terms.iter().all(|(column, takes)| *column < program.option_count() && *takes > 0);
            let (Some(upper), true) = (row.upper, is_of_options && row.lower.is_none()) else { continue };
            let most = row.terms.iter().map(|(_, takes)| takes).sum();
            let uppers = found.entry(row.terms.clone()).or_insert_with(|| vec![most; sizes.len()]);
            uppers[size] = uppers[size].min(upper);
        }
    }
    for uppers in found.values_mut() {
        for size in (0..uppers.len() - 1).rev() {
            uppers[size] = uppers[size].min(uppers[size + 1]);
        }
    }
    found.into_iter().map(|(terms, uppers)| SizeLimit { terms, uppers }).collect()
}

/// The stages of a ladder that speak of children, up to the first that does
/// not: chance, dates, distance and money.
fn about_children(round: &Round) -> Vec<StageId> {
    let about = |stage: &&StageId| {
        use StageId::{Children, Choice, ChoiceGenerous, ChoiceGreedy, Keep, Placed, Precedence, Waiting};
        matches!(stage, Placed | Children | Keep | Precedence | Waiting | Choice | ChoiceGreedy | ChoiceGenerous)
    };
    round.policy.objective.ladder.iter().take_while(about).copied().collect()
}

/// The lines of a menu by file and row of what they add.
type Added = BTreeMap<Place, Option<u32>>;

/// The raw round with new intakes of so many places; those of none as well,
/// where they are wanted.
fn with_new(menu: &Menu, source: &Source, numbers: &[u32], with_all: bool) -> (Source, Added) {
    let mut changed = source.clone();
    let mut rows = Added::new();
    for (item, number) in menu.items.iter().zip(numbers) {
        let Some(cells) = item.of.iter().find_map(What::new_cells) else { continue };
        if *number == 0 && !with_all {
            continue;
        }
        let table = changed
            .tables
            .entry(TableId::Intakes)
            .or_insert_with(|| RawTable::empty(Place::of_file(TableId::Intakes.file()), &[]));
        let places = number.to_string();
        let cells = cells.iter().map(|(column, text)| (*column, text.as_str()));
        table.add(cells.chain([(&*intakes::PLACES, places.as_str())]));
        if let Some(row) = table.rows.last() {
            rows.insert(table.place.row(row.row), item.line);
        }
    }
    (changed, rows)
}

/// Reads the round with new intakes, as above.
fn read(menu: &Menu, source: &Source, numbers: &[u32], with_all: bool) -> Result<Round, Vec<Problem>> {
    let (changed, rows) = with_new(menu, source, numbers, with_all);
    let reading = Round::from_source(&changed);
    let place = |problem: Problem| {
        let row = Place { field: None, ..problem.place.clone() };
        match rows.get(&row) {
            Some(line) => problem.traced_to(&menu.file, *line),
            None => problem,
        }
    };
    let errors = reading.problems.into_iter().filter(Problem::is_error).map(place);
    reading.round.ok_or_else(|| errors.collect())
}

/// The limits of which an item is more, as the files state them.
fn limits(menu: &Menu, item: &Item, round: &Round) -> Result<Vec<Limit>, Box<Problem>> {
    item.of.iter().map(|what| limit(menu, item, what, round)).collect()
}

/// One of them.
fn limit(menu: &Menu, item: &Item, what: &What, round: &Round) -> Result<Limit, Box<Problem>> {
    let tell = |code, key: &str, found: String, expected: &str, advice: &str| {
        let problem = Problem::new(code, menu.place(item.line, format!("buy.{key}")));
        Box::new(problem.says(found, expected, advice))
    };
    match what {
        What::More { key, id, school } => sold(key, round, &Asked { id, school: school.as_deref() }, &tell),
        What::New(cells) => find(&round.intakes, cell(cells, &intakes::INTAKE_ID), "new", &tell)
            .map(|key| Limit { constraint: ConstraintId::Places, about: About::Intake(key) }),
    }
}

/// What is wrong with a target in a round.
fn wrong(menu: &Menu, target: &Target, round: &Round) -> Vec<Problem> {
    let tell = |code, key: &str, found: String, expected: &str, advice: &str| {
        let problem = Problem::new(code, menu.place(target.line, format!("target.{key}")));
        Box::new(problem.says(found, expected, advice))
    };
    let mut problems = Vec::new();
    if let Some(id) = &target.programme {
        problems.extend(find(&round.policy.programmes, id, "programme", &tell).err().map(|problem| *problem));
    }
    if let Some(id) = &target.school {
        problems.extend(find(&round.schools, id, "school", &tell).err().map(|problem| *problem));
    }
    let out = target.bands.iter().find(|band| **band > round.policy.bands);
    problems.extend(out.map(|band| {
        let expected = format!("1 to {}", round.policy.bands);
        *tell(Code::BandOutOfRange, "band", band.to_string(), &expected, "Bands are those of the policy.")
    }));
    problems
}
