use crate::ids::ConstraintId;
use crate::rows::{Draft, Follow, Meaning, Row, Subject};

/// An intake takes no new placement, or ends with at least its smallest
/// group, held placements counted.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    for (key, intake) in draft.round.intakes.iter() {
        let held = draft.held_in(key).len() as i64 - i64::from(draft.freed_in(&[key]).is_some());
        let needed = i64::from(intake.min_group) - held;
        let members = draft.of_intake(key).to_vec();
        if needed <= 1 || members.is_empty() || draft.relaxed_groups.contains(&key) {
            continue;
        }
        let subject = Subject::Intake(key);
        if needed > members.len() as i64 {
            let terms = members.iter().map(|column| (*column, 1)).collect();
            draft.add_limit(id, subject, terms, held, 0);
            continue;
        }
        let runs = draft.add_column(Meaning::Runs(key), 1, true, Follow::Any(members.clone()));
        for column in &members {
            let terms = vec![(*column, 1), (runs, -1)];
            draft.add_definition(subject, terms, None, Some(0));
        }
        // Its places are there only if it runs: for a relaxation this says more.
        // It is the limit of its places all the same, and goes with it where a
        // conflict is searched for.
        let is_places = |row: &&Row| row.constraint == Some(ConstraintId::Places) && row.upper > Some(0);
        let is_own = |row: &&Row| is_places(row) && row.subject == subject;
        for row in draft.rows.iter().filter(is_own).cloned().collect::<Vec<_>>() {
            let places = row.upper.unwrap_or(0);
            let terms = row.terms.into_iter().chain([(runs, -places)]).collect();
            draft.rows.push(Row { terms, upper: Some(0), ..row });
        }
        let terms = members.iter().map(|column| (*column, 1)).chain([(runs, -needed)]).collect();
        draft.rows.push(Row { constraint: Some(id), subject, terms, lower: Some(0), upper: None, used: held });
    }
}
