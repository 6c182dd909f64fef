//! Words of the data that nothing uses and that are nearly one that is used:
//! an exclusion or a document that silently does not count.

use super::rows::{Rows, child_id, row, warning};
use crate::normal::normal;
use crate::problem::{Code, Place, Problem, meant, nearest, quoted, shape, shortened};
use crate::round::{Exempt, PriorityKey};
use crate::schema::{ColumnOf, TableId, courses, referrals, students};
use std::collections::BTreeMap;

/// Tells words that are one letter from one of the policy or of a course; two
/// from six letters on.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let policy = rows.policy;
    let programmes = || policy.programmes.iter().map(|(_, programme)| programme);
    let exempt = policy.access_exempt.iter().filter_map(|exempt| match exempt {
        Exempt::Tag(tag) => Some(tag),
        _ => None,
    });
    let priority = policy.objective.priority.iter().filter_map(|key| match key {
        PriorityKey::Tag(tag) => Some(tag),
        _ => None,
    });
    let courses_read = || rows.courses.iter().flatten();
    let transport = || policy.transport.iter();
    let tags = programmes().flat_map(|each| each.tags_any.iter().chain(&each.tags_none));
    let tags = tags.chain(transport().flat_map(|band| band.tags_any.iter().chain(&band.tags_none)));
    let mixes = || policy.mixes.iter();
    let tags = tags.chain(mixes().flat_map(|mix| mix.who.tags_any.iter().chain(&mix.who.tags_none)));
    let tags = tags.chain(exempt).chain(priority).chain(courses_read().flat_map(|course| &course.needs_tags));
    let mut tags = Used::new(tags);
    let mut documents = Used::new(programmes().flat_map(|each| &each.documents));
    let mut referrers = Used::new(programmes().flat_map(|each| &each.referrers));
    let asked = || programmes().flat_map(|each| &each.delivery).chain(transport().flat_map(|band| &band.delivery));
    let mut delivery = Used::new(asked().chain(courses_read().flat_map(|course| &course.delivery)));
    let mut asked = Used::new(asked());

    let table = (rows.place)(TableId::Students);
    for student in rows.students.iter().flatten() {
        // What is said of a child is not shown.
        let found = student.tags.iter().filter_map(|tag| Some((shape(tag), tags.near(tag)?)));
        problems
            .extend(found.map(|(found, near)| {
                told(&table, student.row, students::TAGS, found, &near).id(child_id(&student.id))
            }));
    }
    let table = (rows.place)(TableId::Referrals);
    for referral in rows.referrals.iter().flatten() {
        let id = child_id(&referral.id);
        let mut tell = |column, word: &String, used: &mut Used| {
            let near = used.near(word);
            problems.extend(near.map(|near| told(&table, referral.row, column, quoted(word), &near).id(id.clone())));
        };
        tell(referrals::REFERRER, &referral.referrer, &mut referrers);
        referral.documents.keys().for_each(|word| tell(referrals::DOCUMENTS, word, &mut documents));
        referral.delivery.iter().for_each(|word| tell(referrals::DELIVERY, word, &mut delivery));
    }
    let table = (rows.place)(TableId::Courses);
    for course in courses_read().filter(|course| row(rows.providers, course.provider).is_some()) {
        let found = course.delivery.iter().filter_map(|word| Some((quoted(word), asked.near(word)?)));
        problems.extend(found.map(|(found, near)| {
            told(&table, course.row, courses::DELIVERY, found, &near).id(Some(shortened(&course.id)))
        }));
    }
}

fn told<T>(table: &Place, row: u32, column: ColumnOf<T>, found: String, near: &str) -> Problem {
    let advice = format!("{} As it stands nothing looks at it.", meant(Some(near)));
    warning(Code::NearlyAWord, table, row, column).says(found, "a word that the policy or a course uses", advice)
}

/// For how many words a nearly equal one is looked for.
const MOST_ASKED: usize = 10_000;

/// The words that are used, by their normal forms, and what was asked of them.
struct Used {
    words: BTreeMap<String, String>,
    asked: BTreeMap<String, Option<String>>,
}

impl Used {
    fn new<'a>(words: impl Iterator<Item = &'a String>) -> Used {
        Used { words: words.map(|word| (normal(word), word.clone())).collect(), asked: BTreeMap::new() }
    }

    /// The word that a word was probably to be; nothing where it is used itself.
    fn near(&mut self, word: &str) -> Option<String> {
        if let Some(found) = self.asked.get(word) {
            return found.clone();
        }
        if self.asked.len() >= MOST_ASKED {
            return None;
        }
        let form = normal(word);
        let near = (!self.words.contains_key(&form)).then(|| nearest(&form, self.words.keys().map(String::as_str)));
        let near = near.flatten().and_then(|near| self.words.get(near)).cloned();
        self.asked.insert(word.to_owned(), near.clone());
        near
    }
}
