//! The smallest group of an intake.

use super::places::Places;
use crate::ids::ConstraintId;
use crate::limits::constraint::{Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::one_more::OneMore;
use crate::paper::words::plural;
use crate::round::{Intake, Round};
use crate::rows::{About, Draft, Follow, Meaning, Row};
use crate::schema::{TableId, intakes};

/// An intake takes no new placement, or ends with at least its smallest
/// group, held placements counted.
pub(super) struct MinGroup;

impl Constraint for MinGroup {
    fn id(&self) -> ConstraintId {
        ConstraintId::MinGroup
    }

    fn write(&self, draft: &mut Draft) {
        for (key, intake) in draft.round.intakes.iter() {
            let held = draft.held_in(key).len() as i64 - i64::from(draft.freed_in(&[key]).is_some());
            let needed = i64::from(intake.min_group) - held;
            let members = draft.of_intake(key).to_vec();
            if needed <= 1 || members.is_empty() || draft.relaxed_groups.contains(&key) {
                continue;
            }
            let limit = self.limit(About::Intake(key));
            if needed > members.len() as i64 {
                let terms = members.iter().map(|column| (*column, 1)).collect();
                draft.add_limit(limit, terms, held, 0);
                continue;
            }
            let runs = draft.add_column(Meaning::Runs(key), 1, true, Follow::Any(members.clone()));
            for column in &members {
                draft.add_definition(vec![(*column, 1), (runs, -1)], None, Some(0));
            }
            // Its places are there only if it runs: for a relaxation this says more.
            // It is the limit of its places all the same, and goes with it where a
            // conflict is searched for.
            let places = Some(Places.limit(About::Intake(key)));
            let is_own = |row: &&Row| row.limit == places && row.upper > Some(0);
            for row in draft.rows.iter().filter(is_own).cloned().collect::<Vec<_>>() {
                let places = row.upper.unwrap_or(0);
                let terms = row.terms.into_iter().chain([(runs, -places)]).collect();
                draft.rows.push(Row { terms, upper: Some(0), ..row });
            }
            let terms = members.iter().map(|column| (*column, 1)).chain([(runs, -needed)]).collect();
            draft.rows.push(Row { limit: Some(limit), terms, lower: Some(0), upper: None, used: held });
        }
    }

    fn full(&self, _about: About, more: &OneMore) -> Option<String> {
        let row = more.row;
        Some(match (row.lower, row.terms.iter().map(|(_, coefficient)| *coefficient).min()) {
            (Some(_), Some(needed)) if needed < 0 => {
                let short = -more.would_be;
                let students = plural(short, "student");
                format!("the group does not run; with this referral it would still be {short} {students} short")
            }
            _ => "the group does not run: too few can join it to reach its smallest size".to_owned(),
        })
    }

    fn left(&self, round: &Round, about: About) -> Option<String> {
        Some(format!("the group of {} would be too small", round.intakes[about.intake()?].id))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let intake = &round.intakes[about.intake()?];
        Some(format!("intake {} runs with {} students or more", intake.id, intake.min_group))
    }

    fn in_short(&self) -> &'static str {
        "Too few for the group to run"
    }

    fn advice(&self) -> &'static str {
        "Choose more courses; a place may also fall free."
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for MinGroup {
    fn ease(&self) -> Ease {
        Ease::Group
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let Some(key) = stated.intake() else { return };
        round.intakes[key].min_group = fewer(&round.intakes[key], amount);
    }

    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>> {
        let intake = &round.intakes[stated.intake()?];
        Some(vec![Edit::set(
            TableId::Intakes,
            (intakes::INTAKE_ID, &intake.id),
            intakes::MIN_GROUP,
            fewer(intake, amount),
        )])
    }

    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String> {
        let intake = &round.intakes[stated.intake()?];
        let (now, then) = (intake.min_group, fewer(intake, amount));
        Some(format!("a smallest group of {then} instead of {now} at {}", intake.id))
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let intake = &round.intakes[about.intake()?];
        let (now, then) = (intake.min_group, fewer(intake, amount));
        Some(format!("intake {} may run with {then} instead of {now}", intake.id))
    }

    fn most(&self, round: &Round, stated: About, _wanted: i64) -> u32 {
        stated.intake().map_or(0, |key| round.intakes[key].min_group.saturating_sub(1))
    }

    fn excess(&self, round: &Round, stated: About, row: &Row, sum: i64) -> Option<i64> {
        Some(match row.upper {
            // Few can join it: it must run with those held and this one.
            Some(_) => i64::from(round.intakes[stated.intake()?].min_group) - row.used - 1,
            None => -sum,
        })
    }

    fn is_raised_further(&self) -> bool {
        false
    }
}

/// A smallest group with so many fewer.
fn fewer(intake: &Intake, amount: u32) -> u32 {
    intake.min_group.saturating_sub(amount).max(1)
}
