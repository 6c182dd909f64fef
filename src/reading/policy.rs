//! The rules of the authority.

use super::clocks;
use super::index::Index;
use super::objective;
use super::programme;
use super::settings::{group, groups, record_of};
use super::transport;
use crate::problem::{Code, Problem, quoted};
use crate::round::{Beyond, Exempt, Policy, Sla, Table, WaitingUnit};
use crate::schema::{policy, sla};
use crate::source::{Group, Value};
use crate::units::{HalfDays, Pence};
use std::collections::BTreeSet;

/// The ids of the policy's programmes; repeated ones are told.
pub(super) fn programme_index(file: &str, root: Option<&Group>, problems: &mut Vec<Problem>) -> Index {
    let setting = root.and_then(|root| root.get("programme"));
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
        let id = group.get("id");
        let Some((setting, text)) = id.and_then(|setting| match &setting.value {
            Value::Text(text) | Value::Cell(text) => Some((setting, text.trim())),
            _ => None,
        }) else {
            continue;
        };
        if index.insert(text, position).is_some() {
            problems.push(Problem::new(Code::DuplicateId, file).at(setting.line).column("programme.id").says(
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
pub(super) fn read(file: &str, root: &Group, programmes: &Index, problems: &mut Vec<Problem>) -> (Policy, Option<u32>) {
    let list = groups(root, "programme", file, problems);
    let read: Vec<_> = list.into_iter().filter_map(|group| programme::read(file, group, problems)).collect();
    let clocks = clocks::read(file, root, programmes, problems);
    let transport = transport::read(file, root, programmes, problems);
    let empty = Group::default();
    let sla = read_sla(file, group(root, "sla").unwrap_or(&empty), programmes, problems);
    let objective = objective::read(file, group(root, "objective").unwrap_or(&empty), problems);
    let mut record = record_of(file, "", root, policy::KEYS, problems);
    if root.get("programme").is_none() {
        record.require(
            "programme",
            "Write a section [[programme]] for each; in a sheet, rows such as programme.ID.name.",
        );
    }
    let bands = record.whole("bands");
    if bands == Some(0) {
        record.tell(Code::ContradictorySettings, "bands", "0", "1 or more", "Write how many bands there are.");
    }
    let bands = bands.filter(|bands| *bands > 0);
    let policy = Policy {
        authority: record.text("authority"),
        bands: bands.unwrap_or(1),
        days_off_site_max: record.day_count("days_off_site_max").unwrap_or(HalfDays(10)),
        outcome_working_days: record.whole("outcome_working_days"),
        access_exempt: exempt(&mut record),
        waiting_unit: record.word("waiting_unit").unwrap_or(WaitingUnit::Weeks),
        sla,
        programmes: Table::new(read),
        pools: Vec::new(),
        clocks,
        transport,
        transport_budget: record.money("transport_budget"),
        objective,
    };
    (policy, bands)
}

fn exempt(record: &mut super::record::Record<'_>) -> BTreeSet<Exempt> {
    let mut exempt = BTreeSet::new();
    for entry in record.list("access_exempt") {
        match (entry.as_str(), entry.strip_prefix("tag:").map(str::trim)) {
            ("looked_after", _) => exempt.insert(Exempt::LookedAfter),
            ("ehcp", _) => exempt.insert(Exempt::Ehcp),
            (_, Some(tag)) if !tag.is_empty() => exempt.insert(Exempt::Tag(tag.to_owned())),
            _ => {
                let expected = "looked_after, ehcp or tag:NAME";
                record.tell(Code::UnknownWord, "access_exempt", quoted(&entry), expected, "Check the spelling.");
                false
            }
        };
    }
    exempt
}

fn read_sla(file: &str, group: &Group, programmes: &Index, problems: &mut Vec<Problem>) -> Sla {
    let mut record = record_of(file, "sla.", group, sla::KEYS, problems);
    Sla {
        paid_programmes: record.references("paid_programmes", programmes).unwrap_or_default(),
        paid_places: record.whole("paid_places").unwrap_or(0),
        beyond: record.word("beyond").unwrap_or(Beyond::Refuse),
        place_fee: record.money("place_fee").unwrap_or(Pence(0)),
    }
}
