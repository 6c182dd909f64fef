//! What transport to a placement costs the authority, by the policy's bands.

use super::charges::priced;
use super::distance::distance;
use super::pair::Pair;
use crate::round::TransportBand;
use crate::units::{AcademicYear, Pence};

/// The cost by the first band that has the placement; 0 where none has it.
pub(super) fn cost(pair: &Pair<'_>) -> Pence {
    for band in &pair.facts.round.policy.transport {
        if misses(band, pair).is_none() {
            return priced(pair, band.cost, band.per);
        }
    }
    Pence(0)
}

/// The key of the band that keeps the placement out of it.
fn misses(band: &TransportBand, pair: &Pair<'_>) -> Option<&'static str> {
    let Some(distance) = distance(pair) else { return Some("from_km") };
    let years_later = AcademicYear::of(pair.intake.start).0 - pair.facts.round.run.academic_year.0;
    let year_group = pair.student.year_group.and_then(|now| now.after(years_later));
    let checks = [
        ("programmes", band.programmes.as_ref().is_some_and(|only| !only.contains(&pair.course.programme))),
        ("from_km", distance < band.from),
        ("below_km", band.below.is_some_and(|below| distance >= below)),
        ("year_groups", band.year_groups.is_some_and(|only| !year_group.is_some_and(|group| only.contains(group)))),
        ("ehcp", band.ehcp.is_some() && pair.student.ehcp != band.ehcp),
        ("tags_any", !band.tags_any.is_empty() && !band.tags_any.iter().any(|tag| pair.student.tags.contains(tag))),
        ("tags_none", band.tags_none.iter().any(|tag| pair.student.tags.contains(tag))),
        ("delivery", !band.delivery.is_empty() && !band.delivery.iter().any(|way| pair.course.delivery.contains(way))),
    ];
    checks.into_iter().find(|(_, is_out)| *is_out).map(|(key, _)| key)
}
