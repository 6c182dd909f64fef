use super::{Section, Table};
use crate::allocation::MoveKind;
use crate::report::words::{count, dates, day, obstacle, pounds};
use crate::report::{Figures, Report};
use crate::result::{Funding, LedgerLine};
use crate::round::{Intake, Key, Named, Programme};

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
                    named(&course.title, course),
                    named(&round.providers[course.provider].name, &round.providers[course.provider]),
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
    let tables: Vec<Table> = round.policy.programmes.iter().filter_map(table).collect();
    let text = if tables.is_empty() { vec!["Nobody is placed.".to_owned()] } else { Vec::new() };
    Section { id: "placed", title: "Who is placed where", text, tables }
}

/// Who is not placed, and why.
pub(super) fn unplaced(report: &Report) -> Section {
    let (round, result) = (report.round, report.result);
    let figures = Figures::of(round, result);
    let reasons = figures
        .obstacles
        .iter()
        .map(|(reason, referrals)| vec![reason.to_string(), obstacle(*reason).to_owned(), referrals.to_string()]);
    let reasons =
        Table::new("reasons-table", "Reasons and how often", &["Reason", "Meaning", "#Referrals"]).with(reasons);
    let mut columns = vec!["Referral", "Student", "School", "Programme", "Class", "Reason", "In full"];
    let has_changes = result.unplaced.iter().any(|unplaced| !unplaced.change.is_empty());
    if has_changes {
        columns.push("Smallest change");
    }
    let rows = result.unplaced.iter().map(|unplaced| {
        let referral = &round.referrals[unplaced.referral];
        let cells = [
            referral.id.clone(),
            round.students[referral.student].id.clone(),
            referral.school.map(|school| round.schools[school].id.clone()).unwrap_or_default(),
            round.policy.programmes[referral.programme].name.clone(),
            unplaced.class.to_string(),
            unplaced.explanation.obstacle.to_string(),
            unplaced.explanation.detail.clone(),
        ];
        cells.into_iter().chain(has_changes.then(|| unplaced.change.clone())).collect()
    });
    let everyone = Table::new("unplaced-table", "Every referral without a place", &columns).with(rows);
    let (text, tables) = match result.unplaced.is_empty() {
        true => ("Every referral has a place.", Vec::new()),
        false => (
            "The reason is the rule that, taken in order, removes the last remaining intake; where there are options, the first limit that adding the best of them would break; failing both, priority.",
            vec![reasons, everyone],
        ),
    };
    Section { id: "unplaced", title: "Who is not placed, and why", text: vec![text.to_owned()], tables }
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
            vec![referral, intake(one.before), intake(one.after), one.kind.to_string()]
        })
        .collect();
    let stay = moves.len() - rows.len();
    let caption = format!("{} not as before", count(rows.len(), "referral"));
    let tables =
        if rows.is_empty() { Vec::new() } else { vec![Table::new("moves-table", caption, &columns).with(rows)] };
    let text =
        vec![format!("{} as before.", if stay == 1 { "1 place is".to_owned() } else { format!("{stay} places are") })];
    Some(Section { id: "moves", title: "Changes against the earlier result", text, tables })
}

/// How every intake is used.
pub(super) fn intakes(report: &Report) -> Section {
    let round = report.round;
    let columns = [
        "Intake",
        "Course",
        "Starts",
        "Ends",
        "#Places",
        "#Taken before",
        "#Taken now",
        "#Left",
        "Opens",
        "#Wanted by",
    ];
    let rows = report.result.intakes.iter().map(|used| {
        let intake = &round.intakes[used.intake];
        let course = &round.courses[intake.course];
        vec![
            intake.id.clone(),
            named(&course.title, course),
            day(intake.start),
            day(intake.end),
            intake.places.to_string(),
            used.taken_before.to_string(),
            used.taken_now.to_string(),
            used.left.to_string(),
            if used.opens { "yes" } else { "no" }.to_owned(),
            used.wanted.to_string(),
        ]
    });
    Section {
        id: "intakes",
        title: "Intakes",
        text: vec!["Wanted by counts the referrals that could take a place there.".to_owned()],
        tables: vec![Table::new("intakes-table", "Places of every intake", &columns).with(rows)],
    }
}

/// What every school uses and pays.
pub(super) fn ledger(report: &Report) -> Section {
    let round = report.round;
    let columns = [
        "School",
        "Name",
        "SLA",
        "#Paid places",
        "#Used before",
        "#Used now",
        "#Left",
        "#Extra agreed",
        "#Charged",
        "#Fees",
        "#Budget left",
        "#Referred",
        "#Placed",
    ];
    let row = |line: &LedgerLine| {
        let school = &round.schools[line.school];
        vec![
            school.id.clone(),
            school.name.clone(),
            if line.sla { "yes" } else { "no" }.to_owned(),
            line.allowance.to_string(),
            line.used_before.to_string(),
            line.used_now.to_string(),
            line.left.to_string(),
            line.extra_bought.to_string(),
            line.charged.to_string(),
            pounds(line.fees),
            line.budget_left.map_or_else(|| "no limit".to_owned(), pounds),
            line.referred.to_string(),
            line.placed.to_string(),
        ]
    };
    Section {
        id: "schools",
        title: "Schools: the ledger",
        text: vec![format!("Paid places are those of {}.", round.run.academic_year)],
        tables: vec![
            Table::new("schools-table", "Paid places and fees of every school", &columns)
                .with(report.result.ledger.iter().map(row)),
        ],
    }
}

/// The text that people call a row, else its id.
fn named(text: &str, row: &impl Named) -> String {
    if text.is_empty() { row.id().to_owned() } else { text.to_owned() }
}

fn paid_as(funding: Funding) -> &'static str {
    match funding {
        Funding::PaidPlace => "paid place",
        Funding::Charged => "charged",
        Funding::FeeOnly => "fee only",
    }
}
