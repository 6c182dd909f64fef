use super::{Answer, Mip, Solver, Stop, model};
use good_lp::microlp;

/// The microlp solver, in Rust alone. It tells no bound and no prices: what it
/// calls the best is taken at its word, so it is for small rounds, and for
/// checking what another solver says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Microlp;

impl Solver for Microlp {
    fn name(&self) -> &'static str {
        "microlp"
    }

    fn version(&self) -> String {
        // The version that Cargo.lock pins; a test holds the two together.
        VERSION.to_owned()
    }

    fn solve(&self, mip: &Mip, stop: Stop) -> Answer {
        model::solve(mip, stop, self.name(), microlp)
    }
}

const VERSION: &str = "0.6.0";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_one_that_is_built_in() {
        let lock = include_str!("../../Cargo.lock");
        assert!(lock.contains(&format!("name = \"microlp\"\nversion = \"{VERSION}\"")));
    }
}
