use super::columns::{ColumnIndex, Follow, Meaning};
use super::draft::Draft;
use crate::round::{Key, School};
use crate::units::AcademicYear;
use std::collections::BTreeMap;

/// Writes what every placement costs its school: the fee, and the place fee of
/// a charged place. A school with the SLA is charged beyond its paid places of
/// each academic year, whichever placements those are; one without for every
/// placement in a paid programme.
pub(crate) fn write(draft: &mut Draft) {
    let place_fee = draft.round.policy.sla.place_fee.0;
    for column in 0..draft.options.all().len() {
        let option = draft.option(column);
        let school = draft.round.referrals[option.referral].school;
        let without_sla = school.is_some_and(|school| !draft.round.schools[school].sla);
        let charged = if without_sla && uses_paid_place(draft, column) { place_fee } else { 0 };
        draft.costs.entry(school).or_default().push((column, option.fee.0.saturating_add(charged)));
    }
    if place_fee == 0 {
        return;
    }
    for school in draft.round.schools.keys().filter(|school| draft.round.schools[*school].sla) {
        for (year, members) in paid_by_year(draft, school) {
            let free = paid_places(draft, school, year);
            let most = members.len() as i64 - free;
            if most <= 0 {
                continue;
            }
            let rule = Follow::Beyond(members.clone(), free);
            let charged = draft.add_column(Meaning::Charged(school, year), most, false, rule);
            let terms = members.into_iter().map(|column| (column, 1)).chain([(charged, -1)]).collect();
            draft.add_definition(terms, None, Some(free));
            draft.costs.entry(Some(school)).or_default().push((charged, place_fee));
        }
    }
}

/// The columns of a school in paid programmes, by the academic year of the
/// placement's start.
pub(crate) fn paid_by_year(draft: &Draft, school: Key<School>) -> BTreeMap<AcademicYear, Vec<ColumnIndex>> {
    let mut by_year: BTreeMap<AcademicYear, Vec<ColumnIndex>> = BTreeMap::new();
    for column in draft.of_school(school).iter().filter(|column| uses_paid_place(draft, **column)) {
        by_year.entry(AcademicYear::of(draft.option(*column).span.first)).or_default().push(*column);
    }
    by_year
}

/// Paid places of a school with the SLA that are left in an academic year:
/// use before the run counts in the round's own year only.
pub(crate) fn paid_places(draft: &Draft, school: Key<School>, year: AcademicYear) -> i64 {
    let school = &draft.round.schools[school];
    match year == draft.round.run.academic_year {
        true => i64::from(school.paid_places_left()),
        false => i64::from(school.paid_places),
    }
}

fn uses_paid_place(draft: &Draft, column: ColumnIndex) -> bool {
    let programme = draft.round.programme_of(draft.option(column).intake);
    draft.round.policy.sla.paid_programmes.contains(&programme)
}
