use crate::generate::{self, Files, Hard, Recipe, Term};
use std::fmt;
use std::str::FromStr;

/// A kind of made-up round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MadeUp {
    /// A few referrals.
    Tiny,
    /// A spring term of Coventry's size.
    City,
    /// Several such cities that share providers.
    Cities(usize),
    /// A city's round that is hard to solve.
    Hard(Hard),
}

impl MadeUp {
    /// The files of a round.
    pub fn files(self, seed: u64) -> Files {
        let recipe = Recipe::coventry(Term::Spring);
        match self {
            MadeUp::Tiny => generate::tiny(seed),
            MadeUp::City => generate::round(&recipe, seed),
            MadeUp::Cities(cities) => generate::region(&recipe, cities, seed),
            MadeUp::Hard(hard) => generate::round(&Recipe::hard(hard, Term::Spring), seed),
        }
    }
}

impl fmt::Display for MadeUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MadeUp::Tiny => write!(f, "tiny"),
            MadeUp::City => write!(f, "city"),
            MadeUp::Cities(cities) => write!(f, "cities-{cities}"),
            MadeUp::Hard(hard) => write!(f, "{}", hard.word()),
        }
    }
}

/// Made-up rounds of one kind with the seeds 1, 2, 3 …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Series {
    /// The kind.
    pub kind: MadeUp,
    /// How many.
    pub count: u64,
}

impl FromStr for Series {
    type Err = String;

    /// Reads `mixed:10`; without a number, one round.
    fn from_str(text: &str) -> Result<Series, String> {
        let (name, count) = text.split_once(':').unwrap_or((text, "1"));
        let count: u64 = count.parse().map_err(|_| "expected a number after the colon, as in mixed:10".to_owned())?;
        let hard = || Hard::ALL.into_iter().find(|hard| hard.word() == name).map(MadeUp::Hard);
        let cities = || name.strip_prefix("cities-")?.parse().ok().filter(|cities| (1..=100).contains(cities));
        let kind = match name {
            "tiny" => Some(MadeUp::Tiny),
            "city" => Some(MadeUp::City),
            _ => hard().or_else(|| cities().map(MadeUp::Cities)),
        };
        match kind {
            Some(kind) if count > 0 => Ok(Series { kind, count }),
            _ => {
                let hard: Vec<&str> = Hard::ALL.into_iter().map(Hard::word).collect();
                Err(format!("expected tiny, city, cities-10 or {}, with a number of rounds: mixed:10", hard.join(", ")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_named_as_they_are_shown() {
        for name in ["tiny", "city", "cities-10", "mixed", "one-school"] {
            let series: Series = name.parse().unwrap();
            assert_eq!((series.kind.to_string().as_str(), series.count), (name, 1));
        }
        let series: Series = "mixed:10".parse().unwrap();
        assert_eq!((series.kind, series.count), (MadeUp::Hard(Hard::Mixed), 10));
        for wrong in ["", "mixed:", "mixed:0", "cities-0", "cities-101", "harder:3"] {
            assert!(wrong.parse::<Series>().is_err(), "{wrong}");
        }
    }
}
