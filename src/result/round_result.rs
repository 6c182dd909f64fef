use super::ledger::{Funding, LedgerLine};
use super::reserve::Reserve;
use super::usage::{IntakeUse, ProgrammeCount};
use crate::allocation::{Class, Draw, Placement, Step};
use crate::audit::{Claim, Entry};
use crate::explain::{Conflict, Explanation};
use crate::round::{Key, Referral};
use crate::units::{Pence, TenthsKm};

/// How far something was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// To the end.
    Whole,
    /// Not all that there might be; the same run finds the same.
    Bounded,
    /// A limit ended it.
    Cut,
}

impl Extent {
    /// The extent of a word of `summary.json`.
    pub fn parse(word: &str) -> Option<Extent> {
        [Extent::Whole, Extent::Bounded, Extent::Cut].into_iter().find(|extent| extent.word() == word)
    }

    /// The word of `summary.json`.
    pub fn word(self) -> &'static str {
        match self {
            Extent::Whole => "whole",
            Extent::Bounded => "bounded",
            Extent::Cut => "cut",
        }
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The best allocation, proven.
    Optimal,
    /// An allocation; a limit was reached before the proof.
    Feasible,
    /// The place decisions cannot all be kept.
    Infeasible,
}

impl Status {
    /// The word of `summary.json`.
    pub fn word(self) -> &'static str {
        match self {
            Status::Optimal => "optimal",
            Status::Feasible => "feasible",
            Status::Infeasible => "infeasible",
        }
    }
}

/// A placed referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Who, where, when.
    pub placement: Placement,
    /// The rank of the choice, 1 the most wanted.
    pub rank: u32,
    /// The fee, without a place fee.
    pub fee: Pence,
    /// The distance; 0 when unknown.
    pub distance: TenthsKm,
    /// What transport costs the authority.
    pub transport: Pence,
    /// How it is paid.
    pub funding: Funding,
    /// The priority class.
    pub class: Class,
}

/// A referral that is not placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The referral.
    pub referral: Key<Referral>,
    /// The priority class.
    pub class: Class,
    /// Why.
    pub explanation: Explanation,
    /// The smallest change found that places it; blank when none was looked for.
    pub change: String,
}

/// What a run comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundResult {
    /// How it ended.
    pub status: Status,
    /// The solver's name.
    pub solver: String,
    /// The solver's version.
    pub solver_version: String,
    /// Every step of the ladder; empty when infeasible.
    pub steps: Vec<Step>,
    /// Whether the draw settles who is placed; nothing where the ladder has none.
    pub draw: Option<Draw>,
    /// The placed, by referral id.
    pub placed: Vec<Placed>,
    /// The others, by referral id.
    pub unplaced: Vec<Unplaced>,
    /// How far the smallest change of each of them was looked for; nothing: not
    /// at all.
    pub changes: Option<Extent>,
    /// Every intake's use, by intake id.
    pub intakes: Vec<IntakeUse>,
    /// Every school's ledger, by school id.
    pub ledger: Vec<LedgerLine>,
    /// Who comes in where a place falls free, by intake id and position;
    /// nothing where it was not asked for, or could not be said.
    pub reserves: Option<Vec<Reserve>>,
    /// Who could have a place if somebody placed left theirs, as the audit
    /// finds; nothing where it was not asked.
    pub claims: Option<Vec<Claim>>,
    /// Referred and placed by programme, in the order of the policy.
    pub programmes: Vec<ProgrammeCount>,
    /// Warnings that only the run could find, in plain English without names.
    pub warnings: Vec<String>,
    /// When infeasible: decisions, rules and limits that cannot stand together,
    /// and what would resolve it.
    pub conflict: Conflict,
}

impl RoundResult {
    /// The allocation as the audit reads it.
    pub fn entries(&self) -> Vec<Entry> {
        let entry = |placed: &Placed| Entry {
            referral: placed.placement.referral,
            intake: placed.placement.intake,
            start: Some(placed.placement.span.first),
            end: Some(placed.placement.span.last),
        };
        self.placed.iter().map(entry).collect()
    }
}
