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
