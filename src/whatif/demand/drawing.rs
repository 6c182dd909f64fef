//! What a scenario says of demand, and the draws that come of it.

use super::copy::{self, Added};
use super::earlier::Earlier;
use super::growth::Growth;
use super::pool::Pool;
use crate::chance::Random;
use crate::ids::vocabulary;
use crate::paper::words::{count, number};
use crate::problem::{Code, Place, Problem};
use crate::round::Round;
use crate::schema::{referrals, students};
use crate::source::Source;
use crate::whatif::condition::Condition;
use std::sync::Arc;

vocabulary! {
    /// How the referrals of a round are made.
    Method {
        /// The round's own, with copies of some where there is growth and
        /// without some where there is decline.
        Scale = "scale",
        /// So many children as an average round has, drawn with replacement
        /// (Efron, Annals of Statistics 7, 1979).
        Bootstrap = "bootstrap",
        /// Each child so many times as Poisson's distribution says, once on
        /// average: the number of children varies too.
        Poisson = "poisson",
    }
}

/// What a scenario says of demand.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// How referrals are made.
    pub method: Method,
    /// How many rounds are drawn.
    pub draws: usize,
    /// The seed of the drawing; nothing: the round's.
    pub seed: Option<u64>,
    pub(in crate::whatif) growth: Vec<Growth>,
    /// Folders of earlier rounds, with the lines that name them.
    pub(in crate::whatif) from: Vec<(String, Option<u32>)>,
    pub(in crate::whatif) earlier: Vec<Arc<Earlier>>,
    pub(in crate::whatif) line: Option<u32>,
}

impl Demand {
    /// Puts the referrals of a draw in place of a round's own; `file` is the
    /// scenario's name in messages.
    ///
    /// # Errors
    ///
    /// Where growth is of referrals that there are not, or comes to too many.
    pub(in crate::whatif) fn draw(&self, source: &mut Source, file: &str, draw: usize) -> Result<Added, Vec<Problem>> {
        let seed = self.seed_of(source);
        let drawn = {
            let pool = self.pool(source, file)?;
            let mut random = Random::new(seed, &format!("demand {}", draw + 1));
            match self.method {
                Method::Scale => pool.scale(&mut random),
                Method::Bootstrap => pool.bootstrap(&mut random),
                Method::Poisson => pool.poisson(&mut random),
            }
        };
        Ok(copy::apply(source, &self.earlier, drawn))
    }

    fn pool<'s>(&'s self, source: &'s Source, file: &str) -> Result<Pool<'s>, Vec<Problem>> {
        if self.earlier.len() < self.from.len() {
            let found = "earlier rounds that were not read";
            let problem = Problem::new(Code::MissingFile, Place::of_file(file).line(self.line).key("demand.from"));
            return Err(vec![problem.says(found, "the folder of a round", "Check the path.")]);
        }
        Pool::new(source, &self.earlier, &self.growth, file)
    }

    fn seed_of(&self, source: &Source) -> u64 {
        self.seed.or_else(|| Some(Round::run_of(source)?.seed)).unwrap_or(0)
    }

    /// What the draws take for granted, a sentence each; of the round as the
    /// scenario's files have it.
    pub fn assumptions(&self, source: &Source) -> Vec<String> {
        let Ok(pool) = self.pool(source, "") else { return Vec::new() };
        let drawn = format!("{} drawn, seed {}", count(self.draws, "round"), self.seed_of(source));
        let children = |children: usize| match children {
            1 => "1 child".to_owned(),
            children => format!("{} children", number(children as i64)),
        };
        let rounds = pool.rounds().map(|(name, of, referrals)| {
            let name = name.map_or_else(|| "this round".to_owned(), str::to_owned);
            format!("{} with {} of {name}", children(of), count(referrals, "referral"))
        });
        let rounds = rounds.collect::<Vec<_>>().join(", ");
        let mut said = vec![match self.method {
            Method::Scale => format!(
                "{drawn}: the referrals of this round, and copies of drawn children or fewer of them where there is growth or decline; {rounds}."
            ),
            Method::Bootstrap => format!(
                "{drawn}, by bootstrap: {} in each, drawn with replacement with all their referrals, in place of the round's own; from {rounds}.",
                children(pool.expected())
            ),
            Method::Poisson => format!(
                "{drawn}, by Poisson's distribution: {} in each on average, with all their referrals, in place of the round's own; from {rounds}.",
                children(pool.expected())
            ),
        }];
        said.extend(pool.left_out().map(|(name, referrals)| {
            let what = count(referrals, "referral");
            format!("Not drawn: {what} of {name}, whose school, programme or band this round does not have.")
        }));
        for growth in &self.growth {
            // A year group points to nobody, unless a child is named beside it.
            let names_one = |one: &Condition| {
                [referrals::REFERRAL_ID.name, referrals::STUDENT_ID.name].contains(&one.column.as_str())
            };
            let is_of_many = !growth.conditions.iter().any(names_one);
            let is_in_full = |one: &Condition| is_of_many && one.column == students::YEAR_GROUP.name;
            let told = |one: &Condition| if is_in_full(one) { one.in_full() } else { one.to_string() };
            let which: Vec<String> = growth.conditions.iter().map(told).collect();
            let which = if which.is_empty() { String::new() } else { format!(" with {}", which.join(", ")) };
            said.push(format!("Growth: referrals{which}: {}.", growth.text));
        }
        said.push("A drawn child is a child of its own: without the held placements, separations and decisions of the child that it is a copy of. Placements already held stay.".to_owned());
        if !self.earlier.is_empty() {
            said.push("What earlier rounds have in dates is moved by the days between the rounds; a wish for an intake that is no more is one for its course.".to_owned());
        }
        said
    }

    /// What earlier rounds are read from: the name of each, and the SHA-256 of
    /// its files.
    pub fn inputs(&self) -> impl Iterator<Item = (String, &str)> {
        self.earlier.iter().flat_map(|earlier| {
            earlier.source.inputs.iter().map(|input| (format!("{}/{}", earlier.name, input.file), &*input.sha256))
        })
    }
}
