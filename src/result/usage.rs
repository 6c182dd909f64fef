use crate::allocation::Placement;
use crate::round::{Intake, Key, Programme, Round};
use crate::rules::Options;
use std::collections::BTreeMap;

/// How an intake is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntakeUse {
    /// The intake.
    pub intake: Key<Intake>,
    /// Held placements that last to the day of the run or longer.
    pub taken_before: u32,
    /// New placements.
    pub taken_now: u32,
    /// Places free on every date from the day of the run on, not below 0.
    pub left: u32,
    /// Whether anyone has a place there.
    pub opens: bool,
    /// Referrals that may take it.
    pub wanted: u32,
}

/// How many referrals of a programme there are and how many are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgrammeCount {
    /// The programme.
    pub programme: Key<Programme>,
    /// Referrals for it.
    pub referred: u32,
    /// Referrals with an option.
    pub with_option: u32,
    /// Referrals placed.
    pub placed: u32,
}

/// The use of every intake, by intake id.
pub(super) fn intakes(round: &Round, options: &Options, placements: &[Placement]) -> Vec<IntakeUse> {
    let as_of = round.run.as_of;
    let mut spans = vec![Vec::new(); round.intakes.len()];
    let mut before = vec![0; round.intakes.len()];
    let mut now = vec![0; round.intakes.len()];
    let mut wanted = vec![0; round.intakes.len()];
    for held in round.held.iter().filter(|held| held.span.last >= as_of) {
        if let Some(intake) = held.intake {
            before[intake.index()] += 1;
            spans[intake.index()].push(held.span);
        }
    }
    for placement in placements {
        now[placement.intake.index()] += 1;
        spans[placement.intake.index()].push(placement.span);
    }
    for option in options.all() {
        wanted[option.intake.index()] += 1;
    }
    let one = |(key, intake): (Key<Intake>, &Intake)| {
        let index = key.index();
        let begins = spans[index].iter().map(|span| span.first.max(as_of));
        let at = |day| spans[index].iter().filter(|span| span.contains(day)).count();
        let most = begins.map(at).max().unwrap_or(0);
        IntakeUse {
            intake: key,
            taken_before: before[index],
            taken_now: now[index],
            left: intake.places.saturating_sub(u32::try_from(most).unwrap_or(u32::MAX)),
            opens: before[index] + now[index] > 0,
            wanted: wanted[index],
        }
    };
    round.intakes.by_id().map(one).collect()
}

/// Referred and placed by programme, in the order of the policy.
pub(super) fn programmes(round: &Round, options: &Options, placements: &[Placement]) -> Vec<ProgrammeCount> {
    let empty = |programme| ProgrammeCount { programme, referred: 0, with_option: 0, placed: 0 };
    let mut counts: BTreeMap<Key<Programme>, ProgrammeCount> =
        round.policy.programmes.keys().map(|programme| (programme, empty(programme))).collect();
    for (key, referral) in round.referrals.iter() {
        if let Some(count) = counts.get_mut(&referral.programme) {
            count.referred += 1;
            count.with_option += u32::from(!options.of(key).is_empty());
        }
    }
    for placement in placements {
        if let Some(count) = counts.get_mut(&round.referrals[placement.referral].programme) {
            count.placed += 1;
        }
    }
    counts.into_values().collect()
}
