//! What the published instances are made of.

use super::instance::{Instance, Offer, Wish};
use std::collections::BTreeSet;

/// A student for each member who wants any of the groups with it; a group runs
/// with all its places taken or not at all.
pub fn whole_groups(members: usize, groups: &[Vec<usize>]) -> Instance {
    let offer = |(position, group): (usize, &Vec<usize>)| Offer {
        id: format!("G{position}"),
        places: group.len(),
        min_group: group.len(),
        ..Offer::default()
    };
    let wish = |member: usize| {
        let with: Vec<String> = groups
            .iter()
            .enumerate()
            .filter(|(_, group)| group.contains(&member))
            .map(|(position, _)| format!("G{position}"))
            .collect();
        Wish { id: format!("M{member}"), choices: with.join("|"), ..Wish::default() }
    };
    Instance {
        offers: groups.iter().enumerate().map(offer).collect(),
        wishes: (0..members).map(wish).filter(|wish| !wish.choices.is_empty()).collect(),
        ..Instance::default()
    }
}

/// The points of the projective space of a dimension over the field of a prime
/// order: vectors whose first coordinate other than 0 is 1.
pub fn projective_points(dimension: usize, order: usize) -> Vec<Vec<usize>> {
    let count = order.pow(dimension as u32 + 1);
    let digits = |mut number: usize| {
        let digit = |_| {
            let digit = number % order;
            number /= order;
            digit
        };
        (0..=dimension).map(digit).collect::<Vec<usize>>()
    };
    let is_normal = |point: &Vec<usize>| point.iter().find(|coordinate| **coordinate != 0) == Some(&1);
    (0..count).map(digits).filter(is_normal).collect()
}

/// The symplectic generalised quadrangle W(q): the number of its points, and
/// its lines, the totally isotropic lines of PG(3, q).
pub fn symplectic_quadrangle(order: usize) -> (usize, Vec<Vec<usize>>) {
    let points = projective_points(3, order);
    let meet = |a: &[usize], b: &[usize]| {
        let product = a[0] * b[1] + (order - 1) * a[1] * b[0] + a[2] * b[3] + (order - 1) * a[3] * b[2];
        product.is_multiple_of(order)
    };
    let collinear: Vec<Vec<usize>> =
        points.iter().map(|a| (0..points.len()).filter(|b| meet(a, &points[*b])).collect()).collect();
    let mut lines = BTreeSet::new();
    for a in 0..points.len() {
        for b in collinear[a].iter().copied().filter(|b| *b > a) {
            // The points collinear with both are those of the line through both.
            let line: Vec<usize> = collinear[a].iter().copied().filter(|c| collinear[b].contains(c)).collect();
            lines.insert(line);
        }
    }
    (points.len(), lines.into_iter().collect())
}

/// The largest number of groups of which no two share a member.
pub fn most_disjoint(groups: &[u64], taken: u64) -> usize {
    let Some((first, rest)) = groups.split_first() else { return 0 };
    // Either the first group is taken, or it is left for one that meets it.
    let with = if first & taken == 0 { 1 + most_disjoint(rest, taken | first) } else { 0 };
    let disjoint = rest.iter().filter(|group| *group & taken == 0).count();
    if with > disjoint { with } else { with.max(most_disjoint(rest, taken)) }
}

/// Capacity, weights, profits and optimum of a knapsack.
pub type Knapsack = (u64, Vec<u64>, Vec<i64>, i64);

/// The instances P01 to P08 that J. Burkardt (Florida State University,
/// KNAPSACK_01) collected from S. Martello and P. Toth, "Knapsack Problems"
/// (1990), and D. L. Kreher and D. R. Stinson, "Combinatorial Algorithms" (1998),
/// with their optima.
pub fn knapsacks() -> Vec<Knapsack> {
    vec![
        (165, vec![23, 31, 29, 44, 53, 38, 63, 85, 89, 82], vec![92, 57, 49, 68, 60, 43, 67, 84, 87, 72], 309),
        (26, vec![12, 7, 11, 8, 9], vec![24, 13, 23, 15, 16], 51),
        (190, vec![56, 59, 80, 64, 75, 17], vec![50, 50, 64, 46, 50, 5], 150),
        (50, vec![31, 10, 20, 19, 4, 3, 6], vec![70, 20, 39, 37, 7, 5, 10], 107),
        (104, vec![25, 35, 45, 5, 25, 3, 2, 2], vec![350, 400, 450, 20, 70, 8, 5, 5], 900),
        (170, vec![41, 50, 49, 59, 55, 57, 60], vec![442, 525, 511, 593, 546, 564, 617], 1735),
        (
            750,
            vec![70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120],
            vec![135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240],
            1458,
        ),
        (
            6_404_180,
            vec![
                382_745, 799_601, 909_247, 729_069, 467_902, 44_328, 34_610, 698_150, 823_460, 903_959, 853_665,
                551_830, 610_856, 670_702, 488_960, 951_111, 323_046, 446_298, 931_161, 31_385, 496_951, 264_724,
                224_916, 169_684,
            ],
            vec![
                825_594, 1_677_009, 1_676_628, 1_523_970, 943_972, 97_426, 69_666, 1_296_457, 1_679_693, 1_902_996,
                1_844_992, 1_049_289, 1_252_836, 1_319_836, 953_277, 2_067_538, 675_367, 853_655, 1_826_027, 65_731,
                901_489, 577_243, 466_257, 369_261,
            ],
            13_549_094,
        ),
    ]
}
