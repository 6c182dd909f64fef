use crate::proof::fixture::Fixture;
use crate::proof::{read, run};

/// Of several intakes, the nearest is named, with all that it breaks and how many
/// others break the same.
#[test]
fn the_nearest_intake_gives_the_reason() {
    let detail = |change: fn(&mut Fixture)| {
        let mut fixture = Fixture::new();
        fixture.intake("I2", "Wed", 1).intake("I3", "Thu", 1);
        change(&mut fixture);
        let explanation = run(&read(&fixture.files())).unplaced.remove(0).explanation;
        format!("{}: {}", explanation.reason, explanation.detail)
    };
    assert_eq!(
        detail(|round| {
            round.set("students", "A", "days_available:Fri");
        }),
        "availability: the nearest of 3 intakes of Tuition, I1: the student is not available on Mon, Tue; \
         2 others break exactly the same"
    );
    assert_eq!(
        detail(|round| {
            round.set("providers", "P1", "school_id:S1");
        }),
        "own-school: the nearest of 3 intakes of Tuition, I1: the provider is the student's own school; \
         2 others break exactly the same"
    );
    assert_eq!(
        detail(|round| {
            round
                .set("students", "A", "days_available:Mon;Tue")
                .add("decisions", "referral_id:R1|decision:bar|intake_id:I1");
        }),
        "barred: the nearest of 3 intakes of Tuition, I1: a decision bars the intake"
    );
    assert_eq!(
        detail(|round| {
            round.set("students", "A", "days_available:Wed;Thu").set("referrals", "R1", "choices:I1");
        }),
        "availability: the only intake among its choices that can still begin, I1: the student is not available on \
         Mon, Tue"
    );
}
