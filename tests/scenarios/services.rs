//! The services beyond Coventry's graduated model: each scenario is read with
//! the warnings of its README and no other, is proven, passes the audit, and
//! comes to what the README works out by hand, line by line.

use crate::proof::{audited, run};
use crate::{read, scenarios};
use rightplace::allocation::Placement;
use rightplace::deadlines;
use rightplace::paper::Format;
use rightplace::result::Status;
use rightplace::rules::Casebook;
use rightplace::solve::{Engine, Highs, Quiet};
use rightplace::source::Source;
use rightplace::units::Times;
use rightplace::whatif::{Scenario, edited};
use rightplace::year::{self, How, Plan};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The round of a scenario, run to the proof and audited: an intake with whom
/// it takes, a reason with whom it keeps out, as far as they are told of.
fn outcome(name: &str, warnings: &[(&str, usize)]) -> BTreeMap<String, BTreeSet<String>> {
    let (round, told) = read(&scenarios().join(name));
    let expected: BTreeMap<String, usize> = warnings.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect();
    assert_eq!(told, expected, "warnings of {name}");
    let result = run(&round);
    assert_eq!(result.status, Status::Optimal, "{name}");
    assert_eq!(audited(&round, &result).violations, [], "{name}");
    let mut outcome: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for placed in &result.placed {
        let (referral, intake) = (placed.placement.referral, placed.placement.intake);
        outcome.entry(round.intakes[intake].id.clone()).or_default().insert(round.referrals[referral].id.clone());
    }
    for unplaced in &result.unplaced {
        let reason = unplaced.explanation.reason.to_string();
        outcome.entry(reason).or_default().insert(round.referrals[unplaced.referral].id.clone());
    }
    outcome
}

/// What is expected, in lines such as `PARKGATE-JAN: K01 K02`.
fn lines(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let line = |line: &str| {
        let (name, ids) = line.trim().split_once(": ").unwrap();
        (name.to_owned(), ids.split(' ').map(str::to_owned).collect())
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(line).collect()
}

/// The time limits of a scenario's cases as lines such as `Q01 decide-to-assess
/// overdue 2025-10-09`.
fn limits(name: &str) -> BTreeSet<String> {
    let (round, _) = read(&scenarios().join(name));
    let line = |due: deadlines::Due| {
        let limit = due.limit?;
        let (referral, clock) = (&round.referrals[due.referral?].id, &round.policy.clocks[limit.clock].id);
        Some(format!("{referral} {clock} {} {}", limit.state, due.date))
    };
    deadlines::list(&Casebook::new(&round), &[]).into_iter().filter_map(line).collect()
}

/// Each of the lines is among the limits.
fn assert_limits(name: &str, expected: &str) {
    let limits = limits(name);
    for line in expected.lines().map(str::trim).filter(|line| !line.is_empty()) {
        assert!(limits.contains(line), "{line} is not among {limits:#?}");
    }
}

#[test]
fn the_clocks_of_assessments_run_are_missed_and_are_excused_over_the_summer() {
    // Weeks are times seven days: 28 August and 42 days are 9 October, a day before the round.
    let expected = "
        Q01 decide-to-assess overdue 2025-10-09
        Q02 decide-to-assess running 2025-10-15
        V01 health-advice running 2025-10-10
        V02 health-advice met 2025-10-03
        V01 decide-on-plan-aim running 2025-10-13
        D01 decide-on-plan-aim missed 2025-09-01
        D01 decide-on-plan met 2025-09-29
        D02 decide-on-plan missed 2025-09-22
        D01 reply-to-draft running 2025-10-15
        D03 reply-to-draft overdue 2025-10-07
        D02 reply-of-setting running 2025-10-17
        D01 final-plan excused 2025-10-27
        V01 final-plan excused 2025-12-08
        V03 final-plan running 2026-01-20";
    assert_limits("coventry-ehc", expected);
}

#[test]
fn a_unit_is_told_within_a_day_also_at_the_weekend() {
    // U02 was excluded on a Friday at 4 pm; the unit was told on Monday morning.
    let expected = "
        U01 notify-unit met 2025-11-12
        U02 notify-unit missed 2025-11-08
        U03 notify-unit running 2025-11-14
        A01 on-roll running 2025-11-23
        A02 on-roll overdue 2025-11-02";
    assert_limits("county-2025-26", expected);
}

/// The sixth school day: T03 and T56 were excluded long before the round, and
/// nothing that the round can offer begins in time.
#[test]
fn every_child_excluded_this_week_starts_by_the_sixth_school_day() {
    let (round, _) = read(&scenarios().join("county-2025-26"));
    let result = run(&round);
    let placements: Vec<Placement> = result.placed.iter().map(|placed| placed.placement).collect();
    let told = deadlines::list(&Casebook::new(&round), &placements).into_iter().filter_map(|due| {
        let limit = due.limit.filter(|limit| round.policy.clocks[limit.clock].id == "sixth-day")?;
        Some(format!("{} {} {}", round.referrals[due.referral?].id, due.date, limit.state))
    });
    let expected = [
        "A03 2025-11-14 missed",
        "B01 2025-11-04 missed",
        "U01 2025-11-19 met",
        "U02 2025-11-17 met",
        "U03 2025-11-21 met",
        "U04 2025-11-18 met",
        "U15 2025-11-24 met",
    ];
    assert_eq!(told.collect::<BTreeSet<_>>(), BTreeSet::from(expected.map(str::to_owned)));
}

/// In a unit, or pieced together from several providers: whoever is excluded and
/// has a place is taught in all ten half days of the week.
#[test]
fn every_excluded_child_with_a_place_has_a_whole_week() {
    let (round, _) = read(&scenarios().join("county-2025-26"));
    let mut weeks: BTreeMap<&str, Times> = BTreeMap::new();
    for placed in run(&round).placed {
        let student = &round.students[round.referrals[placed.placement.referral].student];
        if student.tags.iter().any(|tag| tag.replace('_', " ") == "permanently excluded") {
            let days = weeks.entry(&student.id).or_insert(Times::NONE);
            *days = days.union(round.intakes[placed.placement.intake].days);
        }
    }
    let pieced = ["T03", "T56"];
    assert!(pieced.iter().all(|student| weeks.contains_key(student)));
    assert!(weeks.len() > pieced.len());
    assert!(weeks.values().all(|days| *days == Times::SCHOOL_WEEK), "{weeks:?}");
}

/// Infants are in Reception to Year 2, juniors in Years 3 to 6, and so on.
#[test]
fn children_are_of_the_year_groups_that_their_schools_have() {
    for scenario in ["county-2025-26", "coventry-keys", "coventry-ehc", "coventry-early-years"] {
        let (round, _) = read(&scenarios().join(scenario));
        for (_, student) in round.students.iter() {
            let (Some(school), Some(group)) = (student.school, student.year_group) else { continue };
            let school = &round.schools[school];
            let has = match () {
                () if school.name.contains("Infant") => 0..=2,
                () if school.name.contains("Junior") => 3..=6,
                () if school.phase == "primary" => -2..=6,
                () if school.phase == "secondary" => 7..=13,
                () => -5..=14,
            };
            assert!(
                has.contains(&i32::from(group.number())),
                "{} of {scenario} is in Year {group} of {}",
                student.id,
                school.name
            );
        }
    }
}

#[test]
fn the_keys_fill_both_bases_and_leave_to_april_who_can_wait() {
    // The last line but one of the README's table, K13 and K25, is settled by the published hash.
    let expected = "
        PARKGATE-JAN: K01 K02 K05 K06 K07 K12
        BIRD-JAN: K03 K04 K08 K24
        PARKGATE-APR: K09 K23 K25
        BIRD-APR: K13
        course-places: K10 K11
        year-group: K14 K15
        status: K16 K17
        documents: K18
        tags: K19
        availability: K20
        referrer: K21
        stay: K22";
    assert_eq!(outcome("coventry-keys", &[("dead-capacity", 1)]), lines(expected));
}

#[test]
fn portage_goes_by_age_on_the_day_and_takes_looked_after_children_first() {
    let expected = "
        WORKER-BABY-MON: E01 E02 E12
        WORKER-TODDLER-MON: E06 E08
        HUB-TODDLER-TUE: E04 E13 E14
        TOGETHER-TUE: E20 E29
        TOGETHER-FRI: E17 E28
        EXPERIENCE-THU: E22
        TEACHER-SPRING: E24
        BLOCK-SPRING: E27
        age: E03 E05 E11 E19
        tags: E07 E18 E23 E26
        referrer: E09
        documents: E10
        year-group: E25
        pool: E15 E16 E21
        places: E30";
    assert_eq!(outcome("coventry-early-years", &[]), lines(expected));
}

#[test]
fn requests_for_assessment_meet_the_panel_in_time_but_one() {
    let expected = "
        SCHOOL-10-15: Q01 Q02
        EARLY-10-15: Q03
        PARENT-10-15: Q04
        SCHOOL-10-22: Q05 Q06
        YOUNG-10-22: Q07
        PARENT-10-22: Q08
        SCHOOL-11-05: Q10 Q11
        EP-ADVICE-AUTUMN: V01 V02 V03
        DRAFT-10-16: D01 D02
        DRAFT-10-23: D03
        EP-SCHOOL-AUTUMN: P01 P02 P04
        EP-SCHOOL-SPRING: P07
        EP-EARLY-YEARS-AUTUMN: P08
        EP-HOME-AUTUMN: P10
        daily-places: Q09
        documents: Q12 Q15 V04 P06
        ehcp: Q13
        age: Q14 P09
        referrer: Q16 P11
        status: V05
        pool: P03 P05 P12";
    assert_eq!(outcome("coventry-ehc", &[]), lines(expected));
}

#[test]
fn the_county_keeps_each_service_to_whom_it_is_for() {
    let expected = "
        A2E-NOV: A02 A03 A04 A07
        A2E-JAN: A01 A10
        ONLINE-NOV: N01 N02 N03
        MUSIC-GROUP: M01 M03
        MUSIC-ONE: M02 M04
        OUT-1: D01
        OUT-2: D04
        OUT-3: D02
        OUT-4: D03
        LIFE-JAN: L01 L02
        UNIT-1: U01
        UNIT-1-LATER: U13 U15 U17
        UNIT-2: U02
        UNIT-2-LATER: U10
        UNIT-3: U11
        UNIT-3-PART: U08 U14
        UNIT-4: U04
        UNIT-5: U03
        MEDICAL: P01
        MEDICAL-11: P04
        HOPE-1: H01
        HOPE-2: H05
        HOSPITAL: X01
        LOT1-A: B02 B06 B07
        LOT1-B: B03
        LOT1-C: B05
        LOT1-F: B01
        LOT2-B: B08
        LOT3-A: B09
        LOT4-T: B11
        LOT5-M: B12
        LOT5-B: B15
        LOT5-V: B19
        LOT5-W: B13
        EOTAS: E01
        INC-1: R01
        INC-3: R02
        AUT: R04
        tags: A05 N06 M05 L04 U05 U09 H03 H04 E03 X02
        documents: A06 L05 U07 P02
        places: A08 M06 B10 B16
        together: B17
        mix: B18
        stay: A09
        framework: B04
        budget: N04
        referrer: N05 U06 P05 H02 B14 R03 R05
        year-group: N07 U12
        age: L03 L06 P03 H06 U16
        ehcp: E02";
    assert_eq!(outcome("county-2025-26", &[]), lines(expected));
}

#[test]
fn the_county_pays_for_the_way_to_units_by_distance() {
    let (round, _) = read(&scenarios().join("county-2025-26"));
    let result = run(&round);
    let of = |id: &str| {
        let key = round.referrals.find(id)?;
        let placed = result.placed.iter().find(|placed| placed.placement.referral == key)?;
        Some(placed.transport.0)
    };
    // 17 November to 27 March: 25 days of teaching until Christmas, 55 after. Unit 5 is 16 km from U03, £45 a day.
    assert_eq!(of("U03"), Some(80 * 4_500));
    // 24 November to 21 July: 20, 55 and 66 days, to hospital education.
    assert_eq!(of("X01"), Some(141 * 4_500));
    // U14 goes part time, on 30 Mondays and Tuesdays, 12 km: £45 each.
    assert_eq!(of("U14"), Some(30 * 4_500));
    // U02 lives close by, and nobody travels to lessons online.
    assert_eq!((of("U02"), of("N01")), (Some(0), Some(0)));
}

#[test]
fn three_tiers_run_short_of_targeted_places_and_not_of_early_ones() {
    let autumn = "
        EARLY-OCT: A01 A03 A05 A06
        EARLY-NOV: A02 A04 A07 A09
        TARGETED-SEP: A11 A12 A13 A14 A15
        SPECIALIST-SEP: A18 A19 A20
        places: A08 A16
        documents: A10
        status: A17";
    assert_eq!(outcome("three-tier/autumn", &[]), lines(autumn));
    let spring = "
        EARLY-JAN: B01 B02 B03 B04
        EARLY-FEB: A08 B12
        TARGETED-JAN: A16 B05 B07 B08 B09
        SPECIALIST-JAN: B10
        return: B06
        documents: A10
        course-places: B11";
    assert_eq!(outcome("three-tier/spring", &[("dead-capacity", 1)]), lines(spring));
    let summer = "
        EARLY-APR: C01 C02
        TARGETED-APR: C04 C05 C10
        SPECIALIST-APR: B11 C07 C09
        yearly-places: C03 C06
        documents: A10
        stay: C08";
    assert_eq!(outcome("three-tier/summer", &[("dead-capacity", 1)]), lines(summer));
}

#[test]
fn the_year_of_three_tiers_takes_over_what_its_rounds_say() {
    let folder = scenarios().join("three-tier");
    let plan = Plan::read(&folder).unwrap();
    let how = How { engine: &|| Engine::of(&Highs { seed: 0 }) };
    let year = year::run(&folder, &plan, &how, &mut Quiet).unwrap();
    assert_eq!(year.status(), Status::Optimal);
    let files = year::files(&year, Format::Plain).unwrap();
    for term in ["spring", "summer"] {
        for table in ["students", "referrals", "courses", "intakes", "placements"] {
            let committed = fs::read_to_string(folder.join(term).join(format!("{table}.csv"))).unwrap();
            let made = String::from_utf8(files[&format!("rounds/{term}/{table}.csv")].clone()).unwrap();
            assert!(made == committed, "{table} of {term}");
        }
    }
    // 13 places of targeted support in the year, 5 in each group: the summer has 3 left.
    let used = year::uses(&year).into_iter().filter(|each| each.id == "targeted");
    let used: Vec<[u32; 4]> = used.map(|each| [each.of, each.before, each.now, each.left]).collect();
    assert_eq!(used, [[13, 0, 5, 8], [13, 5, 5, 3], [13, 10, 3, 0]]);
}

#[test]
fn every_what_if_can_be_applied() {
    for (scenario, round) in
        [("three-tier", "three-tier/summer"), ("county-2025-26", "county-2025-26"), ("coventry-ehc", "coventry-ehc")]
    {
        let source = Source::open(&scenarios().join(round));
        for entry in fs::read_dir(scenarios().join(scenario).join("whatif")).unwrap() {
            let file = entry.unwrap().path();
            let whatif = Scenario::parse(file.file_name().unwrap().to_str().unwrap(), &fs::read(&file).unwrap());
            assert_eq!(whatif.problems(), [], "{}", file.display());
            for variant in whatif.variants(0) {
                assert_eq!(edited(&source, &whatif, &variant).err(), None, "{}", variant.name);
            }
        }
    }
}
