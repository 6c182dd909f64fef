use super::Case;
use crate::ids::RuleId;

/// What every rule says of itself in its own file.
pub(super) trait Rule: Sync {
    /// The published id.
    fn id(&self) -> RuleId;

    /// Whether it lets a case through, waived or not. It is asked of every
    /// referral with every intake that is within reach, so it stops at what
    /// decides and puts nothing into words.
    fn allows(&self, case: &Case) -> bool;

    /// Why it does not let a case through, with the numbers: a clause for
    /// people, without the child's own facts but those that the school has
    /// written itself. Asked where it does not.
    fn describe(&self, case: &Case) -> Option<String>;

    /// What keeps a referral out, in a few words.
    fn in_short(&self) -> &'static str;

    /// What a school may do about it. It holds whatever the others ask for, and
    /// promises nothing.
    fn advice(&self) -> &'static str;
}
