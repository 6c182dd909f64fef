//! Who is placed, who is not and why, and what changes.

use crate::allocation::{Aspect, MoveKind};
use crate::paper::page::{Section, Table};
use crate::paper::words::{count, dates, listing, number, pounds, sentence};
use crate::report::figures::Figures;
use crate::report::run::Report;
use crate::report::words::{obstacle, paid_as, reason, title_or_id};
use crate::result::Unplaced;
use crate::round::{Intake, Key, Programme};

/// Who is placed where, programme by programme.
pub(super) fn placed(report: &Report) -> Section {
    let (round, result) = (report.round, report.result);
    let columns = [
        "Referral", "Student", "School", "Intake", "Course", "Provider", "Dates", "Days", "#Choice", "#Fee", "Paid as",
    ];
    let table = |(key, programme): (Key<Programme>, &Programme)| {
        let members = result.placed.iter().filter(|placed| round.referrals[placed.placement.referral].programme == key);
        let rows: Vec<Vec<String>> = members
            .map(|placed| {
                let referral = &round.referrals[placed.placement.referral];
                let intake = &round.intakes[placed.placement.intake];
                let course = &round.courses[intake.course];
                vec![
                    referral.id.clone(),
                    round.students[referral.student].id.clone(),
                    referral.school.map(|school| round.schools[school].id.clone()).unwrap_or_default(),
                    intake.id.clone(),
                    title_or_id(&course.title, course),
                    title_or_id(&round.providers[course.provider].name, &round.providers[course.provider]),
                    dates(placed.placement.span),
                    intake.days.to_string().replace(';', ", "),
                    placed.rank.to_string(),
                    pounds(placed.fee),
                    paid_as(placed.funding).to_owned(),
                ]
            })
            .collect();
        let caption = format!("{}: {}", programme.name, count(rows.len(), "placement"));
        (!rows.is_empty()).then(|| Table::new(format!("placed-{}", key.index()), caption, &columns).with(rows))
    };
    let section = Section::new("placed", "Who is placed where");
    match result.placed.is_empty() {
        true => section.text("Nobody is placed."),
        false => round.policy.programmes.iter().filter_map(table).fold(section, Section::table),
    }
}

/// Who is not placed, why, and what would place them.
pub(super) fn unplaced(report: &Report) -> Section {
    let (round, result) = (report.round, report.result);
    let section = Section::new("unplaced", "Who is not placed, and why");
    if result.unplaced.is_empty() {
        return section.text("Every referral has a place.");
    }
    let figures = Figures::of(round, result);
    let rows = figures
        .obstacles
        .iter()
        .map(|(reason, referrals)| vec![obstacle(*reason).to_owned(), reason.to_string(), number(*referrals as i64)]);
    let reasons = Table::new("reasons-table", "Reasons and how often", &["Reason", "As in the files", "#Referrals"]);
    let section = section
        .text("The reason speaks of what stands in the way while everyone else stays where they are: without an option, the first rule that the nearest intake breaks; with options, the limit that the one with the least in its way would break; where nothing breaks, priority.")
        .table(reasons.with(rows));
    let has_changes = result.unplaced.iter().any(|unplaced| !unplaced.change.is_empty());
    let section = match has_changes {
        true => section.text("The smallest change is the one that displaces the fewest others. It is a fact, no advice: whether to make it is for people to decide."),
        false => section,
    };
    round
        .policy
        .programmes
        .iter()
        .fold(section, |section, (key, programme)| section.table(unplaced_of(report, key, programme, has_changes)))
}

/// Who asks for a programme and has no place.
fn unplaced_of(report: &Report, key: Key<Programme>, programme: &Programme, has_changes: bool) -> Table {
    let round = report.round;
    let mut columns = vec!["Referral", "Student", "School", "Class", "Why"];
    columns.extend(has_changes.then_some("Smallest change"));
    let members = report.result.unplaced.iter().filter(|unplaced| round.referrals[unplaced.referral].programme == key);
    let row = |unplaced: &Unplaced| {
        let referral = &round.referrals[unplaced.referral];
        let cells = [
            referral.id.clone(),
            round.students[referral.student].id.clone(),
            referral.school.map(|school| round.schools[school].id.clone()).unwrap_or_default(),
            unplaced.class.to_string(),
            reason(&unplaced.explanation),
        ];
        cells.into_iter().chain(has_changes.then(|| sentence(&unplaced.change))).collect()
    };
    let rows: Vec<Vec<String>> = members.map(row).collect();
    let caption = format!("{}: {} without a place", programme.name, count(rows.len(), "referral"));
    Table::new(format!("unplaced-{}", key.index()), caption, &columns).with(rows)
}

/// What changes against the earlier result; nothing where there is none.
pub(super) fn moves(report: &Report) -> Option<Section> {
    let round = report.round;
    let moves = report.moves()?;
    let columns = ["Referral", "Before", "Now", "What changes"];
    let intake = |key: Option<Key<Intake>>| key.map(|key| round.intakes[key].id.clone()).unwrap_or_default();
    let changed = moves.iter().filter(|one| one.kind != MoveKind::Stays);
    let rows: Vec<Vec<String>> = changed
        .map(|one| {
            let referral = round.referrals[one.referral].id.clone();
            let kind = match one.changed.as_slice() {
                [] => one.kind.to_string(),
                changed => {
                    format!("{}: {}", one.kind, listing(&changed.iter().map(Aspect::to_string).collect::<Vec<_>>()))
                }
            };
            vec![referral, intake(one.before), intake(one.after), kind]
        })
        .collect();
    let stay = moves.len() - rows.len();
    let caption = format!("{} not as before", count(rows.len(), "referral"));
    let section = Section::new("moves", "Changes against the earlier result")
        .text(format!("{} as before.", if stay == 1 { "1 place is".to_owned() } else { format!("{stay} places are") }))
        .table(Table::new("moves-table", caption, &columns).with(rows));
    Some(section)
}
