//! The policy of a tiny round.

use super::draw::{PROGRAMMES, Pool, TAGS, Tiny};
use crate::ids::{ConstraintId, RuleId};
use std::fmt::Write;

const MIDDLE_STAGES: [&str; 8] = ["children", "keep", "waiting", "choice", "lottery", "start", "distance", "fees"];
const PRIORITY_KEYS: [&str; 5] = ["access", "band", "looked_after", "ehcp", "tag:x"];

impl Tiny {
    pub(super) fn policy(&mut self) -> String {
        let mut text = String::from("authority = \"Tiny\"\n");
        // Writing to a String cannot fail.
        let _ = writeln!(text, "bands = {}", self.bands);
        let days = if self.binds(ConstraintId::Clash) { self.random.pick([1, 2, 2, 2, 3]) } else { 5 };
        let _ = writeln!(text, "days_off_site_max = {days}");
        if self.random.chance(25) {
            let exempt = self.random.pick(["looked_after", "ehcp", "tag:x"]);
            let _ = writeln!(text, "access_exempt = [\"{exempt}\"]");
        }
        if self.random.chance(40) {
            text.push_str("waiting_unit = \"days\"\n");
        }
        if self.bites(RuleId::Documents) && self.further.chance(60) {
            text.push_str("documents_max_age_days = { plan = 20 }\n");
        }
        let has_transport = self.binds(ConstraintId::TransportBudget) || self.further.chance(30);
        if self.binds(ConstraintId::TransportBudget) {
            let _ = writeln!(text, "transport_budget = {}", self.further.between(0, 8) * 25);
        }
        self.sla(&mut text);
        for programme in 0..self.programmes {
            self.programme(programme, &mut text);
        }
        if self.binds(ConstraintId::Pool) {
            self.pool(&mut text);
        }
        if self.binds(ConstraintId::Mix) {
            self.mix(&mut text);
        }
        if has_transport {
            self.transport(&mut text);
        }
        self.clocks(&mut text);
        self.objective(&mut text);
        text
    }

    fn transport(&mut self, text: &mut String) {
        let further = &mut self.further;
        for band in 1..=further.between(1, 3) {
            let _ =
                write!(text, "\n[[transport]]\nid = \"band-{band}\"\nfrom_km = {}\n", further.pick([0, 0, 1, 2, 3]));
            let mut line = |chance: usize, key: &str, value: &str| {
                if further.chance(chance) {
                    let _ = writeln!(text, "{key} = {value}");
                }
            };
            line(25, "below_km", "4.5");
            line(20, "year_groups", "\"8-9\"");
            line(15, "ehcp", "true");
            line(15, "tags_any", "[\"x\", \"z\"]");
            line(10, "tags_none", "[\"y\"]");
            line(15, "delivery", "[\"face to face\"]");
            line(15, "programmes", "[\"tier1\"]");
            let (cost, per) = further.pick([
                ("12.50", "day"),
                ("4", "day"),
                ("20", "week"),
                ("75", "placement"),
                ("30", "placement"),
            ]);
            let _ = write!(text, "cost = {cost}\nper = \"{per}\"\n");
        }
    }

    /// Who may be together; nobody of whom nothing is known counts.
    fn mix(&mut self, text: &mut String) {
        let further = &mut self.further;
        for mix in 1..=further.pick([1, 1, 2]) {
            let per = further.pick(["intake", "course", "provider", "provider"]);
            let _ = write!(text, "\n[[mix]]\nid = \"mix-{mix}\"\nper = \"{per}\"\n");
            let mut line = |chance: usize, line: &str| {
                if further.chance(chance) {
                    let _ = writeln!(text, "{line}");
                }
            };
            line(20, "providers_tags = [\"small\"]");
            line(15, "programmes = [\"tier1\"]");
            line(10, "courses = [\"C1\", \"C2\"]");
            line(10, "providers = [\"P1\"]");
            if further.chance(40) {
                let _ = write!(text, "weight = \"risk\"\nmost = {}\n", further.between(0, 4));
                continue;
            }
            let who = further.pick([
                "ehcp = true",
                "looked_after = false",
                "tags_any = [\"x\", \"y\"]",
                "year_groups = \"8-9\", tags_none = [\"z\"]",
                "ehcp = false, days_least = 1",
            ]);
            let _ = write!(text, "most = {}\nwho = {{ {who} }}\n", further.pick([0, 1, 1, 1, 2]));
        }
    }

    /// Time limits for the start, from the submission or an event.
    fn clocks(&mut self, text: &mut String) {
        let further = &mut self.further;
        for clock in 1..=further.pick([1, 1, 1, 2]) {
            let from = further.pick(["submitted", "excluded", "excluded", "start"]);
            let (unit, most) = further.pick([
                ("school-days", 9),
                ("working-days", 20),
                ("calendar-days", 25),
                ("weeks", 6),
                ("teaching-weeks", 5),
                ("hours", 400),
            ]);
            let amount = further.between(0, most);
            let _ = write!(text, "\n[[clock]]\nid = \"clock-{clock}\"\nfrom = \"{from}\"\nto = \"start\"\n");
            let _ = write!(text, "amount = {amount}\nunit = \"{unit}\"\n");
            let closures = further.pick(["count", "pause", "excuse"]);
            let _ = writeln!(text, "closures = \"{closures}\"");
            let mut line = |chance: usize, line: &str| {
                if further.chance(chance) {
                    let _ = writeln!(text, "{line}");
                }
            };
            line(30, "pauses = [\"away\"]");
            line(20, "excuses = [\"agreed\"]");
            line(15, "programmes = [\"tier1\"]");
            line(if closures == "count" { 0 } else { 50 }, "closure_weeks = 2");
        }
    }

    fn sla(&mut self, text: &mut String) {
        let paid = if self.programmes > 1 && self.random.chance(40) { "\"tier1\", \"flourish\"" } else { "\"tier1\"" };
        let tight = self.binds(ConstraintId::PaidPlaces);
        let places = if tight { self.random.between(0, 2) } else { self.random.between(3, 15) };
        let beyond = if tight { self.random.pick(["refuse", "refuse", "charge"]) } else { "charge" };
        let fee = self.random.pick(["0", "\"£85.50\"", "40"]);
        let _ = write!(text, "\n[sla]\npaid_programmes = [{paid}]\npaid_places = {places}\n");
        let _ = write!(text, "beyond = \"{beyond}\"\nplace_fee = {fee}\n");
    }

    fn programme(&mut self, position: usize, text: &mut String) {
        let random = &mut self.random;
        let bites = |rule| self.bites.contains(&rule);
        let id = PROGRAMMES[position];
        let _ = write!(text, "\n[[programme]]\nid = \"{id}\"\nname = \"Programme {}\"\n", position + 1);
        let access = match bites(RuleId::Access) {
            true => random.pick(["exclusive", "exclusive", "priority"]),
            false => random.pick(["open", "open", "priority"]),
        };
        let decider = if bites(RuleId::Status) { "panel" } else { random.pick(["officer", "officer", "panel"]) };
        let _ = write!(text, "access = \"{access}\"\ndecision = \"{decider}\"\nweeks = {}\n", random.between(2, 5));
        if bites(RuleId::Deadline) || random.chance(15) {
            text.push_str("deadline = \"calendar\"\n");
            self.deadlines.push(position);
        }
        let mut line = |condition: bool, key: &str, value: String| {
            if condition {
                let _ = writeln!(text, "{key} = {value}");
            }
        };
        line(bites(RuleId::Window) && random.chance(60), "lead_working_days", random.pick(["3", "5", "10"]).to_owned());
        line(bites(RuleId::YearGroup), "year_groups", random.pick(["\"7-10\"", "\"9-11\"", "\"8;10-12\""]).to_owned());
        line(bites(RuleId::Age), "age_months", "\"0-180\"".to_owned());
        line(bites(RuleId::Referrer), "referrers", "[\"school\", \"health\"]".to_owned());
        line(bites(RuleId::Documents), "documents", "[\"form\", \"plan\"]".to_owned());
        line(bites(RuleId::Ehcp), "ehcp", self.ehcp.to_string());
        let tags = bites(RuleId::Tags);
        line(tags && random.chance(60), "tags_any", "[\"x\", \"y\"]".to_owned());
        line(tags && random.chance(30), "tags_none", format!("[\"{}\"]", random.pick(TAGS)));
        line(random.chance(14), "alone", "true".to_owned());
        line(bites(RuleId::Repeat) || self.binds.contains(&ConstraintId::Repeat), "repeat", "false".to_owned());
        let yearly = self.binds.contains(&ConstraintId::YearlyPlaces);
        line(yearly, "yearly_places", random.between(1, 4).to_string());
        let further = &mut self.further;
        let in_a_term = self.binds.contains(&ConstraintId::TermPlaces);
        line(in_a_term, "term_places", further.between(1, 3).to_string());
        let stays = bites(RuleId::Stay) || self.binds.contains(&ConstraintId::Stay);
        let in_terms = stays && further.chance(20);
        line(stays && !in_terms, "max_stay_weeks", further.between(2, 6).to_string());
        line(in_terms, "max_stay_terms", "1".to_owned());
        let returns = bites(RuleId::Return) || self.binds.contains(&ConstraintId::Return);
        line(returns, "gap_weeks", further.between(1, 8).to_string());
        line(further.chance(30), "precedence", further.between(1, 3).to_string());
        line(bites(RuleId::Framework), "framework", "true".to_owned());
        let takes = further.pick(["[\"online\"]", "[\"face to face\"]", "[\"face to face\", \"online\"]"]);
        line(bites(RuleId::Delivery) && further.chance(60), "delivery", takes.to_owned());
        line(bites(RuleId::Roll), "on_roll", "true".to_owned());
        if bites(RuleId::Pattern) {
            line(
                further.chance(50),
                "days_per_week",
                further.pick(["\"1-1.5\"", "\"0.5-1\"", "2", "\"1-2\""]).to_owned(),
            );
            line(further.chance(40), "weekdays", further.pick(["\"Mon-Tue\"", "\"Tue-Fri\""]).to_owned());
            line(further.chance(50), "weeks_between", further.pick(["\"1-3\"", "\"3-9\"", "2"]).to_owned());
        }
        line(bites(RuleId::Distance), "max_km", random.pick(["3", "6", "4.5"]).to_owned());
    }

    fn pool(&mut self, text: &mut String) {
        let each = self.random.between(1, 2);
        let _ = write!(text, "\n[[pool]]\nid = \"hours\"\neach = {each}\n");
        if self.random.chance(50) {
            self.pool = Some(Pool::PerSchool);
            text.push_str("per = \"school\"\n");
        } else {
            self.pool = Some(Pool::All);
            let _ = writeln!(text, "amount = {}", self.random.between(2, 6));
        }
        match self.random.below(5) {
            0 => text.push_str("programmes = [\"tier1\"]\n"),
            1 => text.push_str("courses = [\"C1\", \"C2\"]\n"),
            2 => text.push_str("providers = [\"P1\"]\n"),
            3 => text.push_str("schools = [\"S1\"]\n"),
            _ => {}
        }
    }

    fn objective(&mut self, text: &mut String) {
        let mut keys = PRIORITY_KEYS.to_vec();
        if self.random.chance(50) {
            keys.truncate(3);
        } else {
            self.random.shuffle(&mut keys);
            keys.truncate(1 + self.random.below(4));
        }
        let choice = self.random.pick(["choice", "choice", "choice-greedy", "choice-generous"]);
        let mut stages: Vec<&str> =
            MIDDLE_STAGES.iter().map(|stage| if *stage == "choice" { choice } else { *stage }).collect();
        if self.random.chance(20) {
            self.random.shuffle(&mut stages);
            stages.truncate(3 + self.random.below(5));
        }
        if self.random.chance(30) {
            let position = self.random.below(stages.len() + 1);
            stages.insert(position, "balance");
        }
        if self.further.chance(25) {
            let position = self.further.below(stages.len() + 1);
            stages.insert(position, "quality");
        }
        if self.further.chance(25) {
            let position = self.further.below(stages.len() + 1);
            stages.insert(position, "transport");
        }
        // Level draws are rare: a ladder that draws by the second numbers alone
        // shows what they decide.
        if let Some(position) = stages.iter().position(|stage| *stage == "lottery") {
            match self.further.below(4) {
                0 | 1 => stages[position] = "redraw",
                2 => {}
                _ => stages.insert(position + 1, "redraw"),
            }
        }
        if self.further.chance(30) {
            let position = self.further.below(stages.len() + 1);
            stages.insert(position, "precedence");
        }
        if self.further.chance(50) {
            let position = self.further.below(stages.len() + 1);
            stages.insert(position, "due");
        }
        if let Some(position) = stages.iter().position(|stage| *stage == "start")
            && self.further.chance(50)
        {
            stages[position] = "start-by-class";
        }
        stages.insert(0, "placed");
        if self.random.chance(50) {
            stages.push("settle");
        }
        let list = |words: &[&str]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        let _ = write!(text, "\n[objective]\npriority = [{}]\nladder = [{}]\n", list(&keys), list(&stages));
    }
}
