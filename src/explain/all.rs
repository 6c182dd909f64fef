use super::explanation::Explanation;
use super::in_the_way::with_options;
use super::nearest::{shelf_of, without_options};
use crate::posed::{Posed, Seating};
use crate::program::{ColumnIndex, Program};
use crate::round::{Key, Referral};
use crate::rules::groups;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Explains, for each of some referrals, why it is not among the placed ones.
/// The placed options keep every row.
pub fn explain(posed: &Posed, placed: &BTreeSet<ColumnIndex>, referrals: &[Key<Referral>]) -> Vec<Explanation> {
    let book = posed.book();
    let seated = Seating::new(posed.program(), posed.program().values(placed));
    let shelf = shelf_of(posed.round());
    let groups: Vec<Vec<Key<Referral>>> =
        groups(&book).into_iter().filter(|group| group.binds).map(|group| group.members).collect();
    let one = |seating: &mut Seating<Program>, referral: &Key<Referral>| {
        let with_options = with_options(posed, seating, &groups, *referral);
        with_options.unwrap_or_else(|| without_options(&book, &shelf, *referral))
    };
    referrals.par_iter().map_init(|| seated.clone(), one).collect()
}
