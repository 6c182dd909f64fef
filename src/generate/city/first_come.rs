//! A plain allocation in the manner of a desk with a queue: what panels
//! gave first, then the most urgent, then the earliest, each given the first of its choices that is free.
//! It keeps every limit but seeks nothing; it stands in for the result of an
//! earlier round and shows that the `place` decisions can be kept.

use super::model::{DAYS_OFF_SITE, Draft, Intake, PAID_PLACES, Referral, Student, Want};
use super::programme::Programme;
use super::recipe::Recipe;
use crate::calendar::Span;
use crate::units::Times;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A referral (by position) given an intake (by position).
#[derive(Clone, Copy)]
pub(super) struct Given {
    pub(super) referral: usize,
    pub(super) intake: usize,
    pub(super) span: Span,
}

/// The placements in the order of the referrals.
pub(super) fn allocate(draft: &Draft, recipe: &Recipe) -> Vec<Given> {
    let mut closed: BTreeSet<usize> = BTreeSet::new();
    loop {
        let mut desk = Desk::new(draft, recipe, &closed);
        desk.serve();
        // A group that stays too small does not run; the others try again.
        let small: Vec<usize> = (0..draft.intakes.len()).filter(|at| desk.is_too_small(*at)).collect();
        if small.is_empty() {
            let mut given = desk.given;
            given.sort_by_key(|given| given.referral);
            return given;
        }
        closed.extend(small);
    }
}

struct Desk<'a> {
    draft: &'a Draft,
    recipe: &'a Recipe,
    closed: &'a BTreeSet<usize>,
    students: BTreeMap<&'a str, &'a Student>,
    /// Places taken of intakes, courses, and providers' times of day.
    intakes: Vec<u32>,
    courses: Vec<Vec<Span>>,
    times: BTreeMap<(usize, u32), Vec<Span>>,
    weeks: BTreeMap<&'a str, Vec<Busy>>,
    either: BTreeSet<(&'a str, &'a str)>,
    used: Vec<u32>,
    spent: Vec<i64>,
    given: Vec<Given>,
}

/// When a student is away.
struct Busy {
    span: Span,
    days: Times,
    alone: bool,
    programme: Programme,
}

impl<'a> Desk<'a> {
    fn new(draft: &'a Draft, recipe: &'a Recipe, closed: &'a BTreeSet<usize>) -> Desk<'a> {
        let mut desk = Desk {
            draft,
            recipe,
            closed,
            students: draft.students.iter().map(|student| (student.id.as_str(), student)).collect(),
            intakes: vec![0; draft.intakes.len()],
            courses: vec![Vec::new(); draft.city.courses.len()],
            times: BTreeMap::new(),
            weeks: BTreeMap::new(),
            either: BTreeSet::new(),
            used: draft.used.clone(),
            spent: vec![0; draft.city.schools.len()],
            given: Vec::new(),
        };
        for held in &draft.held {
            let intake = held.intake.as_ref().and_then(|id| draft.intakes.iter().position(|intake| intake.id == *id));
            if let Some(intake) = intake {
                desk.take(intake, held.days, held.span);
            }
            desk.weeks.entry(&held.student).or_default().push(Busy {
                span: held.span,
                days: held.days,
                alone: held.programme.is_tier3(),
                programme: held.programme,
            });
        }
        desk
    }

    fn take(&mut self, intake: usize, days: Times, span: Span) {
        let course = self.draft.intakes[intake].course;
        self.intakes[intake] += 1;
        self.courses[course].push(span);
        let provider = self.draft.city.courses[course].provider;
        for slot in days.slots() {
            self.times.entry((provider, slot)).or_default().push(span);
        }
    }

    fn is_too_small(&self, intake: usize) -> bool {
        let given = self.given.iter().any(|given| given.intake == intake);
        given && self.intakes[intake] < self.draft.intakes[intake].min_group
    }

    fn serve(&mut self) {
        let draft = self.draft;
        let mut queue: Vec<usize> = (0..draft.referrals.len()).filter(|at| draft.referrals[*at].is_decided()).collect();
        let access = |referral: &Referral| {
            let school = self.students.get(referral.student.as_str()).map(|student| student.school);
            school.is_some_and(|school| !draft.city.schools[school].sla)
                && matches!(referral.programme, Programme::Insight | Programme::Flourish)
        };
        queue.sort_by_key(|at| {
            let referral = &draft.referrals[*at];
            (!referral.programme.is_tier3(), access(referral), referral.band, referral.submitted, *at)
        });
        // What has been promised is kept.
        for promised in draft.decisions.iter().filter(|decision| decision.decision == "place") {
            let referral = draft.referrals.iter().position(|referral| referral.id == promised.referral);
            let intake = draft.intakes.iter().position(|intake| Some(&intake.id) == promised.intake.as_ref());
            if let (Some(at), Some(intake)) = (referral, intake)
                && let Some(span) = self.free(&draft.referrals[at], intake)
            {
                self.give(at, intake, span);
                queue.retain(|other| *other != at);
            }
        }
        for at in queue {
            let referral = &draft.referrals[at];
            let wanted = self.wanted(referral);
            if let Some((intake, span)) =
                wanted.into_iter().find_map(|intake| Some((intake, self.free(referral, intake)?)))
            {
                self.give(at, intake, span);
            }
        }
    }

    /// The intakes that the referral asks for, most wanted first.
    fn wanted(&self, referral: &Referral) -> Vec<usize> {
        let all = || 0..self.draft.intakes.len();
        let is_meant = |at: usize, want: &Want| match want {
            Want::Course(course) => self.draft.intakes[at].course == *course,
            Want::Intake(id) => self.draft.intakes[at].id == *id,
            Want::Elsewhere(_) => false,
        };
        let mut wanted: Vec<usize> = Vec::new();
        for want in referral.groups.iter().flatten() {
            wanted.extend(all().filter(|at| is_meant(*at, want)));
        }
        if referral.any || referral.groups.is_empty() {
            wanted.extend(all());
        }
        wanted
    }

    /// The placement in this intake, when no rule or limit forbids it.
    fn free(&self, referral: &Referral, at: usize) -> Option<Span> {
        let intake = &self.draft.intakes[at];
        let city = &self.draft.city;
        let course = &city.courses[intake.course];
        let programme = referral.programme;
        if course.programme != programme {
            return None;
        }
        let provider = &city.providers[course.provider];
        let student = *self.students.get(referral.student.as_str())?;
        let school = &city.schools[student.school];
        let suits = course.from_year <= student.year_group
            && (!programme.is_year11() || student.year_group == 11)
            && (school.sla || !programme.is_tier3())
            && referral.has_documents(self.recipe.term.as_of())
            && (programme.tags().is_empty() || programme.tags().iter().any(|tag| student.tags.contains(tag)))
            && self.is_in_time(referral)
            && provider.school != Some(student.school)
            && intake.span.last <= provider.approved_to
            && intake.days.is_within(student.days.unwrap_or(Times::SCHOOL_WEEK))
            && !self.closed.contains(&at)
            && !self.draft.decisions.iter().any(|decision| {
                decision.decision == "bar"
                    && decision.referral == referral.id
                    && Some(&intake.id) == decision.intake.as_ref()
            });
        let start = self.start(referral, intake)?;
        let span = Span::new(start, intake.span.last);
        // Everyone who is there at some time is counted as there all the time.
        let fits = |taken: &Vec<Span>, places: u32| {
            taken.iter().filter(|other| other.overlaps(&span)).count() < places as usize
        };
        let taken = |slot| self.times.get(&(course.provider, slot));
        let room = self.intakes[at] < intake.places
            && course.places.is_none_or(|places| fits(&self.courses[intake.course], places))
            && provider.daily_places.is_none_or(|places| {
                intake.days.slots().all(|slot| taken(slot).is_none_or(|taken| fits(taken, places)))
            });
        let paid = programme != Programme::Tier1
            || !school.sla
            || self.used[student.school] < PAID_PLACES + school.extra_places;
        let fee = city.fee(intake, span);
        let money = self.draft.budgets[student.school].is_none_or(|budget| self.spent[student.school] + fee <= budget);
        (suits && room && paid && money && self.is_free(referral, student, intake, span)).then_some(span)
    }

    fn is_in_time(&self, referral: &Referral) -> bool {
        let autumn_flourish = referral.programme == Programme::Flourish && self.recipe.term.before().is_none();
        let deadline =
            if autumn_flourish { crate::generate::dates::day(2025, 7, 31) } else { self.recipe.term.deadline() };
        !referral.programme.has_panel() || referral.programme == Programme::Focus11 || referral.submitted <= deadline
    }

    fn start(&self, referral: &Referral, intake: &Intake) -> Option<NaiveDate> {
        let as_of = self.recipe.term.as_of();
        let first = referral.earliest_start.map_or(as_of, |earliest| earliest.max(as_of));
        let last = referral.latest_start.unwrap_or(NaiveDate::MAX);
        let start = intake.span.first;
        if first <= start && start <= last {
            return Some(start);
        }
        let last = intake.last_start?.min(intake.span.last).min(last);
        first
            .max(start)
            .iter_days()
            .take(400)
            .find(|day| *day > start && intake.days.meets(*day))
            .filter(|day| *day <= last)
    }

    fn is_free(&self, referral: &Referral, student: &Student, intake: &Intake, span: Span) -> bool {
        if let Some(either) = &referral.either
            && self.either.contains(&(student.id.as_str(), either.as_str()))
        {
            return false;
        }
        let busy = self.weeks.get(student.id.as_str()).map_or(&[][..], Vec::as_slice);
        let alone = referral.programme.is_tier3();
        let mut days = intake.days;
        for other in busy {
            if referral.programme.counts_yearly() && other.programme == referral.programme {
                return false;
            }
            if !other.span.overlaps(&span) {
                continue;
            }
            if alone || other.alone || other.days.intersects(intake.days) {
                return false;
            }
            days = days.union(other.days);
        }
        // The policy's figure does not bind a programme that is by itself.
        let most = student.max_days.or((!alone).then_some(DAYS_OFF_SITE));
        most.is_none_or(|most| days.half_days().0 <= 2 * most)
    }

    fn give(&mut self, at: usize, intake: usize, span: Span) {
        let draft = self.draft;
        let referral = &draft.referrals[at];
        let days = draft.intakes[intake].days;
        self.take(intake, days, span);
        if let Some(student) = self.students.get(referral.student.as_str()) {
            self.used[student.school] += u32::from(referral.programme == Programme::Tier1);
            self.spent[student.school] += draft.city.fee(&draft.intakes[intake], span);
        }
        if let Some(either) = &referral.either {
            self.either.insert((&referral.student, either));
        }
        let busy = Busy { span, days, alone: referral.programme.is_tier3(), programme: referral.programme };
        self.weeks.entry(&referral.student).or_default().push(busy);
        self.given.push(Given { referral: at, intake, span });
    }
}
