//! Held placements, separations, decisions and pools of a tiny round.

use super::draw::{PROGRAMMES, Pool, Tiny};
use crate::generate::dates::add_days;
use crate::generate::sheet::{Sheet, or_blank};
use crate::ids::{ConstraintId, RuleId, Word};

impl Tiny {
    pub(super) fn placements(&mut self) -> String {
        let mut sheet = Sheet::new(["student_id", "intake_id", "programme", "start", "end", "days"]);
        let wanted = self.bites(RuleId::Occupied) || self.bites(RuleId::Repeat) || self.random.chance(25);
        let count = if wanted { self.random.pick([1, 2, 2, 3]) } else { 0 };
        for held in 0..count {
            // The first often belongs to a student who is referred.
            let range = if held == 0 { self.students } else { self.students + 2 };
            let student = Tiny::id('T', self.random.below(range));
            if self.random.chance(65) {
                let position = self.random.below(self.intakes.len());
                let early = self.random.chance(20).then(|| add_days(self.intakes[position].start, -7));
                let own_days = self.random.chance(15).then_some("Mon am");
                let intake = Tiny::id('I', position);
                sheet.row([student, intake, String::new(), or_blank(early), String::new(), or_blank(own_days)]);
            } else {
                let programme = PROGRAMMES[self.random.below(self.programmes)].to_owned();
                let start = add_days(self.as_of, self.random.between(-40, 20));
                let end = add_days(start, self.random.between(10, 60));
                let days = self.random.pick(["Mon", "Tue;Wed am", "Thu", "Wed;Thu;Fri"]).to_owned();
                sheet.row([student, String::new(), programme, start.to_string(), end.to_string(), days]);
            }
        }
        // On a day that nobody else wants, so that nothing but the stay is in
        // the way: a stay that ends or begins about when an intake begins.
        if self.bites(RuleId::Stay) || self.bites(RuleId::Return) {
            for student in 0..self.students {
                let end = add_days(self.starts[1 + self.further.below(4)], -self.further.pick([1, 1, 3, 8, 15, 30]));
                let start = add_days(end, -self.further.between(4, 35));
                let programme = PROGRAMMES[self.further.below(self.programmes)].to_owned();
                let [start, end] = [start, end].map(|day| day.to_string());
                sheet.row([Tiny::id('T', student), String::new(), programme, start, end, "Sun am".to_owned()]);
            }
        }
        sheet.into_text()
    }

    pub(super) fn events(&mut self) -> String {
        let mut sheet = Sheet::new(["referral_id", "event", "date", "at", "end"]);
        let (as_of, referrals) = (self.as_of, self.referrals.len());
        let further = &mut self.further;
        for _ in 0..further.pick([0, 4, 6, 6]) {
            let event = further.pick(["excluded", "excluded", "excluded", "away", "agreed", "start"]);
            let date = add_days(as_of, -further.between(0, 20));
            let at = further.chance(40).then(|| further.pick(["09:30", "16:00", "00:00"]));
            let end = (event == "away" && further.chance(60)).then(|| add_days(date, further.between(0, 9)));
            let referral = Tiny::id('R', further.below(referrals));
            sheet.row([referral, event.to_owned(), date.to_string(), or_blank(at), or_blank(end)]);
        }
        sheet.into_text()
    }

    pub(super) fn separations(&mut self) -> String {
        let mut sheet = Sheet::new(["student_a", "student_b", "scope"]);
        let count =
            if self.separated || self.binds(ConstraintId::Separation) { self.random.pick([1, 1, 2]) } else { 0 };
        for _ in 0..count {
            let a = self.random.below(self.students);
            let b = (a + 1 + self.random.below(self.students + 1)) % (self.students + 2);
            let scope = self.random.pick(["intake", "provider", "provider", ""]);
            sheet.row([Tiny::id('T', a), Tiny::id('T', b), scope.to_owned()]);
        }
        sheet.into_text()
    }

    pub(super) fn decisions(&mut self) -> String {
        let mut sheet = Sheet::new(["referral_id", "decision", "intake_id", "rule", "by", "reason", "date"]);
        let date = add_days(self.as_of, -2).to_string();
        let mut row = |referral: usize, decision: &str, intake: Option<String>, rule: Option<RuleId>| {
            let reason = if rule.is_some() { "agreed with the school" } else { "" };
            sheet.row([
                Tiny::id('R', referral),
                decision.to_owned(),
                or_blank(intake),
                or_blank(rule),
                "panel".to_owned(),
                reason.to_owned(),
                date.clone(),
            ]);
        };
        if self.binds(ConstraintId::Pinned) && self.random.chance(65) {
            let one = self.random.below(self.referrals.len());
            row(one, "place", Some(self.suitable(one)), None);
            if self.random.chance(25) {
                let other = (one + 1) % self.referrals.len();
                row(other, "place", Some(self.suitable(other)), None);
            }
        }
        if self.bites(RuleId::Barred) || self.random.chance(15) {
            let referral = self.random.below(self.referrals.len());
            let whole = self.random.chance(15);
            let intake = (!whole).then(|| self.suitable(referral));
            row(referral, "bar", intake, None);
        }
        for _ in 0..self.random.pick([0, 0, 1, 2]) {
            let referral = self.random.below(self.referrals.len());
            row(referral, "keep", Some(self.suitable(referral)), None);
        }
        for _ in 0..self.random.pick([0, 0, 1, 2]) {
            let referral = self.random.below(self.referrals.len());
            let biting: Vec<RuleId> = self.bites.iter().copied().collect();
            let rule = if !biting.is_empty() && self.random.chance(75) {
                biting[self.random.below(biting.len())]
            } else {
                RuleId::ALL[self.random.below(RuleId::ALL.len())]
            };
            let one = self.random.chance(30);
            let intake = one.then(|| Tiny::id('I', self.random.below(self.intakes.len())));
            row(referral, "waive", intake, Some(rule));
        }
        sheet.into_text()
    }

    /// An intake that the referral asks for, or any when there is none.
    fn suitable(&mut self, referral: usize) -> String {
        let wanted = &self.referrals[referral];
        match wanted.is_empty() {
            true => Tiny::id('I', self.random.below(self.intakes.len())),
            false => Tiny::id('I', wanted[self.random.below(wanted.len())]),
        }
    }

    pub(super) fn pools(&mut self) -> String {
        let mut sheet = Sheet::new(["pool_id", "school_id", "amount"]);
        if let Some(Pool::PerSchool) = self.pool {
            for school in 0..self.schools {
                if self.random.chance(80) {
                    let amount = self.random.between(0, 4).to_string();
                    sheet.row(["hours".to_owned(), Tiny::id('S', school), amount]);
                }
            }
        }
        sheet.into_text()
    }
}
