//! What may be asked of one limit of a round. Of what is eased or had more of,
//! limits are meant as the files state them (see [`Limit::stated`]).

use super::constraint::{Capacity, Ease, Easing, PENCE, Terms};
use super::each::{CAPACITIES, EASED, of};
use super::edit::Edit;
use super::offer::{Asked, Offer, Tell};
use super::one_more::OneMore;
use crate::ids::{ConstraintId, RuleId, Word};
use crate::problem::Problem;
use crate::round::{Intake, Key, Round, Student};
use crate::rows::{ColumnIndex, Draft, Limit, Row};

/// Writes the rows of every constraint, in the published order.
pub(crate) fn write(draft: &mut Draft) {
    ConstraintId::ALL.iter().for_each(|id| of(*id).write(draft));
}

/// What keeps a referral out where a constraint does, in a few words.
pub(crate) fn in_short(id: ConstraintId) -> &'static str {
    of(id).in_short()
}

/// What a school may do about a constraint; nothing where it need or can do
/// nothing.
pub(crate) fn advice(id: ConstraintId) -> &'static str {
    of(id).advice()
}

/// Whether a constraint concerns one student alone, whoever else is placed.
pub(crate) fn is_of_one_student(id: ConstraintId) -> bool {
    of(id).is_of_one_student()
}

/// Whether to name a constraint is to tell of a certain other child.
pub(crate) fn tells_of_another(id: ConstraintId) -> bool {
    of(id).tells_of_another()
}

/// What easing a constraint is; nothing where nobody can.
pub(crate) fn ease_of(id: ConstraintId) -> Option<Ease> {
    of(id).easing().map(Easing::ease)
}

/// Whether a constraint counts places, of which one may fall free.
pub(crate) fn is_of_places(id: ConstraintId) -> bool {
    of(id).is_of_places()
}

/// The limits of a round that more could be had of, as the files state them,
/// each with what counts as one more: of money so many pounds.
pub(crate) fn capacities(round: &Round, pounds: u32) -> Vec<(Limit, u32)> {
    let of = |id: ConstraintId| {
        let capacity = capacity(id);
        let all = capacity.into_iter().flat_map(|own| own.all(round).into_iter().map(move |about| (own, about)));
        all.map(move |(own, about)| (own.limit(about), own.unit(round, about, pounds)))
    };
    CAPACITIES.into_iter().flat_map(of).collect()
}

/// What all limits of each constraint that more could be had of are, in
/// people's words.
pub(crate) fn kinds() -> impl Iterator<Item = (ConstraintId, &'static str)> {
    CAPACITIES.into_iter().filter_map(|id| Some((id, capacity(id)?.kind())))
}

/// How menus sell more of limits.
pub(crate) fn offers() -> impl Iterator<Item = Offer> {
    CAPACITIES.into_iter().filter_map(|id| capacity(id)?.offer())
}

/// The limit that an item names under a key, as the files state it.
///
/// # Errors
///
/// Where the round has no such limit, as told.
pub(crate) fn sold(key: &str, round: &Round, asked: &Asked, tell: &Tell) -> Result<Limit, Box<Problem>> {
    for constraint in CAPACITIES {
        let offer = capacity(constraint).and_then(Capacity::offer).filter(|offer| offer.key == key);
        if let Some(offer) = offer {
            return (offer.find)(round, asked, tell).map(|about| Limit { constraint, about });
        }
    }
    Err(asked.unlimited(key, tell))
}

fn capacity(id: ConstraintId) -> Option<&'static dyn Capacity> {
    of(id).easing().and_then(Easing::capacity)
}

impl Limit {
    fn easing(self) -> Option<&'static dyn Easing> {
        of(self.constraint).easing()
    }

    fn capacity(self) -> Option<&'static dyn Capacity> {
        capacity(self.constraint)
    }

    /// What it says where it is a member of a conflict, in plain English.
    pub(crate) fn says(self, round: &Round) -> String {
        of(self.constraint).says(round, self.about).unwrap_or_default()
    }

    /// What it says where somebody else's leaving an intake other than `own`
    /// breaks it, in plain English; nothing where it is another matter.
    pub(crate) fn left(self, round: &Round, own: Key<Intake>) -> Option<String> {
        of(self.constraint).left(round, self.about).filter(|_| self.about.intake() != Some(own))
    }

    /// The rule that, waived for a placement, may free it from the limit.
    pub(crate) fn waived_by(self) -> Option<RuleId> {
        of(self.constraint).waived_by()
    }

    /// Whether a place freed in an intake is one that it counts.
    pub(crate) fn counts_freed(self, round: &Round, freed: Key<Intake>) -> bool {
        of(self.constraint).counts_freed(round, self.about, freed)
    }

    /// The limits that are eased where this one is, as the files state them;
    /// none where nobody can ease it.
    pub fn stated(self, round: &Round) -> Vec<Limit> {
        let Some(easing) = self.easing() else { return Vec::new() };
        easing.stated(round, self.about).into_iter().map(|about| Limit { about, ..self }).collect()
    }

    /// What easing it is; nothing where nobody can.
    pub(crate) fn ease(self) -> Option<Ease> {
        self.easing().map(Easing::ease)
    }

    /// Where it stands among limits that are eased.
    pub(crate) fn rank(self) -> (usize, Limit) {
        (EASED.iter().position(|id| *id == self.constraint).unwrap_or(EASED.len()), self)
    }

    /// Eases some limits in a round, each by an amount.
    pub(crate) fn apply(eased: &[(Limit, u32)], round: &mut Round) {
        for id in EASED {
            let own: Vec<_> = eased.iter().filter(|(limit, _)| limit.constraint == id).collect();
            let own: Vec<_> = own.into_iter().map(|(limit, amount)| (limit.about, *amount)).collect();
            of(id).easing().into_iter().for_each(|easing| easing.apply_all(round, &own));
        }
    }

    /// What easing it by an amount is in the files of the round.
    pub(crate) fn edits(self, round: &Round, amount: u32) -> Vec<Edit> {
        self.easing().and_then(|easing| easing.edits(round, self.about, amount)).unwrap_or_default()
    }

    /// The same in plain English, to be read after "It would be placed with".
    pub(crate) fn change(self, round: &Round, amount: u32) -> String {
        self.easing().and_then(|easing| easing.change(round, self.about, amount)).unwrap_or_default()
    }

    /// The same of the limit of a row, to be read after "It is resolved if".
    pub(crate) fn remedy(self, round: &Round, amount: u32) -> String {
        self.easing().and_then(|easing| easing.remedy(round, self.about, amount)).unwrap_or_default()
    }

    /// Whether it is eased by whole pounds, and its rows count pence.
    pub fn is_in_pounds(self) -> bool {
        self.easing().is_some_and(Easing::is_in_pounds)
    }

    /// By how much an amount of 1 eases its rows.
    pub(crate) fn per_unit(self) -> i64 {
        if self.is_in_pounds() { PENCE } else { 1 }
    }

    /// How much an amount is beside others of its kind: pence, places or units,
    /// students fewer, separations.
    pub(crate) fn size(self, round: &Round, amount: u32) -> i64 {
        self.easing().map_or(0, |easing| easing.size(round, amount))
    }

    /// The largest amount that could matter where so much is wanted in all.
    pub(crate) fn most(self, round: &Round, wanted: i64) -> u32 {
        self.easing().map_or(0, |easing| easing.most(round, self.about, wanted))
    }

    /// By how much a row must be eased to come to a sum; nothing where it cannot
    /// be.
    pub(crate) fn excess(self, round: &Round, row: &Row, sum: i64) -> Option<i64> {
        self.easing()?.excess(round, self.about, row, sum)
    }

    /// Whether still more of it is tried where others than those meant go first.
    pub(crate) fn is_raised_further(self) -> bool {
        self.easing().is_some_and(Easing::is_raised_further)
    }

    /// Whether more of it could be had.
    pub(crate) fn is_capacity(self) -> bool {
        self.capacity().is_some()
    }

    /// How much of it there is, as the files write it; blank where they do not.
    pub(crate) fn amount(self, round: &Round) -> String {
        self.capacity().and_then(|own| own.amount(round, self.about)).unwrap_or_default()
    }

    /// What it is a limit of, by id: an intake, a course, a provider, a
    /// programme, a school or a pool; blank for what there is one of.
    pub fn id(self, round: &Round) -> &str {
        self.capacity().and_then(|own| own.of(round, self.about)).unwrap_or_default()
    }

    /// The school whose part of it it is; blank where there is none.
    pub fn school(self, round: &Round) -> &str {
        self.capacity().and_then(|own| own.part_of(round, self.about)).unwrap_or_default()
    }

    /// What all limits of its constraint are, in people's words.
    pub(crate) fn kind(self) -> &'static str {
        self.capacity().map_or(self.constraint.word(), |own| own.kind())
    }

    /// What people call it: ids, and a name of the files; either may be blank.
    pub(crate) fn called(self, round: &Round) -> (String, String) {
        self.capacity().and_then(|own| own.called(round, self.about)).unwrap_or_default()
    }
}

impl Row {
    /// Whether placements are freed from it where a rule is waived for them, and
    /// which.
    pub(crate) fn freed_by(&self) -> Option<RuleId> {
        let own = of(self.constraint()?);
        own.waived_by().filter(|_| own.is_freed(self))
    }

    /// Its terms as those of rows that say no more than is a matter of its
    /// constraint alone.
    pub(crate) fn parts(&self, student: &dyn Fn(ColumnIndex) -> Key<Student>) -> Vec<Terms> {
        match self.limit {
            Some(limit) => of(limit.constraint).parts(limit.about, self, student),
            None => vec![self.terms.clone()],
        }
    }
}

impl OneMore<'_> {
    /// The limit that one more placement would break, in plain English: what it
    /// allows and what it would come to.
    pub(crate) fn describe(&self) -> String {
        self.row.limit.and_then(|limit| of(limit.constraint).full(limit.about, self)).unwrap_or_default()
    }
}
