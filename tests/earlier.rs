//! Earlier allocations: read, carried into a new run, compared with it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{changed, good, read};
use rightplace::allocation::{AllocationRow, Bond, MoveKind, Placement, carry, moves, read_rows};
use rightplace::calendar::Span;
use rightplace::round::{Round, Verdict};
use rightplace::units::Pence;

fn round() -> Round {
    read(&good()).round.unwrap()
}

fn rows(round: &Round, text: &str) -> Vec<AllocationRow> {
    let (rows, problems) = read_rows(round, "earlier.csv", text.as_bytes());
    assert_eq!(problems, []);
    rows
}

#[test]
fn a_file_made_by_hand_needs_two_columns() {
    let round = round();
    let rows = rows(&round, "Intake ID;Referral ID\nI2;R1\nI1;R2\n");
    let ids: Vec<_> = rows
        .iter()
        .map(|row| (round.referrals[row.referral].id.as_str(), round.intakes[row.intake].id.as_str(), row.row))
        .collect();
    assert_eq!(ids, [("R1", "I2", 2), ("R2", "I1", 3)]);
    assert_eq!((rows[0].start, rows[0].end), (None, None));
}

#[test]
fn the_columns_of_our_own_file_are_known() {
    let text = "\u{feff}referral_id,student_id,school_id,programme,course_id,intake_id,provider_id,start,end,days,\
        choice_rank,fee,funding,class\r\nR1,A1,S1,flourish,C2,I2,P2,2026-01-14,2026-04-24,Wed;Thu,1,250.00,fee_only,0;2;1\r\n";
    let rows = rows(&round(), text);
    assert_eq!(rows[0].start.unwrap().to_string(), "2026-01-14");
}

#[test]
fn what_is_not_in_the_round_is_told() {
    let round = round();
    let text = "referral_id,intake_id,start,end\nR9,I2,,\nR1,I9,,\nR1,,,\nR1,I2,2026-05-01,2026-04-24\nR2,I1,,\n";
    let (rows, problems) = read_rows(&round, "earlier.csv", text.as_bytes());
    let told: Vec<String> =
        problems.iter().map(|problem| format!("{} {}", problem.code, problem.place.number().unwrap())).collect();
    assert_eq!(told, ["unknown-id 2", "unknown-id 3", "missing-value 4", "end-before-start 5"]);
    assert_eq!(rows.len(), 2);
    for bytes in [&b""[..], b"\xFF\xFE", b"referral_id\nR1\n", b"\"\n"] {
        assert!(!read_rows(&round, "earlier.csv", bytes).1.is_empty());
    }
}

#[test]
fn hold_and_keep_drop_what_may_not_stay() {
    // R2 is barred from I1 by the good round; R3 is withdrawn here.
    let files = changed(good(), "referrals.csv", "2025-11-21,,Council,", "2025-11-21,,Council,withdrawn");
    let mut held = read(&files).round.unwrap();
    let before = held.decisions.len();
    let earlier = rows(&held, "referral_id,intake_id,start,end\nR1,I2,2026-01-14,\nR2,I1,,\nR3,I1,,\n");
    let carried = carry(&mut held, &earlier, Bond::Hold);
    assert_eq!(carried.dropped, earlier[1..]);
    assert_eq!(carried.ran, [earlier[0].intake].into());
    let decision = &held.decisions[before..][0];
    assert_eq!((held.decisions.len(), decision.verdict), (before + 1, Verdict::Place(earlier[0].intake)));
    // The end is the intake's where the file has none.
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(decision.dates, Some(Span::new(day("2026-01-14"), day("2026-04-24"))));

    let mut kept = read(&files).round.unwrap();
    let earlier = rows(&kept, "referral_id,intake_id\nR1,I2\n");
    let carried = carry(&mut kept, &earlier, Bond::Keep);
    assert!(carried.ran.is_empty());
    assert_eq!(kept.decisions[before].verdict, Verdict::Keep(earlier[0].intake));
    assert_eq!(kept.decisions[before].dates, None);
}

#[test]
fn moves_are_told_by_kind() {
    let round = round();
    let find = |id: &str| round.referrals.find(id).unwrap();
    let intake = |id: &str| round.intakes.find(id).unwrap();
    let earlier = rows(&round, "referral_id,intake_id\nR1,I2\nR2,I1\n");
    let place = |referral, at| Placement {
        referral: find(referral),
        intake: intake(at),
        span: round.intakes[intake(at)].span(),
    };
    let kinds = |placements: Vec<Placement>| -> Vec<(String, MoveKind)> {
        let placed: Vec<_> = placements.into_iter().map(|placement| (placement, Pence(0))).collect();
        let moved = moves(&round, &earlier, &placed);
        moved.iter().map(|each| (round.referrals[each.referral].id.clone(), each.kind)).collect()
    };
    let named = |kinds: &[(&str, MoveKind)]| -> Vec<(String, MoveKind)> {
        kinds.iter().map(|(id, kind)| ((*id).to_owned(), *kind)).collect()
    };
    let expected = named(&[("R1", MoveKind::Stays), ("R2", MoveKind::Loses), ("R3", MoveKind::Gains)]);
    assert_eq!(kinds(vec![place("R1", "I2"), place("R3", "I1")]), expected);
    let expected = named(&[("R1", MoveKind::Moves), ("R2", MoveKind::Stays)]);
    assert_eq!(kinds(vec![place("R1", "I1"), place("R2", "I1")]), expected);
}

/// Each aspect of R1's place in I2 told otherwise, by itself.
#[test]
fn a_place_on_other_terms_is_told_by_aspect() {
    let round = round();
    let (referral, intake) = (round.referrals.find("R1").unwrap(), round.intakes.find("I2").unwrap());
    let placement = Placement { referral, intake, span: round.intakes[intake].span() };
    let told = |text: &str| -> (MoveKind, Vec<String>) {
        let earlier =
            rows(&round, &format!("referral_id,intake_id,start,end,days,course_id,provider_id,fee\nR1,I2,{text}\n"));
        let moved = moves(&round, &earlier, &[(placement, Pence(25_000))]);
        (moved[0].kind, moved[0].changed.iter().map(ToString::to_string).collect())
    };
    let (start, end) = (placement.span.first, placement.span.last);
    let course = &round.courses[round.intakes[intake].course];
    let (days, provider) = (round.intakes[intake].days.to_string(), &round.providers[course.provider].id);
    let course = &course.id;
    assert_eq!(told(&format!("{start},{end},{days},{course},{provider},250.00")), (MoveKind::Stays, vec![]));
    assert_eq!(told(",,,,,"), (MoveKind::Stays, vec![]));
    for (text, aspect) in [
        (format!("{start},{end},Fri,{course},{provider},250.00"), "days"),
        (format!("{},{end},{days},{course},{provider},250.00", start.succ_opt().unwrap()), "dates"),
        (format!("{start},{},{days},{course},{provider},250.00", end.pred_opt().unwrap()), "dates"),
        (format!("{start},{end},{days},C-GONE,{provider},250.00"), "course"),
        (format!("{start},{end},{days},{course},P-GONE,250.00"), "provider"),
        (format!("{start},{end},{days},{course},{provider},250.01"), "fee"),
    ] {
        assert_eq!(told(&text), (MoveKind::Changed, vec![aspect.to_owned()]), "{text}");
    }
}
