/// What a solver says of an integer program, and what it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub outcome: Outcome,
    /// How many nodes of the search tree were looked at.
    pub nodes: u64,
    /// How many iterations the linear relaxations took.
    pub iterations: u64,
}

impl From<Outcome> for Answer {
    fn from(outcome: Outcome) -> Answer {
        Answer { outcome, nodes: 0, iterations: 0 }
    }
}

/// What a solver says of an integer program. Values are whole numbers that
/// keep every row; bounds hold for every solution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A solution and a bound; it is the best when the two meet.
    Solved {
        /// The values of the columns.
        values: Vec<i64>,
        /// No solution is better; nothing when the solver proved no bound.
        bound: Option<i64>,
    },
    /// There is no solution.
    Infeasible,
    /// A limit was reached before a solution was found.
    Unsolved,
    /// The solver failed, or what it said was not true.
    Failed(String),
}
