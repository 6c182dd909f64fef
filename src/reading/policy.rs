//! The rules of the authority.

use super::clocks;
use super::index::Index;
use super::objective;
use super::programme;
use super::settings::{group, groups, record_of};
use super::transport;
use crate::problem::{Code, Place, Problem, quoted};
use crate::round::{Beyond, Exempt, Policy, Sla, Table, WaitingUnit};
use crate::schema::{MEMBER_ID, policy, sla};
use crate::source::{Group, Value};
use crate::units::{HalfDays, Pence};
use std::collections::BTreeSet;

/// The ids of the policy's programmes; repeated ones are told.
pub(super) fn programme_index(place: &Place, root: Option<&Group>, problems: &mut Vec<Problem>) -> Index {
    let setting = root.and_then(|root| root.get(policy::PROGRAMME.name));
    let mut index = Index::empty(root.is_some());
    let Some(Value::List(values)) = setting.map(|setting| &setting.value) else {
        index.usable &= setting.is_none();
        return index;
    };
    let programmes = values.iter().filter_map(|value| match value {
        Value::Group(group) => Some(group),
        _ => None,
    });
    for (position, group) in programmes.enumerate() {
        let id = group.get(MEMBER_ID);
        let Some((setting, text)) = id.and_then(|setting| match &setting.value {
            Value::Text(text) | Value::Cell(text) => Some((setting, text.trim())),
            _ => None,
        }) else {
            continue;
        };
        if index.insert(text, position).is_some() {
            let key = format!("{}.{MEMBER_ID}", policy::PROGRAMME.name);
            let place = place.line(setting.line).key(key);
            problems.push(Problem::new(Code::DuplicateId, place).says(
                quoted(text),
                "every programme once",
                "Delete one of the two or give it an id of its own.",
            ));
        }
    }
    index
}

/// The policy without its pools, which need the tables; and its number of
/// bands, when it could be read.
pub(super) fn read(
    place: &Place,
    root: &Group,
    programmes: &Index,
    problems: &mut Vec<Problem>,
) -> (Policy, Option<u32>) {
    let list = groups(root, policy::PROGRAMME, place, problems);
    let programmes_read: Vec<_> =
        list.into_iter().filter_map(|group| programme::read(place, group, problems)).collect();
    let clocks = clocks::read(place, root, programmes, problems);
    let transport = transport::read(place, root, programmes, problems);
    let empty = Group::default();
    let sla = read_sla(place, group(root, policy::SLA).unwrap_or(&empty), programmes, problems);
    let objective = objective::read(place, group(root, policy::OBJECTIVE).unwrap_or(&empty), problems);
    let mut record = record_of(place, "", root, policy::KEYS, problems);
    if root.get(policy::PROGRAMME.name).is_none() {
        record.require(
            policy::PROGRAMME,
            "Write a section [[programme]] for each; in a sheet, rows such as programme.ID.name.",
        );
    }
    let bands = record.whole(policy::BANDS);
    if bands == Some(0) {
        record.tell(Code::ContradictorySettings, policy::BANDS, "0", "1 or more", "Write how many bands there are.");
    }
    let bands = bands.filter(|bands| *bands > 0);
    let read = Policy {
        authority: record.text(policy::AUTHORITY),
        bands: bands.unwrap_or(1),
        days_off_site_max: record.day_count(policy::DAYS_OFF_SITE_MAX).unwrap_or(HalfDays(10)),
        outcome_working_days: record.whole(policy::OUTCOME_WORKING_DAYS),
        access_exempt: exempt(&mut record),
        waiting_unit: record.word(policy::WAITING_UNIT).unwrap_or(WaitingUnit::Weeks),
        sla,
        programmes: Table::new(programmes_read),
        pools: Vec::new(),
        clocks,
        transport,
        transport_budget: record.money(policy::TRANSPORT_BUDGET),
        objective,
    };
    (read, bands)
}

fn exempt(record: &mut super::record::Record<'_, Policy>) -> BTreeSet<Exempt> {
    let mut exempt = BTreeSet::new();
    for entry in record.list(policy::ACCESS_EXEMPT) {
        match (entry.as_str(), entry.strip_prefix("tag:").map(str::trim)) {
            ("looked_after", _) => exempt.insert(Exempt::LookedAfter),
            ("ehcp", _) => exempt.insert(Exempt::Ehcp),
            (_, Some(tag)) if !tag.is_empty() => exempt.insert(Exempt::Tag(tag.to_owned())),
            _ => {
                let expected = "looked_after, ehcp or tag:NAME";
                record.tell(Code::UnknownWord, policy::ACCESS_EXEMPT, quoted(&entry), expected, "Check the spelling.");
                false
            }
        };
    }
    exempt
}

fn read_sla(place: &Place, group: &Group, programmes: &Index, problems: &mut Vec<Problem>) -> Sla {
    let mut record = record_of(place, "sla.", group, sla::KEYS, problems);
    Sla {
        paid_programmes: record.references(sla::PAID_PROGRAMMES, programmes).unwrap_or_default(),
        paid_places: record.whole(sla::PAID_PLACES).unwrap_or(0),
        beyond: record.word(sla::BEYOND).unwrap_or(Beyond::Refuse),
        place_fee: record.money(sla::PLACE_FEE).unwrap_or(Pence(0)),
    }
}
