//! The files of a draft.

use super::model::{Course, Document, Draft, Place, Want};
use super::programme::Programme;
use super::recipe::Recipe;
use crate::generate::dates::{add_days, day};
use crate::generate::files::{Files, file_name};
use crate::generate::sheet::{Sheet, or_blank, yes_no};
use chrono::Datelike;
use std::collections::btree_map::Entry;

/// Coventry's policy, as in `scenarios/coventry-2025-26`.
pub(super) const POLICY: &str = include_str!("../../../scenarios/coventry-2025-26/policy.toml");
/// Coventry's calendar of 2025-26, as in `scenarios/coventry-2025-26`.
pub(super) const CALENDAR: &str = include_str!("../../../scenarios/coventry-2025-26/calendar.csv");

/// The files of a round: its cities' tables one after the other, under one
/// policy and one calendar.
pub(super) fn files(cities: &[Draft], recipe: &Recipe) -> Files {
    let mut files = Files::from([(file_name("round"), round_file(recipe, cities.len()))]);
    if !recipe.shared {
        files.insert(file_name("policy"), policy(cities.len()));
        files.insert(file_name("calendar"), CALENDAR.to_owned());
    }
    for (part, text) in cities.iter().flat_map(|city| tables(city, recipe)) {
        match files.entry(file_name(part)) {
            Entry::Vacant(first) => {
                first.insert(text);
            }
            Entry::Occupied(mut table) => {
                table.get_mut().push_str(text.split_once('\n').map_or("", |(_, rows)| rows));
            }
        }
    }
    files
}

fn tables(draft: &Draft, recipe: &Recipe) -> [(&'static str, String); 9] {
    [
        ("schools", schools(draft)),
        ("students", students(draft)),
        ("referrals", referrals(draft)),
        ("providers", providers(draft)),
        ("courses", courses(draft)),
        ("intakes", intakes(draft)),
        ("placements", placements(draft)),
        ("separations", separations(draft)),
        ("decisions", decisions(draft, recipe)),
    ]
}

/// Coventry's policy; what it allows in a year or a term is allowed to each city.
fn policy(cities: usize) -> String {
    let all = |policy: String, key: &str, places: usize| {
        let stated = format!("{key} = {places}");
        policy.replace(&stated, &format!("{key} = {}   # {places} in each of {cities} cities", places * cities))
    };
    match cities {
        1 => POLICY.to_owned(),
        _ => all(all(POLICY.to_owned(), "yearly_places", 75), "term_places", 25),
    }
}

fn round_file(recipe: &Recipe, cities: usize) -> String {
    let as_of = recipe.term.as_of();
    let size = if cities > 1 { format!(", {cities} cities") } else { String::new() };
    let what = match recipe.term.starts(Programme::Transfer).first() {
        Some(start) if recipe.term.is_of_transfers() => {
            format!("Supported Transfers from {} {}", start.day(), start.format("%B %Y"))
        }
        _ => format!("{} term 2025-26", recipe.term.word()),
    };
    let mut text =
        format!("name = \"{}{size}, {what}\"\nas_of = {as_of}\nacademic_year = \"2025-26\"\n", recipe.authority);
    if recipe.shared {
        text.push_str("policy = \"../policy.toml\"\ncalendar = \"../calendar.csv\"\n");
    }
    text.push_str(&format!("seed = {}\nprovisional = false\n", as_of.format("%Y%m%d")));
    text
}

fn degrees(place: Place) -> [String; 2] {
    let text = |thousandths: i64| format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    [text(place.north), format!("-{}", text(place.west))]
}

fn schools(draft: &Draft) -> String {
    let mut sheet =
        Sheet::new(["school_id", "name", "phase", "sla", "paid_places_used", "extra_places", "budget", "lat", "lon"]);
    for (at, school) in draft.city.schools.iter().enumerate() {
        let [lat, lon] = degrees(school.place);
        sheet.row([
            school.id.clone(),
            school.name.clone(),
            school.phase.to_owned(),
            yes_no(school.sla),
            draft.used[at].to_string(),
            school.extra_places.to_string(),
            or_blank(draft.budgets[at]),
            lat,
            lon,
        ]);
    }
    sheet.into_text()
}

fn students(draft: &Draft) -> String {
    let mut sheet = Sheet::new([
        "student_id",
        "school_id",
        "year_group",
        "ehcp",
        "looked_after",
        "days_available",
        "max_days",
        "tags",
    ]);
    for student in &draft.students {
        sheet.row([
            student.id.clone(),
            draft.city.schools[student.school].id.clone(),
            student.year_group.to_string(),
            student.ehcp.map_or_else(String::new, yes_no),
            yes_no(student.looked_after),
            or_blank(student.days),
            or_blank(student.max_days),
            student.tags.join(";"),
        ]);
    }
    sheet.into_text()
}

fn referrals(draft: &Draft) -> String {
    let mut sheet = Sheet::new([
        "referral_id",
        "student_id",
        "programme",
        "submitted",
        "status",
        "band",
        "waiting_since",
        "either",
        "documents",
        "choices",
        "earliest_start",
        "latest_start",
    ]);
    for referral in &draft.referrals {
        let name = |want: &Want| match want {
            Want::Course(course) => draft.city.courses[*course].id.clone(),
            Want::Intake(id) | Want::Elsewhere(id) => id.clone(),
        };
        let mut choices: Vec<String> =
            referral.groups.iter().map(|group| group.iter().map(name).collect::<Vec<_>>().join("|")).collect();
        if referral.any {
            choices.push("any".to_owned());
        }
        sheet.row([
            referral.id.clone(),
            referral.student.clone(),
            referral.programme.id().to_owned(),
            referral.submitted.to_string(),
            referral.status.to_owned(),
            referral.band.to_string(),
            or_blank(referral.waiting_since),
            or_blank(referral.either.clone()),
            referral.documents.iter().map(document).collect::<Vec<_>>().join(";"),
            choices.join(";"),
            or_blank(referral.earliest_start),
            or_blank(referral.latest_start),
        ]);
    }
    sheet.into_text()
}

fn document(document: &Document) -> String {
    document.day.map_or_else(|| document.name.to_owned(), |day| format!("{}@{day}", document.name))
}

fn providers(draft: &Draft) -> String {
    let mut sheet =
        Sheet::new(["provider_id", "name", "school_id", "approved_from", "approved_to", "daily_places", "lat", "lon"]);
    for provider in &draft.city.providers {
        let [lat, lon] = degrees(provider.place);
        sheet.row([
            provider.id.clone(),
            provider.name.clone(),
            or_blank(provider.school.map(|school| draft.city.schools[school].id.clone())),
            day(2025, 9, 1).to_string(),
            provider.approved_to.to_string(),
            or_blank(provider.daily_places),
            lat,
            lon,
        ]);
    }
    sheet.into_text()
}

fn courses(draft: &Draft) -> String {
    let mut sheet = Sheet::new([
        "course_id",
        "provider_id",
        "programme",
        "title",
        "category",
        "year_groups",
        "weeks",
        "places",
        "fee",
        "fee_per",
        "delivery",
    ]);
    for course in &draft.city.courses {
        sheet.row([
            course.id.clone(),
            draft.city.providers[course.provider].id.clone(),
            course.programme.id().to_owned(),
            course.title.clone(),
            course.category.to_owned(),
            years(course),
            // How long a pathway is depends on when it begins: its intakes say when they end.
            or_blank(course.weeks.filter(|_| course.programme != Programme::Pathways)),
            or_blank(course.places),
            course.fee.to_string(),
            course.fee_per.to_owned(),
            "face to face".to_owned(),
        ]);
    }
    sheet.into_text()
}

fn years(course: &Course) -> String {
    if course.from_year == 11 { "11".to_owned() } else { format!("{}-11", course.from_year) }
}

fn intakes(draft: &Draft) -> String {
    let mut sheet = Sheet::new(["intake_id", "course_id", "start", "end", "last_start", "days", "places", "min_group"]);
    for intake in &draft.intakes {
        sheet.row([
            intake.id.clone(),
            draft.city.courses[intake.course].id.clone(),
            intake.span.first.to_string(),
            or_blank(intake.end_stated.then_some(intake.span.last)),
            or_blank(intake.last_start),
            intake.days.to_string(),
            intake.places.to_string(),
            or_blank((intake.min_group > 1).then_some(intake.min_group)),
        ]);
    }
    sheet.into_text()
}

fn placements(draft: &Draft) -> String {
    let mut sheet = Sheet::new(["student_id", "intake_id", "programme", "start", "end", "days"]);
    for held in &draft.held {
        sheet.row([
            held.student.clone(),
            or_blank(held.intake.clone()),
            held.programme.id().to_owned(),
            held.span.first.to_string(),
            held.span.last.to_string(),
            held.days.to_string(),
        ]);
    }
    sheet.into_text()
}

fn separations(draft: &Draft) -> String {
    let mut sheet = Sheet::new(["student_a", "student_b", "scope"]);
    for (a, b, scope) in &draft.separations {
        sheet.row([a.clone(), b.clone(), (*scope).to_owned()]);
    }
    sheet.into_text()
}

fn decisions(draft: &Draft, recipe: &Recipe) -> String {
    let mut sheet = Sheet::new(["referral_id", "decision", "intake_id", "rule", "by", "reason", "date"]);
    let date = add_days(recipe.term.as_of(), -1).to_string();
    for decision in &draft.decisions {
        sheet.row([
            decision.referral.clone(),
            decision.decision.to_owned(),
            or_blank(decision.intake.clone()),
            decision.rule.to_owned(),
            decision.by.to_owned(),
            decision.reason.to_owned(),
            date.clone(),
        ]);
    }
    sheet.into_text()
}
