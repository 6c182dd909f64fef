use crate::explain::change::{Change, Lever};
use crate::ids::ConstraintId;
use crate::program::{Program, Row, Subject};
use crate::round::{Beyond, PoolAmount, Round};
use crate::units::Pence;

/// A limit that somebody could have more of, and how much of it counts as one
/// more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capacity {
    /// The limit.
    pub lever: Lever,
    /// One more: 1 place, a sum in whole pounds, what a placement takes of a
    /// pool.
    pub unit: u32,
}

impl Capacity {
    /// Every limit of a round that more could be had of: places of intakes,
    /// courses, providers and programmes, paid places and budgets of schools,
    /// the budget for transport, pools; each kind in the order of its table. Of
    /// a budget, one more is so many pounds.
    pub fn all(round: &Round, pounds: u32) -> Vec<Capacity> {
        let mut levers: Vec<Lever> = round.intakes.keys().map(Lever::Places).collect();
        let courses = round.courses.iter().filter(|(_, course)| course.places.is_some());
        levers.extend(courses.map(|(key, _)| Lever::CoursePlaces(key)));
        let providers = round.providers.iter().filter(|(_, provider)| provider.daily_places.is_some());
        levers.extend(providers.map(|(key, _)| Lever::DailyPlaces(key)));
        let programmes = round.policy.programmes.iter().filter(|(_, programme)| programme.yearly_places.is_some());
        levers.extend(programmes.map(|(key, _)| Lever::YearlyPlaces(key)));
        if round.policy.sla.beyond == Beyond::Refuse {
            let schools = round.schools.iter().filter(|(_, school)| school.sla);
            levers.extend(schools.map(|(key, _)| Lever::ExtraPlaces(key)));
        }
        let schools = round.schools.iter().filter(|(_, school)| school.budget.is_some());
        levers.extend(schools.map(|(key, _)| Lever::Budget(key)));
        levers.extend(round.policy.transport_budget.map(|_| Lever::TransportBudget));
        for (position, pool) in round.policy.pools.iter().enumerate() {
            match pool.amount {
                PoolAmount::All(None) => {}
                PoolAmount::All(Some(_)) => levers.push(Lever::Pool(position, None)),
                PoolAmount::PerSchool(_) => {
                    levers.extend(round.schools.keys().map(|school| Lever::Pool(position, Some(school))));
                }
            }
        }
        let unit = |lever: &Lever| match lever {
            Lever::Budget(_) | Lever::TransportBudget => pounds,
            Lever::Pool(position, _) => round.policy.pools[*position].each.max(1),
            _ => 1,
        };
        levers.into_iter().map(|lever| Capacity { unit: unit(&lever), lever }).collect()
    }

    /// So many more.
    pub fn more(self, count: u32) -> Change {
        Change::Ease(self.lever, self.unit.saturating_mul(count))
    }

    /// The constraint that it is a limit of.
    pub fn constraint(self) -> ConstraintId {
        match self.lever {
            Lever::Places(_) => ConstraintId::Places,
            Lever::CoursePlaces(_) => ConstraintId::CoursePlaces,
            Lever::DailyPlaces(_) => ConstraintId::DailyPlaces,
            Lever::YearlyPlaces(_) => ConstraintId::YearlyPlaces,
            Lever::ExtraPlaces(_) => ConstraintId::PaidPlaces,
            Lever::Budget(_) => ConstraintId::Budget,
            Lever::TransportBudget => ConstraintId::TransportBudget,
            Lever::Pool(..) => ConstraintId::Pool,
            Lever::MinGroup(_) => ConstraintId::MinGroup,
            Lever::Separation(_) => ConstraintId::Separation,
        }
    }

    /// What it is a limit of, by id: an intake, a course, a provider, a
    /// programme, a school or a pool; blank for what there is one of.
    pub fn id(self, round: &Round) -> &str {
        match self.lever {
            Lever::Places(key) | Lever::MinGroup(key) => &round.intakes[key].id,
            Lever::CoursePlaces(key) => &round.courses[key].id,
            Lever::DailyPlaces(key) => &round.providers[key].id,
            Lever::YearlyPlaces(key) => &round.policy.programmes[key].id,
            Lever::ExtraPlaces(key) | Lever::Budget(key) => &round.schools[key].id,
            Lever::Pool(position, _) => &round.policy.pools[position].id,
            Lever::TransportBudget | Lever::Separation(_) => "",
        }
    }

    /// The school whose part of a pool it is; blank where there is none.
    pub fn school(self, round: &Round) -> &str {
        match self.lever {
            Lever::Pool(_, Some(school)) => &round.schools[school].id,
            _ => "",
        }
    }

    /// How much there is, as the files write it.
    pub fn amount(self, round: &Round) -> String {
        let places = |places: Option<u32>| places.map(|places| places.to_string()).unwrap_or_default();
        match self.lever {
            Lever::Places(key) => round.intakes[key].places.to_string(),
            Lever::CoursePlaces(key) => places(round.courses[key].places),
            Lever::DailyPlaces(key) => places(round.providers[key].daily_places),
            Lever::YearlyPlaces(key) => places(round.policy.programmes[key].yearly_places),
            Lever::ExtraPlaces(key) => {
                let school = &round.schools[key];
                school.paid_places.saturating_add(school.extra_places).to_string()
            }
            Lever::Budget(key) => round.schools[key].budget.unwrap_or(Pence(0)).to_string(),
            Lever::TransportBudget => round.policy.transport_budget.unwrap_or(Pence(0)).to_string(),
            Lever::Pool(position, school) => match (&round.policy.pools[position].amount, school) {
                (PoolAmount::All(all), _) => places(*all),
                (PoolAmount::PerSchool(amounts), Some(school)) => {
                    amounts.get(&school).copied().unwrap_or(0).to_string()
                }
                (PoolAmount::PerSchool(_), None) => String::new(),
            },
            Lever::MinGroup(_) | Lever::Separation(_) => String::new(),
        }
    }

    /// The rows that more of it eases.
    pub fn rows<'p>(self, round: &'p Round, program: &'p Program) -> impl Iterator<Item = &'p Row> {
        program.rows().iter().filter(move |row| {
            let (Some(constraint), subject) = (row.constraint, row.subject) else { return false };
            constraint == self.constraint()
                && match (self.lever, subject) {
                    (Lever::Places(ours), Subject::Intake(theirs)) => ours == theirs,
                    (Lever::CoursePlaces(ours), Subject::Course(theirs)) => ours == theirs,
                    (Lever::DailyPlaces(ours), Subject::Provider(theirs)) => ours == theirs,
                    (Lever::YearlyPlaces(ours), Subject::Programme(theirs, _)) => ours == theirs,
                    (Lever::ExtraPlaces(ours), Subject::SchoolYear(theirs, year)) => {
                        ours == theirs && year == round.run.academic_year
                    }
                    (Lever::Budget(ours), Subject::School(theirs)) => ours == theirs,
                    (Lever::TransportBudget, Subject::Transport) => true,
                    (Lever::Pool(position, ours), Subject::Pool(other, theirs)) => (position, ours) == (other, theirs),
                    _ => false,
                }
        })
    }

    /// The change with which it can no longer stand in anybody's way.
    pub fn lifted(self, round: &Round, program: &Program) -> Change {
        let one = if self.lever.is_money() { 100 } else { 1 };
        let wanted = self.rows(round, program).map(|row| {
            let takes = row.terms.iter().fold(0_i64, |sum, (_, takes)| sum.saturating_add(takes.abs()));
            takes.saturating_add(row.used) / one + 1
        });
        Change::Ease(self.lever, u32::try_from(wanted.max().unwrap_or(0)).unwrap_or(u32::MAX))
    }

    /// Whether some placement that takes of it would find too little left.
    pub fn is_scarce(self, round: &Round, program: &Program, values: &[i64]) -> bool {
        self.rows(round, program).any(|row| {
            let most = row.terms.iter().map(|(_, takes)| *takes).max().unwrap_or(0);
            row.upper.is_some_and(|upper| upper - row.activity(values) < most)
        })
    }
}
