use super::columns::ColumnIndex;
use crate::calendar::Span;
use crate::units::Times;
use chrono::NaiveDate;

/// A new placement that takes some of a limit while it lasts.
#[derive(Clone, Copy)]
pub(crate) struct Member {
    pub column: ColumnIndex,
    pub span: Span,
    pub takes: i64,
}

/// What a limit on "any date" comes to on the dates that matter.
#[derive(PartialEq, Eq)]
pub(crate) struct Peak {
    /// Columns in force on the date with what they take.
    pub terms: Vec<(ColumnIndex, i64)>,
    /// What held placements take on the date.
    pub used: i64,
    /// What is left for new placements, not below 0.
    pub left: i64,
}

/// The dates on which a limit can be tightest, each with what it comes to.
/// Use grows only where a placement begins; of two dates where one has all
/// columns of the other and no more left, only that one matters. Dates whose
/// columns cannot exceed what is left do not matter either.
pub(crate) fn peaks(members: &[Member], held: &[(Span, i64)], amount: i64) -> Vec<Peak> {
    let begins = members.iter().map(|member| member.span.first);
    // What takes away from the use makes it grow when it ends.
    let grows = |(span, takes): &(Span, i64)| if *takes < 0 { span.last.succ_opt() } else { Some(span.first) };
    let mut dates: Vec<NaiveDate> = begins.chain(held.iter().filter_map(grows)).collect();
    dates.sort_unstable();
    dates.dedup();
    let mut found: Vec<Peak> = Vec::new();
    for date in dates {
        let active = members.iter().filter(|member| member.span.contains(date));
        let mut terms: Vec<(ColumnIndex, i64)> = active.map(|member| (member.column, member.takes)).collect();
        terms.sort_unstable();
        let used: i64 = held.iter().filter(|(span, _)| span.contains(date)).map(|(_, takes)| takes).sum();
        let left = (amount - used).max(0);
        let most: i64 = terms.iter().map(|(_, takes)| takes).sum();
        if most <= left || found.iter().any(|peak| peak.left <= left && is_within(&terms, &peak.terms)) {
            continue;
        }
        found.retain(|peak| !(left <= peak.left && is_within(&peak.terms, &terms)));
        found.push(Peak { terms, used, left });
    }
    found
}

/// The same for every time of day: members and held placements with their days.
/// Mornings and afternoons of whole days come to the same, which is told once.
pub(crate) fn peaks_by_slot(members: &[(Times, Member)], held: &[(Times, Span, i64)], amount: i64) -> Vec<Peak> {
    let mut found = Vec::new();
    for slot in (0..Times::SLOTS).map(Times::slot) {
        let here = members.iter().filter(|(days, _)| days.intersects(slot));
        let here: Vec<Member> = here.map(|(_, member)| *member).collect();
        let held = held.iter().filter(|(days, ..)| days.intersects(slot));
        let held: Vec<(Span, i64)> = held.map(|(_, span, takes)| (*span, *takes)).collect();
        for peak in peaks(&here, &held, amount) {
            if !found.contains(&peak) {
                found.push(peak);
            }
        }
    }
    found
}

/// Whether every term of one sorted list stands in another.
fn is_within(some: &[(ColumnIndex, i64)], all: &[(ColumnIndex, i64)]) -> bool {
    let mut all = all.iter();
    some.len() <= all.len() && some.iter().all(|term| all.any(|other| other == term))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: u32, last: u32) -> Span {
        let day = |day| NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
        Span::new(day(first), day(last))
    }

    #[test]
    fn only_the_dates_that_can_bind_remain() {
        // By hand: 1–10 and 5–20 meet on 5–10, 5–20 and 15–30 on 15–20; 25 is within the latter.
        let members = [(0, span(1, 10)), (1, span(5, 20)), (2, span(15, 30))];
        let members = members.map(|(column, span)| Member { column, span, takes: 1 });
        let found = peaks(&members, &[], 1);
        let columns: Vec<Vec<usize>> =
            found.iter().map(|peak| peak.terms.iter().map(|term| term.0).collect()).collect();
        assert_eq!(columns, [vec![0, 1], vec![1, 2]]);
    }

    #[test]
    fn a_freed_place_is_free_while_it_lasts() {
        // One place, held all month; freed on 1–10. By hand: 1–10 has room for one, 11–30 for none.
        let members = [(0, span(1, 30)), (1, span(2, 9))];
        let members = members.map(|(column, span)| Member { column, span, takes: 1 });
        let found = peaks(&members, &[(span(1, 30), 1), (span(1, 10), -1)], 1);
        let limits: Vec<(usize, i64)> = found.iter().map(|peak| (peak.terms.len(), peak.left)).collect();
        assert_eq!(limits, [(2, 1), (1, 0)]);
    }

    #[test]
    fn held_placements_leave_less_but_never_below_nothing() {
        let members = [Member { column: 0, span: span(1, 30), takes: 1 }];
        let found = peaks(&members, &[(span(10, 12), 3), (span(1, 5), 1)], 2);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].used, found[0].left), (3, 0));
    }
}
