//! What a commissioner may expect of the year's rounds, held on the results of
//! real runs: the order of starts, the places of a term, Tier 3, and panels that
//! have sat.

use super::decided::{DECIDED, Decided};
use super::{coventry, proof, read};
use rightplace::audit::{self, Entry, Settings};
use rightplace::calendar::Span;
use rightplace::deadlines;
use rightplace::generate::Term;
use rightplace::result::RoundResult;
use rightplace::round::{CalendarEntry, CalendarKind, Intake, Key, Referral, Round};
use rightplace::rules::{Casebook, Options, class_of};
use rightplace::source::Source;
use std::collections::{BTreeMap, BTreeSet};

type Placed = BTreeMap<Key<Referral>, (Key<Intake>, Span)>;

fn placed(result: &RoundResult) -> Placed {
    let at = |placed: &rightplace::result::Placed| (placed.placement.intake, placed.placement.span);
    result.placed.iter().map(|placed| (placed.placement.referral, at(placed))).collect()
}

/// Whether the audit finds nothing against an allocation.
fn is_sound(round: &Round, placed: &Placed) -> bool {
    let entry = |(referral, (intake, span)): (&Key<Referral>, &(Key<Intake>, Span))| Entry {
        referral: *referral,
        intake: *intake,
        start: Some(span.first),
        end: Some(span.last),
    };
    let entries: Vec<Entry> = placed.iter().map(entry).collect();
    audit::audit(round, &entries, &Settings::default()).violations.is_empty()
}

/// No two who have places could exchange them so that the more urgent starts
/// earlier, with choices as good as before: what stands above the starts in the
/// ladder is otherwise of who has a place, and so the same.
#[test]
fn nobody_starts_before_somebody_more_urgent_who_could_have_that_start() {
    let mut tried = 0;
    for Decided { term, round, result } in DECIDED.iter() {
        let (placed, options) = (&placed(result), Options::list(&Casebook::new(round)));
        assert!(is_sound(round, placed), "{term}");
        let option = |referral: Key<Referral>, intake: Key<Intake>| {
            options.of(referral).iter().find(|option| option.intake == intake)
        };
        for (urgent, (late, span)) in placed {
            for (other, (early, _)) in placed {
                let more_urgent = class_of(round, *urgent) < class_of(round, *other);
                let (Some(sooner), Some(later)) = (option(*urgent, *early), option(*other, *late)) else { continue };
                let (Some(now), Some(theirs)) = (option(*urgent, *late), option(*other, *early)) else { continue };
                let as_well_chosen = sooner.rank + later.rank <= now.rank + theirs.rank;
                if !more_urgent || sooner.span.first >= span.first || !as_well_chosen {
                    continue;
                }
                tried += 1;
                let mut exchanged = placed.clone();
                exchanged.insert(*urgent, (*early, sooner.span));
                exchanged.insert(*other, (*late, later.span));
                let ids = [*urgent, *other].map(|key| &round.referrals[key].id);
                assert!(!is_sound(round, &exchanged), "{term}: {ids:?} could exchange their starts");
            }
        }
    }
    assert!(tried > 0);
}

/// S1:223: "25 places available per term".
#[test]
fn a_second_cohort_of_refocus_finds_no_place_beyond_25_in_the_term() {
    let with = |policy: fn(String) -> String| {
        let mut files = super::files_of("spring");
        let intakes = files["intakes.csv"].clone();
        let cohort = intakes.lines().find(|line| line.starts_with("RF-B1,")).unwrap();
        files.insert("intakes.csv".to_owned(), format!("{intakes}{}\n", cohort.replace("RF-B1", "RF-B2")));
        let text = files["policy.toml"].clone();
        files.insert("policy.toml".to_owned(), policy(text));
        let round = Round::from_source(&Source::from_texts(files)).round.unwrap();
        let refocus = round.policy.programmes.find("refocus").unwrap();
        let placed = placed(&proof::run(&round));
        placed.keys().filter(|key| round.referrals[**key].programme == refocus).count()
    };
    assert_eq!(with(|policy| policy), 25);
    // It is the limit of the term that holds: without it more are there.
    assert!(with(|policy| policy.replace("term_places = 25\n", "")) > 25);
}

/// A child whom a panel has approved for Tier 3 has the place that is free, and
/// no lighter one in its stead.
#[test]
fn no_place_at_tier_3_stays_empty_that_an_approved_child_could_have() {
    let mut asked = 0;
    for Decided { term, round, result } in DECIDED.iter() {
        let (placed, options) = (placed(result), Options::list(&Casebook::new(round)));
        let tier3 = |key: &Key<Referral>| round.policy.programmes[round.referrals[*key].programme].tier == "3";
        for key in round.referrals.keys().filter(tier3).filter(|key| !placed.contains_key(key)) {
            let student = round.referrals[key].student;
            for option in options.of(key) {
                let mut instead = placed.clone();
                instead.retain(|other, _| round.referrals[*other].student != student);
                instead.insert(key, (option.intake, option.span));
                let (id, intake) = (&round.referrals[key].id, &round.intakes[option.intake].id);
                assert!(!is_sound(round, &instead), "{term}: {id} could have {intake}");
                asked += 1;
            }
        }
    }
    assert!(asked > 50, "{asked} places");
}

/// All nine rounds of Supported Transfer (S1:1000-1045) are there, and whatever a
/// panel decides is decided after its deadline and its panel, of which the schools
/// are told within three working days (S1:318), before anybody starts.
#[test]
fn every_round_is_run_after_the_deadlines_and_panels_of_what_it_decides() {
    let mut transfers = BTreeSet::new();
    let mut of_calendar = BTreeSet::new();
    for term in Term::ALL {
        let (round, _) = read(&coventry().join(term.word()));
        assert!(!round.run.provisional);
        let transfer = round.policy.programmes.find("supported_transfer").unwrap();
        let of_transfer = round.dates.iter().filter(|entry| entry.programme == Some(transfer));
        of_calendar.extend(of_transfer.filter_map(|entry| entry.for_start));
        let panelled = |key: &&str| ["supported_transfer", "flourish", "refocus", "focus11"].contains(key);
        for (_, intake) in round.intakes.iter().filter(|(_, intake)| intake.start >= round.run.as_of) {
            let programme = round.courses[intake.course].programme;
            let id = round.policy.programmes[programme].id.as_str();
            if !panelled(&id) {
                continue;
            }
            let serves =
                |entry: &&CalendarEntry| entry.programme == Some(programme) && entry.for_start == Some(intake.start);
            let dates = || round.dates.iter().filter(serves);
            assert!(dates().all(|entry| entry.date < round.run.as_of), "{} in {}", intake.id, term.word());
            let deadlines = dates().filter(|entry| entry.kind == CalendarKind::Deadline).count();
            assert_eq!(deadlines, usize::from(id != "focus11"), "{}", intake.id);
            let panel = dates().find(|entry| entry.kind != CalendarKind::Deadline).unwrap();
            let told = round.calendar.add_working_days(panel.date, 3);
            assert!(told < intake.start, "{} in {}", intake.id, term.word());
            if programme == transfer {
                transfers.insert(intake.start);
            }
        }
    }
    assert_eq!(transfers.len(), 9);
    assert_eq!(transfers, of_calendar);
}

/// Pending referrals of all programmes that a panel decides are told of when the
/// outcome is due.
#[test]
fn the_outcome_of_every_panel_is_due_in_three_working_days() {
    let (round, _) = read(&coventry().join("autumn"));
    let due = deadlines::list(&Casebook::new(&round), &[]);
    let outcomes = due.iter().filter(|due| due.kind == deadlines::DueKind::Outcome);
    let mut told = BTreeSet::new();
    for outcome in outcomes {
        let programme = outcome.programme.unwrap();
        let mut panels = round
            .dates
            .iter()
            .filter(|entry| entry.programme == Some(programme) && entry.kind != CalendarKind::Deadline);
        assert!(panels.any(|panel| round.calendar.add_working_days(panel.date, 3) == outcome.date), "{outcome:?}");
        told.insert(round.policy.programmes[programme].id.as_str());
    }
    assert_eq!(told, BTreeSet::from(["flourish", "focus11", "refocus", "supported_transfer"]));
}
