//! `value.html`: what places are worth, for people.

use super::curve::{Ground, Verdict, Worth};
use super::point::{Point, Tally};
use super::whole::Value;
use super::words::{NO_LIMIT, fewer_known, known};
use super::{Closing, Fewer};
use crate::allocation::{Sense, Step};
use crate::ids::StageId;
use crate::limits;
use crate::paper::page::{Chart, Document, Figure, Section, Table};
use crate::paper::words::{count, day, number, pounds, signed, title};
use crate::report::inputs_table;
use crate::report::words::BY_NUMBER_ONLY;
use crate::round::Round;
use crate::units::Pence;
use std::cmp::Reverse;

/// So many lines of a chart can be told apart.
const MOST_LINES: usize = 3;

/// The whole page as text.
pub(super) fn page(value: &Value) -> Result<String, askama::Error> {
    let run = &value.ask.round().run;
    let mut sections = vec![best(value)];
    sections.extend(curves(value));
    sections.push(groups(value));
    sections.push(no_use(value));
    sections.push(unused(value));
    sections.push(fewer(value));
    sections.push(grounds(value));
    let document = Document {
        is_provisional: run.provisional,
        over: value.ask.round().policy.authority.clone(),
        heading: format!("What places are worth: {}", run.name),
        about: vec![
            format!("As of {}, academic year {}.", day(run.as_of), run.academic_year),
            BY_NUMBER_ONLY.to_owned(),
        ],
        verdict: verdict(value),
        figures: figures(value),
        sections,
        foot: vec![format!("Solved by {} {}.", value.ask.engine.solver.name(), value.ask.engine.solver.version())],
    };
    document.render()
}

/// What a limit is called.
pub(super) fn name(round: &Round, worth: &Worth) -> String {
    match worth.capacity.limit.called(round) {
        (ids, name) if name.is_empty() => ids,
        (ids, name) if ids.is_empty() => title(&name),
        (ids, name) => format!("{ids} {}", title(&name)),
    }
}

/// How much more, with its unit.
fn more(worth: &Worth, amount: Option<u32>) -> String {
    match amount {
        None => NO_LIMIT.to_owned(),
        Some(amount) if worth.capacity.limit.is_in_pounds() => {
            format!("+{}", pounds(Pence(100 * i64::from(amount))))
        }
        Some(amount) => format!("+{}", number(i64::from(amount))),
    }
}

impl Value<'_> {
    /// What the first of more brings, step by step, the better the larger.
    fn gain(&self, worth: &Worth) -> Vec<i64> {
        let steps = &self.steps[..self.counted];
        let better = |(step, value): (&Step, &i64)| match step.sense {
            Sense::Max => value - step.value,
            Sense::Min => step.value - value,
        };
        let gain = |point: &Point| steps.iter().zip(&point.values).map(better).collect();
        worth.verdict.first().map(gain).unwrap_or_default()
    }

    /// The limits of which more is of use, the most useful first: by what the
    /// first of more brings, in the order of the ladder.
    pub fn ranked(&self) -> Vec<&Worth> {
        let mut useful: Vec<&Worth> =
            self.worths.iter().filter(|worth| matches!(worth.verdict, Verdict::Useful { .. })).collect();
        useful.sort_by_cached_key(|worth| Reverse(self.gain(worth)));
        useful
    }

    /// How many more are placed.
    pub fn placed_change(&self, point: &Point) -> i64 {
        self.change(&point.values, StageId::Placed)
    }

    /// In a few words what the first of more of a limit brings; nothing where it
    /// is of no use.
    pub fn describe(&self, worth: &Worth) -> Option<String> {
        let point = worth.verdict.first()?;
        let Tally { gain, lose } = point.counts.all;
        let more = more(worth, Some(worth.capacity.unit));
        let name = name(self.ask.round(), worth);
        let placed = signed(self.placed_change(point));
        let proven = if point.is_proven { "" } else { ", not proven" };
        let constraint = worth.capacity.limit.constraint;
        let later = match point.taken_from_later() {
            0 => String::new(),
            fewer => format!("; later rounds place {} fewer", number(fewer)),
        };
        Some(format!("{constraint} {name}, {more}: {placed} placed ({gain} gain, {lose} lose){later}{proven}"))
    }
}

fn verdict(value: &Value) -> (String, String) {
    let useful = value.ranked();
    let places_one = useful.iter().filter_map(|worth| worth.verdict.first());
    let places_one = places_one.filter(|point| value.placed_change(point) > 0).count();
    let head = match value.is_proven() {
        true => "Proven, by solving.".to_owned(),
        false => "Not all of it is proven: the time was up.".to_owned(),
    };
    let rest = format!(
        "Of {}, {} would better the result with more, and {} would place more referrals with only one more.",
        count(value.worths.len(), "limit"),
        number(useful.len() as i64),
        number(places_one as i64),
    );
    (head, rest)
}

fn figures(value: &Value) -> Vec<Figure> {
    let unused: i64 = value.closings.iter().map(|closing| i64::from(closing.unused())).sum();
    vec![
        Figure { label: "Placed", value: number(value.placed as i64), note: "in the round as it is".to_owned() },
        Figure {
            label: "Unused places",
            value: number(unused),
            note: "of intakes that can still be joined".to_owned(),
        },
    ]
}

fn best(value: &Value) -> Section {
    let round = value.ask.round();
    let stage = |point: &Point, stage: StageId| match value.stages().contains(&stage) {
        true => signed(value.change(&point.values, stage)),
        false => String::new(),
    };
    let rows = value.ranked().into_iter().flat_map(|worth| {
        worth.shown().into_iter().map(move |(amount, point)| {
            let Tally { gain, lose } = point.counts.all;
            vec![
                name(round, worth),
                worth.capacity.limit.kind().to_owned(),
                worth.capacity.limit.amount(round),
                more(worth, amount),
                signed(value.placed_change(point)),
                stage(point, StageId::Children),
                number(gain),
                number(lose),
                number(point.taken_from_later()),
                if point.is_proven { "solved" } else { "not proven" }.to_owned(),
            ]
        })
    });
    let columns =
        ["Limit", "Kind", "#Now", "#More", "#Placed", "#Students", "#Gain", "#Lose", "#From later", "How known"];
    let text = format!(
        "The most useful first: in the order of the ladder, by what the first of more brings. Up to {} more of each; \"{NO_LIMIT}\" is what there would be without it, shown where still more brings still more.",
        number(i64::from(value.ask.most)),
    );
    Section::new("best", "Where more is of use")
        .text(text)
        .text("Gain: had no place and would have one. Lose: the other way round, because the ladder puts others first. A limit that only betters waiting, choices or the lottery places nobody more. What single limits bring does not add up.")
        .text("From later: of what is gained, how many later rounds of the academic year would place fewer, each term as many as this round, because places of the year are taken. Over the year that is no gain.")
        .table(Table::new("best-table", "What more of a limit would bring", &columns).with(rows))
}

/// Lines of the most useful limits.
fn curves(value: &Value) -> Option<Section> {
    let useful = value.ranked();
    let drawn: Vec<&&Worth> = useful.iter().take(MOST_LINES).collect();
    let most = drawn.iter().map(|worth| worth.shown().len()).max().unwrap_or(0);
    if most < 2 {
        return None;
    }
    let ticks: Vec<String> = (0..=value.ask.most).map(|count| format!("+{count}")).collect();
    let mut chart = Chart::new("Referrals placed with more of the three most useful limits", &ticks);
    for worth in drawn {
        let Verdict::Useful { points, .. } = &worth.verdict else { continue };
        let now = value.placed as i64;
        let mut line = vec![Some(now)];
        line.extend(points.iter().map(|point| Some(now + value.placed_change(point))));
        line.resize(ticks.len(), None);
        chart = chart.line(worth.capacity.limit.id(value.ask.round()), line);
    }
    Some(Section::new("curves", "How far it goes").text("The same numbers stand in the table above.").chart(chart))
}

fn groups(value: &Value) -> Section {
    let round = value.ask.round();
    let rows = value.ranked().into_iter().flat_map(|worth| {
        let first = worth.verdict.first();
        first.into_iter().flat_map(move |point| {
            point.counts.groups().into_iter().flat_map(move |(by, groups)| {
                groups.iter().map(move |(group, tally)| {
                    let group = if group.is_empty() { "no school" } else { group };
                    let (gain, lose) = (number(tally.gain), number(tally.lose));
                    vec![name(round, worth), by.to_owned(), group.to_owned(), gain, lose]
                })
            })
        })
    });
    let columns = ["Limit", "By", "Group", "#Gain", "#Lose"];
    Section::new("groups", "Who would gain and who would lose")
        .text("With one more, in numbers only.")
        .table(Table::new("groups-table", "Who gains and who loses with one more", &columns).with(rows))
}

fn no_use(value: &Value) -> Section {
    let of = |constraint, is_so: &dyn Fn(&Verdict) -> bool| {
        let worths = value.worths.iter().filter(|worth| worth.capacity.limit.constraint == constraint);
        worths.filter(|worth| is_so(&worth.verdict)).count()
    };
    let rows = limits::kinds().filter(|(id, _)| of(*id, &|_| true) > 0).map(|(id, kind)| {
        let shown = |is_so: &dyn Fn(&Verdict) -> bool| number(of(id, is_so) as i64);
        vec![
            kind.to_owned(),
            shown(&|verdict| matches!(verdict, Verdict::Useful { .. })),
            shown(&|verdict| *verdict == Verdict::NoUse(Ground::Room)),
            shown(&|verdict| matches!(verdict, Verdict::NoUse(Ground::Lifted | Ground::LiftedWith(_)))),
            shown(&|verdict| *verdict == Verdict::Unknown),
        ]
    });
    let columns = ["Kind", "#Of use", "#Room for all", "#Solved: no use", "#Not known"];
    Section::new("no-use", "Where more is of no use")
        .text("Room for all: all who could take of it fit in together, so more changes nothing. Solved: without the limit, by itself or with others at once, the best result is the same in every step; so it is with more of it, however much.")
        .table(Table::new("no-use-table", "Limits by what more of them would bring", &columns).with(rows))
}

fn unused(value: &Value) -> Section {
    let round = value.ask.round();
    let rows = value.closings.iter().filter(|closing| closing.unused() > 0).map(|closing| {
        let intake = &round.intakes[closing.intake];
        vec![
            format!("{} {}", intake.id, title(&round.courses[intake.course].title)),
            number(i64::from(closing.places)),
            number(i64::from(closing.used)),
            number(i64::from(closing.unused())),
        ]
    });
    Section::new("unused", "What could close without loss")
        .text("Places that nobody takes, even on the fullest date. All of them could close at once and the result would be the same, child by child: it is allowed with fewer places, and it is the best of what more places allow. Keep what late referrals will need.")
        .table(Table::new("unused-table", "Unused places", &["Intake", "#Places", "#Used", "#Unused"]).with(rows))
}

fn fewer(value: &Value) -> Section {
    let round = value.ask.round();
    let yes_no = |kept: Option<bool>| match kept {
        Some(true) => "yes".to_owned(),
        Some(false) => "no".to_owned(),
        None => String::new(),
    };
    let is_shown = |closing: &&Closing| !matches!(closing.fewer, Fewer::Unused | Fewer::None);
    let rows = value.closings.iter().filter(is_shown).map(|closing| {
        let intake = &round.intakes[closing.intake];
        let (change, tally) = match &closing.fewer {
            Fewer::Solved { point, .. } => (signed(value.placed_change(point)), point.counts.all),
            _ => (String::new(), Tally::default()),
        };
        vec![
            format!("{} {}", intake.id, title(&round.courses[intake.course].title)),
            number(i64::from(closing.places)),
            yes_no(closing.fewer.keeps_placed()),
            yes_no(closing.fewer.keeps_all()),
            change,
            number(tally.gain),
            number(tally.lose),
            fewer_known(&closing.fewer).to_owned(),
        ]
    });
    let columns = [
        "Intake",
        "#Places",
        "As many of each class placed",
        "Every step kept",
        "#Placed",
        "#Gain",
        "#Lose",
        "How known",
    ];
    Section::new("fewer", "One place fewer in a full intake")
        .text("Each by itself. Where as many of each class are placed, the place could close without a child the less; other children, other courses or longer ways may still be the price, unless every step is kept.")
        .table(Table::new("fewer-table", "Full intakes with one place fewer", &columns).with(rows))
}

fn grounds(value: &Value) -> Section {
    let steps: Vec<String> = value.steps[..value.counted].iter().map(ToString::to_string).collect();
    let unknown = value.worths.iter().filter(|worth| !worth.verdict.is_proven());
    let unknown: Vec<Vec<String>> =
        unknown.map(|worth| vec![name(value.ask.round(), worth), known(&worth.verdict)]).collect();
    Section::new("grounds", "What this rests on")
        .text(format!(
            "Each line is the ladder climbed again and proven, with only the one limit changed. These steps count: {}.",
            steps.join(", "),
        ))
        .table(Table::new("unknown-table", "Limits that are not settled", &["Limit", "How known"]).with(unknown))
        .table(inputs_table(&value.ask.round().inputs))
}
