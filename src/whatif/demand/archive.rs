use super::earlier::Earlier;
use crate::problem::{Code, Place, Problem};
use crate::source::{Outside, Source, within};
use crate::whatif::scenario::Scenario;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The earlier rounds that scenarios name, each read once.
#[derive(Debug, Default)]
pub struct Archive {
    rounds: BTreeMap<PathBuf, Result<Arc<Earlier>, Vec<Problem>>>,
}

impl Archive {
    /// Reads the earlier rounds of a scenario, whose file is in a folder. What
    /// is wrong with them is added to the problems of the scenario.
    pub fn fetch(&mut self, scenario: &mut Scenario, folder: &Path) {
        self.fetch_from(scenario, |name| leads(folder, name), Source::open);
    }

    fn fetch_from(
        &mut self,
        scenario: &mut Scenario,
        path: impl Fn(&str) -> Option<PathBuf>,
        open: impl Fn(&Path) -> Source,
    ) {
        let Some(demand) = &mut scenario.demand else { return };
        for (name, line) in &demand.from {
            let Some(path) = path(name) else {
                let place = Place::of_file(&scenario.file).line(*line).key("demand.from");
                let problem = Problem::new(Code::OutsideFolder, place);
                scenario.problems.push(problem.says(Outside::FOUND, Outside::EXPECTED, Outside::ADVICE));
                continue;
            };
            let read = || Earlier::new(name, open(&path)).map(Arc::new);
            match self.rounds.entry(path.clone()).or_insert_with(read) {
                Ok(earlier) => demand.earlier.push(Arc::clone(earlier)),
                Err(problems) => {
                    let first = problems.first().map(|problem| format!(": {problem}")).unwrap_or_default();
                    let problem = Problem::new(
                        Code::UnreadableFile,
                        Place::of_file(&scenario.file).line(*line).key("demand.from"),
                    );
                    let found = format!("an earlier round with errors{first}");
                    let advice = "Run rightplace check on it; the path begins in the folder of this file.";
                    scenario.problems.push(problem.says(found, "the folder of a round", advice));
                }
            }
        }
    }

    /// As [`Archive::fetch`], of rounds in hand.
    pub fn fetch_known(&mut self, scenario: &mut Scenario, rounds: &BTreeMap<String, Source>) {
        let known = |path: &Path| -> Source { rounds.get(&*path.to_string_lossy()).cloned().unwrap_or_default() };
        self.fetch_from(scenario, |name: &str| Some(PathBuf::from(name)), known);
    }
}

/// Where the path to an earlier round leads; nothing where it leads elsewhere
/// than a scenario may. What is not there is told when it is read.
fn leads(folder: &Path, name: &str) -> Option<PathBuf> {
    match within(folder, name) {
        Ok(path) => Some(path),
        Err(error) if Outside::is(&error) => None,
        Err(_) => Some(folder.join(name)),
    }
}
