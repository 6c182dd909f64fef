/// A member of a set of decisions, rules and limits that cannot stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// `place` for a decision, else the rule's or constraint's id.
    pub id: String,
    /// In plain English, with ids and numbers.
    pub detail: String,
}

/// What cannot stand together in a round, and what would resolve it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conflict {
    /// The set. Empty when the solver finds none.
    pub members: Vec<Member>,
    /// Whether it is shown that no smaller set exists. Otherwise nothing can be
    /// left out of this one, and whether another is smaller is not known.
    pub is_smallest: bool,
    /// The set in one sentence.
    pub sentence: String,
    /// Single changes each of which resolves it, tried by solving; the least
    /// intrusive kind first.
    pub changes: Vec<String>,
    /// Whether, after any of the changes, another conflict remains in the round.
    pub leaves_another: bool,
}
