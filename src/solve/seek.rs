//! Better incumbents from a relaxation: small programs around its optimum,
//! solved soon, find what a proof then only has to confirm.

use super::certificate::Certificate;
use super::part::Part;
use super::{Aim, Mip};

/// From which value on a column of a relaxation is taken to be placed.
const PLACED: f64 = 1.0 - 1e-6;

/// From which value on a column of a relaxation is taken to be used.
const USED: f64 = 1e-6;

/// Of how many open options a kernel keeps one, at the most.
const KERNEL_SHARE: usize = 2;

/// The program in which every option stays placed that a relaxation places
/// whole (Danna, Rothberg and Le Pape, "Exploring relaxation induced
/// neighborhoods to improve MIP solutions", Mathematical Programming 102, 2005).
pub(super) fn around(part: &Part, objective: Vec<(usize, i64)>, values: &[f64]) -> Mip {
    let mut mip = Mip { start: None, aim: Aim::Seek, ..part.mip(objective) };
    for (column, value) in values.iter().enumerate() {
        if part.is_option(column) && *value >= PLACED {
            mip.columns[column].0 = mip.columns[column].1;
        }
    }
    mip
}

/// The program of the options that cost a relaxation's bound least, and of
/// those that the incumbent places (Angelelli, Mansini and Speranza, "Kernel
/// search", Computers and Operations Research 37, 2010).
pub(super) fn kernel(
    part: &Part,
    objective: Vec<(usize, i64)>,
    values: &[f64],
    certificate: &Certificate,
    slack: i128,
) -> Mip {
    let is_open = |column: &usize| part.is_option(*column) && part.bounds[*column] == (0, 1);
    let mut open: Vec<usize> = (0..part.columns.len()).filter(is_open).collect();
    open.sort_by_key(|column| {
        (part.incumbent[*column] == 0, values[*column] < USED, certificate.loss(*column), *column)
    });
    let most = open.len() / KERNEL_SHARE;
    let mut mip = Mip { aim: Aim::Seek, ..part.mip(objective) };
    for (place, column) in open.into_iter().enumerate() {
        let is_near = place < most && certificate.loss(column) <= slack / 10;
        if !is_near && part.incumbent[column] == 0 {
            mip.columns[column] = (0, 0);
        } else if values[column] >= PLACED && part.incumbent[column] == 1 {
            mip.columns[column] = (1, 1);
        }
    }
    mip
}
