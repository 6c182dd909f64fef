//! Small made-up parts, and all that can be placed in them one by one.

use super::part::{Goal, Part, RowKind};
use super::{Bounds, MipRow};
use crate::program::Tendency;

/// A part of options, each with its student and referral; a goal counts so much of each.
pub(super) fn part(options: &[(usize, usize)], rows: Vec<MipRow>, counts: &[i64]) -> Part {
    let count = options.len();
    Part {
        columns: (0..count).collect(),
        bounds: vec![(0, 1); count],
        integer: vec![true; count],
        owners: options.iter().map(|(_, referral)| *referral).collect(),
        students: options.iter().map(|(student, _)| *student).collect(),
        follows: vec![Tendency::Free; count],
        kinds: vec![RowKind::Given; rows.len()],
        origins: vec![None; rows.len()],
        rows,
        basis: None,
        goals: vec![Goal { terms: counts.iter().copied().enumerate().collect(), settled: 0 }],
        incumbent: vec![0; count],
        proven: 0,
    }
}

/// A row of terms.
pub(super) fn row(terms: &[(usize, i64)], lower: Option<i64>, upper: i64) -> MipRow {
    MipRow { terms: terms.to_vec(), bounds: Bounds { lower, upper: Some(upper) } }
}

/// Every placement that the limits allow.
pub(super) fn placements(part: &Part) -> Vec<Vec<i64>> {
    let all = (0..1_usize << part.columns.len())
        .map(|bits| (0..part.columns.len()).map(|column| (bits >> column & 1) as i64).collect());
    all.filter(|values: &Vec<i64>| part.rows_of(RowKind::Given).all(|row| row.holds(values))).collect()
}

/// Numbers below others, the same ones each time: a linear congruential sequence with Knuth's multiplier.
pub(super) fn chances(mut state: u64) -> impl FnMut(u64) -> u64 {
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

/// A few students with up to two referrals each, some of them certain, under one budget.
pub(super) fn budget(chance: &mut impl FnMut(u64) -> u64) -> Part {
    let (mut options, mut costs, mut counts, mut rows) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut referral, mut least) = (0, 0);
    for student in 0..3 + chance(2) as usize {
        let mut own = Vec::new();
        for _ in 0..1 + chance(5) / 4 {
            let first = options.len();
            let worth = 1 + chance(9) as i64;
            for _ in 0..1 + chance(3) {
                own.push(options.len());
                options.push((student, referral));
                costs.push((options.len() - 1, 2 + chance(12) as i64));
                counts.push(worth - chance(2) as i64);
            }
            let terms: Vec<(usize, i64)> = (first..options.len()).map(|column| (column, 1)).collect();
            let is_certain = chance(3) == 0;
            least += if is_certain { costs[first].1 } else { 0 };
            rows.push(row(&terms, is_certain.then_some(1), 1));
            referral += 1;
        }
        if let ([first, .., last], true) = (own.as_slice(), chance(2) == 0) {
            rows.push(row(&[(*first, 3), (*last, 2)], None, 4));
        }
    }
    rows.push(row(&costs, None, least + 4 + chance(14) as i64));
    part(&options, rows, &counts)
}
