use super::drawing::{Demand, Method};
use super::growth::{Growth, MOST_DRAWS};
use crate::ids::Word;
use crate::problem::{Code, meant, nearest, quoted};
use crate::schema::TableId;
use crate::source::{Group, Setting, SettingsReader, Value};
use crate::whatif::amount::Amount;
use crate::whatif::sections::{conditions, groups};
use crate::whatif::text::text_of;

const KEYS: [&str; 5] = ["method", "draws", "seed", "from", "growth"];
/// So many are drawn where nothing is said, for methods that need many.
const USUAL_DRAWS: usize = 100;
/// What the section `[demand]` of a scenario says.
pub(in crate::whatif) fn parse(reader: &mut SettingsReader<'_>, root: &Group) -> Option<Demand> {
    let entry = root.get("demand")?;
    let Value::Group(group) = &entry.value else {
        reader.wrong_type(entry.line, "demand", "keys with values", "Write them in a section [demand].");
        return None;
    };
    reader.known_keys(group, "demand.", &KEYS);
    let line = group.line.or(entry.line);
    let method = method(reader, group)?;
    let usual = if method == Method::Scale { 1 } else { USUAL_DRAWS };
    let draws = group.get("draws").map_or(Some(usual as i64), |entry| whole(reader, "demand.draws", entry))?;
    if !(1..=MOST_DRAWS as i64).contains(&draws) {
        let line = group.get("draws").and_then(|entry| entry.line).or(line);
        let expected = format!("a whole number from 1 to {MOST_DRAWS}");
        let advice = format!("{USUAL_DRAWS} show a range; 1000 show it well.");
        reader.tell(Code::BadNumber, line, "demand.draws", draws.to_string(), &expected, advice);
        return None;
    }
    let seed = match group.get("seed") {
        Some(entry) => Some(u64::try_from(whole(reader, "demand.seed", entry)?).ok()),
        None => None,
    };
    if seed == Some(None) {
        reader.tell(Code::NegativeNumber, line, "demand.seed", "a number below 0", "0 or more", "Take out the minus.");
    }
    let from = from(reader, group);
    if method == Method::Scale && !from.is_empty() {
        let line = group.get("from").and_then(|entry| entry.line).or(line);
        let found = "earlier rounds, with the method scale, which draws from this round alone";
        let advice = "Write method = \"bootstrap\" or \"poisson\", or leave it out.";
        reader.tell(Code::ContradictorySettings, line, "demand.from", found, "no earlier rounds", advice);
    }
    let growth: Vec<Growth> = groups(reader, group, "growth", growth);
    if method == Method::Scale && !group.settings.iter().any(|setting| setting.key == "growth") {
        let advice = "Write [[demand.growth]] with by = \"*1.1\", or another method.";
        reader.tell(Code::MissingValue, line, "demand.growth", "none", "what grows, and by how much", advice);
    }
    Some(Demand {
        method,
        draws: usize::try_from(draws).unwrap_or(1),
        seed: seed.flatten(),
        growth,
        from,
        earlier: Vec::new(),
        line,
    })
}

fn method(reader: &mut SettingsReader<'_>, group: &Group) -> Option<Method> {
    let Some(entry) = group.get("method") else { return Some(Method::Scale) };
    let known = || Method::ALL.iter().map(|method| method.word());
    let expected = format!("one of {}", known().collect::<Vec<_>>().join(", "));
    let text = text_of(&entry.value);
    let method = Method::parse(text.trim());
    if method.is_none() {
        let near = nearest(&text, known());
        reader.tell(Code::UnknownWord, entry.line, "demand.method", quoted(&text), &expected, meant(near));
    }
    method
}

fn whole(reader: &mut SettingsReader<'_>, key: &str, entry: &Setting) -> Option<i64> {
    if let Value::Whole(number) = &entry.value {
        return Some(*number);
    }
    reader.wrong_type(entry.line, key, "a whole number", "Write it without quotation marks.");
    None
}

/// Folders of earlier rounds.
fn from(reader: &mut SettingsReader<'_>, group: &Group) -> Vec<(String, Option<u32>)> {
    let Some(entry) = group.get("from") else { return Vec::new() };
    let values = match &entry.value {
        Value::List(values) => values.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut found = Vec::new();
    for value in values {
        match value {
            Value::Text(path) if !path.trim().is_empty() => found.push((path.trim().to_owned(), entry.line)),
            _ => {
                let advice = "Write from = [\"../autumn\"].";
                reader.wrong_type(entry.line, "demand.from", "folders of earlier rounds", advice);
            }
        }
    }
    found
}

fn growth(reader: &mut SettingsReader<'_>, group: &Group) -> Option<Growth> {
    reader.known_keys(group, "demand.growth.", &["where", "by"]);
    let conditions = conditions(reader, group, "demand.growth.", TableId::Referrals);
    let key = "demand.growth.by";
    let expected = "a change such as \"*1.15\", \"+10\" or \"-5\", or a number of referrals";
    let Some(entry) = group.get("by") else {
        reader.tell(Code::MissingValue, group.line, key, "nothing", expected, "Say by how much.");
        return None;
    };
    let text = text_of(&entry.value);
    match Amount::parse(&text) {
        Ok(by) => Some(Growth { conditions, by, text, line: group.line }),
        Err(code) => {
            let advice = "Changes stand in quotation marks.";
            reader.tell(code, entry.line.or(group.line), key, quoted(&text), expected, advice);
            None
        }
    }
}
