//! Students and referrals of a tiny round.

use super::draw::{PROGRAMMES, TAGS, Tiny};
use crate::generate::dates::{add_days, day};
use crate::generate::sheet::{Sheet, or_blank, yes_no};
use crate::ids::{ConstraintId, RuleId};
use chrono::Months;

impl Tiny {
    pub(super) fn students(&mut self) -> String {
        let mut sheet = Sheet::new([
            "student_id",
            "school_id",
            "year_group",
            "date_of_birth",
            "ehcp",
            "looked_after",
            "days_available",
            "max_days",
            "tags",
            "risk",
            "lat",
            "lon",
        ]);
        // Two more who are not referred but may hold placements.
        for student in 0..self.students + 2 {
            let school = (!self.random.chance(6)).then(|| Tiny::id('S', self.random.below(self.schools)));
            let school = school.filter(|_| !self.bites(RuleId::Roll) || self.further.chance(55));
            let year = (!self.random.chance(5)).then(|| self.random.between(8, 10));
            let birth = self.birth(year);
            let narrow = self.bites(RuleId::Availability) && self.random.chance(60);
            let days = if narrow {
                self.random.pick(["Mon;Tue", "Tue;Wed;Thu;Fri", "Mon;Tue am;Wed", "Mon am;Tue;Wed"])
            } else {
                ""
            };
            let limited =
                (self.bites(RuleId::Availability) || self.binds(ConstraintId::Clash)) && self.random.chance(25);
            let max_days = limited.then(|| self.random.pick(["0.5", "1", "1.5", "1.5", "2", "2.5", "4"]));
            let tags: Vec<&str> = TAGS.into_iter().filter(|_| self.random.chance(45)).collect();
            let plan = if self.random.chance(70) { self.ehcp } else { !self.ehcp };
            let (lat, lon) = if self.random.chance(60) { self.point() } else { (String::new(), String::new()) };
            sheet.row([
                Tiny::id('T', student),
                or_blank(school),
                or_blank(year),
                birth,
                if self.random.chance(10) { String::new() } else { yes_no(plan) },
                self.random.pick(["yes", "no", "no", ""]).to_owned(),
                days.to_owned(),
                or_blank(max_days),
                tags.join(";"),
                self.further.pick(["", "0", "1", "2", "3"]).to_owned(),
                lat,
                lon,
            ]);
        }
        sheet.into_text()
    }

    /// A date of birth; where age matters, often on or next to the day that
    /// makes the student 180 months old at a start.
    fn birth(&mut self, year_group: Option<i64>) -> String {
        if self.random.chance(15) {
            return String::new();
        }
        if self.bites(RuleId::Age) && self.random.chance(60) {
            let start = self.starts[self.random.below(self.starts.len())];
            let birthday = start.checked_sub_months(Months::new(180)).unwrap_or(start);
            return add_days(birthday, self.random.between(-1, 1)).to_string();
        }
        let born = 2020 - year_group.unwrap_or(9) as i32;
        add_days(day(born, 9, 1), self.random.between(0, 364)).to_string()
    }

    pub(super) fn referrals(&mut self) -> String {
        let mut sheet = Sheet::new([
            "referral_id",
            "student_id",
            "programme",
            "submitted",
            "school_id",
            "referrer",
            "status",
            "band",
            "precedence",
            "waiting_since",
            "units",
            "either",
            "together",
            "documents",
            "delivery",
            "choices",
            "earliest_start",
            "latest_start",
        ]);
        let window = self.bites(RuleId::Window);
        for referral in 0..self.random.pick([3, 4, 5, 5, 5]) {
            let student = if referral < self.students { referral } else { self.random.below(self.students) };
            // Mostly the programme of an intake, so that there is something to have.
            let intake = self.random.below(self.intakes.len());
            let programme = match self.random.below(20) {
                0 => self.random.below(self.programmes),
                1..=6 => self.courses[self.intakes[intake].course],
                _ => 0,
            };
            let shortest = if self.bites(RuleId::Deadline) { 0 } else { 6 };
            let submitted = add_days(self.as_of, -self.random.between(shortest, 30));
            let school = self.random.chance(12).then(|| Tiny::id('S', self.random.below(self.schools)));
            let elsewhere = self.bites(RuleId::Referrer) && self.random.chance(45);
            let referrer = if elsewhere { self.random.pick(["council", "health"]) } else { "" };
            let band = (!self.random.chance(10)).then(|| self.random.between(1, self.bands));
            let waiting = self.random.chance(40).then(|| add_days(submitted, -self.random.between(0, 90)));
            let either = (self.binds(ConstraintId::OnePlace) && self.random.chance(65)).then_some("one");
            let may_all = !self.bites(RuleId::Repeat) && !self.binds(ConstraintId::Repeat);
            let together = (self.binds(ConstraintId::Together) && may_all && self.further.chance(75)).then_some("all");
            let either = either.filter(|_| together.is_none());
            let documents = if self.bites(RuleId::Documents) && self.random.chance(35) { "form" } else { "form;plan" };
            let day = add_days(self.as_of, -self.further.between(15, 25));
            let documents = if self.further.chance(70) {
                documents.replace("plan", &format!("plan@{day}"))
            } else {
                documents.to_owned()
            };
            let choices = self.choices(programme);
            let earliest = (window && self.random.chance(40)).then(|| add_days(self.as_of, self.random.between(2, 20)));
            let latest = (window && self.random.chance(40))
                .then(|| add_days(earliest.unwrap_or(self.as_of), self.random.between(5, 30)));
            sheet.row([
                Tiny::id('R', referral),
                Tiny::id('T', student),
                PROGRAMMES[programme].to_owned(),
                submitted.to_string(),
                or_blank(school),
                referrer.to_owned(),
                self.status().to_owned(),
                or_blank(band),
                self.further.pick(["", "", "1", "2", "3"]).to_owned(),
                or_blank(waiting),
                self.random.pick(["", "", "1", "2"]).to_owned(),
                or_blank(either),
                or_blank(together),
                documents,
                if self.bites(RuleId::Delivery) { self.further.pick(["", "online", "face to face"]) } else { "" }
                    .to_owned(),
                choices,
                or_blank(earliest),
                or_blank(latest),
            ]);
        }
        sheet.into_text()
    }

    fn status(&mut self) -> &'static str {
        match self.bites(RuleId::Status) && self.random.chance(40) {
            true => self.random.pick(["pending", "", "deferred", "declined", "withdrawn"]),
            false => "approved",
        }
    }

    /// Choices: blank, a single `any`, or one to three groups of courses and
    /// intakes of the programme.
    fn choices(&mut self, programme: usize) -> String {
        let offered: Vec<usize> =
            (0..self.intakes.len()).filter(|at| self.courses[self.intakes[*at].course] == programme).collect();
        let listed = if self.bites(RuleId::Choice) { 85 } else { 60 };
        if !self.random.chance(listed) {
            self.referrals.push(offered);
            return self.random.pick(["", "", "any"]).to_owned();
        }
        let mut wanted: Vec<String> = offered.iter().map(|at| Tiny::id('I', *at)).collect();
        for (position, of) in self.courses.iter().enumerate() {
            if *of == programme {
                wanted.push(Tiny::id('C', position));
            }
        }
        self.random.shuffle(&mut wanted);
        let most = if self.bites(RuleId::Choice) { 2 } else { 4 };
        wanted.truncate(1 + self.random.below(most));
        let named = |at: &usize| {
            wanted.contains(&Tiny::id('I', *at)) || wanted.contains(&Tiny::id('C', self.intakes[*at].course))
        };
        self.referrals.push(offered.iter().copied().filter(named).collect());
        let mut text = String::new();
        for (position, id) in wanted.iter().enumerate() {
            if position > 0 {
                text.push_str(self.random.pick([";", ";", "|"]));
            }
            text.push_str(id);
        }
        if !text.is_empty() && !self.bites(RuleId::Choice) && self.random.chance(65) {
            text.push_str(";any");
        }
        text
    }
}
