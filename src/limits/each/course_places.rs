//! The places of a course over all its intakes, on any date.

use super::places::attendance;
use crate::ids::ConstraintId;
use crate::limits::constraint::{Capacity, Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::offer::{Asked, Offer, Tell};
use crate::limits::one_more::OneMore;
use crate::limits::words::{has_more, more_places};
use crate::paper::words::counted;
use crate::problem::Problem;
use crate::round::{Intake, Key, Round};
use crate::rows::{About, Draft, peaks};
use crate::schema::{TableId, courses};

/// On any date, a course's placements over all its intakes come to no more
/// than its places.
pub(super) struct CoursePlaces;

impl Constraint for CoursePlaces {
    fn id(&self) -> ConstraintId {
        ConstraintId::CoursePlaces
    }

    fn write(&self, draft: &mut Draft) {
        for (course, intakes) in draft.intakes_of_courses() {
            let Some(places) = draft.round.courses[course].places else { continue };
            let (members, held) = attendance(draft, &intakes);
            for peak in peaks(&members, &held, i64::from(places)) {
                draft.add_limit(self.limit(About::Course(course)), peak.terms, peak.used, peak.left);
            }
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let course = &more.round.courses[about.course()?];
        Some(more.taken(course.places, &format!(" of course {}", course.id)))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let course = &round.courses[about.course()?];
        Some(format!("course {} has {} at one time", course.id, counted(course.places.unwrap_or(0), "place")))
    }

    fn in_short(&self) -> &'static str {
        "The course is full"
    }

    fn advice(&self) -> &'static str {
        "Choose more courses; a place may also fall free."
    }

    fn is_of_places(&self) -> bool {
        true
    }

    fn counts_freed(&self, round: &Round, about: About, freed: Key<Intake>) -> bool {
        about == About::Course(round.intakes[freed].course)
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for CoursePlaces {
    fn ease(&self) -> Ease {
        Ease::Place
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let places = stated.course().and_then(|key| round.courses[key].places.as_mut());
        places.into_iter().for_each(|places| *places = places.saturating_add(amount));
    }

    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>> {
        let course = &round.courses[stated.course()?];
        let places = course.places.unwrap_or(0).saturating_add(amount);
        Some(vec![Edit::set(TableId::Courses, (courses::COURSE_ID, &course.id), courses::PLACES, places)])
    }

    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String> {
        let course = &round.courses[stated.course()?];
        Some(format!("{} of course {} at one time", more_places(course.places.unwrap_or(0), amount), course.id))
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let course = &round.courses[about.course()?];
        Some(format!("course {} has {} at one time", course.id, has_more(course.places.unwrap_or(0), amount)))
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

impl Capacity for CoursePlaces {
    fn all(&self, round: &Round) -> Vec<About> {
        let limited = round.courses.iter().filter(|(_, course)| course.places.is_some());
        limited.map(|(key, _)| About::Course(key)).collect()
    }

    fn amount(&self, round: &Round, stated: About) -> Option<String> {
        Some(round.courses[stated.course()?].places?.to_string())
    }

    fn kind(&self) -> &'static str {
        "places of a course"
    }

    fn offer(&self) -> Option<Offer> {
        Some(Offer { key: "course", has_own_unit: false, find })
    }
}

fn find(round: &Round, asked: &Asked, tell: &Tell) -> Result<About, Box<Problem>> {
    let key = asked.find(&round.courses, "course", tell)?;
    round.courses[key].places.map(|_| About::Course(key)).ok_or_else(|| asked.unlimited("course", tell))
}
