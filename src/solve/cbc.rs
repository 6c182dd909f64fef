use super::{Answer, Mip, Solver, Stop, model};

/// The Cbc solver of COIN-OR, as the system has it. It tells no bound and no
/// prices: what it calls the best is taken at its word, so it is for checking
/// what another solver says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cbc;

impl Solver for Cbc {
    fn name(&self) -> &'static str {
        "cbc"
    }

    fn version(&self) -> String {
        "of the system".to_owned()
    }

    fn solve(&self, mip: &Mip, stop: Stop) -> Answer {
        model::solve(mip, stop, self.name(), good_lp::coin_cbc)
    }
}
