//! What files may look like: encodings, quirks, workbooks, forms, and what
//! LibreOffice makes of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod book;
#[path = "../common/mod.rs"]
mod common;
mod corpus;
#[path = "../damage/mod.rs"]
mod damage;
mod damaged;
mod forms;
mod libreoffice;
mod parts;
mod seen;
mod spoilt;
mod workbooks;
