use crate::calendar::Span;
use crate::ids::{ConstraintId, RuleId};
use crate::round::{Key, Programme, Student};
use crate::rows::{ColumnIndex, Draft, Subject};
use crate::rules::{join_stays, stay_excess};
use std::collections::BTreeMap;

/// New placements of a student on a programme that join up, with those that are
/// held, into a stay that is too long are not all given. The rule of the same
/// name looks at each by itself; one that is excused it is not counted.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    for student in draft.students() {
        for (programme, columns) in columns_of(draft, student, RuleId::Stay, Programme::limits_stays) {
            let held = draft.book.held_on(student, programme).collect();
            let mut search = Search { draft, programme, columns: &columns, held, found: Vec::new() };
            search.extend(&mut Vec::new(), 0);
            for chain in search.found {
                let most = chain.len() as i64 - 1;
                let terms = chain.into_iter().map(|column| (column, 1)).collect();
                draft.add_limit(id, Subject::StudentStay(student, programme), terms, 0, most);
            }
        }
    }
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
