//! Schools, providers and courses: what stays the same all year.

use super::hard::Demands;
use super::model::{City, Course, Place, Provider, School};
use super::names;
use super::programme::Programme;
use super::recipe::Recipe;
use crate::calendar::Calendar;
use crate::chance::Random;
use crate::generate::dates::day;

const INSIGHT_COURSES: usize = 16;

/// Providers before the receiving schools: the pathways' and the academy.
const FIRST_RECEIVING: usize = names::PATHWAYS.len() + 1;

pub(super) fn city(recipe: &Recipe, seed: u64, calendar: Calendar) -> City {
    let schools = schools(recipe, seed);
    let providers = providers(recipe, seed, &schools);
    let courses = courses(recipe, seed, &providers);
    City { calendar, schools, providers, courses }
}

/// A point within `reach` thousandths of a degree of the middle of Coventry.
fn place(random: &mut Random, reach: i64) -> Place {
    let Place { north, west } = Place::COVENTRY;
    Place { north: north + random.between(-reach, reach), west: west + random.between(-reach * 3 / 2, reach * 3 / 2) }
}

fn schools(recipe: &Recipe, seed: u64) -> Vec<School> {
    let random = &mut Random::new(seed, "schools");
    let demands = recipe.demands();
    let (least, most) = demands.budget_shares;
    let count = recipe.size.schools.max(1);
    let mut positions: Vec<usize> = (0..count).collect();
    random.shuffle(&mut positions);
    let mut without_sla = vec![false; count];
    positions.iter().take(count.saturating_sub(recipe.size.sla_schools)).for_each(|at| without_sla[*at] = true);
    // A few schools refer far more than their paid places; others agreed to buy more.
    let large: Vec<usize> = positions.iter().rev().take(count.div_ceil(8)).copied().collect();
    let extra: Vec<usize> = positions.iter().rev().skip(2).take(count.div_ceil(6)).copied().collect();
    let huge = positions.last().copied().filter(|_| demands.huge_school);
    let mut schools: Vec<School> = (0..count)
        .map(|at| {
            let huge = huge == Some(at);
            let sla = !without_sla[at];
            let weight = match (large.contains(&at), sla) {
                (true, true) => random.between(30, 38),
                (_, true) => random.between(5, 14),
                (_, false) => random.between(4, 9),
            };
            let stem = names::SCHOOLS[at % names::SCHOOLS.len()];
            let kind = names::SCHOOL_KINDS[(at + at / names::SCHOOLS.len()) % names::SCHOOL_KINDS.len()];
            School {
                id: format!("{}S{:02}", recipe.prefix, at + 1),
                name: format!("{stem} {kind}"),
                phase: if at % 15 == 14 { "special" } else { "secondary" },
                sla,
                weight: weight as u32,
                extra_places: match sla && extra.contains(&at) {
                    // A year's Tier 1 of a school that refers nearly everybody.
                    _ if huge => recipe.size.referrals as u32,
                    true => random.between(2, 6) as u32,
                    false => 0,
                },
                budget_share: match at % 3 {
                    _ if huge || demands.all_budgets => Some(random.between(least, most)),
                    0 => Some(random.between(least, most)),
                    1 => Some(random.between(110, 160)),
                    _ => None,
                },
                place: place(random, 40),
            }
        })
        .collect();
    if let Some(at) = huge {
        let all: u32 = schools.iter().map(|school| school.weight).sum();
        schools[at].weight = 3 * (all - schools[at].weight).max(1);
    }
    schools
}

fn providers(recipe: &Recipe, seed: u64, schools: &[School]) -> Vec<Provider> {
    let random = &mut Random::new(seed, "providers");
    let mut receiving: Vec<usize> =
        (0..schools.len()).filter(|at| schools[*at].sla && schools[*at].phase == "secondary").collect();
    random.shuffle(&mut receiving);
    receiving.truncate(recipe.size.receiving_schools);
    receiving.sort_unstable();
    (0..recipe.size.providers.max(FIRST_RECEIVING + 1))
        .map(|at| {
            let school = at.checked_sub(FIRST_RECEIVING).and_then(|nth| receiving.get(nth)).copied();
            let training = at.saturating_sub(FIRST_RECEIVING + receiving.len());
            let name = match (names::PATHWAYS.get(at), school) {
                (Some(name), _) => (*name).to_owned(),
                (None, Some(school)) => schools[school].name.clone(),
                (None, None) if at < FIRST_RECEIVING => names::ACADEMY.to_owned(),
                (None, None) => {
                    let stem = names::PROVIDERS[training % names::PROVIDERS.len()];
                    let turn = training + training / names::PROVIDERS.len();
                    format!("{stem} {}", names::PROVIDER_KINDS[turn % names::PROVIDER_KINDS.len()])
                }
            };
            let is_training = at >= FIRST_RECEIVING + receiving.len();
            let own = place(random, 55);
            Provider {
                id: format!("{}P{:02}", recipe.prefix, at + 1),
                name,
                school,
                // A few providers' approval ends with the calendar year.
                approved_to: if is_training && training % 20 == 13 { day(2025, 12, 31) } else { day(2027, 8, 31) },
                daily_places: (is_training && random.chance(40)).then(|| random.between(8, 18) as u32),
                place: school.map_or(own, |school| schools[school].place),
            }
        })
        .collect()
}

fn courses(recipe: &Recipe, seed: u64, providers: &[Provider]) -> Vec<Course> {
    let random = &mut Random::new(seed, "courses");
    let receiving = providers.iter().filter(|provider| provider.school.is_some()).count();
    let first_training = (FIRST_RECEIVING + receiving).min(providers.len().saturating_sub(1));
    let training = providers.len() - first_training;
    let thirty_intakes = recipe.demands().thirty_intakes;
    let mut courses: Vec<Course> =
        (0..recipe.size.tier1_courses).map(|at| tier1(random, recipe, at, first_training + at % training)).collect();
    for at in 0..INSIGHT_COURSES {
        courses.push(Course {
            id: format!("{}INS{:02}", recipe.prefix, at + 1),
            provider: first_training + at * 3 % training,
            programme: Programme::Insight,
            title: names::INSIGHT[at % names::INSIGHT.len()].to_owned(),
            category: "",
            from_year: random.pick([7, 7, 8, 9]),
            weeks: Some(random.pick([6, 6, 8, 10, 12])),
            places: None,
            fee: random.between(24, 48) * 10,
            fee_per: "placement",
            weight: random.pick([2, 3, 4]),
        });
    }
    let plain = |id: String, provider: usize, programme: Programme, title: &str| Course {
        id,
        provider,
        programme,
        title: title.to_owned(),
        category: "",
        from_year: 7,
        weeks: None,
        places: None,
        fee: 0,
        fee_per: "placement",
        weight: 1,
    };
    for at in 0..4 {
        let id = format!("{}FL{}", recipe.prefix, at + 1);
        let title = format!("Flourish {}", ["art", "outdoors", "music", "animals"][at]);
        let mut course = plain(id, first_training + (at * 5 + 2) % training, Programme::Flourish, &title);
        course.fee = random.between(90, 140) * 10;
        course.weight = random.pick([1, 2, 3]);
        courses.push(course);
    }
    for (at, provider) in providers.iter().enumerate() {
        if provider.school.is_some() {
            let id = format!("{}ST{:02}", recipe.prefix, at + 1 - FIRST_RECEIVING);
            let mut course = plain(id, at, Programme::Transfer, "Supported Transfer");
            // Four transfers overlap at most: each lasts twelve weeks, and one begins every four.
            course.places = Some(random.pick([4, 5, 5, 6]));
            courses.push(course);
        }
    }
    let academy = FIRST_RECEIVING - 1;
    courses.push(plain(format!("{}RF", recipe.prefix), academy, Programme::Refocus, "Refocus"));
    courses.push(plain(format!("{}F11", recipe.prefix), academy, Programme::Focus11, "Focus 11"));
    for at in 0..names::PATHWAYS.len() {
        let id = format!("{}Y11-{}", recipe.prefix, at + 1);
        let mut course = plain(id, at, Programme::Pathways, "Year 11 Post-16 pathway");
        course.from_year = 11;
        course.weeks = random.pick([Some(12), Some(24), None]);
        course.fee = random.between(35, 55);
        course.fee_per = "day";
        course.weight = random.pick([1, 2, 3]);
        courses.push(course);
    }
    if thirty_intakes {
        let (least, most) = Demands::COURSE_PLACES;
        for course in courses.iter_mut().filter(|course| course.programme.has_own_dates()) {
            course.places = Some(random.between(least, most) as u32);
        }
    }
    courses
}

/// A Tier 1 course: not quite half are work-based learning, a quarter each
/// curriculum and employability.
fn tier1(random: &mut Random, recipe: &Recipe, at: usize, provider: usize) -> Course {
    let share = at * 100 / recipe.size.tier1_courses;
    let (category, title, weeks) = match share {
        0..46 => {
            let band = (at / names::TRADES.len()) % names::BANDS.len();
            let weeks = [Some(6), random.pick([Some(12), Some(24)]), random.pick([Some(24), None])][band];
            (0, format!("{}: {}", names::TRADES[at % names::TRADES.len()], names::BANDS[band]), weeks)
        }
        46..73 => {
            (1, names::CURRICULUM[at % names::CURRICULUM.len()].to_owned(), random.pick([Some(12), Some(24), None]))
        }
        _ => (
            2,
            names::EMPLOYABILITY[at % names::EMPLOYABILITY.len()].to_owned(),
            random.pick([Some(6), Some(7), Some(12)]),
        ),
    };
    let (fee, fee_per) = match weeks {
        Some(..=7) => (random.between(18, 36) * 10, "placement"),
        Some(8..=12) => (random.between(45, 95), "week"),
        _ => (random.between(28, 48), "day"),
    };
    Course {
        id: format!("{}C{:03}", recipe.prefix, at + 1),
        provider,
        programme: Programme::Tier1,
        title,
        category: names::CATEGORIES[category],
        from_year: random.pick([7, 8, 9, 9, 10]),
        weeks,
        places: random.chance(15).then(|| random.between(8, 16) as u32),
        fee,
        fee_per,
        weight: random.pick([1, 1, 2, 2, 3, 4, 7, 12]),
    }
}
