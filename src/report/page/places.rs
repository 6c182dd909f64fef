use crate::paper::page::{Bar, Cell, Section, Table, Tone};
use crate::paper::words::{count, dates, number};
use crate::report::run::Report;
use crate::report::words::title_or_id;
use crate::result::IntakeUse;
use crate::round::{Key, Programme};

/// How every intake is used, and how many could take a place there.
pub(super) fn intakes(report: &Report) -> Section {
    let section = Section::new("intakes", "Intakes: use and demand")
        .text("“Could take” counts the referrals that have the intake as an option: each takes one place at most, so the same referral counts at several intakes.")
        .key(&[
            (Tone::Solid, "places taken before this round"),
            (Tone::Half, "new placements"),
            (Tone::Open, "places left"),
            (Tone::Thin, "referrals that could take one"),
        ]);
    report.round.policy.programmes.keys().fold(section, |section, programme| section.table(of(report, programme)))
}

/// How the intakes of a programme are used.
pub(in crate::report) fn of(report: &Report, programme: Key<Programme>) -> Table {
    let round = report.round;
    let used: Vec<&IntakeUse> =
        report.result.intakes.iter().filter(|used| round.programme_of(used.intake) == programme).collect();
    let filled = |used: &IntakeUse| used.taken_before + used.taken_now + used.left;
    let most = used.iter().map(|used| filled(used).max(used.wanted)).max().unwrap_or(0);
    let row = |used: &&IntakeUse| {
        let intake = &round.intakes[used.intake];
        let course = &round.courses[intake.course];
        let label = format!(
            "{} before, {} new, {} left; {} could take one",
            used.taken_before, used.taken_now, used.left, used.wanted
        );
        let bar = Bar::new(label, most)
            .part(Tone::Solid, used.taken_before)
            .part(Tone::Half, used.taken_now)
            .part(Tone::Open, used.left)
            .part(Tone::Thin, used.wanted);
        let cell = |amount: u32| Cell::from(number(amount));
        vec![
            Cell::from(intake.id.clone()),
            title_or_id(&course.title, course).into(),
            dates(intake.span()).into(),
            cell(intake.places),
            cell(used.taken_before),
            cell(used.taken_now),
            cell(used.left),
            cell(used.wanted),
            bar.into(),
        ]
    };
    let columns =
        ["Intake", "Course", "Dates", "#Places", "#Taken before", "#New", "#Left", "#Could take", "~Use and demand"];
    let name = &round.policy.programmes[programme].name;
    let unused = used.iter().filter(|used| !used.opens).count();
    let empty = if unused == 0 { String::new() } else { format!(", {unused} without anyone") };
    let caption = format!("{name}: {}{empty}", count(used.len(), "intake"));
    Table::new(format!("intakes-{}", programme.index()), caption, &columns).with(used.iter().map(row))
}
