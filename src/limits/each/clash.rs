//! A student's placements beside each other in the week.

use crate::calendar::Span;
use crate::ids::{ConstraintId, RuleId};
use crate::limits::constraint::Constraint;
use crate::limits::one_more::OneMore;
use crate::round::{Key, Round, Student};
use crate::rows::{About, ColumnIndex, Draft, Member, Row, peaks};
use crate::rules::days as in_words;
use crate::units::{HalfDays, Times};

/// A student's placements on overlapping dates share no time; a programme that
/// stands alone overlaps nothing; on no date is the time off site above the
/// limit: the student's own over all placements, else the policy's over those
/// of programmes that do not stand alone.
///
/// The rule `occupied` keeps every single placement clear of the held ones; a
/// placement excused it is never weighed together with them.
pub(super) struct Clash;

impl Constraint for Clash {
    fn id(&self) -> ConstraintId {
        ConstraintId::Clash
    }

    fn write(&self, draft: &mut Draft) {
        for student in draft.students() {
            let columns = draft.of_student(student).to_vec();
            self.share_no_time(draft, student, &columns);
            self.keep_to_the_limit(draft, student, &columns);
        }
    }

    fn full(&self, _about: About, more: &OneMore) -> Option<String> {
        if is_about_time(more.row) {
            return Some(format!("it cannot go with another of the student's: {}", more.others()));
        }
        let amount = |half_days: i64| HalfDays(u32::try_from(half_days).unwrap_or(0));
        let (total, limit) = (amount(more.total()), amount(more.limit()));
        let with = match more.beside.is_empty() && more.row.used == 0 {
            true => "by itself",
            false => "with the student's other placements",
        };
        Some(format!("{with} it would be {} a week; the limit is {limit}", in_words(total)))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let id = &round.students[about.student()?].id;
        Some(format!("the placements of student {id} share no time and keep to the day limit"))
    }

    fn in_short(&self) -> &'static str {
        "Clashes with another new place of the student"
    }

    fn advice(&self) -> &'static str {
        "Choose other days than those of the student’s other place."
    }

    fn is_of_one_student(&self) -> bool {
        true
    }

    fn waived_by(&self) -> Option<RuleId> {
        Some(RuleId::Occupied)
    }

    /// From the days off site beside those of the held placements.
    fn is_freed(&self, row: &Row) -> bool {
        row.used > 0
    }
}

impl Clash {
    /// One row for each half day and date: of the placements in force that take
    /// the half day, or stand alone, at most one.
    fn share_no_time(&self, draft: &mut Draft, student: Key<Student>, columns: &[ColumnIndex]) {
        let of = |column: &ColumnIndex| draft.option(*column);
        let used = columns.iter().fold(Times::NONE, |used, column| used.union(days(draft, *column)));
        let mut written: Vec<Vec<(ColumnIndex, i64)>> = Vec::new();
        for slot in used.slots().map(Times::slot) {
            let taking =
                columns.iter().filter(|column| is_alone(draft, **column) || days(draft, **column).intersects(slot));
            let members: Vec<Member> =
                taking.map(|column| Member { column: *column, span: of(column).span, takes: 1 }).collect();
            for peak in peaks(&members, &[], 1) {
                if !written.contains(&peak.terms) {
                    written.push(peak.terms);
                }
            }
        }
        for terms in written {
            draft.add_limit(self.limit(About::Student(student)), terms, 0, 1);
        }
    }

    /// The time off site on any date, once for all new placements by themselves
    /// and once for those that are weighed together with the held ones.
    fn keep_to_the_limit(&self, draft: &mut Draft, student: Key<Student>, columns: &[ColumnIndex]) {
        let policy = &draft.round.policy;
        let own = draft.round.students[student].max_days;
        let limit = i64::from(own.unwrap_or(policy.days_off_site_max).0);
        let counted: Vec<ColumnIndex> =
            columns.iter().filter(|column| own.is_some() || !is_alone(draft, **column)).copied().collect();
        let member = |column: &ColumnIndex| Member {
            column: *column,
            span: draft.option(*column).span,
            takes: i64::from(days(draft, *column).half_days().0),
        };
        let all: Vec<Member> = counted.iter().map(member).collect();
        let beside_held: Vec<Member> =
            counted.iter().filter(|column| !draft.option(**column).ignores_held_times).map(member).collect();
        let held = draft.book.held_by(student).iter();
        let held: Vec<(Span, Times)> = held
            .filter(|held| own.is_some() || !policy.programmes[held.programme].alone)
            .map(|held| (held.span, held.days))
            .collect();
        let mut found = peaks(&all, &[], limit);
        found.extend(peaks(&beside_held, &distinct(&held), limit));
        for peak in found {
            draft.add_limit(self.limit(About::Student(student)), peak.terms, peak.used, peak.left);
        }
    }
}

/// Held placements cut into pieces of constant time off site, so that half
/// days which several of them take are counted once.
fn distinct(held: &[(Span, Times)]) -> Vec<(Span, i64)> {
    let mut cuts: Vec<_> =
        held.iter().flat_map(|(span, _)| [Some(span.first), span.last.succ_opt()]).flatten().collect();
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).filter_map(|cut| Some(Span::new(cut[0], cut[1].pred_opt()?)));
    let taken = |piece: Span| {
        let active = held.iter().filter(|(span, _)| span.overlaps(&piece));
        i64::from(active.fold(Times::NONE, |times, (_, days)| times.union(*days)).half_days().0)
    };
    pieces.map(|piece| (piece, taken(piece))).filter(|(_, takes)| *takes > 0).collect()
}

fn days(draft: &Draft, column: ColumnIndex) -> Times {
    draft.round.intakes[draft.option(column).intake].days
}

fn is_alone(draft: &Draft, column: ColumnIndex) -> bool {
    draft.round.policy.programmes[draft.round.programme_of(draft.option(column).intake)].alone
}

/// Whether at most one of the row's placements can be held, whatever time each
/// takes: they share a time, or one bears no other beside it.
fn is_about_time(row: &Row) -> bool {
    row.upper == Some(1) && row.used == 0 && row.terms.len() > 1 && row.terms.iter().all(|(_, takes)| *takes == 1)
}
