//! The rules of the authority.

use super::clocks;
use super::index::Index;
use super::objective;
use super::programme;
use super::record::Record;
use super::settings::{group, groups, record_of};
use super::transport;
use super::vocabulary::{Vocabulary, Words, tag_of};
use crate::normal::is_same;
use crate::problem::{Code, Place, Problem, meant, nearest, quoted};
use crate::round::{Beyond, Exempt, Letters, NeverWaive, Policy, Sla, Table, WaitingUnit};
use crate::schema::{self, MEMBER_ID, letters, policy, sla};
use crate::source::{Group, Value};
use crate::units::{HalfDays, Pence};
use std::collections::BTreeSet;

/// The ids and names of the policy's programmes, in any spelling; what two of
/// them share is told.
pub(super) fn programme_index(place: &Place, root: Option<&Group>, problems: &mut Vec<Problem>) -> Index {
    let setting = root.and_then(|root| root.get(policy::PROGRAMME.name));
    let mut index = Index::of_words(root.is_some());
    let Some(Value::List(values)) = setting.map(|setting| &setting.value) else {
        index.usable &= setting.is_none();
        return index;
    };
    let programmes: Vec<&Group> = values
        .iter()
        .filter_map(|value| match value {
            Value::Group(group) => Some(group),
            _ => None,
        })
        .collect();
    // Ids first, so that a name that is another's id is told at the name.
    for key in [MEMBER_ID, schema::programme::NAME.name] {
        for (position, group) in programmes.iter().enumerate() {
            let Some(setting) = group.get(key) else { continue };
            let (Value::Text(text) | Value::Cell(text)) = &setting.value else { continue };
            let text = text.trim();
            if index.insert(text, position).is_some_and(|other| other != position || key == MEMBER_ID) {
                let place = place.line(setting.line).key(format!("{}.{key}", policy::PROGRAMME.name));
                problems.push(Problem::new(Code::DuplicateId, place).says(
                    format!("{}, as another programme", quoted(text)),
                    "ids and names that differ in more than case, spaces and hyphens",
                    "Delete one of the two or give it an id and a name of its own.",
                ));
            }
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
    words: &mut Vocabulary,
    problems: &mut Vec<Problem>,
) -> (Policy, Option<u32>) {
    let list = groups(root, policy::PROGRAMME, place, problems);
    let programmes_read: Vec<_> =
        list.into_iter().filter_map(|group| programme::read(place, group, words, problems)).collect();
    let clocks = clocks::read(place, root, programmes, words, problems);
    let transport = transport::read(place, root, programmes, words, problems);
    let empty = Group::default();
    let sla = read_sla(place, group(root, policy::SLA).unwrap_or(&empty), programmes, problems);
    let letters = read_letters(place, group(root, policy::LETTERS).unwrap_or(&empty), problems);
    let objective = objective::read(place, group(root, policy::OBJECTIVE).unwrap_or(&empty), &mut words.tags, problems);
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
        authority: record.name(policy::AUTHORITY),
        bands: bands.unwrap_or(1),
        days_off_site_max: record.day_count(policy::DAYS_OFF_SITE_MAX).unwrap_or(HalfDays(10)),
        outcome_working_days: record.whole(policy::OUTCOME_WORKING_DAYS),
        access_exempt: exempt(&mut record, &mut words.tags),
        never_waive: never_waive(root, &mut record),
        documents_max_age_days: record.days_by_word(policy::DOCUMENTS_MAX_AGE_DAYS, &mut words.documents),
        waiting_unit: record.word(policy::WAITING_UNIT).unwrap_or(WaitingUnit::Weeks),
        sla,
        programmes: Table::new(programmes_read),
        pools: Vec::new(),
        mixes: Vec::new(),
        clocks,
        transport,
        transport_budget: record.money(policy::TRANSPORT_BUDGET),
        letters,
        objective,
    };
    (read, bands)
}

fn exempt(record: &mut Record<'_, Policy>, tags: &mut Words) -> BTreeSet<Exempt> {
    let mut exempt = BTreeSet::new();
    for entry in record.entries(policy::ACCESS_EXEMPT) {
        let plain = [("looked_after", Exempt::LookedAfter), ("ehcp", Exempt::Ehcp)];
        let plain = plain.into_iter().find(|(name, _)| is_same(name, &entry)).map(|(_, exempt)| exempt);
        let tag = || tag_of(&entry).and_then(|tag| tags.shown(tag)).map(Exempt::Tag);
        match plain.or_else(tag) {
            Some(found) => exempt.insert(found),
            None => {
                let expected = "looked_after, ehcp or tag:NAME";
                record.tell(Code::UnknownWord, policy::ACCESS_EXEMPT, quoted(&entry), expected, "Check the spelling.");
                false
            }
        };
    }
    exempt
}

fn read_letters(place: &Place, group: &Group, problems: &mut Vec<Problem>) -> Letters {
    let mut record = record_of(place, "letters.", group, letters::KEYS, problems);
    Letters {
        address: record.entries(letters::ADDRESS),
        contact: record.text(letters::CONTACT),
        review: record.text(letters::REVIEW),
    }
}

/// What nobody is advised to lift. An empty list is not the same as a blank.
fn never_waive(root: &Group, record: &mut Record<'_, Policy>) -> NeverWaive {
    let mut never = NeverWaive::default();
    let setting = root.get(policy::NEVER_WAIVE.name);
    if setting.is_some_and(|setting| matches!(&setting.value, Value::List(values) if values.is_empty())) {
        return never;
    }
    for entry in record.entries(policy::NEVER_WAIVE) {
        if !never.add(&entry) {
            let near = nearest(&entry, NeverWaive::words());
            let expected = "the id of a rule or constraint";
            record.tell(Code::UnknownWord, policy::NEVER_WAIVE, quoted(&entry), expected, &meant(near));
        }
    }
    never
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
