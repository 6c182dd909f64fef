//! Rounds that stand for instances of the literature: students who ask for
//! one programme, intakes with places, and whatever limits the instance has.

use super::Files;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What the ids of courses of another programme begin with. Among the choices
/// they stand for nothing that could be had and yet count as a rank, each once.
const PADDING: &str = "PADDING-";

/// A cell `choices` in which each intake has the rank that is given, the first
/// being 1.
pub fn ranked(ranks: &[(usize, String)]) -> String {
    let last = ranks.iter().map(|(rank, _)| *rank).max().unwrap_or(0);
    let group = |rank: usize| {
        let level: Vec<&str> = ranks.iter().filter(|(each, _)| *each == rank).map(|(_, id)| id.as_str()).collect();
        if level.is_empty() { format!("{PADDING}{rank}") } else { level.join("|") }
    };
    (1..=last).map(group).collect::<Vec<_>>().join(";")
}

/// An intake, by default with one place and no smallest group, from 12 January
/// to 13 February 2026 on Mondays, with the provider P1 and free of charge.
#[derive(Clone)]
pub struct Offer {
    /// Its id; its course has the same with a `C-` before it.
    pub id: String,
    /// Its provider.
    pub provider: &'static str,
    /// How many students it takes.
    pub places: usize,
    /// The fewest with whom it runs.
    pub min_group: usize,
    /// What a placement costs, in pence.
    pub fee: i64,
    /// First and last day.
    pub dates: (String, String),
}

impl Default for Offer {
    fn default() -> Offer {
        Offer {
            id: String::new(),
            provider: "P1",
            places: 1,
            min_group: 1,
            fee: 0,
            dates: ("2026-01-12".to_owned(), "2026-02-13".to_owned()),
        }
    }
}

/// A referral, by default of a student of its own.
#[derive(Clone, Default)]
pub struct Wish {
    /// Its id.
    pub id: String,
    /// The student; the referral's id when empty.
    pub student: String,
    /// The cell `choices`.
    pub choices: String,
    /// How many times a pool's `each` it takes; 0: once.
    pub units: u64,
}

/// An instance of the literature as a round.
#[derive(Default)]
pub struct Instance {
    /// The stages after `placed`.
    pub ladder: Vec<&'static str>,
    /// The intakes.
    pub offers: Vec<Offer>,
    /// The referrals.
    pub wishes: Vec<Wish>,
    /// Pairs of students who are kept out of one intake.
    pub apart: Vec<(String, String)>,
    /// Pools over some intakes: id, amount, intakes.
    pub pools: Vec<(String, u64, Vec<String>)>,
    /// Most students at one time: provider, number.
    pub daily_places: Vec<(&'static str, usize)>,
    /// The budget of the only school, in pence.
    pub budget: Option<i64>,
}

impl Instance {
    /// The files of the round.
    pub fn files(&self) -> Files {
        let run = "name = \"Instance\"\nas_of = 2026-01-05\nacademic_year = \"2025-26\"\nseed = 1\n";
        let texts = [
            ("round.toml", run.to_owned()),
            ("policy.toml", self.policy()),
            ("calendar.csv", "kind,date,end\nterm,2026-01-05,2026-03-27\nterm,2026-04-13,2026-07-17\n".to_owned()),
            ("schools.csv", format!("school_id,sla,budget\nS1,no,{}\n", self.budget.map_or(String::new(), pounds))),
            ("students.csv", self.students()),
            ("referrals.csv", self.referrals()),
            ("providers.csv", self.providers()),
            ("courses.csv", self.courses()),
            ("intakes.csv", self.intakes()),
            ("separations.csv", self.separations()),
        ];
        texts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
    }

    fn policy(&self) -> String {
        let quoted = |words: &[&str]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        let ladder: Vec<&str> = ["placed"].iter().chain(&self.ladder).copied().collect();
        let mut text = format!(
            "authority = \"Test\"\n[objective]\npriority = []\nladder = [{}]\n[[programme]]\nid = \"p\"\nname = \"P\"\n\
             [[programme]]\nid = \"q\"\nname = \"Q\"\n",
            quoted(&ladder)
        );
        for (id, amount, intakes) in &self.pools {
            let courses: Vec<String> = intakes.iter().map(|intake| format!("C-{intake}")).collect();
            let courses: Vec<&str> = courses.iter().map(String::as_str).collect();
            text += &format!("[[pool]]\nid = \"{id}\"\namount = {amount}\ncourses = [{}]\n", quoted(&courses));
        }
        text
    }

    fn students(&self) -> String {
        let mut ids: Vec<&str> = self.wishes.iter().map(student_of).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.iter().fold("student_id,school_id\n".to_owned(), |text, id| text + id + ",S1\n")
    }

    fn referrals(&self) -> String {
        let mut text = "referral_id,student_id,programme,submitted,choices,units\n".to_owned();
        for wish in &self.wishes {
            let (id, choices, units) = (&wish.id, &wish.choices, wish.units.max(1));
            let _ = writeln!(text, "{id},{},p,2025-12-01,{choices},{units}", student_of(wish));
        }
        text
    }

    fn providers(&self) -> String {
        let mut ids: Vec<&str> = self.offers.iter().map(|offer| offer.provider).chain(["P1"]).collect();
        ids.sort_unstable();
        ids.dedup();
        let limit = |id: &str| self.daily_places.iter().find(|(provider, _)| *provider == id).map(|(_, most)| *most);
        ids.iter().fold("provider_id,daily_places\n".to_owned(), |text, id| {
            text + &format!("{id},{}\n", limit(id).map_or(String::new(), |most| most.to_string()))
        })
    }

    fn courses(&self) -> String {
        let line = |offer: &Offer| format!("C-{},{},p\n", offer.id, offer.provider);
        let choices = self.wishes.iter().flat_map(|wish| wish.choices.split([';', '|']));
        let padding: BTreeSet<&str> = choices.filter(|id| id.starts_with(PADDING)).collect();
        let padding: String = padding.iter().map(|id| format!("{id},P1,q\n")).collect();
        "course_id,provider_id,programme\n".to_owned() + &padding + &self.offers.iter().map(line).collect::<String>()
    }

    fn intakes(&self) -> String {
        let mut text = "intake_id,course_id,start,end,days,places,min_group,fee\n".to_owned();
        for Offer { id, places, min_group, fee, dates: (start, end), .. } in &self.offers {
            let _ = writeln!(text, "{id},C-{id},{start},{end},Mon,{places},{min_group},{}", pounds(*fee));
        }
        text
    }

    fn separations(&self) -> String {
        let lines = self.apart.iter().map(|(a, b)| format!("{a},{b}\n"));
        "student_a,student_b\n".to_owned() + &lines.collect::<String>()
    }
}

fn student_of(wish: &Wish) -> &str {
    if wish.student.is_empty() { &wish.id } else { &wish.student }
}

fn pounds(pence: i64) -> String {
    format!("{}.{:02}", pence / 100, pence % 100)
}
