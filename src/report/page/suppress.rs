//! Small numbers are not shown, nor any number from which one could be worked
//! out: an allocation is about children who can be recognised.

/// A number of children above 0 and below this is small.
pub(super) const THRESHOLD: u32 = 5;

/// How many children of a group have a new place, and how many do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub placed: u32,
    pub others: u32,
}

/// What may be shown of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
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

    fn sum(counts: impl Iterator<Item = Counts>) -> Counts {
        counts.fold(Counts::default(), |sum, one| Counts {
            placed: sum.placed + one.placed,
            others: sum.others + one.others,
        })
    }

    /// What may be shown of it where nothing else is known.
    fn alone(self) -> Shown {
        match (is_small(self.size()), is_small(self.placed) || is_small(self.others)) {
            (true, _) => Shown::Nothing,
            (_, true) => Shown::Size,
            _ => Shown::All,
        }
    }
}

fn is_small(number: u32) -> bool {
    (1..THRESHOLD).contains(&number)
}

/// What may be shown of each of some groups, and of all together, where every
/// child is of one group and the sums are shown as far as they may be. What is
/// not shown belongs to two groups at least, and what these come to together is
/// no small number either: subtracting the shown from the sums tells nobody
/// anything.
pub(super) fn suppress(groups: &[Counts]) -> (Vec<Shown>, Shown) {
    let all = Counts::sum(groups.iter().copied()).alone();
    let mut shown: Vec<Shown> = groups.iter().map(|group| group.alone()).collect();
    for level in [Shown::Nothing, Shown::Size] {
        while is_open(groups, &shown, level) {
            // The smallest group loses least.
            let next = (0..groups.len()).filter(|at| shown[*at] > level).min_by_key(|at| (groups[*at].size(), *at));
            let Some(next) = next else { break };
            shown[next] = level;
        }
    }
    (shown, all)
}

/// Whether subtraction would tell what groups hide that show no more than the
/// level.
fn is_open(groups: &[Counts], shown: &[Shown], level: Shown) -> bool {
    let hidden = || groups.iter().zip(shown).filter(|(_, shown)| **shown <= level).map(|(group, _)| *group);
    let rest = Counts::sum(hidden());
    let is_small = match level {
        Shown::Nothing => is_small(rest.size()),
        _ => is_small(rest.placed) || is_small(rest.others),
    };
    hidden().count() == 1 || is_small
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(pairs: &[(u32, u32)]) -> Vec<Counts> {
        pairs.iter().map(|(placed, others)| Counts { placed: *placed, others: *others }).collect()
    }

    #[test]
    fn a_small_group_takes_a_second_one_with_it() {
        // By hand: 3 of 30 children would follow from 33 − 30.
        let (shown, all) = suppress(&counts(&[(20, 10), (2, 1)]));
        assert_eq!((shown, all), (vec![Shown::Nothing, Shown::Nothing], Shown::All));
        // The second smallest group goes with it, and 3 + 8 says nothing.
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
        assert_eq!(suppress(&counts(&[(2, 1)])), (vec![Shown::Nothing], Shown::Nothing));
    }

    /// All that somebody could think who sees what is shown: every other way to
    /// fill the hidden cells. A small number must have more than one value.
    #[test]
    fn no_small_number_can_be_worked_out() {
        let (mut state, mut hidden) = (20_251_205_u32, 0);
        // A linear congruence (Press and others, "Numerical Recipes", 1992).
        let mut number = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % 9
        };
        for _ in 0..400 {
            let groups: Vec<Counts> = (0..3).map(|_| Counts { placed: number(), others: number() }).collect();
            let (shown, all) = suppress(&groups);
            let total = Counts::sum(groups.iter().copied());
            if all != Shown::All {
                assert!(shown.iter().all(|one| *one < Shown::All));
                continue;
            }
            let fits = |candidate: &[Counts]| {
                let same = candidate.iter().zip(&groups).zip(&shown).all(|((one, truth), shown)| match shown {
                    Shown::Nothing => true,
                    Shown::Size => one.size() == truth.size(),
                    Shown::All => one == truth,
                });
                same && Counts::sum(candidate.iter().copied()) == total
            };
            let mut candidates = Vec::new();
            for (a, b, c, d) in quads(total) {
                let first = [Counts { placed: a, others: b }, Counts { placed: c, others: d }];
                let sum = Counts::sum(first.into_iter());
                if sum.placed <= total.placed && sum.others <= total.others {
                    let last = Counts { placed: total.placed - sum.placed, others: total.others - sum.others };
                    candidates.extend(Some([first[0], first[1], last]).filter(|one| fits(one)));
                }
            }
            assert!(candidates.contains(&[groups[0], groups[1], groups[2]]));
            for at in 0..3 {
                for part in [|one: Counts| one.placed, |one: Counts| one.others, Counts::size] {
                    let truth = part(groups[at]);
                    if is_small(truth) {
                        hidden += 1;
                        let is_certain = candidates.iter().all(|candidate| part(candidate[at]) == truth);
                        assert!(!is_certain, "{groups:?} {shown:?}");
                    }
                }
            }
        }
        assert!(hidden > 400, "the seeds put it to the test");
    }

    fn quads(total: Counts) -> impl Iterator<Item = (u32, u32, u32, u32)> {
        (0..=total.placed).flat_map(move |a| {
            (0..=total.others).flat_map(move |b| {
                (0..=total.placed - a).flat_map(move |c| (0..=total.others - b).map(move |d| (a, b, c, d)))
            })
        })
    }
}
