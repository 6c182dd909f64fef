//! `rightplace audit`.

use super::console::{Next, data, json, say};
use super::earlier::{self, EarlierArgs};
use super::exit::{End, Exit};
use super::ink;
use super::problems;
use rightplace::allocation::{AllocationRow, Segment, Step};
use rightplace::audit::{Audit, Claim, ClaimKind, Entry, Settings, StepValue, Violation, audit, claims};
use rightplace::ids::Word;
use rightplace::paper::words::{count, number};
use rightplace::report::words::{step, step_value};
use rightplace::round::Round;
use serde::Serialize;
use std::path::PathBuf;

/// How many of a violation's ids are told.
const TELLING: usize = 3;
/// How many violations are told.
const VIOLATIONS: usize = 1_000;
/// How many claims of a kind are told.
const CLAIMS: usize = 8;

/// Checks an allocation, ours or one made by hand, independently
///
/// Every rule and constraint is recomputed from the round by code that shares
/// nothing with what finds allocations. What is broken is told in plain
/// English, then the value of every step of the ladder, and who could have a
/// place if somebody placed left theirs. A worse allocation is no violation.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace audit spring-2026 spring-2026-result/allocations.csv
  rightplace audit spring-2026 made-by-hand.csv

Exit status: 0 nothing is broken, 3 the input has errors, 6 there are violations.")]
pub struct Args {
    /// The folder of the round, or its workbook (.xlsx)
    round: PathBuf,
    /// The allocation: a CSV file or workbook with at least referral_id and intake_id
    #[arg(value_name = "ALLOCATIONS.csv")]
    allocations: PathBuf,
    #[command(flatten)]
    earlier: EarlierArgs,
    /// Write what was found as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Finding<'a> {
    placed: usize,
    violations: Vec<Broken<'a>>,
    stages: Vec<Stage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<Vec<Claimed<'a>>>,
}

#[derive(Serialize)]
struct Claimed<'a> {
    kind: &'static str,
    referral: &'a str,
    class: String,
    intake: &'a str,
    against: Option<&'a str>,
    class_against: Option<String>,
}

#[derive(Serialize)]
struct Broken<'a> {
    rule: &'static str,
    subjects: Vec<Subject<'a>>,
    detail: &'a str,
}

#[derive(Serialize)]
struct Subject<'a> {
    kind: &'static str,
    id: &'a str,
}

#[derive(Serialize)]
struct Stage {
    stage: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
    sense: &'static str,
    value: i64,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let (mut round, _) = problems::read(&args.round)?;
    let carried = args.earlier.bind(&mut round)?.map(|earlier| earlier.carried).unwrap_or_default();
    let (rows, _) = earlier::rows(&round, &args.allocations)?;
    let entries: Vec<Entry> = rows.iter().map(entry).collect();
    let settings = Settings { relaxed_groups: carried.ran };
    let found = audit(&round, &entries, &settings);
    let claims = claims(&round, &entries, &settings);
    if args.json {
        json(&finding(&round, &found, claims.as_deref()))?;
    } else {
        tell(&round, &found)?;
        tell_claims(&round, claims.as_deref().unwrap_or_default())?;
    }
    match found.violations.len() {
        0 => {
            say(format_args!("{} No rule or constraint is broken.", ink::bold("Sound.")));
            let words = [args.round.as_os_str(), "--allocations".as_ref(), args.allocations.as_os_str()];
            Next::command("deadlines", words).say();
            Ok(Exit::Done)
        }
        number => {
            say(format_args!("{}", ink::error(count(number, "violation"))));
            Next::words("correct the allocation, or let a decision waive what may be waived").then_again().say();
            Ok(Exit::Violations)
        }
    }
}

fn entry(row: &AllocationRow) -> Entry {
    Entry { referral: row.referral, intake: row.intake, start: row.start, end: row.end }
}

fn tell(round: &Round, found: &Audit) -> Result<(), End> {
    for Violation { rule, subjects, detail } in found.violations.iter().take(VIOLATIONS) {
        // The most telling come first; the JSON has all.
        let telling = subjects.iter().take(TELLING);
        let about: Vec<String> = telling.map(|subject| format!("{} {}", subject.kind, subject.id)).collect();
        data(format_args!("{}[{rule}] {}: {detail}", ink::error("violation"), about.join(", ")))?;
    }
    let more = found.violations.len().saturating_sub(VIOLATIONS);
    if more > 0 {
        data(format_args!("… and {} more, see --json", number(more as i64)))?;
    }
    if !found.violations.is_empty() {
        data("")?;
    }
    data(format_args!("{} What it attains:", count(found.placements.len(), "placement") + "."))?;
    let rows: Vec<[String; 4]> = found.steps.iter().map(|value| row(round, value)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (names, values) = (width(0), width(2));
    for [name, sense, value, what] in &rows {
        data(format_args!("  {name:names$}  {sense:5}  {value:>values$}  {what}"))?;
    }
    Ok(())
}

/// Who could have a place that somebody else has, or that nobody has.
fn tell_claims(round: &Round, claims: &[Claim]) -> Result<(), End> {
    for kind in ClaimKind::ALL {
        let of: Vec<&Claim> = claims.iter().filter(|claim| claim.kind == *kind).collect();
        if of.is_empty() {
            continue;
        }
        data("")?;
        data(claimed(*kind, of.len()))?;
        for claim in of.iter().take(CLAIMS) {
            let (referral, intake) = (&round.referrals[claim.referral].id, &round.intakes[claim.intake].id);
            let instead = claim.against.as_ref().map(|(other, class)| {
                let other = &round.referrals[*other].id;
                format!(", if {other} (class {class}) left")
            });
            let instead = instead.unwrap_or_default();
            data(format_args!("  {referral} (class {}): {intake}{instead}", claim.class))?;
        }
        if of.len() > CLAIMS {
            data(format_args!("  … and {} more, see --json", of.len() - CLAIMS))?;
        }
    }
    Ok(())
}

/// What the claims of a kind have in common.
fn claimed(kind: ClaimKind, number: usize) -> String {
    match kind {
        ClaimKind::Room => format!("{} could be placed with nobody leaving:", count(number, "referral")),
        ClaimKind::LowerClass => {
            format!("{} on the place of a referral of a lower class:", count(number, "claim"))
        }
        ClaimKind::SlaBeforeNeed => {
            format!("{} in which the SLA puts a lower need before a higher one:", count(number, "case"))
        }
    }
}

/// A step's id, aim, value and meaning.
fn row(round: &Round, value: &StepValue) -> [String; 4] {
    let StepValue { stage, segment, sense, value } = value.clone();
    let one = Step { stage, segment, sense, value, bound: value };
    [one.to_string(), one.sense.to_string(), step_value(round, stage, value), step(round, &one)]
}

fn finding<'a>(round: &'a Round, found: &'a Audit, claims: Option<&'a [Claim]>) -> Finding<'a> {
    Finding {
        placed: found.placements.len(),
        violations: found.violations.iter().map(Broken::of).collect(),
        stages: found.steps.iter().map(Stage::of).collect(),
        claims: claims.map(|claims| claims.iter().map(|claim| Claimed::of(round, claim)).collect()),
    }
}

impl<'a> Claimed<'a> {
    fn of(round: &'a Round, claim: &'a Claim) -> Claimed<'a> {
        let (against, class_against) = claim.against.as_ref().map(|(key, class)| (*key, class.to_string())).unzip();
        Claimed {
            kind: claim.kind.word(),
            referral: &round.referrals[claim.referral].id,
            class: claim.class.to_string(),
            intake: &round.intakes[claim.intake].id,
            against: against.map(|key| round.referrals[key].id.as_str()),
            class_against,
        }
    }
}

impl<'a> Broken<'a> {
    fn of(violation: &'a Violation) -> Broken<'a> {
        let subjects = violation.subjects.iter();
        Broken {
            rule: violation.rule.word(),
            subjects: subjects.map(|subject| Subject { kind: subject.kind.word(), id: &subject.id }).collect(),
            detail: &violation.detail,
        }
    }
}

impl Stage {
    fn of(step: &StepValue) -> Stage {
        let (class, rank) = match &step.segment {
            Segment::Whole => (None, None),
            Segment::Class(class) => (Some(class.to_string()), None),
            Segment::Rank(rank) => (None, Some(*rank)),
        };
        Stage { stage: step.stage.word(), class, rank, sense: step.sense.word(), value: step.value }
    }
}
