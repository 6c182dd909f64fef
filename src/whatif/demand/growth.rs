use crate::whatif::amount::Amount;
use crate::whatif::condition::Condition;

/// More draws, or children in one, are more likely a slip than meant.
pub(super) const MOST_DRAWS: usize = 100_000;

/// More or fewer of some referrals.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::whatif) struct Growth {
    pub conditions: Vec<Condition>,
    pub by: Amount,
    pub text: String,
    pub line: Option<u32>,
}
