//! A policy in sentences: who may have what, who comes first, what binds. For
//! those who decide on it and do not read settings.

use super::conditions::{further, off_site};
use crate::ids::{StageId, Word};
use crate::paper::page::{Document, Section};
use crate::paper::words::{clean, count, listing, number, pounds};
use crate::round::{
    Access, Beyond, ClosureEffect, Decider, FeePer, Key, MixPer, Policy, PoolAmount, PriorityKey, Programme, Round,
};
use std::collections::BTreeSet;

/// A part of a policy: its heading and its sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is about.
    pub heading: String,
    /// What is so, each a sentence.
    pub sentences: Vec<String>,
}

/// The policy of a round in sentences, part by part. Names are those of the
/// policy, cleaned; no referral is looked at.
pub fn parts(round: &Round) -> Vec<Part> {
    let policy = &round.policy;
    let mut parts = vec![first(policy), ladder(policy)];
    parts.extend(policy.programmes.iter().map(|(_, each)| programme(policy, each)));
    parts.extend([money(policy), together(policy), limits_of_time(policy), never(policy)]);
    parts.retain(|part| !part.sentences.is_empty());
    parts
}

/// The same as a page for people.
///
/// # Errors
///
/// Where the page cannot be formed; that is a fault of the program.
pub fn page(round: &Round) -> Result<String, askama::Error> {
    let section = |(position, part): (usize, Part)| {
        let empty = Section::new(format!("part-{}", position + 1), part.heading);
        part.sentences.into_iter().fold(empty, Section::text)
    };
    let document = Document {
        is_provisional: false,
        over: round.policy.authority.clone(),
        heading: "The policy in sentences".to_owned(),
        about: vec![format!("Of the round {}, academic year {}.", clean(&round.run.name), round.run.academic_year)],
        verdict: (
            "This is what the program goes by.".to_owned(),
            "Each sentence says what a setting of the policy means.".to_owned(),
        ),
        figures: Vec::new(),
        sections: parts(round).into_iter().enumerate().map(section).collect(),
        foot: Vec::new(),
    };
    document.render()
}

fn part(heading: impl Into<String>, sentences: impl IntoIterator<Item = String>) -> Part {
    Part { heading: heading.into(), sentences: sentences.into_iter().collect() }
}

/// Who is more urgent than whom.
fn first(policy: &Policy) -> Part {
    let key = |key: &PriorityKey| match key {
        PriorityKey::Access => {
            "in programmes with priority, schools with the agreement come before those without".to_owned()
        }
        PriorityKey::Band => format!("band 1 comes before band 2, and so on to band {}", policy.bands),
        PriorityKey::LookedAfter => "children whom the authority looks after come first".to_owned(),
        PriorityKey::Ehcp => "children with an education, health and care plan come first".to_owned(),
        PriorityKey::Tag(tag) => format!("children tagged {} come first", clean(tag)),
    };
    let keys = policy.objective.priority.iter().enumerate();
    let sentences = keys.map(|(position, one)| match position {
        0 => format!("Most urgent of all: {}.", key(one)),
        _ => format!("Where that is the same: {}.", key(one)),
    });
    let none = "All referrals are equally urgent.".to_owned();
    let sentences: Vec<String> = sentences.collect();
    part("Who comes first", if sentences.is_empty() { vec![none] } else { sentences })
}

/// What the ladder decides, in its order.
fn ladder(policy: &Policy) -> Part {
    let step = |stage: StageId| match stage {
        StageId::Placed => "as many of the most urgent class as possible have a place, then of the next, and so on",
        StageId::Children => "as many different children as possible have a place",
        StageId::Keep => "as many earlier offers as possible are kept",
        StageId::Precedence => "of a child's own referrals those come first that matter most",
        StageId::Waiting => "those who have waited longest have a place",
        StageId::Choice => "families have places as high on their lists as possible, taken together",
        StageId::ChoiceGreedy => "as many as possible have their first choice, then their second, and so on",
        StageId::ChoiceGenerous => "as few as possible have their worst choice, then the next better one, and so on",
        StageId::Lottery => "lots are drawn among those who are level",
        StageId::Redraw => "lots are drawn again where the first draw is level",
        StageId::Start => "placements start as early as possible",
        StageId::StartByClass => "placements start as early as possible, the most urgent first",
        StageId::Due => "as many as possible start by the day on which their time limit ends",
        StageId::Distance => "journeys are as short as possible",
        StageId::Fees => "fees are as low as possible",
        StageId::Transport => "transport costs as little as possible",
        StageId::Quality => "places are as good as possible",
        StageId::Balance => {
            "the school with the smallest share of its referrals placed has as large a share as possible"
        }
        StageId::Settle => "what is still level is settled by numbers drawn from the seed of the round",
    };
    let stages = policy.objective.ladder.iter().enumerate();
    let sentences = stages.map(|(position, stage)| format!("{}. {} ({stage}).", position + 1, step(*stage)));
    let rest = "A later step never gives up anything of an earlier one.".to_owned();
    part("How places are given", sentences.chain([rest]))
}

fn programme(policy: &Policy, programme: &Programme) -> Part {
    let access = match programme.access {
        Access::Open => "Every school may refer.",
        Access::Priority => "Every school may refer; those with the agreement come first.",
        Access::Exclusive => "Only schools with the agreement may refer.",
    };
    let decision = match programme.decision {
        Decider::Officer => "An officer decides: referrals that are pending are considered as approved ones are.",
        Decider::Panel => "A panel decides: only referrals that it has approved are considered.",
    };
    let deadline = match programme.deadline {
        true => "A referral must be in by the deadline that the calendar has for the start.",
        false => "Referrals may come at any time.",
    };
    let old = programme.documents.iter().filter_map(|document| {
        let days = policy.documents_max_age_days.get(document)?;
        Some(format!("{} may be {} old at most.", clean(document), count(*days as usize, "day")))
    });
    let said = [
        programme.year_groups.map(|groups| format!("It is for year groups {groups}.")),
        programme.weeks.map(|weeks| {
            format!("It lasts {}, where the course does not say otherwise.", count(weeks as usize, "teaching week"))
        }),
        programme.yearly_places.map(|places| format!("{} start in an academic year at most.", number(places))),
    ];
    let conditions = further(programme);
    let conditions =
        (!conditions.is_empty()).then(|| format!("Further conditions: {}.", clean(&conditions.join("; "))));
    let source = (!programme.source.is_empty()).then(|| format!("Source: {}.", clean(&programme.source)));
    let fixed = [access, decision, deadline].map(str::to_owned);
    let label = if programme.tier.is_empty() { String::new() } else { format!(" (tier {})", clean(&programme.tier)) };
    let sentences = fixed.into_iter().chain(said.into_iter().flatten()).chain(conditions).chain(old).chain(source);
    part(format!("{}{label}", clean(&programme.name)), sentences)
}

fn names(policy: &Policy, keys: &BTreeSet<Key<Programme>>) -> String {
    listing(&keys.iter().map(|key| clean(&policy.programmes[*key].name)).collect::<Vec<_>>())
}

/// What schools and the authority pay for, and shared amounts.
fn money(policy: &Policy) -> Part {
    let mut sentences = Vec::new();
    let sla = &policy.sla;
    if !sla.paid_programmes.is_empty() {
        let places = count(sla.paid_places as usize, "paid place");
        sentences.push(format!(
            "A school with the agreement has {places} in an academic year, unless its row says otherwise, for {}.",
            names(policy, &sla.paid_programmes)
        ));
        sentences.push(match sla.beyond {
            Beyond::Refuse => "Beyond them it has only the places that it has agreed to pay for.".to_owned(),
            Beyond::Charge => format!("Beyond them it is charged {} a place.", pounds(sla.place_fee)),
        });
    }
    sentences.extend(policy.transport_budget.map(|most| format!("Transport costs {} at most.", pounds(most))));
    sentences.extend(policy.transport.iter().map(|band| {
        let per = match band.per {
            FeePer::Placement => "placement",
            FeePer::Week => "week",
            FeePer::Day => "day",
        };
        format!("Transport {}: {} a {per}.", clean(&band.id), pounds(band.cost))
    }));
    sentences.extend(policy.pools.iter().map(|pool| {
        let amount = match &pool.amount {
            PoolAmount::All(None) => "no amount is stated".to_owned(),
            PoolAmount::All(Some(amount)) => format!("{} in all", number(*amount)),
            PoolAmount::PerSchool(amounts) => format!("an amount for each of {}", count(amounts.len(), "school")),
        };
        format!("Shared amount {}: {amount}, of which a placement takes {}.", clean(&pool.id), number(pool.each))
    }));
    part("What is paid for and shared", sentences)
}

/// Time off site, and who may be together.
fn together(policy: &Policy) -> Part {
    let mixes = policy.mixes.iter().map(|mix| {
        let per = match mix.per {
            MixPer::Intake => "in each intake",
            MixPer::Course => "on each course",
            MixPer::Provider => "with each provider",
        };
        format!("{}: {} at most {per} at one time.", clean(&mix.id), number(mix.most))
    });
    part("The week, and who may be together", [off_site(policy)].into_iter().chain(mixes))
}

fn limits_of_time(policy: &Policy) -> Part {
    let outcome = policy
        .outcome_working_days
        .map(|days| format!("The school hears of a panel's outcome within {}.", count(days as usize, "working day")));
    let clocks = policy.clocks.iter().map(|clock| {
        let closures = match clock.closures {
            ClosureEffect::Count => "",
            ClosureEffect::Pause => "; long closures do not count",
            ClosureEffect::Excuse => "; a long closure excuses it",
        };
        let unit = clock.unit.word().trim_end_matches('s').replace('-', " ");
        format!(
            "{}: {} from {} to {} ({}){closures}.",
            clean(&clock.name),
            count(clock.amount as usize, &unit),
            clean(&clock.from),
            clean(&clock.to),
            clock.basis,
        )
    });
    part("Time limits", outcome.into_iter().chain(clocks))
}

/// What nobody is advised to lift.
fn never(policy: &Policy) -> Part {
    let rules = policy.never_waive.rules.iter().map(|rule| rule.word());
    let words: BTreeSet<&str> = rules.chain(policy.never_waive.constraints.iter().map(|id| id.word())).collect();
    let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    let sentence = format!("No change proposes to lift these, and a decision that does is told: {}.", listing(&words));
    part("What is never lifted", (!words.is_empty()).then_some(sentence))
}
