use crate::proof::Files;
use crate::proof::table::Table;
use crate::scenarios;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use toml_edit::{DocumentMut, Item, TableLike};

/// Where a change is tried.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stage {
    pub scenario: String,
    /// The round of the scenario; blank: it has one.
    pub round: String,
    /// The programmes of which some referrals are kept, `tier1:60`; blank: all.
    pub referrals: String,
    /// What else is so, before and after: `key=value`, joined by ` & `.
    pub with: String,
}

impl Stage {
    /// The files of the round, those that it shares among them.
    pub fn files(&self) -> Files {
        let shared = scenarios().join(&self.scenario);
        let own = shared.join(&self.round);
        let mut files = Files::new();
        for folder in [&shared, &own] {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                let is_read = (name.ends_with(".csv") && !name.contains("allocations")) || name.ends_with(".toml");
                if path.is_file() && is_read && name != "year.toml" {
                    files.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        let run: Vec<&str> = files["round.toml"].lines().filter(|line| !line.contains("\"../")).collect();
        files.insert("round.toml".to_owned(), run.join("\n"));
        if !self.referrals.is_empty() {
            self.keep_some(&mut files);
        }
        let edits = self.with.split(" & ").filter_map(|edit| edit.rsplit_once('='));
        edits.fold(files, |files, (key, value)| changed(files, key, value).unwrap())
    }

    fn keep_some(&self, files: &mut Files) {
        let number = |each: &str| {
            let (programme, number) = each.split_once(':').unwrap();
            (programme.to_owned(), number.parse().unwrap())
        };
        let mut left: BTreeMap<String, u32> = self.referrals.split(';').map(number).collect();
        let mut ids = BTreeSet::new();
        retain(files, "referrals.csv", |cell| match left.get_mut(&cell("programme")) {
            Some(left) if *left > 0 => {
                *left -= 1;
                ids.insert(cell("referral_id"))
            }
            _ => false,
        });
        for name in ["decisions.csv", "events.csv"] {
            if files.contains_key(name) {
                retain(files, name, |cell| ids.contains(&cell("referral_id")));
            }
        }
    }
}

fn retain(files: &mut Files, name: &str, keep: impl FnMut(&dyn Fn(&str) -> String) -> bool) {
    let mut table = Table::of(files, name);
    table.retain(keep);
    table.put(files);
}

/// The files with a key changed; nothing where they have no such key.
pub fn changed(mut files: Files, key: &str, to: &str) -> Option<Files> {
    if let Some((table, rest)) = key.split_once('[') {
        let (condition, column) = rest.rsplit_once("].").unwrap();
        let conditions: Vec<(&str, &str)> = condition.split(';').map(|each| each.split_once('=').unwrap()).collect();
        let name = format!("{table}.csv");
        files.get(&name)?;
        let mut table = Table::of(&files, &name);
        let meant = table.set_where(&conditions, column, to);
        table.put(&mut files);
        return (meant > 0).then_some(files);
    }
    let mut policy: DocumentMut = files["policy.toml"].parse().unwrap();
    let parts: Vec<&str> = key.split('.').collect();
    let mut found: &mut dyn TableLike = policy.as_table_mut();
    let mut parts = &parts[..];
    while let [part, rest @ ..] = parts {
        if rest.is_empty() {
            match to {
                "" => drop(found.remove(part)),
                to => drop(found.insert(part, Item::Value(to.parse().ok()?))),
            }
            files.insert("policy.toml".to_owned(), policy.to_string());
            return Some(files);
        }
        let item = found.get_mut(part)?;
        (found, parts) = match item {
            Item::ArrayOfTables(tables) => {
                let is_meant = |table: &&mut toml_edit::Table| table.get("id").and_then(Item::as_str) == Some(rest[0]);
                (tables.iter_mut().find(is_meant)? as &mut dyn TableLike, &rest[1..])
            }
            item => (item.as_table_like_mut()?, rest),
        };
    }
    None
}
