use crate::ids::ConstraintId;
use crate::limits::constraint::Constraint;
use crate::limits::one_more::OneMore;
use crate::round::{Intake, Key, Referral, Round, Verdict};
use crate::rows::{About, Draft, Row};

/// Every place decision is kept. One for what is no option cannot be: its row
/// has no column. In a residual program, what stands is kept instead.
pub(super) struct Pinned;

impl Constraint for Pinned {
    fn id(&self) -> ConstraintId {
        ConstraintId::Pinned
    }

    fn write(&self, draft: &mut Draft) {
        if let Some(residual) = draft.residual {
            for (referral, intake) in residual.still {
                self.keep(draft, About::Referral(*referral), *referral, *intake);
            }
            return;
        }
        let mut written = Vec::new();
        for (position, decision) in draft.round.decisions.iter().enumerate() {
            let Verdict::Place(intake) = decision.verdict else { continue };
            if written.contains(&(decision.referral, intake)) {
                continue;
            }
            written.push((decision.referral, intake));
            self.keep(draft, About::Decision(position), decision.referral, intake);
        }
    }

    fn full(&self, _about: About, _more: &OneMore) -> Option<String> {
        Some("a decision stands in its way".to_owned())
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let decision = &round.decisions[about.decision()?];
        let id = &round.referrals[decision.referral].id;
        let row = decision.row.map(|row| format!(" ({}, row {row})", round.file_of("decisions"))).unwrap_or_default();
        Some(match decision.verdict {
            Verdict::Place(intake) => format!("referral {id} must hold intake {}{row}", round.intakes[intake].id),
            _ => format!("a decision on referral {id}{row}"),
        })
    }

    fn left(&self, _round: &Round, _about: About) -> Option<String> {
        Some("a decision gives the other its place".to_owned())
    }

    fn in_short(&self) -> &'static str {
        "A decision gives the place to somebody else"
    }

    fn advice(&self) -> &'static str {
        ""
    }
}

impl Pinned {
    fn keep(&self, draft: &mut Draft, about: About, referral: Key<Referral>, intake: Key<Intake>) {
        let terms = draft.options.position(referral, intake).map(|column| (column, 1)).into_iter().collect();
        draft.rows.push(Row { limit: Some(self.limit(about)), terms, lower: Some(1), upper: None, used: 0 });
    }
}
