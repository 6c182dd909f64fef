use super::{Change, Lever};
use crate::ids::RuleId;
use crate::posed::Posed;
use crate::round::{ChoiceGroup, Decision, PoolAmount, Round, Verdict};
use crate::units::Pence;

impl Change {
    /// The round with some changes.
    pub fn applied(changes: &[Change], round: &Round) -> Round {
        let mut changed = round.clone();
        for change in changes {
            change.apply(&mut changed);
        }
        // Positions of separations are those of the round, so they go last,
        // from the last on.
        let mut lifted: Vec<usize> = changes.iter().filter_map(Change::lifts).collect();
        lifted.sort_unstable();
        lifted.dedup();
        for position in lifted.into_iter().rev() {
            changed.separations.remove(position);
        }
        changed
    }

    /// The round with some changes, posed. Limits are in no rule: where they
    /// alone are eased, the options stay.
    pub fn posed(changes: &[Change], posed: &Posed) -> Posed {
        let changed = Change::applied(changes, posed.round());
        match changes.iter().all(|change| matches!(change, Change::Ease(..))) {
            true => posed.with_limits_of(changed),
            false => Posed::new(changed, posed.relaxed_groups().clone()),
        }
    }

    fn lifts(&self) -> Option<usize> {
        match self {
            Change::Ease(Lever::Separation(position), _) => Some(*position),
            _ => None,
        }
    }

    fn apply(&self, round: &mut Round) {
        match self {
            Change::Waive { referral, intake, rules } => {
                for rule in rules {
                    let only = (*rule != RuleId::Status).then_some(*intake);
                    let verdict = Verdict::Waive(*rule, only);
                    round.decisions.push(Decision { referral: *referral, verdict, dates: None, row: None });
                }
            }
            Change::Accept { referral, course } => {
                let group = ChoiceGroup { courses: [*course].into(), ..ChoiceGroup::default() };
                round.referrals[*referral].choices.groups.push(group);
            }
            Change::Ease(lever, amount) => ease(round, *lever, *amount),
        }
    }
}

fn ease(round: &mut Round, lever: Lever, amount: u32) {
    let more = |places: &mut u32| *places = places.saturating_add(amount);
    match lever {
        Lever::Budget(school) => {
            if let Some(budget) = &mut round.schools[school].budget {
                *budget += Pence(100 * i64::from(amount));
            }
        }
        Lever::TransportBudget => {
            if let Some(budget) = &mut round.policy.transport_budget {
                *budget += Pence(100 * i64::from(amount));
            }
        }
        Lever::ExtraPlaces(school) => more(&mut round.schools[school].extra_places),
        Lever::Places(intake) => more(&mut round.intakes[intake].places),
        Lever::CoursePlaces(course) => round.courses[course].places.iter_mut().for_each(more),
        Lever::DailyPlaces(provider) => round.providers[provider].daily_places.iter_mut().for_each(more),
        Lever::YearlyPlaces(programme) => {
            round.policy.programmes[programme].yearly_places.iter_mut().for_each(more);
        }
        Lever::Pool(position, school) => match (&mut round.policy.pools[position].amount, school) {
            (PoolAmount::All(all), _) => all.iter_mut().for_each(more),
            (PoolAmount::PerSchool(amounts), Some(school)) => more(amounts.entry(school).or_default()),
            (PoolAmount::PerSchool(_), None) => {}
        },
        Lever::MinGroup(intake) => {
            let least = &mut round.intakes[intake].min_group;
            *least = least.saturating_sub(amount).max(1);
        }
        Lever::Separation(_) => {}
    }
}
