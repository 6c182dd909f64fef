//! Changes that may place a referral: what they are, how large, how they read,
//! and what they do to a round.

mod apply;
mod curve;
mod edits;
mod found;
mod near;
mod own;
mod search;
mod several;
mod solved;
mod words;

pub use edits::Edit;
pub use found::{Found, Sought};
pub use search::Search;

use crate::ids::{ConstraintId, RuleId};
use crate::program::{Row, Subject};
use crate::round::{Course, Intake, Key, Programme, Provider, Referral, Round, School};

/// A limit that somebody may ease.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lever {
    /// A school's budget, in whole pounds.
    Budget(Key<School>),
    /// The authority's budget for transport, in whole pounds.
    TransportBudget,
    /// The places beyond its allowance that a school agrees to pay for.
    ExtraPlaces(Key<School>),
    /// The places of an intake.
    Places(Key<Intake>),
    /// The places of a course over all its intakes.
    CoursePlaces(Key<Course>),
    /// The places of a provider at one time of day.
    DailyPlaces(Key<Provider>),
    /// The places of a programme in an academic year.
    YearlyPlaces(Key<Programme>),
    /// The amount of a pool, by its position in the policy; of one school.
    Pool(usize, Option<Key<School>>),
    /// The smallest group of an intake.
    MinGroup(Key<Intake>),
    /// A separation, by its position in the round.
    Separation(usize),
}

/// A change that may place a referral.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Rules are waived for a referral with one intake; `status` for all, which
    /// makes the referral open.
    Waive {
        /// Whose.
        referral: Key<Referral>,
        /// Where.
        intake: Key<Intake>,
        /// Which, in the published order.
        rules: Vec<RuleId>,
    },
    /// The family accepts a course after all that it has listed.
    Accept {
        /// Whose.
        referral: Key<Referral>,
        /// Which.
        course: Key<Course>,
    },
    /// A limit is eased by so much; a separation is lifted.
    Ease(Lever, u32),
}

/// What a change is, from the smaller to the larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A rule is waived.
    Rule,
    /// A course is accepted.
    Course,
    /// Somebody pays more.
    Money,
    /// There is more of a place or a pool.
    Place,
    /// A group runs with fewer.
    Group,
    /// Two students are no longer kept apart.
    Separation,
}

impl Change {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match self {
            Change::Waive { .. } => Kind::Rule,
            Change::Accept { .. } => Kind::Course,
            Change::Ease(Lever::Budget(_) | Lever::TransportBudget | Lever::ExtraPlaces(_), _) => Kind::Money,
            Change::Ease(Lever::MinGroup(_), _) => Kind::Group,
            Change::Ease(Lever::Separation(_), _) => Kind::Separation,
            Change::Ease(..) => Kind::Place,
        }
    }

    /// How much it is, to be compared within a kind: rules, courses, pence,
    /// places or units, students fewer, separations.
    pub fn amount(&self, round: &Round) -> i64 {
        match self {
            Change::Waive { rules, .. } => rules.len() as i64,
            Change::Accept { .. } => 1,
            Change::Ease(Lever::Budget(_) | Lever::TransportBudget, pounds) => 100 * i64::from(*pounds),
            Change::Ease(Lever::ExtraPlaces(_), places) => i64::from(*places) * round.policy.sla.place_fee.0,
            Change::Ease(_, amount) => i64::from(*amount),
        }
    }
}

impl Lever {
    /// Whether it is money, in whole pounds.
    pub fn is_money(self) -> bool {
        matches!(self, Lever::Budget(_) | Lever::TransportBudget)
    }

    /// The levers that ease a row, with by how much each eases it per unit.
    fn of(round: &Round, row: &Row) -> Vec<(Lever, i64)> {
        row.constraint.map(|constraint| Lever::of_limit(round, constraint, row.subject)).unwrap_or_default()
    }

    /// The levers that ease a limit, with by how much each eases it per unit.
    pub(super) fn of_limit(round: &Round, constraint: ConstraintId, subject: Subject) -> Vec<(Lever, i64)> {
        let one = |lever| vec![(lever, 1)];
        match (constraint, subject) {
            (ConstraintId::MinGroup, Subject::Intake(intake)) => one(Lever::MinGroup(intake)),
            (ConstraintId::Places, Subject::Intake(intake)) => one(Lever::Places(intake)),
            (_, Subject::Course(course)) => one(Lever::CoursePlaces(course)),
            (_, Subject::Provider(provider)) => one(Lever::DailyPlaces(provider)),
            (_, Subject::Programme(programme, _)) => one(Lever::YearlyPlaces(programme)),
            (_, Subject::School(school)) => vec![(Lever::Budget(school), 100)],
            (_, Subject::Transport) => vec![(Lever::TransportBudget, 100)],
            (_, Subject::SchoolYear(school, year)) if year == round.run.academic_year => {
                one(Lever::ExtraPlaces(school))
            }
            (_, Subject::Pool(position, school)) => one(Lever::Pool(position, school)),
            (ConstraintId::Separation, Subject::Pair(a, b)) => {
                let is_it = |(_, separation): &(usize, &crate::round::Separation)| {
                    (separation.a, separation.b) == (a, b) || (separation.a, separation.b) == (b, a)
                };
                let separations = round.separations.iter().enumerate().filter(is_it);
                separations.map(|(position, _)| (Lever::Separation(position), 1)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The largest amount that could matter where so many units are wanted in
    /// all: easing further changes nothing.
    fn most(self, round: &Round, wanted: i64) -> u32 {
        match self {
            Lever::MinGroup(intake) => round.intakes[intake].min_group.saturating_sub(1),
            Lever::Separation(_) => 1,
            _ => u32::try_from(wanted).unwrap_or(u32::MAX),
        }
    }
}
