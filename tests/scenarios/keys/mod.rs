//! Every key that `docs/programmes.md` names decides something: changed, it
//! changes what people read of the scenario. `tests/data/sources/keys.csv` has a
//! row for each: the key, what it is changed to, and what then differs.
//!
//! `RIGHTPLACE_REGENERATE=1 cargo test --release --test scenarios every_key_of_the_page` seeks a
//! change for keys without a row; look at what it found.

mod change;
mod seek;
mod seen;
mod stage;

use crate::programmes::{Row, rows};
use crate::regenerate;
use change::{Change, KINDS, changes, speaks, write};
use rayon::prelude::*;
use seek::sought;
use seen::Seen;
use stage::Stage;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_key_of_the_page_changes_what_people_read() {
    let keys = |row: Row| row.keys.into_iter().map(move |(key, value)| (row.scenario.clone(), key, value));
    let named: BTreeSet<(String, String, String)> = rows().into_iter().flat_map(keys).collect();
    let mut all = changes();
    let open = |all: &[Change]| -> Vec<&(String, String, String)> {
        let answered: BTreeSet<(&str, &str)> =
            all.iter().map(|change| (change.stage.scenario.as_str(), change.key.as_str())).collect();
        named.iter().filter(|(scenario, key, _)| !answered.contains(&(scenario.as_str(), key.as_str()))).collect()
    };
    if regenerate() {
        let is_named = |change: &Change| {
            named.iter().any(|(scenario, key, _)| (scenario, key) == (&change.stage.scenario, &change.key))
        };
        let found: Vec<Change> =
            open(&all).par_iter().filter_map(|(scenario, key, value)| sought(scenario, key, value)).collect();
        all.retain(is_named);
        all.extend(found);
        all.sort();
        write(&all);
    }
    let open = open(&all);
    assert!(open.is_empty(), "no change in tests/data/sources/keys.csv for {open:#?}");
    let stages: BTreeSet<Stage> = all.iter().map(|change| change.stage.clone()).collect();
    let seen = |stage: Stage| {
        let seen = Seen::of(stage.files()).unwrap();
        (stage, seen)
    };
    let bases: BTreeMap<Stage, Seen> = stages.into_par_iter().map(seen).collect();
    let fault = |change: &Change| {
        let Change { stage, key, to, differs } = change;
        assert!(KINDS.contains(&differs.as_str()) && speaks(differs, key), "{change:?}");
        let is_named =
            named.iter().any(|(scenario, own, value)| (scenario, own) == (&stage.scenario, key) && value != to);
        let is_so = change.differs_from(&bases[stage], &[differs]).is_some();
        (!is_so || !is_named).then(|| format!("{key} = {to} of {}: {differs}", stage.scenario))
    };
    let wrong: Vec<String> = all.par_iter().filter_map(fault).collect();
    assert!(wrong.is_empty(), "these changes change nothing, or no row of the page names them: {wrong:#?}");
}
