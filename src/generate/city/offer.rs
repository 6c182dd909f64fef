//! The intakes of a term.

use super::model::{City, Course, Intake};
use super::programme::Programme;
use super::recipe::Recipe;
use crate::calendar::Span;
use crate::chance::Random;
use crate::generate::dates::{add_days, day};
use crate::units::Times;
use chrono::{NaiveDate, Weekday};

const WEEK: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

/// The last day of the academic year on which is taught.
fn last_day() -> NaiveDate {
    day(2026, 7, 21)
}

/// The last day of compulsory school age in Year 11: the last Friday in June.
fn leaving() -> NaiveDate {
    day(2026, 6, 26)
}

/// New intakes of the term, in the order of the courses.
pub(super) fn intakes(recipe: &Recipe, seed: u64, city: &City) -> Vec<Intake> {
    let random = &mut Random::new(seed, &format!("{} intakes", recipe.term.word()));
    let mut intakes = Vec::new();
    for (at, course) in city.courses.iter().enumerate() {
        for (nth, (start, days)) in timetable(random, recipe, city, course).into_iter().enumerate() {
            let id = format!("{}-{}{}", course.id, recipe.term.letter(), nth + 1);
            intakes.push(intake(random, recipe, city, at, id, start, days));
        }
    }
    if recipe.demands().groups {
        groups(random, &mut intakes);
    }
    intakes
}

/// Gives a third of the intakes a smallest group of two to four.
fn groups(random: &mut Random, intakes: &mut [Intake]) {
    let mut chosen: Vec<usize> = (0..intakes.len()).filter(|at| intakes[*at].places > 1).collect();
    random.shuffle(&mut chosen);
    chosen.truncate(intakes.len() / 3);
    intakes.iter_mut().for_each(|intake| intake.min_group = 1);
    for at in chosen {
        intakes[at].min_group = random.pick([2, 2, 3, 4]).min(intakes[at].places);
    }
}

/// Starts and weekdays of a course's intakes in the term.
fn timetable(random: &mut Random, recipe: &Recipe, city: &City, course: &Course) -> Vec<(NaiveDate, Times)> {
    let mut starts = recipe.term.starts(course.programme);
    // Who is not approved any more begins nothing.
    starts.retain(|start| *start <= city.providers[course.provider].approved_to);
    // A course begins where the academic year has all its weeks; a pathway may be shorter.
    let is_whole = |start: &NaiveDate| {
        let end = course.weeks.and_then(|weeks| city.calendar.end_after(*start, weeks));
        end.is_none_or(|(end, short)| short == 0 && end <= last_day())
    };
    if matches!(course.programme, Programme::Tier1 | Programme::Insight) {
        starts.retain(is_whole);
    }
    if starts.is_empty() {
        return Vec::new();
    }
    match course.programme {
        // Tuesday to Friday; Monday is at the home school (S1:569).
        Programme::Refocus | Programme::Focus11 => {
            starts.into_iter().map(|start| (start, Times::SCHOOL_WEEK.without(Times::whole(Weekday::Mon)))).collect()
        }
        Programme::Transfer => starts.into_iter().map(|start| (start, Times::SCHOOL_WEEK)).collect(),
        // Two groups of two days (S1:393).
        Programme::Flourish => {
            let early = Times::whole(Weekday::Mon).union(Times::whole(Weekday::Tue));
            let late = Times::whole(Weekday::Thu).union(Times::whole(Weekday::Fri));
            starts.into_iter().flat_map(|start| [(start, early), (start, late)]).collect()
        }
        Programme::Tier1 | Programme::Insight | Programme::Pathways if recipe.demands().thirty_intakes => {
            thirty(random, course.programme, &starts)
        }
        Programme::Tier1 | Programme::Insight | Programme::Pathways => {
            let most = if course.programme == Programme::Pathways { 2 } else { 3 };
            let mut chosen: Vec<(NaiveDate, Times)> = Vec::new();
            for _ in 0..=random.below(most) {
                let start = starts[random.below(starts.len())];
                let days = days(random, course);
                if !chosen.contains(&(start, days)) {
                    chosen.push((start, days));
                }
            }
            chosen.sort_unstable();
            chosen
        }
    }
}

/// Thirty intakes: a morning, an afternoon, a day, two days or two mornings,
/// each at several starts; of Insight those that come to a day (S1:334).
fn thirty(random: &mut Random, programme: Programme, starts: &[NaiveDate]) -> Vec<(NaiveDate, Times)> {
    let one = |of: fn(Weekday) -> Times| WEEK.into_iter().map(of);
    let mut patterns: Vec<Times> = one(Times::morning).chain(one(Times::afternoon)).chain(one(Times::whole)).collect();
    for (at, first) in WEEK.into_iter().enumerate() {
        for second in WEEK.into_iter().skip(at + 1) {
            patterns.extend([Times::morning, Times::whole].map(|of| of(first).union(of(second))));
        }
    }
    patterns.retain(|days| programme != Programme::Insight || days.half_days().0 == 2);
    let mut chosen: Vec<(NaiveDate, Times)> =
        starts.iter().flat_map(|start| patterns.iter().map(|days| (*start, *days))).collect();
    random.shuffle(&mut chosen);
    chosen.truncate(30);
    chosen.sort_unstable();
    chosen
}

fn days(random: &mut Random, course: &Course) -> Times {
    let whole = match (course.programme, course.category, course.weeks) {
        (Programme::Insight, ..) => 1,
        (Programme::Pathways, ..) => random.pick([1, 2, 2]),
        (_, "work-based learning", Some(..=7)) => 1,
        (_, "work-based learning", None) => random.pick([2, 2, 3]),
        (_, "work-based learning", _) => random.pick([1, 2]),
        _ => random.pick([1, 1, 0]),
    };
    let mut week = WEEK;
    random.shuffle(&mut week);
    if whole == 0 {
        // Two half days, or one.
        let first = if random.chance(50) { Times::morning(week[0]) } else { Times::afternoon(week[0]) };
        return if random.chance(60) { first.union(Times::morning(week[1])) } else { first };
    }
    week.into_iter().take(whole).fold(Times::NONE, |days, weekday| days.union(Times::whole(weekday)))
}

fn intake(
    random: &mut Random,
    recipe: &Recipe,
    city: &City,
    at: usize,
    id: String,
    start: NaiveDate,
    days: Times,
) -> Intake {
    let course = &city.courses[at];
    let weeks = course.weeks.or(match course.programme {
        Programme::Refocus | Programme::Focus11 => Some(10),
        Programme::Flourish | Programme::Transfer => Some(12),
        _ => None,
    });
    // A full academic year ends with the last full week of the summer term, and for
    // Year 11 with compulsory school age.
    let year_end = if course.programme.is_year11() { leaving() } else { day(2026, 7, 17) };
    let (whole, short) = weeks.and_then(|weeks| city.calendar.end_after(start, weeks)).unwrap_or((year_end, 1));
    let end = if course.programme.is_year11() { whole.min(leaving()) } else { whole };
    let end_stated = course.programme == Programme::Pathways || (short > 0 && !course.programme.has_panel());
    let as_of = recipe.term.as_of();
    let rolling = match course.programme {
        Programme::Tier1 | Programme::Pathways => random.chance(75),
        Programme::Insight | Programme::Flourish => start < as_of,
        _ => false,
    };
    // Joining is possible in the first weeks: two for a taster, six for a year.
    let joining = match weeks {
        Some(..=7) => 14,
        Some(8..=12) => 18,
        _ => 42,
    };
    let last_start = (rolling || start < as_of).then(|| add_days(start, joining).max(add_days(as_of, 10)));
    let (places, min_group) = match course.programme {
        Programme::Refocus => (25, 1),
        Programme::Focus11 => (12, 1),
        Programme::Flourish => (7, random.pick([1, 3])),
        Programme::Transfer => (random.pick([1, 1, 2]), 1),
        // The places of the course are what is scarce.
        _ if recipe.demands().thirty_intakes => (random.between(2, 4) as u32, 1),
        Programme::Insight => (random.between(5, 9) as u32, random.pick([1, 1, 1, 2])),
        Programme::Pathways => (random.between(4, 8) as u32, random.pick([1, 1, 1, 2])),
        Programme::Tier1 => (random.between(4, 12) as u32, random.pick([1, 1, 1, 1, 1, 1, 2, 2])),
    };
    let span = Span::new(start, end);
    Intake { id, course: at, span, end_stated, last_start, days, places, min_group }
}
