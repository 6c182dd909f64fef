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
        let mut search = Search { graph: self, steps: 0, found: Vec::new() };
        let all = Bits::all(self.columns.len());
        if search.extend(&mut Vec::new(), all, Bits::none(self.columns.len())) {
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
/// 363, 2006).
struct Search<'g> {
    graph: &'g Graph,
    steps: usize,
    found: Vec<Vec<ColumnIndex>>,
}

impl Search<'_> {
    /// Extends a clique by candidates in all ways; false when it gave up.
    fn extend(&mut self, clique: &mut Vec<usize>, mut candidates: Bits, mut done: Bits) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        let adjacent = &self.graph.adjacent;
        let pivot = candidates.iter().chain(done.iter()).max_by_key(|node| adjacent[*node].common(&candidates));
        let Some(pivot) = pivot else {
            self.found.push(clique.iter().map(|node| self.graph.columns[*node]).collect());
            return true;
        };
        for node in candidates.without(&adjacent[pivot]).iter().collect::<Vec<_>>() {
            clique.push(node);
            let finished = self.extend(clique, candidates.with(&adjacent[node]), done.with(&adjacent[node]));
            clique.pop();
            if !finished {
                return false;
            }
            candidates.remove(node);
            done.insert(node);
        }
        true
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
