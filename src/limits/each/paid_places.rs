//! The paid places of a school with the SLA, in an academic year.

use crate::ids::ConstraintId;
use crate::limits::constraint::{Capacity, Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::offer::{Asked, Offer, Tell};
use crate::limits::one_more::OneMore;
use crate::problem::Problem;
use crate::round::{Beyond, Round};
use crate::rows::{About, Draft, paid_by_year, paid_places};
use crate::schema::{TableId, schools};

/// Where the policy refuses further places: a school with the SLA has no more
/// placements in paid programmes than its paid places of the academic year
/// (S1:204, "15 paid-for QA placements at Tier 1"), and in the round's own year
/// the extra places that it agreed to pay for.
pub(super) struct PaidPlaces;

impl Constraint for PaidPlaces {
    fn id(&self) -> ConstraintId {
        ConstraintId::PaidPlaces
    }

    fn write(&self, draft: &mut Draft) {
        if draft.round.policy.sla.beyond == Beyond::Charge {
            return;
        }
        for (key, school) in draft.round.schools.iter().filter(|(_, school)| school.sla) {
            for (year, members) in paid_by_year(draft, key) {
                let (left, used) = match year == draft.round.run.academic_year {
                    true => {
                        let used = i64::from(school.paid_places_used);
                        (i64::from(school.paid_places) + i64::from(school.extra_places) - used, used)
                    }
                    false => (paid_places(draft, key, year), 0),
                };
                let terms = members.into_iter().map(|column| (column, 1)).collect();
                draft.add_limit(self.limit(About::SchoolYear(key, year)), terms, used, left.max(0));
            }
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let About::SchoolYear(school, year) = about else { return None };
        let school = &more.round.schools[school];
        let (id, paid, used) = (&school.id, school.paid_places, school.paid_places_used);
        if year != more.round.run.academic_year {
            return Some(format!("all {paid} paid places of school {id} in {year} are taken"));
        }
        let before = if used == 0 { String::new() } else { format!(" ({used} before this round)") };
        let extra = match school.extra_places {
            0 => String::new(),
            extra => format!(" and the {extra} extra it agreed to pay for"),
        };
        Some(format!(
            "all {paid} paid places of school {id} in {year}{extra} are taken{before}; the school may agree to pay for more"
        ))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let About::SchoolYear(school, year) = about else { return None };
        let school = &round.schools[school];
        Some(format!(
            "school {} has {} paid places in {year} ({} used in {} before this round, {} extra agreed)",
            school.id, school.paid_places, school.paid_places_used, round.run.academic_year, school.extra_places
        ))
    }

    fn in_short(&self) -> &'static str {
        "The school's paid places are used"
    }

    fn advice(&self) -> &'static str {
        "The school can agree to pay for an extra place."
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for PaidPlaces {
    fn ease(&self) -> Ease {
        Ease::Money
    }

    /// A school agrees to extra places in the round's own year alone.
    fn stated(&self, round: &Round, about: About) -> Vec<About> {
        match about {
            About::SchoolYear(_, year) if year == round.run.academic_year => vec![about],
            _ => Vec::new(),
        }
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let Some(key) = stated.school() else { return };
        let extra = &mut round.schools[key].extra_places;
        *extra = extra.saturating_add(amount);
    }

    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>> {
        let school = &round.schools[stated.school()?];
        let extra = school.extra_places.saturating_add(amount);
        Some(vec![Edit::set(TableId::Schools, (schools::SCHOOL_ID, &school.id), schools::EXTRA_PLACES, extra)])
    }

    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String> {
        let id = &round.schools[stated.school()?].id;
        Some(match amount {
            1 => format!("one more extra place that school {id} agrees to pay for"),
            _ => format!("{amount} more extra places that school {id} agrees to pay for"),
        })
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let school = &round.schools[about.school()?];
        let then = school.extra_places.saturating_add(amount);
        Some(format!("school {} agrees to pay for {then} extra places instead of {}", school.id, school.extra_places))
    }

    fn size(&self, round: &Round, amount: u32) -> i64 {
        i64::from(amount) * round.policy.sla.place_fee.0
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

impl Capacity for PaidPlaces {
    fn all(&self, round: &Round) -> Vec<About> {
        let limited = round.schools.iter().filter(|(_, school)| school.sla && is_refused(round));
        limited.map(|(key, _)| About::SchoolYear(key, round.run.academic_year)).collect()
    }

    fn amount(&self, round: &Round, stated: About) -> Option<String> {
        let school = &round.schools[stated.school()?];
        Some(school.paid_places.saturating_add(school.extra_places).to_string())
    }

    fn kind(&self) -> &'static str {
        "paid places of a school"
    }

    fn offer(&self) -> Option<Offer> {
        Some(Offer { key: "school", has_own_unit: false, find })
    }
}

/// Whether a school has no more places than it pays for beforehand.
fn is_refused(round: &Round) -> bool {
    round.policy.sla.beyond == Beyond::Refuse
}

fn find(round: &Round, asked: &Asked, tell: &Tell) -> Result<About, Box<Problem>> {
    let key = asked.find(&round.schools, "school", tell)?;
    let is_limited = round.schools[key].sla && is_refused(round);
    let about = About::SchoolYear(key, round.run.academic_year);
    is_limited.then_some(about).ok_or_else(|| asked.unlimited("school", tell))
}
