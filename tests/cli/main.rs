//! The program as people and other programs meet it: exit statuses, what is
//! written, and what is said.

mod allocate;
mod check;
mod earlier;
mod help;
mod support;
