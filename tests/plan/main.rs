//! What planning says of capacity: on tiny rounds, what trying it out comes to.

mod buy;
#[path = "../proof/mod.rs"]
mod proof;
mod value;
