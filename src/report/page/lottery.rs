use crate::digest::sha256;
use crate::ids::StageId;
use crate::paper::page::{Section, Table};
use crate::paper::words::number;
use crate::program::{lottery_number, second_number};
use crate::report::run::Report;
use crate::report::words::level_draw;
use crate::round::{Key, Referral};
use std::collections::BTreeSet;

/// How anyone can replay the lottery.
pub(super) fn lottery(report: &Report) -> Section {
    let round = report.round;
    let seed = round.run.seed;
    let with_place: BTreeSet<_> = report.result.placed.iter().map(|placed| placed.placement.referral).collect();
    let row = |(key, referral): (Key<Referral>, &Referral)| {
        let (lot, second) = (lottery_number(seed, &referral.id), second_number(seed, &referral.id));
        let placed = if with_place.contains(&key) { "yes" } else { "no" };
        vec![referral.id.clone(), number(lot), number(second), format!("{lot:05x}{second:05x}"), placed.to_owned()]
    };
    let section = Section::new("lottery", "The lottery, to replay").text(format!(
        "The seed is {seed}. A referral’s lottery number is made of the seed, a colon and the referral’s id: the first five hexadecimal digits of the SHA-256 of that text, read as a number. A low number wins, but only where need, waiting and choice are level."
    ));
    let section = section.text(match round.policy.objective.ladder.contains(&StageId::Redraw) {
        true => "Where the lottery is level too, lots are drawn again: the second number is the next five digits.",
        false => "The policy’s ladder does not draw again where the lottery is level (stage redraw): the second number does not count.",
    });
    let section = match level_draw(round, report.result) {
        Some(level) => section.text(level),
        None => section,
    };
    let example = round.referrals.by_id().map(|(_, referral)| referral.id.as_str()).find(|id| is_plain(id));
    let section = match example {
        None => section,
        Some(id) => {
            let text = format!("{seed}:{id}");
            let hash = sha256(&text);
            let lot = lottery_number(seed, id);
            section
                .text(format!("For example, referral {id}. In a shell of Linux or macOS (there shasum -a 256):"))
                .code(format!("printf '{text}' | sha256sum\n{hash}"))
                .text(format!(
                    "The first five digits are {}. As a number that is {}: the row of {id} in the table.",
                    &hash[..5],
                    number(lot)
                ))
        }
    };
    let columns = ["Referral", "#Lottery number", "#Second number", "First ten digits", "Placed"];
    section
        .table(Table::new("lottery-table", "Every referral’s number", &columns).with(round.referrals.by_id().map(row)))
}

/// Whether a shell and `printf` take the text as it is.
fn is_plain(id: &str) -> bool {
    id.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_./".contains(letter))
}
