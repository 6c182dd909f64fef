//! Instances of the literature, as rounds: the program must come to the optimum
//! that is published, and prove it. Where an optimum can be recomputed in a few
//! lines by another method, the test does so.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

use proof::classics::{knapsacks, most_disjoint, projective_points, symplectic_quadrangle, whole_groups};
use proof::instance::{Instance, Offer, Wish, ranked};
use proof::{audited, read, run};
use rightplace::allocation::Segment;
use rightplace::ids::StageId;
use rightplace::result::{RoundResult, Status};
use rightplace::round::Round;
use std::collections::BTreeSet;

/// Runs an instance: the result is proven, and the audit has nothing against it.
fn solve(instance: &Instance) -> (Round, RoundResult) {
    let round = read(&instance.files());
    let result = run(&round);
    assert_eq!(result.status, Status::Optimal, "{:?}", result.steps);
    assert_eq!(audited(&round, &result).violations, []);
    (round, result)
}

fn value(result: &RoundResult, stage: StageId) -> i64 {
    let step = result.steps.iter().find(|step| step.stage == stage && step.segment == Segment::Whole);
    step.expect("a step of the stage").value
}

/// Who is placed where: `referral intake`.
fn placed(round: &Round, result: &RoundResult) -> Vec<String> {
    let one = |placement: &rightplace::allocation::Placement| {
        format!("{} {}", round.referrals[placement.referral].id, round.intakes[placement.intake].id)
    };
    result.placed.iter().map(|placed| one(&placed.placement)).collect()
}

/// R. E. Machol and M. Wien, "A 'hard' assignment problem", Operations
/// Research 24 (1976) 190–192: costs i × j. By the rearrangement inequality
/// (Hardy, Littlewood and Pólya, "Inequalities", 1934, theorem 368) the least
/// sum pairs the largest i with the smallest j: the sum of i × (n + 1 − i),
/// which is n(n + 1)(n + 2) / 6.
#[test]
fn the_hard_assignment_problem_of_machol_and_wien() {
    for n in [4, 12] {
        let offers = (1..=n).map(|j| Offer { id: format!("J{j}"), ..Offer::default() }).collect();
        let wish = |i: usize| {
            let ranks: Vec<(usize, String)> = (1..=n).map(|j| (i * j, format!("J{j}"))).collect();
            Wish { id: format!("I{i}"), choices: ranked(&ranks), ..Wish::default() }
        };
        let wishes = (1..=n).map(wish).collect();
        let (round, result) = solve(&Instance { ladder: vec!["choice"], offers, wishes, ..Instance::default() });
        // The stage counts rank − 1.
        let optimum = n * (n + 1) * (n + 2) / 6;
        assert_eq!(value(&result, StageId::Choice), (optimum - n) as i64);
        let pairs: BTreeSet<String> = (1..=n).map(|i| format!("I{i} J{}", n + 1 - i)).collect();
        assert_eq!(BTreeSet::from_iter(placed(&round, &result)), pairs);
    }
}

/// A. Kwanashie, R. W. Irving, D. F. Manlove and C. T. S. Sng, "Profile-based
/// optimal matchings in the student/project allocation problem", IWOCA 2014
/// (also A. Kwanashie, "Efficient algorithms for optimal matching problems
/// under preferences", PhD thesis, Glasgow 2015, figure 6.1): lecturer l1 with
/// capacity 2 offers p1 and p2, l2 with capacity 1 offers p3; every project has
/// one place. The greedy maximum matching is {(s1, p3), (s2, p1), (s3, p2)},
/// the generous one {(s1, p2), (s2, p1), (s3, p3)}.
#[test]
fn greedy_and_generous_student_project_allocation() {
    let offer = |(id, provider): (&str, &'static str)| Offer { id: id.to_owned(), provider, ..Offer::default() };
    let wish = |(id, choices): (&str, &str)| Wish { id: id.to_owned(), choices: choices.to_owned(), ..Wish::default() };
    let instance = |stage| Instance {
        ladder: vec![stage],
        offers: [("p1", "l1"), ("p2", "l1"), ("p3", "l2")].map(offer).into(),
        wishes: [("s1", "p1;p2;p3"), ("s2", "p1"), ("s3", "p2;p3")].map(wish).into(),
        daily_places: vec![("l1", 2), ("l2", 1)],
        ..Instance::default()
    };
    let (round, result) = solve(&instance("choice-greedy"));
    assert_eq!(placed(&round, &result), ["s1 p3", "s2 p1", "s3 p2"]);
    let (round, result) = solve(&instance("choice-generous"));
    assert_eq!(placed(&round, &result), ["s1 p2", "s2 p1", "s3 p3"]);
}

/// Any two lines of a projective plane meet (O. Veblen and J. W. Young,
/// "Projective Geometry", 1910), so of groups that are the lines of the plane of
/// order q, only one can run: q + 1 students.
#[test]
fn one_line_of_a_projective_plane() {
    for order in [2, 3, 5] {
        let points = projective_points(2, order);
        let is_on =
            |point: &[usize], line: &[usize]| point.iter().zip(line).map(|(a, b)| a * b).sum::<usize>() % order == 0;
        let lines: Vec<Vec<usize>> = points
            .iter()
            .map(|line| (0..points.len()).filter(|point| is_on(&points[*point], line)).collect())
            .collect();
        let (_, result) = solve(&whole_groups(points.len(), &lines));
        assert_eq!(result.placed.len(), order + 1);
    }
}

/// The lines of an affine plane of order q fall into parallel classes, each of
/// which covers all q² points (E. Artin, "Geometric Algebra", 1957, chapter II):
/// everyone is placed, in the q groups of one class.
#[test]
fn a_parallel_class_of_an_affine_plane() {
    for order in [3, 5] {
        let point = |x: usize, y: usize| x * order + y;
        let mut lines: Vec<Vec<usize>> = (0..order).map(|x| (0..order).map(|y| point(x, y)).collect()).collect();
        for slope in 0..order {
            let line = |shift: usize| (0..order).map(|x| point(x, (slope * x + shift) % order)).collect();
            lines.extend((0..order).map(line));
        }
        let (_, result) = solve(&whole_groups(order * order, &lines));
        assert_eq!(result.placed.len(), order * order);
        assert_eq!(result.intakes.iter().filter(|line| line.opens).count(), order);
    }
}

/// S. E. Payne and J. A. Thas, "Finite Generalized Quadrangles" (1984), 3.4.1:
/// W(q) has a spread for every q, so groups that are its lines place all
/// (q + 1)(q² + 1) points.
#[test]
fn spreads_of_symplectic_quadrangles() {
    for (order, points) in [(2, 15), (3, 40)] {
        let (count, lines) = symplectic_quadrangle(order);
        assert_eq!((count, lines.len()), (points, points));
        let (_, result) = solve(&whole_groups(count, &lines));
        assert_eq!(result.placed.len(), points);
    }
}

/// Payne and Thas, 3.4.1: W(q) has no ovoid when q is odd, so its dual, Q(4, q),
/// has no spread. M. Cimráková and V. Fack, "Searching for maximal partial
/// ovoids and spreads in generalized quadrangles", Bulletin of the Belgian
/// Mathematical Society 12 (2005) 697–705, table 1: the largest partial ovoid
/// of W(3) has 7 points. Groups that are the lines of Q(4, 3), the points of
/// W(3), place 7 × 4 of 40.
#[test]
fn the_quadrangle_without_a_spread() {
    let (points, lines) = symplectic_quadrangle(3);
    let through = |point: usize| (0..lines.len()).filter(|line| lines[*line].contains(&point)).collect();
    let groups: Vec<Vec<usize>> = (0..points).map(through).collect();
    let masks: Vec<u64> = groups.iter().map(|group| group.iter().map(|member| 1 << member).sum()).collect();
    assert_eq!(most_disjoint(&masks, 0), 7);
    let (_, result) = solve(&whole_groups(lines.len(), &groups));
    assert_eq!(result.placed.len(), 28);
}

/// D. E. Knuth, "Dancing links" (2000), example (3): of the rows {3, 5, 6},
/// {1, 4, 7}, {2, 3, 6}, {1, 4}, {2, 7}, {4, 5, 7}, only the first, fourth and
/// fifth together cover each of 1 to 7 once.
#[test]
fn the_exact_cover_of_dancing_links() {
    let rows = [vec![2, 4, 5], vec![0, 3, 6], vec![1, 2, 5], vec![0, 3], vec![1, 6], vec![3, 4, 6]];
    let (round, result) = solve(&whole_groups(7, &rows));
    let open = result.intakes.iter().filter(|line| line.opens).map(|line| round.intakes[line.intake].id.as_str());
    assert_eq!(open.collect::<Vec<_>>(), ["G0", "G3", "G4"]);
    assert_eq!(result.placed.len(), 7);
}

/// M. Black, "Critical Thinking" (1946): without two opposite corners, a
/// chessboard cannot be covered with dominoes; 30 black or white squares remain,
/// so 60 of 62 can. R. E. Gomory, in R. Honsberger, "Mathematical Gems I"
/// (1973): without any one black and one white square it can.
#[test]
fn dominoes_on_a_chessboard() {
    for (missing, covered) in [([0, 63], 60), ([0, 62], 62), ([17, 45], 62)] {
        let there = |square: &usize| !missing.contains(square);
        let mut dominoes = Vec::new();
        for square in (0..64).filter(there) {
            let right = (square % 8 < 7).then_some(square + 1);
            let below = (square < 56).then_some(square + 8);
            dominoes.extend(right.into_iter().chain(below).filter(there).map(|other| vec![square, other]));
        }
        let (_, result) = solve(&whole_groups(64, &dominoes));
        assert_eq!(result.placed.len(), covered, "without {missing:?}");
    }
}

/// A pool of tuition hours that cost nothing, and bought places for those who
/// get none: least fees are most profit in the pool.
#[test]
fn knapsacks_as_pools() {
    for (capacity, weights, profits, optimum) in knapsacks() {
        let instance = in_pools(&[("K", capacity)], &weights, &profits);
        let (_, result) = solve(&instance);
        assert_eq!(result.placed.len(), weights.len());
        assert_eq!(profits.iter().sum::<i64>() - value(&result, StageId::Fees), optimum);
    }
}

/// Martello and Toth, "Knapsack Problems" (1990), example 6.1: two knapsacks,
/// optimum 452; here recomputed over all loads of both.
#[test]
fn two_knapsacks_as_two_pools() {
    let weights = [18, 9, 23, 20, 59, 61, 70, 75, 76, 30];
    let profits = [78, 35, 89, 36, 94, 75, 74, 79, 80, 16];
    let (first, second) = (103, 156);
    let mut best = vec![vec![0; second + 1]; first + 1];
    for (weight, profit) in weights.into_iter().zip(profits) {
        for one in (0..=first).rev() {
            for other in (0..=second).rev() {
                let in_first = if weight <= one { best[one - weight][other] + profit } else { 0 };
                let in_second = if weight <= other { best[one][other - weight] + profit } else { 0 };
                best[one][other] = best[one][other].max(in_first).max(in_second);
            }
        }
    }
    assert_eq!(best[first][second], 452);
    let instance =
        in_pools(&[("K1", first as u64), ("K2", second as u64)], &weights.map(|weight| weight as u64), &profits);
    let (_, result) = solve(&instance);
    assert_eq!(profits.iter().sum::<i64>() - value(&result, StageId::Fees), 452);
}

/// Every item goes into one of the knapsacks or is bought at its profit.
fn in_pools(knapsacks: &[(&str, u64)], weights: &[u64], profits: &[i64]) -> Instance {
    let free = |(id, _): &(&str, u64)| Offer { id: (*id).to_owned(), places: weights.len(), ..Offer::default() };
    let bought = |(item, profit): (usize, &i64)| Offer { id: format!("B{item}"), fee: *profit, ..Offer::default() };
    let wish = |(item, weight): (usize, &u64)| {
        let knapsacks = knapsacks.iter().map(|(id, _)| format!("{id}|")).collect::<String>();
        Wish { id: format!("R{item}"), choices: format!("{knapsacks}B{item}"), units: *weight, ..Wish::default() }
    };
    let pool = |(id, capacity): &(&str, u64)| (format!("pool-{id}"), *capacity, vec![(*id).to_owned()]);
    Instance {
        ladder: vec!["fees"],
        offers: knapsacks.iter().map(free).chain(profits.iter().enumerate().map(bought)).collect(),
        wishes: weights.iter().enumerate().map(wish).collect(),
        pools: knapsacks.iter().map(pool).collect(),
        ..Instance::default()
    }
}

/// The smaller of the same instances as a school's budget: each student's first
/// choice costs its weight; the other one is free, and as much less wanted as
/// the profit is.
#[test]
fn knapsacks_as_budgets() {
    for (capacity, weights, profits, optimum) in knapsacks().into_iter().take(5) {
        let paid =
            |(item, weight): (usize, &u64)| Offer { id: format!("K{item}"), fee: *weight as i64, ..Offer::default() };
        let free = Offer { id: "F".to_owned(), places: weights.len(), ..Offer::default() };
        let wish = |(item, profit): (usize, &i64)| {
            let ranks = [(1, format!("K{item}")), (1 + *profit as usize, "F".to_owned())];
            Wish { id: format!("R{item}"), choices: ranked(&ranks), ..Wish::default() }
        };
        let (_, result) = solve(&Instance {
            ladder: vec!["choice"],
            offers: weights.iter().enumerate().map(paid).chain([free]).collect(),
            wishes: profits.iter().enumerate().map(wish).collect(),
            budget: Some(capacity as i64),
            ..Instance::default()
        });
        assert_eq!(profits.iter().sum::<i64>() - value(&result, StageId::Choice), optimum);
    }
}

/// How many vertices of a graph can be coloured: a student for each vertex, an
/// intake for each colour, and neighbours kept apart.
fn coloured(vertices: usize, edges: &[(usize, usize)], colours: usize) -> usize {
    let offer = |colour| Offer { id: format!("C{colour}"), places: vertices, ..Offer::default() };
    let wish = |vertex| Wish { id: format!("V{vertex}"), ..Wish::default() };
    let (_, result) = solve(&Instance {
        offers: (0..colours).map(offer).collect(),
        wishes: (0..vertices).map(wish).collect(),
        apart: edges.iter().map(|(a, b)| (format!("V{a}"), format!("V{b}"))).collect(),
        ..Instance::default()
    });
    result.placed.len()
}

/// P. Erdős, C. Ko and R. Rado, "Intersection theorems for systems of finite
/// sets" (1961): the Kneser graph of the pairs of n things has an independent
/// set of n − 1 and no larger one. L. Lovász, "Kneser's conjecture, chromatic
/// number, and homotopy" (1978): its chromatic number is n − 2. The graph for
/// n = 5 is that of Petersen.
#[test]
fn kneser_graphs() {
    for n in [5, 6] {
        let pairs: Vec<(usize, usize)> = (0..n).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
        let apart = |(a, b): (usize, usize), (c, d): (usize, usize)| a != c && a != d && b != c && b != d;
        let edges: Vec<(usize, usize)> = (0..pairs.len())
            .flat_map(|b| (0..b).map(move |a| (a, b)))
            .filter(|(a, b)| apart(pairs[*a], pairs[*b]))
            .collect();
        assert_eq!(coloured(pairs.len(), &edges, 1), n - 1);
        assert!(coloured(pairs.len(), &edges, n - 3) < pairs.len());
        assert_eq!(coloured(pairs.len(), &edges, n - 2), pairs.len());
    }
}

/// J. Mycielski, "Sur le coloriage des graphes" (1955): from the cycle of five
/// comes a graph of 11 vertices (that of Grötzsch) which needs four colours, and
/// without any one vertex three.
#[test]
fn the_graph_of_mycielski() {
    let cycle: Vec<(usize, usize)> = (0..5).map(|vertex| (vertex, (vertex + 1) % 5)).collect();
    let twins = cycle.iter().flat_map(|(a, b)| [(*a, b + 5), (a + 5, *b)]);
    let edges: Vec<(usize, usize)> = cycle.iter().copied().chain(twins).chain((5..10).map(|twin| (twin, 10))).collect();
    assert_eq!(coloured(11, &edges, 3), 10);
    assert_eq!(coloured(11, &edges, 4), 11);
}

/// E. Pauls, "Das Maximalproblem der Damen auf dem Schachbrete", Deutsche
/// Schachzeitung 29 (1874): on a board of n × n for every n from 4, n queens
/// stand so that none attacks another; no more can, one for each row.
#[test]
fn queens_on_a_chessboard() {
    let n: usize = 6;
    let attacks = |a: usize, b: usize| {
        let (rows, columns) = ((a / n).abs_diff(b / n), (a % n).abs_diff(b % n));
        rows == 0 || columns == 0 || rows == columns
    };
    let edges: Vec<(usize, usize)> =
        (0..n * n).flat_map(|b| (0..b).map(move |a| (a, b))).filter(|(a, b)| attacks(*a, *b)).collect();
    assert_eq!(coloured(n * n, &edges, 1), n);
}

/// T. H. Cormen, C. E. Leiserson, R. L. Rivest and C. Stein, "Introduction to
/// Algorithms" (3rd edition, 2009), section 16.1: of eleven activities with
/// these starts and finishes, four and no more do not overlap. Here they are
/// intakes that one student wants all of.
#[test]
fn activity_selection_as_clashes() {
    let starts = [1, 3, 0, 5, 3, 5, 6, 8, 8, 2, 12];
    let finishes = [4, 5, 6, 7, 9, 9, 10, 11, 12, 14, 16];
    let day = |number: usize| format!("2026-01-{:02}", 10 + number);
    let activity = |(position, (start, finish)): (usize, (usize, usize))| Offer {
        id: format!("A{position}"),
        // An activity is over when it finishes; an intake's last day is its own.
        dates: (day(start), day(finish - 1)),
        ..Offer::default()
    };
    let wish = |position| Wish {
        id: format!("R{position}"),
        student: "S".to_owned(),
        choices: format!("A{position}"),
        ..Wish::default()
    };
    let (_, result) = solve(&Instance {
        offers: starts.into_iter().zip(finishes).enumerate().map(activity).collect(),
        wishes: (0..starts.len()).map(wish).collect(),
        ..Instance::default()
    });
    assert_eq!(result.placed.len(), 4);
}
