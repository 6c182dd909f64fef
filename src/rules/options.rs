use super::judgement::first_failure;
use super::{Case, Casebook, distance, fee, rank, transport};
use crate::calendar::Span;
use crate::ids::RuleId;
use crate::round::{Course, Intake, Key, Programme, Referral, Round};
use crate::units::{Pence, TenthsKm};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// An intake that a referral may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceOption {
    /// The referral.
    pub referral: Key<Referral>,
    /// The intake.
    pub intake: Key<Intake>,
    /// The dates of the placement.
    pub span: Span,
    /// The rank of the choice, 1 the most wanted.
    pub rank: u32,
    /// The fee, without a place fee.
    pub fee: Pence,
    /// The distance; 0 when unknown.
    pub distance: TenthsKm,
    /// What transport costs the authority.
    pub transport: Pence,
    /// Whether a waived `occupied` frees it from the held placements.
    pub ignores_held_times: bool,
}

/// Every option of a round, by referral (file order), then intake (file order).
#[derive(Debug, Clone, Default)]
pub struct Options {
    all: Vec<PlaceOption>,
    ranges: Vec<Range<usize>>,
}

impl Options {
    /// Judges every referral with every intake that it could mean.
    pub fn list(book: &Casebook) -> Options {
        let shelf = Shelf::new(book.round);
        let keys: Vec<Key<Referral>> = book.round.referrals.keys().collect();
        let mut options = Options::default();
        // By parts, so that no option is held twice for long.
        for part in keys.chunks(1_000) {
            let found: Vec<Vec<PlaceOption>> = part.par_iter().map(|key| options_of(book, &shelf, *key)).collect();
            for mut some in found {
                let first = options.all.len();
                options.all.append(&mut some);
                options.ranges.push(first..options.all.len());
            }
        }
        options
    }

    /// How many options each referral has, in file order: those that `list` would
    /// list.
    pub fn count(book: &Casebook) -> Vec<usize> {
        let shelf = Shelf::new(book.round);
        let keys: Vec<Key<Referral>> = book.round.referrals.keys().collect();
        keys.par_iter().map(|key| options_of(book, &shelf, *key).len()).collect()
    }

    /// All options.
    pub fn all(&self) -> &[PlaceOption] {
        &self.all
    }

    /// Some of the options, chosen by their positions among all.
    pub fn only(&self, is_chosen: impl Fn(usize) -> bool) -> Options {
        let mut chosen = Options::default();
        for range in &self.ranges {
            let first = chosen.all.len();
            chosen.all.extend(range.clone().filter(|at| is_chosen(*at)).map(|at| self.all[at].clone()));
            chosen.ranges.push(first..chosen.all.len());
        }
        chosen
    }

    /// The options of a referral.
    pub fn of(&self, referral: Key<Referral>) -> &[PlaceOption] {
        &self.all[self.range(referral)]
    }

    /// Where the options of a referral stand among all.
    pub fn range(&self, referral: Key<Referral>) -> Range<usize> {
        self.ranges[referral.index()].clone()
    }

    /// Where the option of a referral with an intake stands among all.
    pub fn position(&self, referral: Key<Referral>, intake: Key<Intake>) -> Option<usize> {
        let range = self.range(referral);
        let found = self.all[range.clone()].binary_search_by_key(&intake, |option| option.intake).ok()?;
        Some(range.start + found)
    }
}

/// The intakes by programme and by course.
struct Shelf {
    by_programme: BTreeMap<Key<Programme>, Vec<Key<Intake>>>,
    by_course: BTreeMap<Key<Course>, Vec<Key<Intake>>>,
}

impl Shelf {
    fn new(round: &Round) -> Shelf {
        let mut shelf = Shelf { by_programme: BTreeMap::new(), by_course: BTreeMap::new() };
        for (key, intake) in round.intakes.iter() {
            shelf.by_course.entry(intake.course).or_default().push(key);
            shelf.by_programme.entry(round.programme_of(key)).or_default().push(key);
        }
        shelf
    }

    /// The intakes that can pass the rules `programme` and `choice`, ascending.
    fn within_reach(&self, book: &Casebook, referral: Key<Referral>) -> Vec<Key<Intake>> {
        let row = &book.round.referrals[referral];
        let choices = &row.choices;
        if !choices.is_blank() && !choices.any && !book.is_ever_waived(referral, RuleId::Choice) {
            let courses = choices.groups.iter().flat_map(|group| &group.courses);
            let of_courses = courses.filter_map(|course| self.by_course.get(course)).flatten();
            let named = choices.groups.iter().flat_map(|group| &group.intakes);
            let within: BTreeSet<Key<Intake>> = of_courses.chain(named).copied().collect();
            return within.into_iter().collect();
        }
        if book.is_ever_waived(referral, RuleId::Programme) {
            return book.round.intakes.keys().collect();
        }
        self.by_programme.get(&row.programme).cloned().unwrap_or_default()
    }
}

fn options_of(book: &Casebook, shelf: &Shelf, referral: Key<Referral>) -> Vec<PlaceOption> {
    let within_reach = shelf.within_reach(book, referral);
    within_reach.into_iter().filter_map(|intake| option(&book.case(referral, intake))).collect()
}

fn option(case: &Case) -> Option<PlaceOption> {
    if first_failure(case).is_some() {
        return None;
    }
    Some(PlaceOption {
        referral: case.referral_key,
        intake: case.intake_key,
        span: case.span,
        rank: rank::rank(case)?,
        fee: fee::fee(case),
        distance: distance::between(case).unwrap_or_default(),
        transport: transport::cost(case),
        ignores_held_times: case.is_waived(RuleId::Occupied),
    })
}
