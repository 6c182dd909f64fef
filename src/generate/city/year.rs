//! A city's rounds through an academic year, in the manner of Coventry.

use super::first_come::{Given, allocate};
use super::known::Known;
use super::model::{Draft, PAID_PLACES};
use super::recipe::Recipe;
use super::{demand, extras, offer, past, town, write};
use crate::calendar::{Calendar, Span};
use crate::generate::Files;
use crate::generate::sheet::Sheet;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The seed of `scenarios/coventry-2025-26`.
pub const COVENTRY_SEED: u64 = 2025;

/// The files of a round. What the rounds before it left behind (held
/// placements, used paid places, waiting referrals) comes from a plain
/// first-come allocation of their rounds.
///
/// One seed serves a whole year: the schools, providers and courses of all
/// rounds are the same.
pub fn round(recipe: &Recipe, seed: u64) -> Files {
    write::files(&[draft(recipe, seed)], recipe)
}

/// The files of a round that follows from published results: one
/// `allocations.csv` for each round before it, oldest first, made from the
/// rounds of the same seed and size. Placements become held placements as long
/// as they run, or count in the academic year; each placement in Tier 1 uses a
/// paid place of a school with the SLA, also one that the school bought; about
/// two thirds of the open referrals that were not placed ask again under a new
/// id and keep `waiting_since`.
///
/// # Errors
/// When the number of results is not the number of earlier rounds, a result is
/// no CSV with the columns `referral_id` and `intake_id`, or names what the
/// earlier round does not have.
pub fn continue_round(recipe: &Recipe, seed: u64, results: &[&str]) -> Result<Files, ContinueError> {
    Ok(write::files(&[continued(recipe, seed, results)?], recipe))
}

/// The plain first-come allocation of a term's round as `allocations.csv` with
/// the columns that `continue_round` needs.
pub fn first_come(recipe: &Recipe, seed: u64) -> String {
    let draft = draft(recipe, seed);
    let mut sheet = Sheet::new(["referral_id", "intake_id", "start", "end"]);
    for given in allocate(&draft, recipe) {
        let referral = draft.referrals[given.referral].id.clone();
        let intake = draft.intakes[given.intake].id.clone();
        sheet.row([referral, intake, given.span.first.to_string(), given.span.last.to_string()]);
    }
    sheet.into_text()
}

/// Why a round cannot follow from earlier results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContinueError {
    /// There must be one result for each round before.
    Results {
        /// Rounds before.
        expected: usize,
        /// Results given.
        found: usize,
    },
    /// A result is not a CSV with this column.
    Column(&'static str),
    /// A row (the header is row 1) names a referral, intake or date that the
    /// earlier round does not have.
    Row(usize),
}

impl fmt::Display for ContinueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ContinueError::Results { expected, found } => {
                write!(f, "{expected} earlier results are needed, one for each round before; {found} were given")
            }
            ContinueError::Column(column) => write!(f, "an earlier result is not a CSV file with the column {column}"),
            ContinueError::Row(row) => {
                write!(
                    f,
                    "row {row} of an earlier result names a referral, intake or date that its round does not have"
                )
            }
        }
    }
}

impl std::error::Error for ContinueError {}

pub(super) fn draft(recipe: &Recipe, seed: u64) -> Draft {
    match earlier(recipe) {
        None => begin(recipe, seed, None),
        Some(before) => {
            let earlier = draft(&before, seed);
            let given = allocate(&earlier, &before);
            begin(recipe, seed, Some((&earlier, &given)))
        }
    }
}

fn continued(recipe: &Recipe, seed: u64, results: &[&str]) -> Result<Draft, ContinueError> {
    let expected = std::iter::successors(earlier(recipe), earlier).count();
    if expected != results.len() {
        return Err(ContinueError::Results { expected, found: results.len() });
    }
    match (earlier(recipe), results.split_last()) {
        (Some(before), Some((last, older))) => {
            let earlier = continued(&before, seed, older)?;
            let given = read(last, &earlier)?;
            Ok(begin(recipe, seed, Some((&earlier, &given))))
        }
        _ => Ok(begin(recipe, seed, None)),
    }
}

fn earlier(recipe: &Recipe) -> Option<Recipe> {
    recipe.term.before().map(|term| Recipe { term, ..recipe.clone() })
}

fn begin(recipe: &Recipe, seed: u64, before: Option<(&Draft, &[Given])>) -> Draft {
    let city = town::city(recipe, seed, calendar());
    let new = offer::intakes(recipe, seed, &city);
    // The places of Supported Transfer cost nothing.
    let has_fees = !recipe.term.is_of_transfers();
    let past = match before {
        None => past::summer(recipe, seed, &city, &new),
        Some((earlier, given)) => past::after(earlier, given, recipe, seed, &new),
    };
    let mut intakes = past.intakes;
    intakes.extend(new);
    let mut students = past.students;
    let mut referrals = past.waiting;
    let left = city.schools.iter().zip(&past.used);
    let left = left.map(|(school, used)| (PAID_PLACES + school.extra_places).saturating_sub(*used)).collect();
    let known = Known { recipe, city: &city, intakes: &intakes, held: &past.held, left };
    demand::referrals(&known, seed, &mut students, &mut referrals);
    let mut draft = Draft {
        budgets: vec![None; city.schools.len()],
        city,
        intakes,
        students,
        referrals,
        later: past.later,
        held: past.held,
        used: past.used,
        separations: Vec::new(),
        decisions: Vec::new(),
    };
    if has_fees {
        draft.budgets = budgets(&draft, recipe);
    }
    draft.separations = extras::separations(&draft, past.separations, recipe, seed);
    let possible = allocate(&draft, recipe);
    draft.decisions = extras::decisions(&draft, &possible, recipe, seed);
    draft
}

/// Budgets as a share of what the first-come allocation without budgets costs.
fn budgets(draft: &Draft, recipe: &Recipe) -> Vec<Option<i64>> {
    let mut cost = vec![0; draft.city.schools.len()];
    for given in allocate(draft, recipe) {
        let referral = &draft.referrals[given.referral];
        if let Some(student) = draft.student(&referral.student) {
            cost[student.school] += draft.city.fee(&draft.intakes[given.intake], given.span);
        }
    }
    let shares = draft.city.schools.iter().map(|school| school.budget_share);
    shares.zip(cost).map(|(share, cost)| share.map(|share| cost * share / 10_000 * 100)).collect()
}

/// The terms, holidays and bank holidays of the calendar file.
fn calendar() -> Calendar {
    let mut terms = Vec::new();
    let mut holidays = Vec::new();
    let mut bank_holidays = BTreeSet::new();
    for line in write::CALENDAR.lines() {
        let mut cells = line.split(',');
        let kind = cells.next().unwrap_or_default();
        let mut date = || cells.next().and_then(|cell| cell.parse::<NaiveDate>().ok());
        let (Some(first), last) = (date(), date()) else { continue };
        let span = Span::new(first, last.unwrap_or(first));
        match kind {
            "term" => terms.push(span),
            "holiday" => holidays.push(span),
            "bank_holiday" => {
                bank_holidays.insert(first);
            }
            _ => {}
        }
    }
    Calendar::new(terms, holidays, bank_holidays)
}

/// The placements of a published result.
fn read(result: &str, earlier: &Draft) -> Result<Vec<Given>, ContinueError> {
    let text = result.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|_| ContinueError::Column("referral_id"))?.clone();
    let column = |name: &'static str| headers.iter().position(|header| header == name);
    let referral_at = column("referral_id").ok_or(ContinueError::Column("referral_id"))?;
    let intake_at = column("intake_id").ok_or(ContinueError::Column("intake_id"))?;
    let (start_at, end_at) = (column("start"), column("end"));
    let referrals: BTreeMap<&str, usize> =
        earlier.referrals.iter().enumerate().map(|(at, referral)| (referral.id.as_str(), at)).collect();
    let intakes: BTreeMap<&str, usize> =
        earlier.intakes.iter().enumerate().map(|(at, intake)| (intake.id.as_str(), at)).collect();
    let mut given = Vec::new();
    for (position, record) in reader.records().enumerate() {
        let wrong = ContinueError::Row(position + 2);
        let record = record.map_err(|_| wrong.clone())?;
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let date = |at: Option<usize>, otherwise: NaiveDate| match at.map(cell) {
            None | Some("") => Some(otherwise),
            Some(text) => text.parse().ok(),
        };
        let (Some(referral), Some(intake)) = (referrals.get(cell(referral_at)), intakes.get(cell(intake_at))) else {
            return Err(wrong);
        };
        let span = earlier.intakes[*intake].span;
        let (Some(first), Some(last)) = (date(start_at, span.first), date(end_at, span.last)) else {
            return Err(wrong);
        };
        given.push(Given { referral: *referral, intake: *intake, span: Span::new(first, last) });
    }
    given.sort_by_key(|given: &Given| given.referral);
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::city::{Size, Term};

    fn rows(files: &Files, name: &str) -> usize {
        files[name].lines().count() - 1
    }

    #[test]
    fn the_same_recipe_and_seed_make_the_same_bytes() {
        let recipe = Recipe::coventry(Term::Spring);
        let first = round(&recipe, 1);
        assert!(first == round(&recipe, 1));
        assert!(first != round(&recipe, 2));
    }

    #[test]
    fn a_round_follows_from_its_own_first_come_results() {
        let spring = Recipe::coventry(Term::Spring);
        let before = [Term::Autumn, Term::November, Term::December].map(Recipe::coventry);
        let results = before.map(|recipe| first_come(&recipe, 5));
        let given: Vec<&str> = results.iter().map(String::as_str).collect();
        assert!(continue_round(&spring, 5, &given).unwrap() == round(&spring, 5));
        let short = continue_round(&spring, 5, &given[..1]).unwrap_err();
        assert!(matches!(short, ContinueError::Results { .. }));
    }

    #[test]
    fn the_city_stays_the_same_through_the_year() {
        let [autumn, summer] = [Term::Autumn, Term::Summer].map(|term| round(&Recipe::coventry(term), 9));
        assert!(autumn["providers.csv"] == summer["providers.csv"]);
        assert!(autumn["courses.csv"] == summer["courses.csv"]);
        // Used paid places and budgets differ.
        assert!(autumn["schools.csv"] != summer["schools.csv"]);
    }

    #[test]
    fn any_size_can_be_made() {
        let sizes = [(0, 0, 0, 0, 0, 0), (1, 0, 1, 5, 1, 1), (2, 5, 8, 0, 3, 7), (40, 36, 80, 12, 160, 700)];
        for (schools, sla_schools, providers, receiving_schools, tier1_courses, referrals) in sizes {
            let size = Size { schools, sla_schools, providers, receiving_schools, tier1_courses, referrals };
            for term in [Term::Autumn, Term::Summer] {
                let recipe = Recipe { size: size.clone(), prefix: "X-".to_owned(), ..Recipe::coventry(term) };
                let files = round(&recipe, 3);
                assert_eq!(rows(&files, "referrals.csv"), referrals);
                assert_eq!(rows(&files, "schools.csv"), schools.max(1));
                assert!(files["referrals.csv"].lines().skip(1).all(|line| line.starts_with("X-R")));
            }
        }
    }
}
