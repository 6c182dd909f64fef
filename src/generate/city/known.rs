use super::model::{City, Held, Intake};
use super::recipe::Recipe;

/// What is known when the term's new referrals come in.
pub(super) struct Known<'a> {
    pub(super) recipe: &'a Recipe,
    pub(super) city: &'a City,
    pub(super) intakes: &'a [Intake],
    pub(super) held: &'a [Held],
    /// Paid places left of each school, those agreed beyond the allowance too.
    pub(super) left: Vec<u32>,
}
