//! Two referrals of a student whose placements share a limit.

use crate::held::{Tally, hold_to_every_change, placed_by_the_files};
use crate::proof::{self, fixture::Fixture};
use rightplace::ids::RuleId;

/// What changes a round.
type Turn = fn(&mut Fixture);

/// Which limit two placements of a student on one programme share.
const LIMITS: [(&str, Turn); 7] = [
    ("once a year", |round| {
        round.tuition("repeat", "false");
    }),
    ("eight weeks", |round| {
        round.tuition("max_stay_weeks", "8");
    }),
    ("one term", |round| {
        round.tuition("max_stay_terms", "1");
    }),
    ("a gap", |round| {
        round.tuition("gap_weeks", "4");
    }),
    ("eight weeks and a gap", |round| {
        round.tuition("max_stay_weeks", "8").tuition("gap_weeks", "4");
    }),
    ("eight weeks and once a year", |round| {
        round.tuition("max_stay_weeks", "8").tuition("repeat", "false");
    }),
    ("three days beside one that is held", |round| {
        round.policy("days_off_site_max", "3").programme("other", "Other", &[]);
        round.add("placements", "student_id:A|programme:other|start:2025-11-03|end:2026-07-03|days:Fri");
    }),
];

/// The further intakes of the programme.
const FURTHER: [(&str, Turn); 4] = [
    ("at the same time", |round| {
        round.intake("I2", "Wed", 1);
    }),
    ("straight after", |round| {
        round.intake("I2", "Wed", 1).set("intakes", "I2", "start:2026-02-16|end:2026-03-13");
    }),
    ("two weeks later", |round| {
        round.intake("I2", "Wed", 1).set("intakes", "I2", "start:2026-03-02|end:2026-03-13");
    }),
    ("one straight after, one in the next term", |round| {
        round.intake("I2", "Wed", 1).set("intakes", "I2", "start:2026-02-16|end:2026-03-13");
        round.intake("I3", "Thu", 1).set("intakes", "I3", "start:2026-04-13|end:2026-05-01");
    }),
];

/// What else there is.
const BESIDES: [(&str, Turn); 8] = [
    ("nothing else", |_| {}),
    ("another student for the same place", |round| {
        round.referral("R3", "B").set("referrals", "R3", "choices:I2|band:2");
    }),
    ("a less urgent student for the same place", |round| {
        round.referral("R3", "B").set("referrals", "R3", "choices:I2|band:4").set("referrals", "R2", "band:3");
    }),
    ("another student without whom the group does not run", |round| {
        round.set("intakes", "I2", "min_group:2|places:2").referral("R3", "B").set("referrals", "R3", "choices:I2");
    }),
    ("a third referral of the student", |round| {
        round.referral("R3", "A");
    }),
    ("a document missing", |round| {
        round.tuition("documents", "[\"form\"]").set("referrals", "R1", "documents:form");
    }),
    ("a course not chosen", |round| {
        round.add("courses", "course_id:C2|provider_id:P1|programme:tuition").set("intakes", "I2", "course_id:C2");
        round.set("referrals", "R2", "choices:C1");
    }),
    ("a place held before", |round| {
        round.add("placements", "student_id:A|programme:tuition|start:2025-12-01|end:2025-12-19|days:Sun am");
    }),
];

/// A decision by which R1 is not to be given up.
const NOT_GIVEN_UP: &str = "referral_id:R1|decision:waive|rule:status|reason:the panel says so";

/// Two referrals of a student for one programme whose placements no rule keeps
/// apart, but a limit that they share. A waiver of `repeat` frees from held
/// placements alone.
#[test]
fn two_places_of_a_student_have_their_smallest_change_or_none() {
    let mut tally = Tally::default();
    for (at, ((limit, limits), (intakes, further), (besides, else_))) in
        LIMITS.iter().flat_map(|a| FURTHER.iter().flat_map(move |b| BESIDES.iter().map(move |c| (a, b, c)))).enumerate()
    {
        let mut fixture = Fixture::new();
        if at % 4 != 3 {
            fixture.add("decisions", NOT_GIVEN_UP);
        }
        fixture.set("referrals", "R1", "band:1").referral("R2", "A");
        [limits, further, else_].iter().for_each(|turn| turn(&mut fixture));
        let files = fixture.files();
        let round = proof::read(&files);
        let label = format!("{limit}; {intakes}; {besides}");
        for (referral, found) in hold_to_every_change(&round, &label, &mut tally) {
            let Some(found) = found else { continue };
            placed_by_the_files(&files, &round, referral, &found);
        }
    }
    for rule in [RuleId::Occupied, RuleId::Stay, RuleId::Return] {
        assert!(tally.rules.get(&rule).is_some_and(|count| *count > 3), "{rule}: {tally:?}");
    }
    assert!(tally.displacing > 0 && tally.several > 0 && tally.none > 0, "{tally:?}");
}

#[test]
fn a_rule_waived_between_two_places_is_told_with_its_row() {
    let mut fixture = Fixture::new();
    fixture.set("referrals", "R1", "band:1|choices:I1").referral("R2", "A").set("referrals", "R2", "choices:I2");
    let straight_after = FURTHER[1].1;
    straight_after(&mut fixture);
    fixture.add("decisions", NOT_GIVEN_UP);
    let round = proof::read(&fixture.tuition("max_stay_weeks", "8").files());
    let found = hold_to_every_change(&round, "eight weeks", &mut Tally::default());
    let [(_, Some(found))] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(found.describe(&round), "the rule stay waived for I2; nobody loses a place by it");
    let rows: Vec<String> = found.changes[0].edits(&round).iter().map(|edit| edit.describe(&round)).collect();
    let row = "decisions.csv: add a row with referral_id R2, decision waive, intake_id I2, rule stay";
    assert_eq!(rows, [row]);
}
