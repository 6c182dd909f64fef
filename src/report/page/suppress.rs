//! Small numbers are not shown, nor any number from which one could be worked
//! out, with the rule below in hand too: an allocation is about children who can
//! be recognised.
//!
//! Whoever sees a table may think of every other one that would look the same.
//! Groups are hidden by how large they are alone, so with any such table all that
//! exchange hidden groups look the same, and the bounds below leave one in which
//! the hidden groups are not all alike. Which parts are hidden beside shown sizes
//! follows from the order of the sizes, of which everyone knows; and a child may
//! always change its part with one of another hidden row.
//!
//! What is shown is to the nearest five, of sets of children that have nobody in
//! common; sums are those of the numbers shown. So no sum tells which way its parts
//! were rounded, and of two tables, one after the other or a what-if beside its
//! round, no difference is known to be a small number.

use std::cmp::Reverse;

/// A number of children above 0 and below this is small.
pub(super) const THRESHOLD: u32 = 5;

/// Of fewer children than this in all no number is shown. No table has as many
/// groups, in each of which there could be a single child.
pub(super) const FEWEST: u32 = 10;

/// How many children of a group have a new place, and how many do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Counts {
    pub placed: u32,
    pub others: u32,
}

/// The numbers that are shown of a group, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Numbers {
    /// How many children there are.
    pub size: Option<u32>,
    /// How many of them have a new place, and how many do not.
    pub parts: Option<(u32, u32)>,
}

/// What may be shown of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    /// No number.
    Nothing,
    /// How many children it has.
    Size,
    /// Also how many of them have a place.
    All,
}

impl Counts {
    /// How many children there are.
    pub fn size(self) -> u32 {
        self.placed + self.others
    }

    pub fn sum(counts: impl IntoIterator<Item = Counts>) -> Counts {
        counts.into_iter().fold(Counts::default(), |sum, one| Counts {
            placed: sum.placed + one.placed,
            others: sum.others + one.others,
        })
    }

    fn has_small_part(self) -> bool {
        is_small(self.placed) || is_small(self.others)
    }
}

fn is_small(number: u32) -> bool {
    (1..THRESHOLD).contains(&number)
}

/// The numbers of each of some groups, and of all together, where every child is
/// of one group. A group without children has none to hide.
pub(super) fn published(groups: &[Counts]) -> (Vec<Numbers>, Numbers) {
    let (shown, all) = suppress(groups);
    let rows: Vec<Numbers> = groups.iter().zip(&shown).map(|(group, shown)| numbers(*group, *shown)).collect();
    let hidden = groups.iter().zip(&shown).filter(|(_, shown)| **shown == Shown::Nothing);
    let hidden = Counts::sum(hidden.map(|(group, _)| *group));
    // Sizes without parts would have to add up to the parts of the sum, and tell
    // which way all of them were rounded.
    let has_sizes_alone = groups.iter().zip(&shown).any(|(group, shown)| *shown == Shown::Size && group.size() > 0);
    let rest = numbers(hidden, all.min(if has_sizes_alone { Shown::Size } else { Shown::All }));
    let size = rest.size.map(|rest| rest + rows.iter().filter_map(|row| row.size).sum::<u32>());
    let parts = rest.parts.map(|rest| {
        rows.iter().filter_map(|row| row.parts).fold(rest, |sum, parts| (sum.0 + parts.0, sum.1 + parts.1))
    });
    (rows, Numbers { size, parts })
}

fn numbers(counts: Counts, shown: Shown) -> Numbers {
    let parts = (rounded(counts.placed), rounded(counts.others));
    match shown {
        Shown::Nothing => Numbers::default(),
        Shown::Size => Numbers { size: Some(rounded(counts.size())), parts: None },
        Shown::All => Numbers { size: Some(parts.0 + parts.1), parts: Some(parts) },
    }
}

/// The nearest multiple of five.
fn rounded(number: u32) -> u32 {
    (number + 2) / THRESHOLD * THRESHOLD
}

/// What may be shown of each of some groups, and of all together, where every
/// child is of one group.
fn suppress(groups: &[Counts]) -> (Vec<Shown>, Shown) {
    let all = Counts::sum(groups.iter().copied());
    let bound = size_bound(groups).filter(|_| all.size() >= FEWEST);
    let Some(bound) = bound else { return (vec![Shown::Nothing; groups.len()], Shown::Nothing) };
    let is_hidden = |group: &Counts| (1..bound).contains(&group.size());
    let size_only = |group: &Counts| if is_hidden(group) { Shown::Nothing } else { Shown::Size };
    if all.has_small_part() {
        return (groups.iter().map(size_only).collect(), Shown::Size);
    }
    // The largest come first, so that those that are still to hide are last.
    let mut whole: Vec<usize> = (0..groups.len()).filter(|at| !is_hidden(&groups[*at])).collect();
    whole.sort_by_key(|at| Reverse((groups[*at].size(), *at)));
    whole.retain(|at| groups[*at].size() > 0);
    let mut pooled: Vec<Counts> = groups.iter().filter(|group| is_hidden(group)).copied().collect();
    let is_open = |whole: &[usize], pooled: &[Counts]| {
        let together = Counts::sum(pooled.iter().copied());
        pooled.len() == 1 || together.has_small_part() || whole.iter().any(|at| groups[*at].has_small_part())
    };
    let mut shown = vec![Shown::All; groups.len()];
    while is_open(&whole, &pooled) {
        let Some(at) = whole.pop() else { break };
        pooled.push(groups[at]);
        shown[at] = Shown::Size;
    }
    for (shown, group) in shown.iter_mut().zip(groups) {
        *shown = if is_hidden(group) { Shown::Nothing } else { *shown };
    }
    (shown, Shown::All)
}

/// Groups of fewer children than this show no number: none, or as few as leave
/// two groups at least that are hidden, which have five children together at
/// least and, as far as anyone can tell, not all the same number of them. Nothing
/// where no bound does.
fn size_bound(groups: &[Counts]) -> Option<u32> {
    let sizes = || groups.iter().map(|group| group.size());
    if !sizes().any(is_small) {
        return Some(1);
    }
    let largest = sizes().max().unwrap_or(0);
    let does = |bound: &u32| {
        let hidden: Vec<u32> = sizes().filter(|size| (1..*bound).contains(size)).collect();
        let (count, sum) = (hidden.len() as u32, hidden.iter().sum::<u32>());
        // As many children as groups are one each; below five, four times as many are four each.
        let is_alike = sum == count || (*bound == THRESHOLD && sum == (THRESHOLD - 1) * count);
        count > 1 && sum >= THRESHOLD && !is_alike
    };
    (1..).map(|step| step * THRESHOLD).take_while(|bound| *bound < largest + 2 * THRESHOLD).find(does)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn counts(pairs: &[(u32, u32)]) -> Vec<Counts> {
        pairs.iter().map(|(placed, others)| Counts { placed: *placed, others: *others }).collect()
    }

    #[test]
    fn a_small_group_takes_the_next_larger_ones_with_it() {
        // By hand: 3 of 30 children would follow from 33 − 30.
        let (shown, all) = suppress(&counts(&[(20, 10), (2, 1)]));
        assert_eq!((shown, all), (vec![Shown::Nothing, Shown::Nothing], Shown::All));
        let (shown, _) = suppress(&counts(&[(20, 10), (2, 1), (4, 4), (9, 9)]));
        assert_eq!(shown, [Shown::All, Shown::Nothing, Shown::Nothing, Shown::All]);
    }

    #[test]
    fn a_small_part_of_a_large_group_hides_the_parts_and_not_the_group() {
        let (shown, all) = suppress(&counts(&[(20, 2), (30, 40), (10, 10)]));
        assert_eq!((shown, all), (vec![Shown::Size, Shown::All, Shown::Size], Shown::All));
    }

    #[test]
    fn what_is_large_or_nil_is_shown() {
        let (shown, all) = suppress(&counts(&[(20, 10), (0, 6), (5, 5), (0, 0)]));
        assert_eq!((shown, all), (vec![Shown::All; 4], Shown::All));
        assert_eq!(suppress(&counts(&[(5, 4)])), (vec![Shown::Nothing], Shown::Nothing));
    }

    /// Five, four and four: who knew that the second smallest goes with the
    /// smallest would know that they are four and four if five were shown.
    #[test]
    fn the_choice_of_what_is_hidden_gives_nothing_away() {
        let (shown, _) = suppress(&counts(&[(5, 0), (4, 0), (4, 0)]));
        assert_eq!(shown, [Shown::Nothing; 3]);
    }

    #[test]
    fn numbers_are_shown_to_the_nearest_five() {
        assert_eq!([0, 5, 7, 8, 12, 13, 600].map(rounded), [0, 5, 5, 10, 10, 15, 600]);
        // By hand: 26 children in all, of groups of 12 and 14, would be 25.
        let (rows, all) = published(&counts(&[(6, 6), (7, 7)]));
        assert_eq!(rows, [Numbers { size: Some(10), parts: Some((5, 5)) }; 2]);
        assert_eq!(all, Numbers { size: Some(20), parts: Some((10, 10)) });
    }

    /// Every way to spread children over cells.
    fn spread(children: u32, cells: usize) -> Vec<Vec<u32>> {
        if cells == 1 {
            return vec![vec![children]];
        }
        let with =
            |first: u32| spread(children - first, cells - 1).into_iter().map(move |rest| [vec![first], rest].concat());
        (0..=children).flat_map(with).collect()
    }

    /// All that somebody sees: the numbers as they are, which tell more than when
    /// they are rounded, and which of them are not shown. Whether a group is empty
    /// is seen, since it has no row.
    type View = (Option<u32>, Vec<(Option<u32>, Option<Counts>)>, Option<Counts>);

    fn view(groups: &[Counts]) -> View {
        let (shown, all) = suppress(groups);
        let cell = |(group, shown): (&Counts, Shown)| {
            let is_shown = shown >= Shown::Size || group.size() == 0;
            (is_shown.then(|| group.size()), (shown == Shown::All).then_some(*group))
        };
        let total = Counts::sum(groups.iter().copied());
        let size = (all >= Shown::Size).then(|| total.size());
        (size, groups.iter().zip(shown).map(cell).collect(), (all == Shown::All).then_some(total))
    }

    /// Of each group its size and its parts, where all tables agree on them.
    type Agreed = Vec<[Option<u32>; 3]>;

    /// What every table that looks the same agrees on, and how many there are.
    fn held_to_every_table(tables: impl Iterator<Item = Vec<Counts>>) -> (usize, usize) {
        let parts = |group: Counts| [group.size(), group.placed, group.others];
        let mut agreed: BTreeMap<View, (Agreed, usize)> = BTreeMap::new();
        for table in tables {
            let values = || table.iter().map(|group| parts(*group));
            let of_first = || (values().map(|of| of.map(Some)).collect(), 0);
            let (known, count) = agreed.entry(view(&table)).or_insert_with(of_first);
            *count += 1;
            for (known, value) in known.iter_mut().flatten().zip(values().flatten()) {
                *known = known.filter(|known| *known == value);
            }
        }
        let views = agreed.len();
        let mut hidden = 0;
        for (seen, (known, count)) in agreed {
            let told = known.iter().flatten().flatten().any(|known| is_small(*known));
            assert!(!told, "{seen:?} is one of {count} tables, of which all have {known:?}");
            hidden += usize::from(seen.1.iter().any(|(_, shown)| shown.is_none()));
        }
        (views, hidden)
    }

    /// Brute force: whoever sees a table and knows the rule thinks of all tables
    /// that look the same. No small number is the same in all of them.
    #[test]
    fn no_small_number_can_be_worked_out() {
        // Four groups, by how many they are: all children have a place.
        let sizes = (1..=40).flat_map(|children| (1..=4).flat_map(move |count| spread(children, count)));
        let placed = |sizes: Vec<u32>| sizes.into_iter().map(|size| Counts { placed: size, others: 0 }).collect();
        let (views, hidden) = held_to_every_table(sizes.map(placed));
        assert!(views > 1000 && hidden > 100, "{views} views, {hidden} of which hide");
        // With and without a place: up to three groups of 24 children, four of 16.
        for (groups, most) in [(1, 40), (2, 40), (3, 22), (4, 15)] {
            let cells = (1..=most).flat_map(|children| spread(children, 2 * groups));
            let pairs =
                |cells: Vec<u32>| cells.chunks(2).map(|pair| Counts { placed: pair[0], others: pair[1] }).collect();
            let (views, hidden) = held_to_every_table(cells.map(pairs));
            assert!(views > 20 && hidden > 10, "{groups} groups: {views} views, {hidden} of which hide");
        }
    }

    /// What is seen of a table: the numbers that are shown, and which groups are
    /// empty, since they have no row.
    fn seen(groups: &[Counts]) -> Vec<Option<Numbers>> {
        let (rows, all) = published(groups);
        let rows = groups.iter().zip(rows).map(|(group, row)| (group.size() > 0).then_some(row));
        rows.chain([Some(all)]).collect()
    }

    /// Sizes and parts of each group and of all.
    fn known(groups: &[Counts]) -> impl Iterator<Item = u32> {
        let all = [Counts::sum(groups.iter().copied())];
        groups
            .iter()
            .chain(&all)
            .flat_map(|group| [group.size(), group.placed, group.others])
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// Keeps of what is known what these values agree with.
    fn agree(known: &mut [Option<u32>], values: impl Iterator<Item = u32>) {
        known.iter_mut().zip(values).for_each(|(known, value)| *known = known.filter(|known| *known == value));
    }

    /// Whether all tables that look the same have no more than so many children,
    /// so that none of them was left out: each group has two numbers at most, of
    /// which each was rounded by two at most.
    fn is_within(seen: &[Option<Numbers>], most: u32) -> bool {
        let size = seen.last().copied().flatten().and_then(|all| all.size);
        size.is_none_or(|size| size + 4 * (seen.len() as u32 - 1) <= most)
    }

    /// Two tables, one after the other: no number but 0 is told exactly by the
    /// numbers that are shown, so no difference of two is either.
    #[test]
    fn numbers_that_are_shown_tell_no_number_exactly() {
        for (groups, most) in [(1, 40), (2, 34), (3, 24)] {
            let mut views: BTreeMap<Vec<Option<Numbers>>, Vec<Option<u32>>> = BTreeMap::new();
            for cells in (1..=most).flat_map(|children| spread(children, 2 * groups)) {
                let table = counts(&cells.chunks(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>());
                let first = || known(&table).map(Some).collect();
                agree(views.entry(seen(&table)).or_insert_with(first), known(&table));
            }
            views.retain(|seen, _| is_within(seen, most));
            assert!(views.len() > 10);
            for (seen, known) in views {
                assert!(known.iter().flatten().all(|known| *known == 0), "{seen:?} tells {known:?}");
            }
        }
    }

    /// A what-if beside its round: the same children, other places. Neither a small
    /// number nor a small difference is the same in all pairs of tables that look
    /// the same.
    #[test]
    fn a_what_if_beside_its_round_tells_no_small_number() {
        for (groups, most) in [(1, 40), (2, 28)] {
            let mut views: BTreeMap<Vec<Option<Numbers>>, usize> = BTreeMap::new();
            let mut pairs: BTreeMap<(usize, usize), Vec<Option<u32>>> = BTreeMap::new();
            for sizes in (1..=most).flat_map(|children| spread(children, groups)).filter(|sizes| !sizes.contains(&0)) {
                let mut tables: Vec<Vec<(u32, u32)>> = vec![Vec::new()];
                for size in sizes {
                    let with = |table: Vec<(u32, u32)>| {
                        (0..=size).map(move |placed| [table.clone(), vec![(placed, size - placed)]].concat())
                    };
                    tables = tables.into_iter().flat_map(with).collect();
                }
                let tables: Vec<(usize, Vec<u32>)> = tables
                    .iter()
                    .map(|table| {
                        let (table, next) = (counts(table), views.len());
                        (*views.entry(seen(&table)).or_insert(next), known(&table).collect())
                    })
                    .collect();
                for (one, first) in &tables {
                    for (other, second) in &tables {
                        let differences = first.iter().zip(second).map(|(a, b)| a.abs_diff(*b));
                        let values = || first.iter().chain(second).copied().chain(differences.clone());
                        agree(pairs.entry((*one, *other)).or_insert_with(|| values().map(Some).collect()), values());
                    }
                }
            }
            let whole: Vec<usize> =
                views.into_iter().filter(|(seen, _)| is_within(seen, most)).map(|(_, id)| id).collect();
            pairs.retain(|(one, other), _| whole.contains(one) && whole.contains(other));
            assert!(pairs.len() > 10);
            for (views, known) in pairs {
                assert!(!known.iter().flatten().any(|known| is_small(*known)), "{views:?} tell {known:?}");
            }
        }
    }
}
