//! What every limit says of itself in its own file: a constraint; where
//! somebody may ease it, an easing; where more of it could be had, a capacity.

use super::edit::Edit;
use super::offer::Offer;
use super::one_more::OneMore;
use crate::ids::{ConstraintId, RuleId};
use crate::round::{Intake, Key, Round, Student};
use crate::rows::{About, ColumnIndex, Draft, Limit, Row};

/// A constraint on the whole allocation.
pub(super) trait Constraint: Sync {
    /// The published id.
    fn id(&self) -> ConstraintId;

    /// Writes its rows.
    fn write(&self, draft: &mut Draft);

    /// What it allows and what one more placement would make of it, in plain
    /// English, where that breaks it.
    fn full(&self, about: About, more: &OneMore) -> Option<String>;

    /// What it says where somebody else's leaving breaks it, in plain English and
    /// without naming them; nothing where that cannot be.
    fn left(&self, _round: &Round, _about: About) -> Option<String> {
        None
    }

    /// What it says where it is a member of a conflict, in plain English.
    fn says(&self, round: &Round, about: About) -> Option<String>;

    /// What keeps a referral out, in a few words.
    fn in_short(&self) -> &'static str;

    /// What a school may do about it; nothing where it need or can do nothing.
    fn advice(&self) -> &'static str;

    /// Whether it concerns one student alone, whoever else is placed.
    fn is_of_one_student(&self) -> bool {
        false
    }

    /// Whether to name it is to tell of a certain other child.
    fn tells_of_another(&self) -> bool {
        false
    }

    /// The rule that, waived for a placement, frees it from a limit that it
    /// shares with other new placements of the student.
    fn waived_by(&self) -> Option<RuleId> {
        None
    }

    /// Whether a placement is freed from a row where that rule is waived for it.
    fn is_freed(&self, _row: &Row) -> bool {
        true
    }

    /// Whether it counts places, of which one may fall free.
    fn is_of_places(&self) -> bool {
        false
    }

    /// Whether a place freed in an intake is one that it counts.
    fn counts_freed(&self, _round: &Round, _about: About, _freed: Key<Intake>) -> bool {
        false
    }

    /// A row as rows that together say no more than is a matter of this
    /// constraint alone.
    fn parts(&self, _about: About, row: &Row, _student: &dyn Fn(ColumnIndex) -> Key<Student>) -> Vec<Terms> {
        vec![row.terms.clone()]
    }

    /// How somebody may ease it.
    fn easing(&self) -> Option<&dyn Easing> {
        None
    }

    /// One limit of it.
    fn limit(&self, about: About) -> Limit {
        Limit { constraint: self.id(), about }
    }
}

/// The terms of a row.
pub(super) type Terms = Vec<(ColumnIndex, i64)>;

/// How a limit is eased, from the smaller change to the larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ease {
    /// Somebody pays more.
    Money,
    /// There is more of a place or a pool.
    Place,
    /// A group runs with fewer.
    Group,
    /// Two students are no longer kept apart.
    Separation,
}

/// A constraint that somebody may ease, by an amount of its own unit. The files
/// may state once what is a limit of many rows: `stated` is what a limit is
/// about as they state it, `about` what that of a row is about.
pub(super) trait Easing: Constraint {
    /// What easing it is.
    fn ease(&self) -> Ease;

    /// What is eased where a limit is, as the files state it; empty where nobody
    /// can ease it.
    fn stated(&self, _round: &Round, about: About) -> Vec<About> {
        vec![about]
    }

    /// Eases one in a round.
    fn apply(&self, round: &mut Round, stated: About, amount: u32);

    /// Eases some in a round.
    fn apply_all(&self, round: &mut Round, eased: &[(About, u32)]) {
        for (stated, amount) in eased {
            self.apply(round, *stated, *amount);
        }
    }

    /// The same in the files of the round.
    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>>;

    /// The same in plain English, to be read after "It would be placed with".
    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String>;

    /// The same, to be read after "It is resolved if".
    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String>;

    /// Whether it is eased by whole pounds, and its rows count pence.
    fn is_in_pounds(&self) -> bool {
        false
    }

    /// How much an amount is beside others of its kind: pence, places or units,
    /// students fewer, separations.
    fn size(&self, _round: &Round, amount: u32) -> i64 {
        i64::from(amount) * if self.is_in_pounds() { PENCE } else { 1 }
    }

    /// The largest amount that could matter where so much is wanted in all:
    /// easing further changes nothing.
    fn most(&self, _round: &Round, _stated: About, wanted: i64) -> u32 {
        u32::try_from(wanted).unwrap_or(u32::MAX)
    }

    /// By how much a row must be eased to come to a sum; nothing where it cannot
    /// be.
    fn excess(&self, _round: &Round, _stated: About, row: &Row, sum: i64) -> Option<i64> {
        Some(sum - row.upper?)
    }

    /// Whether still more of it is tried where others than those meant go first.
    fn is_raised_further(&self) -> bool {
        !self.is_in_pounds()
    }

    /// How more of it could be had.
    fn capacity(&self) -> Option<&dyn Capacity> {
        None
    }
}

/// Pence in a pound.
pub(super) const PENCE: i64 = 100;

/// A constraint that somebody could have more of, at a price.
pub(super) trait Capacity: Easing {
    /// What each of its limits is about, as the files state them, in the order
    /// of their table.
    fn all(&self, round: &Round) -> Vec<About>;

    /// What counts as one more; of money, so many pounds.
    fn unit(&self, _round: &Round, _stated: About, pounds: u32) -> u32 {
        if self.is_in_pounds() { pounds } else { 1 }
    }

    /// How much there is, as the files write it.
    fn amount(&self, round: &Round, stated: About) -> Option<String>;

    /// What it is a limit of, by id; nothing for what there is one of.
    fn of<'r>(&self, round: &'r Round, stated: About) -> Option<&'r str> {
        named(round, stated).map(|(id, _)| id)
    }

    /// The school whose part of it it is, by id.
    fn part_of<'r>(&self, _round: &'r Round, _stated: About) -> Option<&'r str> {
        None
    }

    /// What people call it: ids, and a name of the files; either may be blank.
    fn called(&self, round: &Round, stated: About) -> Option<(String, String)> {
        named(round, stated).map(|(id, name)| (id.to_owned(), name.to_owned()))
    }

    /// What all limits of it are, in people's words.
    fn kind(&self) -> &'static str;

    /// How a menu sells more of it; nothing where none does.
    fn offer(&self) -> Option<Offer> {
        None
    }
}

/// The row that a limit is about, by its id and what people call it.
fn named(round: &Round, about: About) -> Option<(&str, &str)> {
    match about {
        About::Intake(key) => Some((&round.intakes[key].id, &round.course_of(key).title)),
        About::Course(key) => Some((&round.courses[key].id, &round.courses[key].title)),
        About::Provider(key) => Some((&round.providers[key].id, &round.providers[key].name)),
        About::Programme(key) => Some((&round.policy.programmes[key].id, &round.policy.programmes[key].name)),
        About::School(key) | About::SchoolYear(key, _) => Some((&round.schools[key].id, &round.schools[key].name)),
        _ => None,
    }
}
