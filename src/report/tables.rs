//! The CSV files of a run.

use crate::allocation::Move;
use crate::explain::{Explanation, Obstacle};
use crate::paper::{Cell, Sheet};
use crate::result::{Placed, Reserve, RoundResult};
use crate::round::{Intake, Key, Referral, Round};
use crate::units::Pence;

/// `allocations.csv`: who is placed where, by referral id.
pub(super) fn allocations(round: &Round, result: &RoundResult) -> Sheet {
    let mut columns = vec![
        "referral_id",
        "student_id",
        "school_id",
        "programme",
        "course_id",
        "intake_id",
        "provider_id",
        "start",
        "end",
        "days",
        "choice_rank",
        "fee",
        "funding",
        "class",
    ];
    columns.extend(has_transport(round).then_some(TRANSPORT));
    let mut sheet = Sheet::new(&columns);
    for placed in &result.placed {
        let placement = placed.placement;
        let [referral, student, school, programme] = asker(round, placement.referral);
        let intake = &round.intakes[placement.intake];
        let mut cells = vec![
            referral,
            student,
            school,
            programme,
            Cell::text(&round.courses[intake.course].id),
            Cell::text(&intake.id),
            Cell::text(&round.providers[round.provider_of(placement.intake)].id),
            Cell::text(placement.span.first),
            Cell::text(placement.span.last),
            Cell::text(intake.days),
            Cell::number(placed.rank),
            Cell::number(placed.fee),
            Cell::text(placed.funding),
            Cell::text(&placed.class),
        ];
        cells.extend(has_transport(round).then(|| Cell::number(placed.transport)));
        sheet.push_all(cells);
    }
    sheet
}

/// The column that says what transport costs, where the policy has any.
const TRANSPORT: &str = "transport";

fn has_transport(round: &Round) -> bool {
    !round.policy.transport.is_empty()
}

/// `unplaced.csv`: every other referral and why, by referral id.
pub(super) fn unplaced(round: &Round, result: &RoundResult) -> Sheet {
    let mut sheet = Sheet::new(&[
        "referral_id",
        "student_id",
        "school_id",
        "programme",
        "class",
        "reason",
        "detail",
        "obstacles",
        "change",
    ]);
    for unplaced in &result.unplaced {
        let [referral, student, school, programme] = asker(round, unplaced.referral);
        sheet.push([
            referral,
            student,
            school,
            programme,
            Cell::text(&unplaced.class),
            Cell::text(unplaced.explanation.reason),
            Cell::text(&unplaced.explanation.detail),
            Cell::text_or_blank(obstacles(&unplaced.explanation)),
            Cell::text(&unplaced.change),
        ]);
    }
    sheet
}

/// Every obstacle by id; nothing where there is none.
fn obstacles(explanation: &Explanation) -> Option<String> {
    let ids: Vec<String> = explanation.obstacles.iter().map(Obstacle::to_string).collect();
    (!ids.is_empty()).then(|| ids.join(";"))
}

/// `intakes.csv`: how every intake is used, by intake id.
pub(super) fn intakes(round: &Round, result: &RoundResult) -> Sheet {
    let mut sheet = Sheet::new(&[
        "intake_id",
        "course_id",
        "start",
        "end",
        "places",
        "taken_before",
        "taken_now",
        "left",
        "opens",
        "wanted",
    ]);
    for used in &result.intakes {
        let intake = &round.intakes[used.intake];
        sheet.push([
            Cell::text(&intake.id),
            Cell::text(&round.courses[intake.course].id),
            Cell::text(intake.start),
            Cell::text(intake.end),
            Cell::number(intake.places),
            Cell::number(used.taken_before),
            Cell::number(used.taken_now),
            Cell::number(used.left),
            Cell::yes_no(used.opens),
            Cell::number(used.wanted),
        ]);
    }
    sheet
}

/// `schools.csv`: the ledger, by school id.
pub(super) fn schools(round: &Round, result: &RoundResult) -> Sheet {
    let mut columns = vec![
        "school_id",
        "sla",
        "allowance",
        "used_before",
        "used_now",
        "left",
        "extra_bought",
        "charged",
        "fees",
        "budget_left",
        "referred",
        "placed",
    ];
    columns.extend(has_transport(round).then_some(TRANSPORT));
    let mut sheet = Sheet::new(&columns);
    for line in &result.ledger {
        let mut cells = vec![
            Cell::text(&round.schools[line.school].id),
            Cell::yes_no(line.sla),
            Cell::number(line.allowance),
            Cell::number(line.used_before),
            Cell::number(line.used_now),
            Cell::number(line.left),
            Cell::number(line.extra_bought),
            Cell::number(line.charged),
            Cell::number(line.fees),
            Cell::number_or_blank(line.budget_left),
            Cell::number(line.referred),
            Cell::number(line.placed),
        ];
        if has_transport(round) {
            let own = |placed: &&Placed| round.referrals[placed.placement.referral].school == Some(line.school);
            let transport: Pence = result.placed.iter().filter(own).map(|placed| placed.transport).sum();
            cells.push(Cell::number(transport));
        }
        sheet.push_all(cells);
    }
    sheet
}

/// `reserves.csv`: who comes in where a place falls free, by intake id and
/// position.
pub(super) fn reserves(round: &Round, reserves: &[Reserve]) -> Sheet {
    let mut sheet = Sheet::new(&["intake_id", "position", "referral_id", "student_id", "school_id", "takes"]);
    for reserve in reserves {
        let [referral, student, school, _] = asker(round, reserve.referral);
        sheet.push([
            Cell::text(&round.intakes[reserve.freed].id),
            Cell::number(reserve.position),
            referral,
            student,
            school,
            Cell::text(&round.intakes[reserve.intake].id),
        ]);
    }
    sheet
}

/// `moves.csv`: what changes against an earlier result, by referral id.
pub(super) fn moves(round: &Round, moves: &[Move]) -> Sheet {
    let mut sheet = Sheet::new(&["referral_id", "before", "after", "kind"]);
    let intake = |key: Option<Key<Intake>>| Cell::text_or_blank(key.map(|key| &round.intakes[key].id));
    for one in moves {
        let referral = Cell::text(&round.referrals[one.referral].id);
        sheet.push([referral, intake(one.before), intake(one.after), Cell::text(one.kind)]);
    }
    sheet
}

/// The cells that say whose referral it is and what it asks for.
fn asker(round: &Round, referral: Key<Referral>) -> [Cell; 4] {
    let referral = &round.referrals[referral];
    [
        Cell::text(&referral.id),
        Cell::text(&round.students[referral.student].id),
        Cell::text_or_blank(referral.school.map(|school| &round.schools[school].id)),
        Cell::text(&round.policy.programmes[referral.programme].id),
    ]
}
