use crate::round::{Intake, Key, Referral};

/// What is left to decide when everything else stands still and one place is
/// freed.
#[derive(Debug, Clone, Copy)]
pub struct Residual<'a> {
    /// What stands still, in place of the round's decisions to place: referrals
    /// with their intakes, all of them among the options.
    pub still: &'a [(Key<Referral>, Key<Intake>)],
    /// The intake with the freed place. From its start to its end and on its
    /// days, there is a place more in the intake, its course and its provider;
    /// of its programme, one more in the academic year of its start. A limit
    /// that is exceeded already may still have no room.
    pub freed: Key<Intake>,
}
