use crate::digest::sha256;
use crate::paper::PROGRAM_VERSION;
use crate::round::Round;
use crate::solve::Solver;
use crate::whatif::scenario::{Scenario, Variant};

/// The keys of a batch: all that results depend on.
pub(in crate::whatif) struct Keys {
    common: Vec<u8>,
}

impl Keys {
    pub fn new(round: &Round, solver: &dyn Solver) -> Keys {
        let mut common = Vec::new();
        for text in [PROGRAM_VERSION, solver.name(), &solver.version()] {
            feed(&mut common, text);
        }
        for input in &round.inputs {
            feed(&mut common, &input.file);
            feed(&mut common, &input.sha256);
        }
        Keys { common }
    }

    /// The key of the unchanged round.
    pub fn unchanged(&self) -> String {
        sha256(&self.common)
    }

    /// The key of a variant.
    pub fn of(&self, scenario: &Scenario, variant: &Variant) -> String {
        let mut all = self.common.clone();
        feed(&mut all, &scenario.name);
        feed(&mut all, &scenario.sha256);
        for (file, sha256) in scenario.demand().into_iter().flat_map(|demand| demand.inputs()) {
            feed(&mut all, &file);
            feed(&mut all, sha256);
        }
        feed(&mut all, &variant.name);
        sha256(&all)
    }
}

/// Each text with its length, so that none runs into the next.
fn feed(all: &mut Vec<u8>, text: &str) {
    all.extend((text.len() as u64).to_le_bytes());
    all.extend(text.bytes());
}
