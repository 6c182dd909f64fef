//! What to buy of what could be commissioned: one integer program decides the
//! purchase and the allocation together, proven, and the ordinary run of the
//! round with the purchase made confirms it.

mod curve;
mod decide;
mod files;
mod index;
mod market;
mod menu;
mod page;
mod parse;
mod purchase;
mod robust;
mod words;

pub use curve::CurvePoint;
pub use decide::{Confirmed, Decided, Plan, Reached};
pub use files::{PLAN_BUY, files};
pub use market::Market;
pub use menu::{Item, Menu, Target, Wanted, What};
pub use purchase::{Ask, Purchase, buy, demands};
pub use robust::{Robust, Test};
