use super::console::{Next, data, json, say};
use super::exit::{End, Exit};
use super::paths;
use super::problems::{lines, tally};
use rightplace::explain::{idle_keeps, loose_groups, shut_out, shut_out_places};
use rightplace::ids::{RuleId, Word};
use rightplace::paper::words::{count, number, title};
use rightplace::problem::{self, Code, Problem, alike};
use rightplace::reading::Reading;
use rightplace::round::{Key, Programme, Round};
use rightplace::rules::{Casebook, Options, is_open};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Reads a round and lists every problem of it; writes nothing
///
/// Errors are what makes a round unreadable or ambiguous; they must be mended
/// before it can be allocated. All else is a warning. Every problem says where
/// it is, what was found, what was expected and what to do; none carries a
/// name, a date of birth or free text about a child.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  rightplace check spring-2026\n\nExit status: 0 the round can be allocated, 3 it has errors."
)]
pub struct Args {
    /// The folder of the round, or its workbook (.xlsx)
    round: PathBuf,
    /// Write the problems as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Listing<'a> {
    errors: usize,
    warnings: usize,
    problems: &'a [Problem],
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<Sizes>,
}

/// How large a readable round is.
#[derive(Serialize)]
struct Sizes {
    referrals: usize,
    open: usize,
    with_option: usize,
    intakes: usize,
    options: usize,
    without_option: Vec<Without>,
}

/// How many open referrals of a programme have no option, by the rule that
/// keeps them from one.
#[derive(Serialize)]
struct Without {
    programme: String,
    #[serde(skip)]
    name: String,
    rule: &'static str,
    referrals: usize,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    paths::round(&args.round)?;
    let Reading { round, mut problems } = Round::read(&args.round);
    problems.extend(round.iter().flat_map(idle_keeps));
    problems.extend(round.iter().flat_map(loose_groups));
    problems.extend(round.iter().flat_map(shut_out_places));
    let sizes = round.as_ref().map(sizes);
    let is_bound = problems.iter().any(|problem| problem.code == Code::PlaceIsNoOption);
    if args.json {
        let (errors, warnings) = problem::count(&problems);
        let listing = Listing { errors, warnings, problems: &problems, round: sizes };
        json(&listing)?;
    } else {
        lines(&problems).iter().try_for_each(data)?;
        say(tally(&problems));
        if let Some(sizes) = sizes {
            say(format_args!(
                "{}: {} ({} open, {} with an option), {}, {}.",
                if is_bound {
                    "The round can be read, and not be allocated as it stands"
                } else {
                    "The round can be allocated"
                },
                count(sizes.referrals, "referral"),
                number(sizes.open as i64),
                number(sizes.with_option as i64),
                count(sizes.intakes, "intake"),
                count(sizes.options, "option"),
            ));
            standstill(&sizes.without_option, &problems);
        }
    }
    match (round.is_some(), is_bound) {
        (false, _) => Next::words("mend the errors").then("check", [&args.round]).say(),
        (_, true) => Next::words("mend the decisions").then("check", [&args.round]).say(),
        _ => {
            let out = paths::beside(&args.round, "result");
            Next::command("allocate", [args.round.as_os_str(), "--out".as_ref(), out.as_os_str()]).say();
        }
    }
    Ok(if round.is_some() { Exit::Done } else { Exit::Input })
}

/// What of a round stands still, as a table.
fn standstill(without_option: &[Without], problems: &[Problem]) {
    let mut rows: Vec<(String, String)> = without_option
        .iter()
        .map(|each| {
            let open = count(each.referrals, "open referral");
            (format!("{open} of {}, by the rule {}", title(&each.name), each.rule), "without an option".to_owned())
        })
        .collect();
    let told = [
        (Code::NoneApproved, "no referral approved"),
        (Code::DeadCapacity, "nobody can take it"),
        (Code::NoDeadline, "no deadline, nobody can take it"),
        (Code::HeldOutlastsApproval, "held beyond an approval"),
        (Code::PlaceIsNoOption, "a decision to place that a rule shuts out"),
    ];
    for (code, what) in told {
        let of_code = alike(problems.iter().filter(|problem| problem.code == code));
        rows.extend(of_code.iter().map(|alike| (alike.found(), what.to_owned())));
    }
    if rows.is_empty() {
        return;
    }
    say("");
    say("What stands still:");
    let mut above = "";
    for (found, what) in &rows {
        let label = if what == above { "" } else { what };
        say(format_args!("  {label:<42} {found}"));
        above = what;
    }
}

fn sizes(round: &Round) -> Sizes {
    let book = Casebook::new(round);
    let options = Options::count(&book);
    let mut without: BTreeMap<(Key<Programme>, RuleId), usize> = BTreeMap::new();
    for (referral, rule) in shut_out(&book, &options) {
        *without.entry((round.referrals[referral].programme, rule)).or_default() += 1;
    }
    let without_option = without.into_iter().map(|((programme, rule), referrals)| {
        let programme = &round.policy.programmes[programme];
        Without { programme: programme.id.clone(), name: programme.name.clone(), rule: rule.word(), referrals }
    });
    Sizes {
        referrals: round.referrals.len(),
        open: round.referrals.keys().filter(|key| is_open(&book, *key)).count(),
        with_option: options.iter().filter(|options| **options > 0).count(),
        intakes: round.intakes.len(),
        options: options.iter().sum(),
        without_option: without_option.collect(),
    }
}
