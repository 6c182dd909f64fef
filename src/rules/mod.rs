//! Who may take what. Each rule has a file of its own and judges one referral
//! with one intake; a failed rule gives its reason with the numbers.

mod access;
mod age;
mod approval;
mod availability;
mod barred;
mod case;
mod choice;
mod class;
mod dated;
mod deadline;
mod delivery;
mod distance;
mod documents;
mod ehcp;
mod fee;
mod framework;
mod occupied;
mod options;
mod own_school;
mod programme;
mod reason;
mod referrer;
mod registry;
mod repeat;
mod returning;
mod status;
mod stay;
mod tags;
mod transport;
mod window;
mod year_group;

pub use case::{Case, Casebook};
pub use class::{class_of, is_open};
pub use options::{Options, PlaceOption};
pub(crate) use reason::days;
pub use reason::{Reason, Side, TagFault};
pub use registry::{RULES, Rule, failures, first_failure};
pub(crate) use returning::are_too_close;
pub(crate) use stay::{excess as stay_excess, join as join_stays};
pub use window::earliest_start;
