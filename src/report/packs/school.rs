//! The pack of a school.

use super::case::Case;
use super::changes::{changes, withdrawn};
use super::pack::{Pack, about};
use crate::explain::Obstacle;
use crate::ids::ConstraintId;
use crate::limits;
use crate::paper::page::{Document, Figure, Section, Table};
use crate::paper::words::{count, day, number, pounds, sentence, title};
use crate::paper::{Cell, Sheet};
use crate::report::due::next_deadline;
use crate::report::run::Report;
use crate::report::words::{self, advice, obstacle, paid_as, title_or_id};
use crate::result::{LedgerLine, Unplaced};
use crate::round::{Key, School};

/// The pack of a school: the referrals that it makes and pays for, and its
/// ledger.
pub(super) fn pack(report: &Report, cases: &[Case], key: Key<School>) -> Pack {
    let round = report.round;
    let school = &round.schools[key];
    let own: Vec<&Case> = cases.iter().filter(|case| case.referral.school == Some(key)).collect();
    let placed = own.iter().filter(|case| case.placed().is_some()).count();
    let ledger = report.result.ledger.iter().find(|line| line.school == key);
    let name = title_or_id(&school.name, school);
    let only = format!("Only for school {}: its own referrals and its own account.", school.id);
    let mut sections: Vec<Section> = changes(report, &own).into_iter().collect();
    sections.extend([with_place(report, &own), without_place(report, cases, &own)]);
    sections.extend(ledger.map(|line| account(report, line)));
    sections.push(dates(report, &own));
    Pack {
        document: Document {
            is_provisional: round.run.provisional,
            over: format!("{}: {}", title(&round.policy.authority), title(&round.run.name)),
            heading: format!("{name}: outcome of the referrals"),
            about: about(report, only),
            verdict: (String::new(), String::new()),
            figures: figures(&own, placed, ledger),
            sections,
            foot: Vec::new(),
        },
        sheet: sheet(report, cases, &own),
        referred: own.len(),
        placed,
    }
}

fn figures(own: &[&Case], placed: usize, ledger: Option<&LedgerLine>) -> Vec<Figure> {
    let figure = |label, value: String| Figure { label, value, note: String::new() };
    let mut figures = vec![
        figure("Referrals", number(own.len() as i64)),
        figure("With a place", number(placed as i64)),
        figure("Without", number((own.len() - placed) as i64)),
    ];
    figures.extend(ledger.map(|line| figure("Fees", pounds(line.fees))));
    figures.extend(ledger.filter(|line| line.sla).map(|line| figure("Paid places left", number(line.left))));
    figures
}

fn with_place(report: &Report, own: &[&Case]) -> Section {
    let round = report.round;
    let columns = [
        "Referral",
        "Student",
        "Programme",
        "Course",
        "Provider",
        "@Start",
        "@End",
        "Days",
        "#Choice",
        "#Fee",
        "Paid as",
    ];
    let rows = own.iter().filter_map(|case| Some((case, case.placed()?))).map(|(case, placed)| {
        let intake = &round.intakes[placed.placement.intake];
        let course = &round.courses[intake.course];
        let provider = &round.providers[course.provider];
        let span = placed.placement.span;
        vec![
            case.referral.id.clone(),
            round.students[case.referral.student].id.clone(),
            title(&round.policy.programmes[case.referral.programme].name),
            title_or_id(&course.title, course),
            title_or_id(&provider.name, provider),
            day(span.first),
            day(span.last),
            intake.days.to_string().replace(';', ", "),
            placed.rank.to_string(),
            pounds(placed.fee),
            paid_as(placed.funding).to_owned(),
        ]
    });
    let table = Table::new("placed", "Where and when", &columns).with(rows);
    let section = Section::new("with-place", "Referrals with a place");
    section.table_or(table, "None.")
}

fn without_place(report: &Report, cases: &[Case], own: &[&Case]) -> Section {
    let round = report.round;
    let rows = own.iter().filter_map(|case| Some((case, case.unplaced()?))).map(|(case, unplaced)| {
        vec![
            case.referral.id.clone(),
            round.students[case.referral.student].id.clone(),
            title(&round.policy.programmes[case.referral.programme].name),
            withdrawn(report, case) + &reason(cases, case, unplaced),
            advice(unplaced.explanation.reason).to_owned(),
        ]
    });
    let columns = ["Referral", "Student", "Programme", "Why", "What may help"];
    let table = Table::new("unplaced", "Why, and what may help", &columns).with(rows);
    let section = Section::new("without-place", "Referrals without a place");
    section.table_or(table, "None.")
}

/// Why a referral has no place, without what concerns others: that a certain
/// student is kept apart from another, or what another school asked for.
pub(super) fn reason(cases: &[Case], case: &Case, unplaced: &Unplaced) -> String {
    let students = |other: &Case| other.referral.student == case.referral.student;
    let is_shared = || cases.iter().any(|other| students(other) && other.referral.school != case.referral.school);
    let explanation = &unplaced.explanation;
    let stands = |is_so: fn(ConstraintId) -> bool| {
        explanation.obstacles.iter().any(|obstacle| matches!(obstacle, Obstacle::Constraint(id) if is_so(*id)))
    };
    match explanation.reason {
        Obstacle::Constraint(constraint) if limits::tells_of_another(constraint) => {
            "Its nearest option cannot be taken beside the other placements there.".to_owned()
        }
        reason if stands(limits::tells_of_another) => sentence(obstacle(reason)),
        reason if stands(limits::is_of_one_student) && is_shared() => sentence(obstacle(reason)),
        _ => words::reason(explanation),
    }
}

fn account(report: &Report, line: &LedgerLine) -> Section {
    let round = report.round;
    let mut rows = Vec::new();
    if line.sla {
        rows.extend([
            ("Paid places of the academic year", number(line.allowance)),
            ("Used before this round", number(line.used_before)),
            ("Used in this round", number(line.used_now)),
            ("Left", number(line.left)),
            ("Extra places that the school agreed to pay for", number(line.extra_bought)),
        ]);
    }
    rows.push(("Charged places in this round", number(line.charged)));
    rows.push(("Fees of this round, place fees included", pounds(line.fees)));
    rows.push((
        "Budget for fees in this round",
        round.schools[line.school].budget.map_or_else(|| "no limit".to_owned(), pounds),
    ));
    rows.extend(line.budget_left.map(|left| ("Budget left", pounds(left))));
    let rows = rows.into_iter().map(|(what, amount)| vec![what.to_owned(), amount]);
    let caption = format!("Paid places and fees, academic year {}", round.run.academic_year);
    Section::new("account", "The school’s account")
        .table(Table::new("ledger", caption, &["What", "#Amount"]).with(rows))
}

/// When outcomes are due, and the next deadlines of the programmes that the
/// school asks for.
fn dates(report: &Report, own: &[&Case]) -> Section {
    let round = report.round;
    let section = Section::new("dates", "Dates");
    let section = match round.policy.outcome_working_days {
        Some(days) => section.text(format!(
            "The outcome of a panel reaches the school within {}; day 1 is the next working day.",
            count(days as usize, "working day")
        )),
        None => section,
    };
    let mut decided: Vec<_> = own.iter().map(|case| (case.outcome.decided, case.outcome.due, case.referral)).collect();
    decided.sort_by_key(|(decided, _, referral)| (*decided, referral.programme, referral.id.as_str()));
    let groups = decided.chunk_by(|one, other| (one.0, one.2.programme) == (other.0, other.2.programme));
    let rows = groups.filter_map(|group| {
        let (decided, due, referral) = group.first()?;
        let ids: Vec<&str> = group.iter().map(|(_, _, referral)| referral.id.as_str()).collect();
        Some(vec![
            title(&round.policy.programmes[referral.programme].name),
            day((*decided)?),
            due.map(day).unwrap_or_default(),
            ids.join(", "),
        ])
    });
    let outcomes = Table::new("outcomes", "Outcomes", &["Programme", "@Panel or meeting", "@Outcome due", "Referrals"]);
    let mut programmes: Vec<_> = own.iter().map(|case| case.referral.programme).collect();
    programmes.sort();
    programmes.dedup();
    let deadlines = programmes.into_iter().filter_map(|programme| Some((programme, next_deadline(round, programme)?)));
    let rows_ahead = deadlines.map(|(programme, entry)| {
        vec![
            title(&round.policy.programmes[programme].name),
            day(entry.date),
            entry.for_start.map(day).unwrap_or_default(),
        ]
    });
    let ahead = Table::new("deadlines", "Next deadlines", &["Programme", "@Deadline", "@For the start on"]);
    let (outcomes, ahead) = (outcomes.with(rows), ahead.with(rows_ahead));
    if outcomes.rows.is_empty() && ahead.rows.is_empty() {
        return section
            .text("The calendar has no panel and no deadline ahead for the programmes that the school asked for.");
    }
    section.table(outcomes).table(ahead)
}

fn sheet(report: &Report, cases: &[Case], own: &[&Case]) -> Sheet {
    let round = report.round;
    let mut sheet = Sheet::new(&[
        "referral_id",
        "student_id",
        "programme",
        "outcome",
        "course_id",
        "intake_id",
        "provider_id",
        "start",
        "end",
        "days",
        "choice_rank",
        "fee",
        "funding",
        "decided_on",
        "outcome_due",
        "reason",
        "detail",
        "help",
    ]);
    for case in own {
        let [outcome, course, intake, provider, start, end, days, rank] = case.place_cells(round);
        let [decided, due] = case.outcome_cells();
        let unplaced = case.unplaced();
        let (reason, help) = match unplaced {
            None => (Cell::Blank, Cell::Blank),
            Some(unplaced) => {
                let reason = withdrawn(report, case) + &reason(cases, case, unplaced);
                (Cell::text(reason), Cell::text(advice(unplaced.explanation.reason)))
            }
        };
        let word = unplaced.map(|unplaced| match unplaced.explanation.reason {
            // Said as the detail says it.
            Obstacle::Constraint(constraint) if limits::tells_of_another(constraint) => "places".to_owned(),
            other => other.to_string(),
        });
        sheet.push([
            Cell::text(&case.referral.id),
            Cell::text(&round.students[case.referral.student].id),
            Cell::text(&round.policy.programmes[case.referral.programme].id),
            outcome,
            course,
            intake,
            provider,
            start,
            end,
            days,
            rank,
            Cell::number_or_blank(case.placed().map(|placed| placed.fee)),
            Cell::text_or_blank(case.placed().map(|placed| placed.funding)),
            decided,
            due,
            Cell::text_or_blank(word),
            reason,
            help,
        ]);
    }
    sheet
}
