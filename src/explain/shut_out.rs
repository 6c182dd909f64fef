use super::explanation::Obstacle;
use super::nearest::{shelf_of, without_options};
use crate::ids::RuleId;
use crate::round::{Key, Referral};
use crate::rules::{Casebook, is_open};
use rayon::prelude::*;

/// The open referrals without any option, in file order, each with the rule
/// that keeps it from one; how many options each has is given.
pub fn shut_out(book: &Casebook, options: &[usize]) -> Vec<(Key<Referral>, RuleId)> {
    let shelf = shelf_of(book.round);
    let mut referrals: Vec<Key<Referral>> = book.round.referrals.keys().collect();
    referrals.retain(|referral| is_open(book, *referral) && options.get(referral.index()) == Some(&0));
    let rule = |referral: &Key<Referral>| match without_options(book, &shelf, *referral).reason {
        Obstacle::Rule(rule) => Some((*referral, rule)),
        _ => None,
    };
    referrals.par_iter().filter_map(rule).collect()
}
