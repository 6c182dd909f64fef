//! Many cities under one authority, next to each other, who share some of
//! their providers.

use super::model::{Draft, Place, Referral, Want};
use super::programme::Programme;
use super::recipe::Recipe;
use super::{write, year};
use crate::chance::Random;
use crate::generate::Files;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// From the middle of a city to that of the next one, in thousandths of a
/// degree: some eleven kilometres, so that their outskirts meet.
const NORTHWARD: i64 = 100;
const WESTWARD: i64 = 160;

/// How many providers of a city take referrals of a neighbour.
const SHARED_PROVIDERS: usize = 3;

/// The files of a round of many cities, each made by the recipe from a seed of
/// its own, under one policy and one calendar; a yearly number of places is the
/// recipe's for each city. Ids carry the number of the city. One city alone is
/// that of `round`.
///
/// The cities lie in a square. Of each two that lie next to each other, the
/// three training providers of the one that are nearest to the other take
/// referrals of its nearer half of schools. Whoever would take any place takes
/// any place of the own city, and of these providers: the files name them.
pub fn region(recipe: &Recipe, cities: usize, seed: u64) -> Files {
    if cities <= 1 {
        return year::round(recipe, seed);
    }
    let digits = cities.to_string().len();
    let mut drafts: Vec<Draft> = (1..=cities)
        .into_par_iter()
        .map(|number| {
            let prefix = format!("{}{number:0digits$}-", recipe.prefix);
            let own_seed = Random::new(seed, &format!("city {number}")).seed();
            year::draft(&Recipe { prefix, ..recipe.clone() }, own_seed)
        })
        .collect();
    let middles = lay_out(&mut drafts);
    let links = links(&drafts, &middles, recipe);
    drafts.par_iter_mut().zip(&links).enumerate().for_each(|(at, (draft, links))| {
        let random = &mut Random::new(seed, &format!("neighbours of city {}", at + 1));
        wishes(draft, links, random);
    });
    write::files(&drafts, recipe)
}

/// Moves each city to its place in the square, row by row, and gives the
/// middles.
fn lay_out(drafts: &mut [Draft]) -> Vec<Place> {
    let width = width(drafts.len()) as i64;
    let mut middles = Vec::new();
    for (at, draft) in drafts.iter_mut().enumerate() {
        let (row, column) = (at as i64 / width - width / 2, at as i64 % width - width / 2);
        let (north, west) = (row * NORTHWARD, column * WESTWARD);
        let schools = draft.city.schools.iter_mut().map(|school| &mut school.place);
        for place in schools.chain(draft.city.providers.iter_mut().map(|provider| &mut provider.place)) {
            *place = Place { north: place.north + north, west: place.west + west };
        }
        middles.push(Place { north: Place::COVENTRY.north + north, west: Place::COVENTRY.west + west });
    }
    middles
}

/// How many cities stand in a row.
fn width(cities: usize) -> usize {
    (1..).find(|width| width * width >= cities).unwrap_or(cities)
}

/// The positions of the cities beside, above and below one.
fn neighbours(at: usize, cities: usize) -> Vec<usize> {
    let width = width(cities);
    let column = at % width;
    let beside = [(column > 0).then(|| at - 1), (column + 1 < width).then_some(at + 1)];
    let above = [at.checked_sub(width), Some(at + width)];
    beside.into_iter().chain(above).flatten().filter(|other| *other < cities).collect()
}

/// What the schools of a city near a neighbour can have there.
struct Link {
    /// The schools, by position.
    schools: Vec<usize>,
    /// The courses of the shared providers.
    courses: Vec<Offer>,
}

/// A course in a neighbouring city that begins in the term.
struct Offer {
    id: String,
    programme: Programme,
    from_year: i64,
}

/// The links of each city.
fn links(drafts: &[Draft], middles: &[Place], recipe: &Recipe) -> Vec<Vec<Link>> {
    let link = |at: usize, other: usize| {
        let mut schools: Vec<usize> = (0..drafts[at].city.schools.len()).collect();
        schools.sort_by_key(|school| drafts[at].city.schools[*school].place.apart(middles[other]));
        schools.truncate(schools.len().div_ceil(2));
        Link { schools, courses: offers(&drafts[other], middles[at], recipe) }
    };
    let all = |at: usize| neighbours(at, drafts.len()).into_iter().map(|other| link(at, other)).collect();
    (0..drafts.len()).map(all).collect()
}

/// The courses of the training providers of a city that are nearest to a point.
fn offers(draft: &Draft, point: Place, recipe: &Recipe) -> Vec<Offer> {
    let city = &draft.city;
    let as_of = recipe.term.as_of();
    let begins = |course: usize| draft.intakes.iter().any(|intake| intake.course == course && intake.is_open_on(as_of));
    let shared: Vec<usize> = (0..city.courses.len())
        .filter(|course| city.courses[*course].programme.has_own_dates() && begins(*course))
        .collect();
    let mut providers: Vec<usize> = shared.iter().map(|course| city.courses[*course].provider).collect();
    providers.sort_by_key(|provider| (city.providers[*provider].place.apart(point), *provider));
    providers.dedup();
    providers.truncate(SHARED_PROVIDERS);
    let of_them = shared.into_iter().filter(|course| providers.contains(&city.courses[*course].provider));
    of_them
        .map(|course| {
            let course = &city.courses[course];
            Offer { id: course.id.clone(), programme: course.programme, from_year: course.from_year }
        })
        .collect()
}

/// Lets the referrals of a city ask for what neighbours offer, and for nothing
/// else outside it.
fn wishes(draft: &mut Draft, links: &[Link], random: &mut Random) {
    let city = &draft.city;
    let students: BTreeMap<&str, (usize, i64)> =
        draft.students.iter().map(|student| (student.id.as_str(), (student.school, student.year_group))).collect();
    for referral in &mut draft.referrals {
        let Some((school, year_group)) = students.get(referral.student.as_str()) else { continue };
        let within_reach: Vec<&Offer> = links
            .iter()
            .filter(|link| link.schools.contains(school))
            .flat_map(|link| &link.courses)
            .filter(|offer| offer.programme == referral.programme && offer.from_year <= *year_group)
            .collect();
        if referral.any || referral.groups.is_empty() {
            let own = (0..city.courses.len()).filter(|at| city.courses[*at].programme == referral.programme);
            let mut all: Vec<Want> = own.map(Want::Course).collect();
            all.extend(within_reach.iter().map(|offer| Want::Elsewhere(offer.id.clone())));
            ask_for_rest(referral, all);
        } else if !within_reach.is_empty() && random.chance(30) {
            let offer = within_reach[random.below(within_reach.len())];
            let rank = random.below(referral.groups.len() + 1);
            referral.groups.insert(rank, vec![Want::Elsewhere(offer.id.clone())]);
        }
    }
}

/// Writes out what "any" stands for: the courses that are not listed already,
/// wanted equally.
fn ask_for_rest(referral: &mut Referral, all: Vec<Want>) {
    let is_listed = |want: &Want| {
        referral.groups.iter().flatten().any(|listed| match (listed, want) {
            (Want::Course(listed), Want::Course(course)) => listed == course,
            _ => false,
        })
    };
    let rest: Vec<Want> = all.into_iter().filter(|want| !is_listed(want)).collect();
    referral.any = false;
    if !rest.is_empty() {
        referral.groups.push(rest);
    }
}
