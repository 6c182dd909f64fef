//! How long a student stays on a programme at a stretch.

use crate::calendar::Span;
use crate::ids::{ConstraintId, RuleId};
use crate::limits::constraint::Constraint;
use crate::limits::one_more::OneMore;
use crate::paper::words::counted;
use crate::round::{Key, Programme, Round, Student};
use crate::rows::{About, ColumnIndex, Draft};
use crate::rules::{join_stays, stay_excess};
use std::collections::BTreeMap;

/// New placements of a student on a programme that join up, with those that are
/// held, into a stay that is too long are not all given. The rule of the same
/// name looks at each by itself; one that is excused it is not counted.
pub(super) struct Stay;

impl Constraint for Stay {
    fn id(&self) -> ConstraintId {
        ConstraintId::Stay
    }

    fn write(&self, draft: &mut Draft) {
        for student in draft.students() {
            for (programme, columns) in columns_of(draft, student, RuleId::Stay, Programme::limits_stays) {
                let held = draft.book.held_on(student, programme).collect();
                let mut search = Search { draft, programme, columns: &columns, held, found: Vec::new() };
                search.extend(&mut Vec::new(), 0);
                for chain in search.found {
                    let most = chain.len() as i64 - 1;
                    let terms = chain.into_iter().map(|column| (column, 1)).collect();
                    draft.add_limit(self.limit(About::StudentProgramme(student, programme)), terms, 0, most);
                }
            }
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let programme = &more.round.policy.programmes[about.programme()?];
        let (name, limits) = (&programme.name, in_words(programme));
        Some(format!("{name} lasts at most {limits} at a stretch, and {}", more.others()))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let (student, programme) = (&round.students[about.student()?], &round.policy.programmes[about.programme()?]);
        let (name, limits) = (&programme.name, in_words(programme));
        Some(format!("student {} stays on {name} for at most {limits} at a stretch", student.id))
    }

    fn in_short(&self) -> &'static str {
        "With another new place the stay would be too long"
    }

    fn advice(&self) -> &'static str {
        "Refer again for a later start."
    }

    fn is_of_one_student(&self) -> bool {
        true
    }

    fn waived_by(&self) -> Option<RuleId> {
        Some(RuleId::Stay)
    }
}

/// How long a stay may be: `12 teaching weeks`, `2 terms`, or both.
fn in_words(programme: &Programme) -> String {
    let weeks = programme.max_stay_weeks.map(|weeks| counted(weeks, "teaching week"));
    let terms = programme.max_stay_terms.map(|terms| counted(terms, "term"));
    weeks.into_iter().chain(terms).collect::<Vec<_>>().join(" and ")
}

/// The options of a student on each programme that has a limit, by start, but
/// those that are excused a rule.
pub(super) fn columns_of(
    draft: &Draft,
    student: Key<Student>,
    rule: RuleId,
    is_limited: impl Fn(&Programme) -> bool,
) -> BTreeMap<Key<Programme>, Vec<ColumnIndex>> {
    let mut found: BTreeMap<_, Vec<ColumnIndex>> = BTreeMap::new();
    for column in draft.of_student(student) {
        let option = draft.option(*column);
        let programme = draft.round.programme_of(option.intake);
        let is_excused = draft.book.is_waived(option.referral, rule, option.intake);
        if is_limited(&draft.round.policy.programmes[programme]) && !is_excused {
            found.entry(programme).or_default().push(*column);
        }
    }
    for columns in found.values_mut() {
        columns.sort_by_key(|column| (draft.option(*column).span, *column));
    }
    found
}

/// The smallest sets of options that make a stay too long: chains, each next
/// placement going on where those before it end.
struct Search<'s> {
    draft: &'s Draft<'s>,
    programme: Key<Programme>,
    /// By start.
    columns: &'s [ColumnIndex],
    held: Vec<Span>,
    found: Vec<Vec<ColumnIndex>>,
}

impl Search<'_> {
    /// Goes on with every option from a position on that prolongs the stay.
    fn extend(&mut self, chain: &mut Vec<ColumnIndex>, from: usize) {
        let calendar = &self.draft.round.calendar;
        let programme = &self.draft.round.policy.programmes[self.programme];
        let span = |column: ColumnIndex| self.draft.option(column).span;
        for position in from..self.columns.len() {
            let column = self.columns[position];
            // A referral has at most one of its options anyway.
            let referral = self.draft.option(column).referral;
            if chain.iter().any(|other| self.draft.option(*other).referral == referral) {
                continue;
            }
            let spans = self.held.iter().copied().chain(chain.iter().map(|other| span(*other))).chain([span(column)]);
            let stays = join_stays(calendar, spans);
            let Some(stay) = stays.into_iter().find(|stay| stay.overlaps(&span(column))) else { continue };
            if !chain.iter().all(|other| stay.overlaps(&span(*other))) {
                continue;
            }
            chain.push(column);
            match stay_excess(calendar, programme, stay) {
                Some(_) if chain.len() > 1 => self.found.push(chain.clone()),
                Some(_) => {}
                None => self.extend(chain, position + 1),
            }
            chain.pop();
        }
    }
}
