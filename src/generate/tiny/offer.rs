//! Schools, providers, courses and intakes of a tiny round.

use super::draw::{Intake, PROGRAMMES, TAGS, Tiny};
use crate::generate::dates::add_days;
use crate::generate::sheet::{Sheet, or_blank, yes_no};
use crate::ids::{ConstraintId, RuleId};

const DAYS: [&str; 12] = [
    "Mon",
    "Tue",
    "Wed",
    "Mon;Tue",
    "Mon am",
    "Tue am",
    "Mon pm;Wed",
    "Mon am;Tue am",
    "Tue pm",
    "Thu;Fri am",
    "Tue;Wed",
    "Tue;Wed;Thu;Fri",
];

impl Tiny {
    pub(super) fn schools(&mut self) -> String {
        let mut sheet = Sheet::new([
            "school_id",
            "name",
            "sla",
            "paid_places",
            "paid_places_used",
            "extra_places",
            "budget",
            "lat",
            "lon",
        ]);
        let paid = self.binds(ConstraintId::PaidPlaces);
        let budget = self.binds(ConstraintId::Budget);
        for school in 0..self.schools {
            let sla = if school == 0 { self.random.chance(85) } else { self.random.chance(60) };
            let own = (paid && self.random.chance(30)).then(|| self.random.between(0, 2));
            let used = (paid && self.random.chance(40)).then(|| self.random.between(0, 2));
            let extra = (paid && self.random.chance(35)).then(|| self.random.between(1, 2));
            let budget = (budget && self.random.chance(75)).then(|| self.random.between(0, 8) * 50);
            let (lat, lon) = self.point();
            sheet.row([
                Tiny::id('S', school),
                format!("School {}", school + 1),
                yes_no(sla),
                or_blank(own),
                or_blank(used),
                or_blank(extra),
                or_blank(budget),
                lat,
                lon,
            ]);
        }
        sheet.into_text()
    }

    pub(super) fn providers(&mut self) -> String {
        let mut sheet = Sheet::new([
            "provider_id",
            "name",
            "school_id",
            "approved_from",
            "approved_to",
            "daily_places",
            "framework",
            "tags",
            "lat",
            "lon",
        ]);
        for provider in 0..self.providers {
            let own = self.bites(RuleId::OwnSchool) && self.random.chance(60);
            let school = own.then(|| Tiny::id('S', self.random.below(self.schools)));
            let approval = self.bites(RuleId::Approval);
            let from = (approval && self.random.chance(50)).then(|| self.random.below(3)).map(|at| self.starts[at]);
            let to =
                (approval && self.random.chance(60)).then(|| add_days(self.starts[4], self.random.between(-10, 20)));
            let daily = self.binds(ConstraintId::DailyPlaces).then(|| self.random.between(1, 3));
            let (lat, lon) = self.point();
            sheet.row([
                Tiny::id('P', provider),
                format!("Provider {}", provider + 1),
                or_blank(school),
                or_blank(from),
                or_blank(to),
                or_blank(daily),
                self.further.pick(["yes", "yes", "no", ""]).to_owned(),
                self.further.pick(["", "Small"]).to_owned(),
                lat,
                lon,
            ]);
        }
        sheet.into_text()
    }

    pub(super) fn courses(&mut self) -> String {
        let mut sheet = Sheet::new([
            "course_id",
            "provider_id",
            "programme",
            "year_groups",
            "weeks",
            "places",
            "needs_tags",
            "fee",
            "fee_per",
            "delivery",
            "quality",
        ]);
        for course in 0..self.random.pick([2, 3, 3, 4]) {
            let other = course > 0 && self.random.chance(30);
            let programme = if other { self.random.below(self.programmes) } else { 0 };
            self.courses.push(programme);
            let provider = if course < self.providers { course } else { self.random.below(self.providers) };
            let years = self.bites(RuleId::YearGroup) && self.random.chance(40);
            let weeks = self.random.chance(50).then(|| self.random.between(1, 6));
            let places = self.binds(ConstraintId::CoursePlaces).then(|| self.random.between(1, 2));
            let tag = (self.bites(RuleId::Tags) && self.random.chance(40)).then(|| self.random.pick(TAGS));
            let (fee, per) = self.fee();
            sheet.row([
                Tiny::id('C', course),
                Tiny::id('P', provider),
                PROGRAMMES[programme].to_owned(),
                if years { self.random.pick(["8-9", "10-12", "7;9;11"]).to_owned() } else { String::new() },
                or_blank(weeks),
                or_blank(places),
                or_blank(tag),
                fee,
                per,
                self.further.pick(["Online", "Face to face", "face to face", "online;face to face", ""]).to_owned(),
                self.further.pick(["", "1", "2", "5"]).to_owned(),
            ]);
        }
        sheet.into_text()
    }

    pub(super) fn intakes(&mut self) -> String {
        let mut sheet = Sheet::new([
            "intake_id",
            "course_id",
            "start",
            "end",
            "last_start",
            "days",
            "places",
            "min_group",
            "fee",
            "fee_per",
            "quality",
        ]);
        for intake in 0..self.random.pick([3, 4, 4, 5, 5]) {
            let course = if intake < self.courses.len() { intake } else { self.random.below(self.courses.len()) };
            // A start before the day of the run can only be joined later.
            let first = usize::from(!self.random.chance(20) && !self.bites(RuleId::Window));
            let start = self.starts[first + self.random.below(self.starts.len() - first)];
            let end = self.random.chance(50).then(|| add_days(start, self.random.between(4, 39)));
            // Short ones leave time between two stays.
            let is_short = self.binds(ConstraintId::Return) && self.further.chance(60);
            let end = if is_short { Some(add_days(start, self.further.between(1, 4))) } else { end };
            let joins = start < self.as_of || self.random.chance(30);
            let last_start = joins.then(|| add_days(start, self.random.between(2, 24)));
            let days = self.random.pick(DAYS);
            let places = if self.binds(ConstraintId::Places) { self.random.pick([1, 1, 2]) } else { 3 };
            let min_group = (self.binds(ConstraintId::MinGroup) && self.random.chance(45))
                .then(|| self.random.pick([2, 2, 2, 2, 3]));
            let own_fee = self.random.chance(20);
            let (fee, per) = if own_fee { self.fee() } else { (String::new(), String::new()) };
            sheet.row([
                Tiny::id('I', intake),
                Tiny::id('C', course),
                start.to_string(),
                or_blank(end),
                or_blank(last_start),
                days.to_owned(),
                places.to_string(),
                or_blank(min_group),
                fee,
                per,
                self.further.pick(["", "", "0", "3"]).to_owned(),
            ]);
            self.intakes.push(Intake { course, start });
        }
        sheet.into_text()
    }

    /// A fee and what it is for, so that each kind comes to 50 to 400 pounds.
    fn fee(&mut self) -> (String, String) {
        let (fee, per) = match self.random.below(5) {
            0 => (self.random.between(15, 45), "week"),
            1 => (self.random.between(9, 30), "day"),
            2 => (self.random.between(1, 6) * 50, ""),
            3 => return (format!("£{}.33", self.random.between(10, 30)), "day".to_owned()),
            _ => (self.random.between(1, 8) * 25, "placement"),
        };
        (fee.to_string(), per.to_owned())
    }

    /// A point within about four kilometres, or none.
    pub(super) fn point(&mut self) -> (String, String) {
        if self.random.chance(15) {
            return (String::new(), String::new());
        }
        let lat = 52_410 + self.random.between(-30, 30);
        let lon = 1_510 + self.random.between(-40, 40);
        (format!("52.{:03}", lat - 52_000), format!("-1.{:03}", lon - 1_000))
    }
}
