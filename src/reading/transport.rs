use super::cells;
use super::index::Index;
use super::settings::{groups, prefix_of, record_of};
use crate::problem::{Code, Problem, quoted};
use crate::round::{FeePer, TransportBand};
use crate::schema::transport;
use crate::source::Group;
use crate::units::{Pence, TenthsKm};

/// The bands of the policy, in their order.
pub(super) fn read(file: &str, root: &Group, programmes: &Index, problems: &mut Vec<Problem>) -> Vec<TransportBand> {
    let mut bands: Vec<TransportBand> = Vec::new();
    for group in groups(root, "transport", file, problems) {
        let mut record = record_of(file, &prefix_of("transport", group), group, transport::KEYS, problems);
        let id = record.text("id");
        if !id.is_empty() && bands.iter().any(|band| band.id == id) {
            let advice = "Delete one of the two or give it an id of its own.";
            record.tell(Code::DuplicateId, "id", quoted(&id), "every band once", advice);
        }
        let from = record.other("from_km", cells::tenths_of_km).unwrap_or(TenthsKm(0));
        let below = record.other("below_km", cells::tenths_of_km);
        if below.is_some_and(|below| below <= from) {
            let found = format!("a band from {from} to below {}", below.unwrap_or(from));
            let expected = "below_km above from_km";
            record.tell(Code::ContradictorySettings, "below_km", found, expected, "Check both distances.");
        }
        bands.push(TransportBand {
            id,
            programmes: record.references("programmes", programmes),
            from,
            below,
            year_groups: record.year_groups("year_groups"),
            ehcp: record.yes_no("ehcp"),
            tags_any: record.list("tags_any"),
            tags_none: record.list("tags_none"),
            delivery: record.list("delivery"),
            // Where there is none, that was told, and there is no round.
            cost: record.money("cost").unwrap_or(Pence(0)),
            per: record.word("per").unwrap_or(FeePer::Placement),
            source: record.text("source"),
        });
    }
    bands
}
