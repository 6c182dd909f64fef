use crate::allocation::Step;
use crate::ids::{StageId, Word};
use crate::posed::{Posed, Untouched};
use crate::program::ColumnIndex;
use crate::result::{Funding, Status, ledger};
use crate::round::Round;
use crate::rules::{class_of, is_open};
use crate::units::Pence;
use std::collections::{BTreeMap, BTreeSet};

/// How an outcome is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// The ladder was climbed.
    Climbed,
    /// The proven optimum of the unchanged round is that of this one too.
    Follows(Untouched),
    /// The proven optimum of another scenario, by name, is that of this one too.
    FollowsOther(Untouched, String),
    /// By another way of deciding: it is an allocation, not the best.
    OtherWay,
}

/// What a round comes to, in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub status: Status,
    /// How it is known.
    pub known: Known,
    /// Every step of the ladder; empty when infeasible.
    pub steps: Vec<Step>,
    /// Referrals that ask for a place.
    pub referrals: i64,
    /// The placed.
    pub placed: i64,
    /// The placed by programme, in the order of the policy.
    pub by_programme: Vec<(String, i64)>,
    /// Fees without place fees.
    pub fees: Pence,
    /// Place fees.
    pub place_fees: Pence,
    /// Paid places used.
    pub paid_places: i64,
    /// Placements that are charged.
    pub charged: i64,
    /// What is left of all budgets together; nothing where no school has one.
    pub budget_left: Option<Pence>,
}

impl Outcome {
    /// The outcome of a round without an allocation.
    pub(super) fn infeasible() -> Outcome {
        Outcome {
            status: Status::Infeasible,
            known: Known::Climbed,
            steps: Vec::new(),
            referrals: 0,
            placed: 0,
            by_programme: Vec::new(),
            fees: Pence(0),
            place_fees: Pence(0),
            paid_places: 0,
            charged: 0,
            budget_left: None,
        }
    }

    /// The outcome of placed options.
    pub(super) fn of(
        posed: &Posed,
        placed: &BTreeSet<ColumnIndex>,
        steps: Vec<Step>,
        status: Status,
        known: Known,
    ) -> Outcome {
        let round = posed.round();
        let options = posed.options().all();
        let fees: Vec<_> = placed.iter().map(|at| (posed.program().placement(*at), options[*at].fee)).collect();
        let (funding, lines) = ledger(round, &fees);
        let count = |wanted: Funding| funding.iter().filter(|funding| **funding == wanted).count() as i64;
        let of_programme = |programme| {
            let has = |at: &&ColumnIndex| round.referrals[posed.referral(**at)].programme == programme;
            placed.iter().filter(has).count() as i64
        };
        let charged = count(Funding::Charged);
        let budgets = lines.iter().filter_map(|line| line.budget_left);
        Outcome {
            status,
            known,
            steps,
            referrals: round.referrals.keys().filter(|key| is_open(&posed.book(), *key)).count() as i64,
            placed: placed.len() as i64,
            by_programme: round
                .policy
                .programmes
                .iter()
                .map(|(key, row)| (row.id.clone(), of_programme(key)))
                .collect(),
            fees: fees.iter().map(|(_, fee)| *fee).sum(),
            place_fees: round.policy.sla.place_fee * charged,
            paid_places: count(Funding::PaidPlace),
            charged,
            budget_left: budgets.fold(None, |sum, left| Some(sum.unwrap_or(Pence(0)) + left)),
        }
    }

    /// The sum of the steps of a stage; nothing where the ladder lacks it, or
    /// there is no allocation.
    pub fn stage(&self, stage: StageId) -> Option<i64> {
        let steps = self.steps.iter().filter(|step| step.stage == stage).map(|step| step.value);
        steps.fold(None, |sum, value| Some(sum.unwrap_or(0_i64).saturating_add(value)))
    }

    /// The figure of a column of `comparison.csv` by its name, but for changes.
    pub fn figure(&self, column: &str) -> Option<i64> {
        if self.status == Status::Infeasible {
            return None;
        }
        match column {
            "placed" => return Some(self.placed),
            "referrals" => return Some(self.referrals),
            _ => {}
        }
        if let Some(programme) = column.strip_prefix("placed_") {
            return self.by_programme.iter().find(|(id, _)| id == programme).map(|(_, placed)| *placed);
        }
        self.stage(StageId::parse(column)?)
    }
}

/// A referral whose place changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The referral.
    pub referral: String,
    /// Its intake in the unchanged round.
    pub before: Option<String>,
    /// Its intake now.
    pub after: Option<String>,
}

/// How many referrals of a group gain, lose or change a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shift {
    /// They had no place and have one.
    pub gains: i64,
    /// They had a place and have none.
    pub loses: i64,
    /// They have another place.
    pub moves: i64,
}

impl Shift {
    pub(super) fn add(&mut self, movement: &Movement) {
        match (&movement.before, &movement.after) {
            (None, _) => self.gains += 1,
            (_, None) => self.loses += 1,
            _ => self.moves += 1,
        }
    }
}

/// Who gains and who loses, by what they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shifts {
    /// All together.
    pub all: Shift,
    /// By programme of the referral.
    pub programmes: BTreeMap<String, Shift>,
    /// By priority class, as the files write it.
    pub classes: BTreeMap<String, Shift>,
    /// By the school that refers; blank: none.
    pub schools: BTreeMap<String, Shift>,
}

impl Shifts {
    /// Who is moved, by what the edited round says of them, or the unchanged
    /// one where they are in it no more.
    pub(super) fn of(movements: &[Movement], unchanged: &Round, edited: &Round) -> Shifts {
        let mut shifts = Shifts::default();
        for movement in movements {
            shifts.all.add(movement);

            let rounds = [edited, unchanged].into_iter();
            let mut found = rounds.filter_map(|round| Some((round, round.referrals.find(&movement.referral)?)));
            let Some((round, key)) = found.next() else { continue };
            let referral = &round.referrals[key];
            let programme = round.policy.programmes[referral.programme].id.clone();
            let school = referral.school.map_or_else(String::new, |school| round.schools[school].id.clone());
            shifts.programmes.entry(programme).or_default().add(movement);
            shifts.classes.entry(class_of(round, key).to_string()).or_default().add(movement);
            shifts.schools.entry(school).or_default().add(movement);
        }
        shifts
    }
}

/// What changes from one allocation to another, by referral id.
pub(super) fn movements(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<Movement> {
    let referrals: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let one = |referral: &String| Movement {
        referral: referral.clone(),
        before: before.get(referral).cloned(),
        after: after.get(referral).cloned(),
    };
    referrals.into_iter().map(one).filter(|movement| movement.before != movement.after).collect()
}
