use crate::calendar::Span;
use chrono::NaiveDate;

/// The date on which most placements run, of the dates on which a new one does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fullest {
    pub(super) date: NaiveDate,
    pub(super) held: u32,
    pub(super) new: u32,
}

impl Fullest {
    pub(super) fn total(&self) -> u32 {
        self.held.saturating_add(self.new)
    }
}

/// When placements run, held before the run and new.
#[derive(Default)]
pub(super) struct Stays {
    pub(super) held: Vec<Span>,
    pub(super) new: Vec<Span>,
}

/// The first of the fullest dates; nothing without a new placement. It is
/// enough to look at the days on which a placement starts: back to the latest
/// such day, nobody leaves who is there on any other day.
pub(super) fn fullest(stays: &Stays) -> Option<Fullest> {
    let mut starts: Vec<NaiveDate> = stays.held.iter().chain(&stays.new).map(|span| span.first).collect();
    starts.sort();
    starts.dedup();
    let (held, new) = (Running::new(&stays.held), Running::new(&stays.new));
    let mut best: Option<Fullest> = None;
    for date in starts {
        let now = Fullest { date, held: held.on(date), new: new.on(date) };
        if now.new > 0 && best.is_none_or(|best| now.total() > best.total()) {
            best = Some(now);
        }
    }
    best
}

/// The sorted starts and ends of placements.
struct Running {
    starts: Vec<NaiveDate>,
    ends: Vec<NaiveDate>,
}

impl Running {
    fn new(spans: &[Span]) -> Running {
        let mut starts: Vec<NaiveDate> = spans.iter().map(|span| span.first).collect();
        let mut ends: Vec<NaiveDate> = spans.iter().map(|span| span.last).collect();
        starts.sort();
        ends.sort();
        Running { starts, ends }
    }

    /// How many run on a date: begun by then and not ended before.
    fn on(&self, date: NaiveDate) -> u32 {
        let begun = self.starts.partition_point(|start| *start <= date);
        let ended = self.ends.partition_point(|end| *end < date);
        u32::try_from(begun.saturating_sub(ended)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: &str, last: &str) -> Span {
        Span::new(first.parse().unwrap(), last.parse().unwrap())
    }

    #[test]
    fn both_ends_belong_to_a_placement() {
        let touching = [span("2026-01-05", "2026-01-16"), span("2026-01-16", "2026-01-30")];
        assert_eq!(fullest(&Stays { held: Vec::new(), new: touching.into() }).unwrap().total(), 2);
        let following = [span("2026-01-05", "2026-01-15"), span("2026-01-16", "2026-01-30")];
        assert_eq!(fullest(&Stays { held: Vec::new(), new: following.into() }).unwrap().total(), 1);
    }

    #[test]
    fn dates_on_which_only_held_placements_run_are_left_out() {
        let held = vec![span("2026-01-05", "2026-01-09"), span("2026-01-05", "2026-02-27")];
        let new = vec![span("2026-02-02", "2026-02-06")];
        let found = fullest(&Stays { held: held.clone(), new }).unwrap();
        assert_eq!((found.date.to_string().as_str(), found.held, found.new), ("2026-02-02", 1, 1));
        assert_eq!(fullest(&Stays { held, new: Vec::new() }), None);
    }

    /// Every date by itself, one after the other.
    fn day_by_day(stays: &Stays, all: Span) -> Option<Fullest> {
        let on = |spans: &[Span], date| spans.iter().filter(|span| span.contains(date)).count() as u32;
        let dates = all.days().map(|date| Fullest { date, held: on(&stays.held, date), new: on(&stays.new, date) });
        dates.filter(|day| day.new > 0).max_by_key(|day| (day.total(), std::cmp::Reverse(day.date)))
    }

    #[test]
    fn the_fullest_date_is_the_one_found_day_by_day() {
        let all = span("2026-01-01", "2026-03-01");
        let mut state = 20_251_205_u64;
        let mut below = |limit: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % limit
        };
        for _ in 0..200 {
            let mut spans = |count: u64| -> Vec<Span> {
                let span = |_| {
                    let first = all.first + chrono::Days::new(below(40));
                    Span::new(first, first + chrono::Days::new(below(18)))
                };
                (0..count).map(span).collect()
            };
            let stays = Stays { held: spans(4), new: spans(5) };
            assert_eq!(fullest(&stays), day_by_day(&stays, all));
        }
    }
}
