use super::{Change, Lever};
use crate::explain::words::listing;
use crate::ids::RuleId;
use crate::round::Round;
use crate::units::Pence;

impl Change {
    /// In plain English, to be read after "It would be placed with".
    pub fn describe(&self, round: &Round) -> String {
        match self {
            Change::Waive { intake, rules, .. } => {
                let names: Vec<String> = rules.iter().map(RuleId::to_string).collect();
                let rules = if names.len() == 1 { "the rule" } else { "the rules" };
                let names = listing(&names);
                format!("{rules} {names} waived for {}", round.intakes[*intake].id)
            }
            Change::Accept { course, .. } => {
                format!("course {} accepted as a further choice", round.courses[*course].id)
            }
            Change::Ease(lever, amount) => lever.describe(round, *amount),
        }
    }
}

impl Lever {
    fn describe(self, round: &Round, amount: u32) -> String {
        let more = |places: u32| match amount {
            1 => format!("one more place ({places} to {})", places.saturating_add(1)),
            _ => format!("{amount} more places ({places} to {})", places.saturating_add(amount)),
        };
        match self {
            Lever::Budget(school) => {
                let school = &round.schools[school];
                let now = school.budget.unwrap_or_default();
                let then = now + Pence(100 * i64::from(amount));
                format!("£{amount} more in the budget of school {} (£{now} to £{then})", school.id)
            }
            Lever::TransportBudget => {
                let now = round.policy.transport_budget.unwrap_or_default();
                let then = now + Pence(100 * i64::from(amount));
                format!("£{amount} more in the budget for transport (£{now} to £{then})")
            }
            Lever::ExtraPlaces(school) => {
                let school = &round.schools[school];
                match amount {
                    1 => format!("one more extra place that school {} agrees to pay for", school.id),
                    _ => format!("{amount} more extra places that school {} agrees to pay for", school.id),
                }
            }
            Lever::Places(intake) => format!("{} at {}", more(round.intakes[intake].places), round.intakes[intake].id),
            Lever::CoursePlaces(course) => {
                let course = &round.courses[course];
                format!("{} of course {} at one time", more(course.places.unwrap_or(0)), course.id)
            }
            Lever::DailyPlaces(provider) => {
                let provider = &round.providers[provider];
                format!("{} of provider {} at one time of day", more(provider.daily_places.unwrap_or(0)), provider.id)
            }
            Lever::YearlyPlaces(programme) => {
                let programme = &round.policy.programmes[programme];
                format!("{} of {} in the academic year", more(programme.yearly_places.unwrap_or(0)), programme.name)
            }
            Lever::Pool(position, school) => {
                let whose = school.map(|school| format!(" for school {}", round.schools[school].id));
                format!("{amount} more of pool {}{}", round.policy.pools[position].id, whose.unwrap_or_default())
            }
            Lever::MinGroup(intake) => {
                let intake = &round.intakes[intake];
                let least = intake.min_group.saturating_sub(amount).max(1);
                format!("a smallest group of {least} instead of {} at {}", intake.min_group, intake.id)
            }
            Lever::Separation(position) => {
                let separation = &round.separations[position];
                let (a, b) = (&round.students[separation.a].id, &round.students[separation.b].id);
                format!("students {a} and {b} no longer kept apart")
            }
        }
    }
}
