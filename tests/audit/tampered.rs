use crate::fixture::{Case, NOTHING};
use rightplace::ids::{ConstraintId, RuleId, Word};
use std::collections::BTreeSet;

/// A round or an allocation that was tampered with, and what the audit must
/// report of it.
struct Tampered {
    id: &'static str,
    case: Case,
    /// An id that the report must name.
    subject: &'static str,
    /// A passage of the detail.
    says: &'static str,
}

fn tampered(id: &'static str, subject: &'static str, says: &'static str, change: fn(Case) -> Case) -> Tampered {
    Tampered { id, case: change(Case::good()), subject, says }
}

/// For every rule one case that breaks it alone. Each is just beyond the rule:
/// the untouched round is on the right side of it.
fn rules() -> Vec<Tampered> {
    vec![
        tampered("programme", "R1", "asks for tuition", |case| case.set("referrals", "R1", "programme", "tuition")),
        tampered("status", "R2", "panel", |case| case.set("referrals", "R2", "status", "pending")),
        tampered("access", "R5", "SLA", |case| case.set("schools", "C", "sla", "no")),
        tampered("referrer", "R2", "referrer", |case| case.set("referrals", "R2", "referrer", "parent")),
        tampered("roll", "R6", "the student is on none", |case| case.programme("tuition", "on_roll = true")),
        tampered("documents", "R4", "application_form", |case| case.set("referrals", "R4", "documents", "")),
        tampered("ehcp", "R2", "without a plan", |case| case.set("students", "S2", "ehcp", "yes")),
        tampered("tags", "R1", "steady", |case| case.set("courses", "C1", "needs_tags", "steady")),
        tampered("year-group", "R4", "year group 12", |case| case.set("students", "S4", "year_group", "12")),
        // 16 years, 192 months, on the day of the start, 23 January 2026.
        tampered("age", "R6", "under 192 months", |case| case.set("students", "S6", "date_of_birth", "2010-01-23")),
        tampered("deadline", "R4", "after the deadline 2025-11-21", |case| {
            case.set("referrals", "R4", "submitted", "2025-11-22")
        }),
        tampered("window", "R1", "to 2026-01-11", |case| case.set("referrals", "R1", "latest_start", "2026-01-11")),
        tampered("own-school", "R1", "roll", |case| case.set("providers", "P1", "school_id", "A")),
        tampered("approval", "R1", "until 2026-02-05", |case| case.set("providers", "P1", "approved_to", "2026-02-05")),
        tampered("availability", "R1", "Mon pm", |case| {
            case.set("students", "S1", "days_available", "Mon am;Tue;Wed;Thu;Fri")
        }),
        tampered("pattern", "R1", "on Mon, which are no days of tier1", |case| {
            case.programme("tier1", "weekdays = \"Tue-Fri\"")
        }),
        tampered("occupied", "R1", "held from 2026-02-06", |case| {
            case.add("placements", "S1,,tuition,2026-02-06,2026-02-27,Mon")
        }),
        tampered("repeat", "R2", "held from 2025-09-15", |case| {
            case.add("placements", "S2,,flourish,2025-09-15,2025-12-12,Tue")
        }),
        tampered("framework", "R5", "framework that refocus needs", |case| {
            case.programme("refocus", "framework = true")
        }),
        tampered("delivery", "R6", "a way that tuition asks for", |case| {
            case.programme("tuition", "delivery = [\"online\"]")
        }),
        // 12 January to 27 February without the half-term from 16 to 20 February.
        tampered("stay", "R1", "6 teaching weeks, and 5", |case| {
            case.programme("tier1", "max_stay_weeks = 5").add("placements", "S1,,tier1,2026-02-09,2026-02-27,Fri")
        }),
        // Six weeks after 5 December is 16 January.
        tampered("return", "R1", "less than 6 weeks", |case| {
            case.programme("tier1", "gap_weeks = 6").add("placements", "S1,,tier1,2025-11-03,2025-12-05,Fri")
        }),
        // 0.09 degrees of latitude are 10.008 km, rounded to 10.0.
        tampered("distance", "R3", "10.0 km away", |case| case.policy("max_km = 10", "max_km = 9.9")),
        tampered("choice", "R1", "C1", |case| case.set("referrals", "R1", "choices", "C2;I2")),
        tampered("barred", "R1", "bars", |case| case.add("decisions", "R1,bar,I1,,provider,,")),
    ]
}

/// The same for every constraint.
fn constraints() -> Vec<Tampered> {
    vec![
        tampered("one-place", "R1", "2 times", |case| case.placing(&[("R1", "I2")])),
        tampered("together", "R1", "of 2 referrals that are placed together or not at all 1 are placed", |case| {
            case.replace("referrals.csv", ",units,either,", ",units,together,")
                .set("referrals", "R1", "together", "week")
                .set("referrals", "R7", "together", "Week")
        }),
        tampered("places", "I1", "2 placements in 1 places: 1 new, 1 held", |case| {
            case.set("intakes", "I1", "places", "1")
        }),
        tampered("course-places", "C3", "2 placements in 1 places", |case| case.set("courses", "C3", "places", "1")),
        tampered("min-group", "I4", "at least 3", |case| case.set("intakes", "I4", "min_group", "3")),
        tampered("yearly-places", "flourish", "2 new and 0 held", |case| {
            case.policy("yearly_places = 10", "yearly_places = 1")
        }),
        tampered("term-places", "flourish", "2 new and 0 held", |case| case.programme("flourish", "term_places = 1")),
        tampered("daily-places", "P3", "3 students on Tue am and takes 2", |case| {
            case.set("providers", "P3", "daily_places", "2")
        }),
        // S2 and S4 are both in I4 of C3, at P3, where somebody is held on Tuesdays too.
        tampered("mix", "I4", "there are 2 of boys where 1 may be", |case| {
            case.replace("students.csv", ",max_days,tags,", ",max_days,tags,")
                .set("students", "S2", "tags", "boy")
                .set("students", "S4", "tags", "boy")
                .policy(
                    "waiting_unit = \"weeks\"",
                    "mix = [{ id = \"boys\", per = \"intake\", who = { tags_any = [\"boy\"] }, most = 1 }]\nwaiting_unit = \"weeks\"",
                )
        }),
        tampered("paid-places", "A", "takes 1 places starting in 2025-26 and may take 0", |case| {
            case.set("schools", "A", "paid_places_used", "3")
        }),
        // 400.00 of R1 and 500.00 of R2.
        tampered("budget", "A", "£900.00", |case| case.set("schools", "A", "budget", "899.99")),
        tampered("clash", "R7", "overlap on Mon and Mon am", |case| {
            case.set("intakes", "I5", "days", "Mon am").placing(&[("R7", "I5")])
        }),
        tampered("repeat", "S2", "2 placements of flourish", |case| {
            case.add("referrals", "R9,S2,flourish,2025-11-10,,,approved,1,,,,application_form,,,")
                .placing(&[("R9", "I7")])
        }),
        // Twelve weeks until Friday 24 April, and twelve from Monday the 27th on.
        tampered("stay", "S2", "24 teaching weeks, and 23", |case| {
            case.programme("flourish", "max_stay_weeks = 23")
                .policy("repeat = false", "repeat = true")
                .set("intakes", "I7", "start", "2026-04-27")
                .add("referrals", "R9,S2,flourish,2025-11-10,,,approved,1,,,,application_form,,,")
                .placing(&[("R9", "I7")])
        }),
        // Four weeks after 24 April is 22 May, and I7 starts on the 5th.
        tampered("return", "S2", "less than 4 weeks", |case| {
            case.programme("flourish", "gap_weeks = 4")
                .policy("repeat = false", "repeat = true")
                .add("referrals", "R9,S2,flourish,2025-11-10,,,approved,1,,,,application_form,,,")
                .placing(&[("R9", "I7")])
        }),
        tampered("separation", "S4", "same intake", |case| case.add("separations", "S4,S2,intake")),
        tampered("pool", "tuition-hours", "10 are taken of the pool of 9", |case| {
            case.policy("amount = 40", "amount = 9")
        }),
        // R1 is 5.6 km away and R3 10.0; the others are nearer, or it is not known.
        tampered("transport-budget", "R3", "transport costs £200.00", |case| {
            case.policy(
                "waiting_unit = \"weeks\"",
                "transport_budget = \"199.99\"\ntransport = [{ id = \"far\", from_km = 5, cost = 100 }]",
            )
        }),
        tampered("pinned", "R7", "does not hold it", |case| case.add("decisions", "R7,place,I5,,panel,,")),
    ]
}

fn assert_reports_only(tampered: &Tampered, word: &str) {
    let audit = tampered.case.audit();
    assert_eq!(crate::fixture::broken(&audit), [word], "{:#?}", audit.violations);
    let violation = &audit.violations[0];
    assert!(violation.subjects.iter().any(|subject| subject.id == tampered.subject), "{violation:#?}");
    assert!(violation.detail.contains(tampered.says), "{violation:#?}");
}

#[test]
fn every_rule_has_a_case_that_breaks_it_alone() {
    let cases = rules();
    for tampered in &cases {
        assert_reports_only(tampered, &format!("rule {}", tampered.id));
    }
    let covered: BTreeSet<&str> = cases.iter().map(|tampered| tampered.id).collect();
    assert_eq!(covered, RuleId::ALL.iter().map(|rule| rule.word()).collect());
}

#[test]
fn every_constraint_has_a_case_that_breaks_it_alone() {
    let cases = constraints();
    for tampered in &cases {
        assert_reports_only(tampered, &format!("constraint {}", tampered.id));
    }
    let covered: BTreeSet<&str> = cases.iter().map(|tampered| tampered.id).collect();
    assert_eq!(covered, ConstraintId::ALL.iter().map(|constraint| constraint.word()).collect());
}

#[test]
fn a_waived_rule_is_not_reported() {
    for tampered in rules() {
        let (referral, rule) = (tampered.subject, tampered.id);
        let intake = match referral {
            "R1" => "I1",
            "R2" | "R4" => "I4",
            "R3" => "I3",
            "R5" => "I6",
            _ => "I5",
        };
        let waive = |intake: &str| {
            tampered
                .case
                .clone()
                .add("decisions", &format!("{referral},waive,{intake},{rule},officer,agreed,"))
                .broken()
        };
        assert!(waive(intake).is_empty(), "{rule} is waived for this intake");
        assert!(waive("").is_empty(), "{rule} is waived for all intakes");
        let other = if intake == "I7" { "I2" } else { "I7" };
        assert_eq!(waive(other), [format!("rule {rule}")], "{rule} is waived for another intake");
    }
}

#[test]
fn stated_dates_that_differ_from_the_rounds_are_reported() {
    // R6 joins on the first Friday of its window; I5 ends on 27 February.
    let good = Case::good().stating("R6", "2026-01-23", "2026-02-27");
    assert_eq!(good.broken(), NOTHING);
    let start = good.clone().stating("R6", "2026-01-16", "2026-02-27").audit();
    assert_eq!(crate::fixture::broken(&start), ["dates"]);
    assert!(start.violations[0].detail.contains("starts on 2026-01-16; it starts on 2026-01-23"));
    assert_eq!(good.stating("R6", "2026-01-30", "2026-03-06").broken(), ["dates", "dates"]);
}

#[test]
fn reports_come_in_the_published_order_whatever_the_order_of_the_rows() {
    let case = Case::good()
        .set("providers", "P1", "approved_to", "2026-02-05")
        .set("referrals", "R4", "documents", "")
        .set("intakes", "I1", "places", "1")
        .stating("R3", "2026-01-13", "");
    let words = ["rule documents", "rule approval", "constraint places", "dates"];
    let round = case.round();
    let mut entries = case.entries(&round);
    let settings = rightplace::audit::Settings::default();
    let forwards = rightplace::audit::audit(&round, &entries, &settings);
    entries.reverse();
    let backwards = rightplace::audit::audit(&round, &entries, &settings);
    assert_eq!(crate::fixture::broken(&forwards), words);
    assert_eq!(forwards, backwards);
}
