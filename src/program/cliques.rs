//! Sets of options of which at most one can be placed, as large as can be.
//!
//! The rows of one student say of many pairs that they exclude each other: one
//! referral's options, options at the same time, options that together exceed
//! the day limit. For whole numbers the pairs say it all, for a linear
//! relaxation the maximal cliques of that conflict graph say much more; for a
//! student with two referrals they say everything, since the complement of the
//! graph is bipartite, hence the graph perfect (Lovász, "Normal hypergraphs and
//! the perfect graph conjecture", Discrete Mathematics 2, 1972).

use crate::limits::is_of_one_student;
use crate::rows::{ColumnIndex, Row};
use std::collections::BTreeSet;

/// How many sets a student's search may look at before it gives up: the rows
/// as they are then have to do.
const MOST_STEPS: usize = 20_000;
/// How much it may do for that, in words of 64 nodes that it compares: seconds.
const MOST_WORK: usize = 2_000_000_000;

/// The maximal cliques among the options of each student, and which rows they
/// make needless.
pub(super) struct Cliques {
    /// Each has two options or more, ascending.
    pub cliques: Vec<Vec<ColumnIndex>>,
    /// Positions of rows that a clique contains.
    pub needless: BTreeSet<usize>,
}

/// Finds the cliques; `students` gives the options of each student.
pub(super) fn find<'a>(rows: &[Row], students: impl Iterator<Item = &'a [ColumnIndex]>) -> Cliques {
    let mut found = Cliques { cliques: Vec::new(), needless: BTreeSet::new() };
    let mut home = Vec::new();
    let mut graphs: Vec<Graph> = Vec::new();
    for columns in students {
        for (node, column) in columns.iter().enumerate() {
            if home.len() <= *column {
                home.resize(column + 1, None);
            }
            home[*column] = Some((graphs.len(), node));
        }
        graphs.push(Graph::new(columns.to_vec()));
    }
    for (position, row) in rows.iter().enumerate() {
        let is_own = row.constraint().is_some_and(is_of_one_student);
        if let (true, Some(upper)) = (is_own, row.upper) {
            let nodes: Vec<(usize, usize, i64)> = row
                .terms
                .iter()
                .filter_map(|(column, takes)| home[*column].map(|(graph, node)| (graph, node, *takes)))
                .collect();
            if let Some((graph, _, _)) = nodes.first() {
                graphs[*graph].add(position, &nodes, upper);
            }
        }
    }
    for graph in &graphs {
        graph.write(&mut found);
    }
    found
}

/// The conflict graph of one student.
struct Graph {
    columns: Vec<ColumnIndex>,
    /// For each node, which nodes it excludes.
    adjacent: Vec<Bits>,
    /// Rows that say that at most one of some nodes is placed.
    unit_rows: Vec<usize>,
}

impl Graph {
    fn new(columns: Vec<ColumnIndex>) -> Graph {
        let adjacent = vec![Bits::none(columns.len()); columns.len()];
        Graph { columns, adjacent, unit_rows: Vec::new() }
    }

    /// Two options exclude each other when together they exceed a row.
    fn add(&mut self, position: usize, nodes: &[(usize, usize, i64)], upper: i64) {
        for (index, (_, a, takes_a)) in nodes.iter().enumerate() {
            for (_, b, takes_b) in &nodes[..index] {
                if takes_a + takes_b > upper {
                    self.adjacent[*a].insert(*b);
                    self.adjacent[*b].insert(*a);
                }
            }
        }
        if upper == 1 && nodes.iter().all(|(_, _, takes)| *takes == 1) {
            self.unit_rows.push(position);
        }
    }

    /// Whether every two options exclude each other.
    fn is_complete(&self) -> bool {
        self.adjacent.iter().all(|others| others.count() + 1 == self.columns.len())
    }

    fn write(&self, found: &mut Cliques) {
        // As it is for a student with one referral, which are most.
        if self.is_complete() {
            found.cliques.extend((self.columns.len() > 1).then(|| self.columns.clone()));
            found.needless.extend(&self.unit_rows);
            return;
        }
        let mut search = Search { graph: self, steps: 0, work: 0, found: Vec::new() };
        if search.run() {
            let cliques = search.found.into_iter().filter(|clique| clique.len() > 1);
            found.cliques.extend(cliques.map(|mut clique| {
                clique.sort_unstable();
                clique
            }));
            found.needless.extend(&self.unit_rows);
        }
    }
}

/// Bron and Kerbosch's search with Tomita's pivot ("The worst-case time
/// complexity for generating all maximal cliques", Theoretical Computer Science
/// 363, 2006). Its depth is the size of a clique, thousands where all options of
/// a student clash, so that it keeps a stack of its own.
struct Search<'g> {
    graph: &'g Graph,
    steps: usize,
    work: usize,
    found: Vec<Vec<ColumnIndex>>,
}

/// A clique being extended; the node that led to it is the last of the clique.
struct Branch {
    candidates: Bits,
    done: Bits,
    /// The nodes that are still to be tried, the next one last.
    left: Vec<usize>,
}

impl Search<'_> {
    /// Finds all maximal cliques; false when it gave up.
    fn run(&mut self) -> bool {
        let nodes = self.graph.columns.len();
        let mut clique: Vec<usize> = Vec::new();
        let Some(root) = self.branch(&clique, Bits::all(nodes), Bits::none(nodes)) else { return false };
        let mut branches = vec![root];
        while let Some(branch) = branches.last_mut() {
            let Some(node) = branch.left.pop() else {
                branches.pop();
                // The root has no node of its own.
                clique.pop();
                continue;
            };
            let adjacent = &self.graph.adjacent[node];
            let (candidates, done) = (branch.candidates.with(adjacent), branch.done.with(adjacent));
            branch.candidates.remove(node);
            branch.done.insert(node);
            clique.push(node);
            let Some(next) = self.branch(&clique, candidates, done) else { return false };
            branches.push(next);
        }
        true
    }

    /// A clique with what may extend it; one that nothing extends is found.
    /// Nothing when the search gives up.
    fn branch(&mut self, clique: &[usize], candidates: Bits, done: Bits) -> Option<Branch> {
        let adjacent = &self.graph.adjacent;
        self.steps += 1;
        self.work += (candidates.count() + done.count() + 1) * candidates.0.len();
        if self.steps > MOST_STEPS || self.work > MOST_WORK {
            return None;
        }
        let pivot = candidates.iter().chain(done.iter()).max_by_key(|node| adjacent[*node].common(&candidates));
        let mut left: Vec<usize> = match pivot {
            Some(pivot) => candidates.without(&adjacent[pivot]).iter().collect(),
            None => {
                self.found.push(clique.iter().map(|node| self.graph.columns[*node]).collect());
                Vec::new()
            }
        };
        left.reverse();
        Some(Branch { candidates, done, left })
    }
}

/// A set of nodes.
#[derive(Clone)]
struct Bits(Vec<u64>);

impl Bits {
    fn none(nodes: usize) -> Bits {
        Bits(vec![0; nodes.div_ceil(64)])
    }

    fn all(nodes: usize) -> Bits {
        let mut bits = Bits::none(nodes);
        (0..nodes).for_each(|node| bits.insert(node));
        bits
    }

    fn insert(&mut self, node: usize) {
        self.0[node / 64] |= 1 << (node % 64);
    }

    fn remove(&mut self, node: usize) {
        self.0[node / 64] &= !(1 << (node % 64));
    }

    fn with(&self, other: &Bits) -> Bits {
        Bits(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    fn without(&self, other: &Bits) -> Bits {
        Bits(self.0.iter().zip(&other.0).map(|(a, b)| a & !b).collect())
    }

    fn common(&self, other: &Bits) -> u32 {
        self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones()).sum()
    }

    fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        let words = self.0.iter().enumerate();
        words.flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                left &= left.wrapping_sub(1);
                (bit < 64).then_some(index * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ConstraintId;
    use crate::round::Key;
    use crate::rows::{About, Limit};

    fn row(terms: &[(usize, i64)], upper: i64) -> Row {
        let limit = Limit { constraint: ConstraintId::Clash, about: About::Student(Key::new(0)) };
        Row { limit: Some(limit), terms: terms.to_vec(), lower: None, upper: Some(upper), used: 0 }
    }

    #[test]
    fn a_clique_of_thousands_overflows_no_stack() {
        // All but the last two exclude each other, and those the first half.
        let nodes: Vec<usize> = (0..4_000).collect();
        let own: Vec<(usize, i64)> = (0..3_998).map(|node| (node, 1)).collect();
        let half: Vec<(usize, i64)> = (0..1_999).map(|node| (node, 1)).collect();
        let with = |last: usize| row(&[half.as_slice(), &[(last, 1)]].concat(), 1);
        let rows = [row(&own, 1), with(3_998), with(3_999)];
        let found = std::thread::Builder::new().stack_size(256 * 1024);
        let found = found.spawn(move || find(&rows, [nodes.as_slice()].into_iter()).cliques.len());
        assert_eq!(found.unwrap().join().unwrap(), 3);
    }

    #[test]
    fn pairs_that_exclude_each_other_join_to_the_largest_cliques() {
        // By hand: 0–1, 1–2, 0–2 from three rows make one clique; 2–3 exceeds the day limit, 1–3 does not.
        let rows = [
            row(&[(0, 1), (1, 1)], 1),
            row(&[(1, 1), (2, 1)], 1),
            row(&[(0, 1), (2, 1)], 1),
            row(&[(1, 2), (2, 4), (3, 4)], 6),
        ];
        let found = find(&rows, [&[0, 1, 2, 3][..]].into_iter());
        let cliques: BTreeSet<Vec<usize>> = found.cliques.into_iter().collect();
        assert_eq!(cliques, [vec![0, 1, 2], vec![2, 3]].into());
        assert_eq!(found.needless, [0, 1, 2].into());
    }
}
