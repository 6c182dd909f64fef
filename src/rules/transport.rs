use super::{Case, distance, fee};
use crate::round::TransportBand;
use crate::units::Pence;
use std::collections::BTreeSet;

/// What transport to a placement costs the authority: by the first band that
/// applies; nothing where none does, or the distance is not known.
pub(super) fn cost(case: &Case) -> Pence {
    let mut bands = case.round.policy.transport.iter();
    bands.find(|band| applies(band, case)).map_or(Pence(0), |band| fee::price(case, band.cost, band.per))
}

/// Whether the placement is in the band. A fact about the student that the band
/// asks for and that is not known is not in it.
fn applies(band: &TransportBand, case: &Case) -> bool {
    let Some(distance) = distance::between(case) else { return false };
    let student = case.student;
    let has_one = |wanted: &BTreeSet<String>, found: &BTreeSet<String>| wanted.is_empty() || !wanted.is_disjoint(found);
    let takes = |groups: crate::units::YearGroups| {
        case.year_group_at_start().is_some_and(|year_group| groups.contains(year_group))
    };
    band.programmes.as_ref().is_none_or(|only| only.contains(&case.course.programme))
        && band.from <= distance
        && band.below.is_none_or(|below| distance < below)
        && band.year_groups.is_none_or(takes)
        && band.ehcp.is_none_or(|wanted| student.ehcp == Some(wanted))
        && has_one(&band.tags_any, &student.tags)
        && band.tags_none.is_disjoint(&student.tags)
        && has_one(&band.delivery, &case.course.delivery)
}
