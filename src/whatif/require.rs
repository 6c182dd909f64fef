//! What a scenario requires of its results: `placed_flourish = ">= 24"`.

use super::words::unit;
use crate::ids::{StageId, Word, vocabulary};
use crate::reading::forms;
use crate::schema::Kind;
use std::fmt;

vocabulary! {
    /// How a figure is compared with a number.
    Comparison {
        /// At least.
        AtLeast = ">=",
        /// At most.
        AtMost = "<=",
        /// Not.
        Not = "!=",
        /// More than.
        Above = ">",
        /// Less than.
        Below = "<",
        /// Just.
        Equal = "=",
    }
}

/// A condition on a column of `comparison.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The column.
    pub column: String,
    /// How it is compared.
    pub comparison: Comparison,
    /// With what: of fees and transport in pence.
    pub number: i64,
    /// The line of the scenario's file.
    pub line: Option<u32>,
}

impl Requirement {
    /// The condition that a text states, `>= 24`; nothing where it states none.
    pub fn parse(column: &str, text: &str, line: Option<u32>) -> Option<Requirement> {
        let text = text.trim();
        let comparison = Comparison::ALL.iter().copied().find(|comparison| text.starts_with(comparison.word()))?;
        let number = text[comparison.word().len()..].trim();
        let signs = [("-", -1), ("\u{2212}", -1), ("+", 1)];
        let signed = signs.into_iter().find_map(|(sign, factor)| Some((factor, number.strip_prefix(sign)?)));
        let (factor, number) = signed.unwrap_or((1, number));
        let stage = column.strip_suffix("_change").unwrap_or(column);
        let is_money = [StageId::Fees, StageId::Transport].iter().any(|money| money.word() == stage);
        let number = if is_money { forms::parts(Kind::Money, number).ok()? } else { whole(number)? };
        let number = factor * i64::try_from(number).ok()?;
        Some(Requirement { column: column.to_owned(), comparison, number, line })
    }

    /// Whether a figure meets it; one that there is not meets nothing.
    pub fn is_met(&self, figure: Option<i64>) -> bool {
        figure.is_some_and(|figure| match self.comparison {
            Comparison::AtLeast => figure >= self.number,
            Comparison::AtMost => figure <= self.number,
            Comparison::Not => figure != self.number,
            Comparison::Above => figure > self.number,
            Comparison::Below => figure < self.number,
            Comparison::Equal => figure == self.number,
        })
    }
}

/// A whole number of 0 or more, however many children's lottery numbers it adds up.
fn whole(text: &str) -> Option<i128> {
    let (number, scale) = forms::decimal(text.trim()).ok()?;
    (scale == 1).then_some(number)
}

impl fmt::Display for Requirement {
    /// `placed_flourish >= 24`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.column, self.comparison, unit(&self.column, self.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_comparison_is_read_and_judged() {
        let met = |text: &str, figure| Requirement::parse("placed", text, None).map(|one| one.is_met(Some(figure)));
        for (text, meets, fails) in [
            (">= 24", 24, 23),
            ("<=24", 24, 25),
            ("> 24", 25, 24),
            ("< 1,000", 999, 1000),
            ("= -3", -3, 3),
            (">= +3", 3, 2),
            ("<= 12,000,000,000", 12_000_000_000, 12_000_000_001),
            ("!=0", 1, 0),
        ] {
            assert_eq!((met(text, meets), met(text, fails)), (Some(true), Some(false)), "{text}");
        }
        for text in ["24", ">=", "=> 3", "about 5", ">= 1,5", ">= 1.5", "= --3"] {
            assert_eq!(Requirement::parse("placed", text, None), None, "{text}");
        }
        let fees = Requirement::parse("fees_change", "<= -£1,000.50", None).unwrap();
        assert_eq!((fees.number, fees.to_string()), (-100_050, "fees_change <= -1000.50".to_owned()));
        assert!(!fees.is_met(None) && fees.is_met(Some(-100_051)));
    }
}
