use crate::allocation::{self, AllocationRow, Move};
use crate::paper::Format;
use crate::problem::Problem;
use crate::result::{RoundResult, Status, Trace};
use crate::round::Round;
use serde::Serialize;

/// All that the files of a run are written from.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The round.
    pub round: &'a Round,
    /// What the run came to.
    pub result: &'a RoundResult,
    /// The earlier result that the run was bound to, if any.
    pub earlier: Option<&'a [AllocationRow]>,
    /// What was noticed on reading.
    pub problems: &'a [Problem],
    /// How long the parts of the run took.
    pub trace: &'a Trace,
    /// How the CSV files are written.
    pub format: Format,
}

/// A warning as the summary lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Its code in `docs/errors.md`; nothing for one that only the run found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The row as a spreadsheet counts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The id of the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is odd, what was expected and what to do.
    pub message: String,
}

impl Report<'_> {
    /// What changes against the earlier result, by referral id; nothing where
    /// there is none, or no new result.
    pub fn moves(&self) -> Option<Vec<Move>> {
        let earlier = self.earlier.filter(|_| self.result.status != Status::Infeasible)?;
        let placed: Vec<_> = self.result.placed.iter().map(|placed| (placed.placement, placed.fee)).collect();
        let mut moves = allocation::moves(self.round, earlier, &placed);
        moves.sort_by_key(|one| &self.round.referrals[one.referral].id);
        Some(moves)
    }

    /// Every warning: those of the input as they were found, then those of the
    /// run.
    pub fn warnings(&self) -> Vec<Warning> {
        let of_run = |message: &String| Warning {
            code: None,
            file: None,
            row: None,
            column: None,
            id: None,
            message: message.clone(),
        };
        let of_input = self.problems.iter().filter(|problem| !problem.is_error()).map(Warning::of);
        of_input.chain(self.result.warnings.iter().map(of_run)).collect()
    }
}

impl Warning {
    fn of(problem: &Problem) -> Warning {
        let expected = match problem.expected.as_str() {
            "" => String::new(),
            expected => format!("; expected {expected}"),
        };
        Warning {
            code: Some(problem.code.to_string()),
            file: Some(problem.place.file.clone()),
            row: problem.place.number(),
            column: problem.place.name().map(str::to_owned),
            id: problem.id.clone(),
            message: format!("found {}{expected}. {}", problem.found, problem.advice).trim_end().to_owned(),
        }
    }
}
