//! What a run comes to, ready to be written down: who is placed where, who is
//! not and why, what it uses and costs.

mod changes;
mod complete;
mod ledger;
mod reserve;
mod reserves;
mod round_result;
mod run;
mod usage;

pub use changes::seek_changes;
pub use complete::complete;
pub use ledger::{Funding, LedgerLine, ledger};
pub use reserve::Reserve;
pub use reserves::{RESERVES, reserves};
pub use round_result::{Extent, Placed, RoundResult, Status, Unplaced};
pub use run::{Trace, allocate, pose, read_off, taken_over};
pub use usage::{IntakeUse, ProgrammeCount};
