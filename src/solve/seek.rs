//! Better incumbents from a relaxation: small programs around its optimum,
//! solved soon, find what a proof then only has to confirm.

use super::certificate::Certificate;
use super::part::Part;
use super::{Aim, Mip, tolerance};

/// The program in which every option stays placed that a relaxation places
/// whole (Berthold, "RENS: the optimal rounding", Mathematical Programming
/// Computation 6, 2014).
pub(super) fn around(part: &Part, objective: Vec<(usize, i64)>, values: &[f64]) -> Mip {
    let mut mip = Mip { start: None, aim: Aim::Seek, ..part.mip(objective) };
    for (column, value) in values.iter().enumerate() {
        if part.is_option(column) && *value >= tolerance::PLACED {
            mip.columns[column].0 = mip.columns[column].1;
        }
    }
    mip
}

/// The program of the options that cost a relaxation's bound least, and of
/// those that the incumbent places; where the two agree that an option is
/// placed, it stays so (Angelelli, Mansini and Speranza, "Kernel
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
        (part.incumbent[*column] == 0, values[*column] < tolerance::USED, certificate.loss(*column), *column)
    });
    let most = open.len() / tolerance::KERNEL_SHARE;
    let mut mip = Mip { aim: Aim::Seek, ..part.mip(objective) };
    for (place, column) in open.into_iter().enumerate() {
        let is_near = place < most && certificate.loss(column) <= slack / 10;
        if !is_near && part.incumbent[column] == 0 {
            mip.columns[column] = (0, 0);
        } else if values[column] >= tolerance::PLACED && part.incumbent[column] == 1 {
            mip.columns[column] = (1, 1);
        }
    }
    mip
}
