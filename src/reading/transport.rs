use super::cells;
use super::index::Index;
use super::settings::{groups, prefix_of, record_of};
use super::vocabulary::Vocabulary;
use crate::problem::{Code, Place, Problem, quoted};
use crate::round::{FeePer, TransportBand};
use crate::schema::{policy, transport};
use crate::source::Group;
use crate::units::{Pence, TenthsKm};

/// The bands of the policy, in their order.
pub(super) fn read(
    place: &Place,
    root: &Group,
    programmes: &Index,
    words: &mut Vocabulary,
    problems: &mut Vec<Problem>,
) -> Vec<TransportBand> {
    let mut bands: Vec<TransportBand> = Vec::new();
    for group in groups(root, policy::TRANSPORT, place, problems) {
        let mut record = record_of(place, &prefix_of(policy::TRANSPORT, group), group, transport::KEYS, problems);
        let id = record.text(transport::ID);
        if !id.is_empty() && bands.iter().any(|band| band.id == id) {
            let advice = "Delete one of the two or give it an id of its own.";
            record.tell(Code::DuplicateId, transport::ID, quoted(&id), "every band once", advice);
        }
        let from = record.other(transport::FROM_KM, cells::tenths_of_km).unwrap_or(TenthsKm(0));
        let below = record.other(transport::BELOW_KM, cells::tenths_of_km);
        if below.is_some_and(|below| below <= from) {
            let found = format!("a band from {from} to below {}", below.unwrap_or(from));
            let expected = "below_km above from_km";
            record.tell(Code::ContradictorySettings, transport::BELOW_KM, found, expected, "Check both distances.");
        }
        bands.push(TransportBand {
            id,
            programmes: record.references(transport::PROGRAMMES, programmes),
            from,
            below,
            year_groups: record.year_groups(transport::YEAR_GROUPS),
            ehcp: record.yes_no(transport::EHCP),
            tags_any: record.list(transport::TAGS_ANY, &mut words.tags),
            tags_none: record.list(transport::TAGS_NONE, &mut words.tags),
            delivery: record.list(transport::DELIVERY, &mut words.delivery),
            // Where there is none, that was told, and there is no round.
            cost: record.money(transport::COST).unwrap_or(Pence(0)),
            per: record.word(transport::PER).unwrap_or(FeePer::Placement),
            source: record.name(transport::SOURCE),
        });
    }
    bands
}
