//! What is kept of a run, and of another solver's.

use serde::{Deserialize, Serialize};

/// One run of a setting on a round.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Run {
    /// The name of the round.
    pub round: String,
    /// The name of the setting.
    pub setting: String,
    /// The seed of the solver.
    pub seed: u32,
    /// What was measured; nothing where the run failed.
    pub measured: Option<Measured>,
    /// Why the run failed.
    pub failure: Option<String>,
}

/// What a run measures of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The solver.
    pub solver: String,
    /// Its version.
    pub solver_version: String,
    /// `optimal`, `feasible` or `infeasible`.
    pub status: String,
    /// Referrals of the round.
    pub referrals: usize,
    /// Intakes of the round.
    pub intakes: usize,
    /// Pairs of a referral and an intake that it may take.
    pub options: usize,
    /// Columns of the program.
    pub columns: usize,
    /// Rows of the program.
    pub rows: usize,
    /// How long each part took.
    pub parts: Parts,
    /// The steps of the ladder.
    pub steps: Vec<StepRun>,
    /// How much the solver worked.
    pub effort: Effort,
    /// The most memory that the process held, in kilobytes, where the system
    /// tells it.
    pub peak_memory_kb: Option<u64>,
    /// What the audit found wrong with the allocation.
    pub faults: Vec<String>,
}

/// Seconds that the parts of a run took; all but solving are the median of
/// several repetitions.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Parts {
    /// Reading and checking the files.
    pub reading: f64,
    /// Listing the options.
    pub options: f64,
    /// Writing the program.
    pub building: f64,
    /// Climbing the ladder, once.
    pub solving: f64,
    /// Explaining what is not placed; adding up fees and use.
    pub explaining: f64,
    /// Auditing the allocation.
    pub auditing: f64,
    /// Forming the files of the result and putting them into a folder.
    pub writing: f64,
}

impl Parts {
    /// Everything but solving.
    pub fn besides_solving(&self) -> f64 {
        self.reading + self.options + self.building + self.explaining + self.auditing + self.writing
    }
}

/// A step of the ladder as a run found it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepRun {
    /// Stage with class or rank, as `placed 0;2;1`.
    pub step: String,
    /// The stage alone.
    pub stage: String,
    /// The value attained.
    pub value: i64,
    /// The bound.
    pub bound: i64,
    /// Seconds since the step before was done.
    pub seconds: f64,
    /// Referrals with a place that had none after the step before; nothing
    /// where the placed set of each step is not known.
    pub placed_anew: Option<usize>,
    /// Referrals with another intake than after the step before.
    pub moved: Option<usize>,
}

impl StepRun {
    /// Whether the value is its bound.
    pub fn is_proven(&self) -> bool {
        self.value == self.bound
    }

    /// How far the bound is from the value, as a share of the value.
    pub fn gap(&self) -> f64 {
        self.bound.abs_diff(self.value) as f64 / self.value.unsigned_abs().max(1) as f64
    }
}

/// How much a solver worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Effort {
    /// Linear relaxations solved.
    pub relaxations: u64,
    /// Integer programs solved.
    pub programs: u64,
    /// Nodes of branch and bound, where the solver tells them.
    pub nodes: Option<u64>,
    /// Iterations of the simplex method, where the solver tells them.
    pub iterations: Option<u64>,
}

impl Measured {
    /// How many steps are proven, counted up to the first that is not.
    pub fn proven(&self) -> usize {
        self.steps.iter().take_while(|step| step.is_proven()).count()
    }

    /// Whether every step is proven, or that there is no allocation.
    pub fn is_proven(&self) -> bool {
        self.proven() == self.steps.len()
    }

    /// The largest gap of a step, as a share of its value.
    pub fn gap(&self) -> f64 {
        self.steps.iter().map(StepRun::gap).fold(0.0, f64::max)
    }
}

/// One run of another solver on a round.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeerRun {
    /// The name of the round.
    pub round: String,
    /// The name of the peer.
    pub peer: String,
    /// How it ended.
    pub outcome: PeerOutcome,
    /// What it told; nothing where it did not run.
    pub result: Option<PeerResult>,
    /// Why it failed.
    pub failure: Option<String>,
}

/// How the run of another solver ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeerOutcome {
    /// It came to some steps, proven or not.
    Climbed,
    /// It says that there is no allocation.
    Infeasible,
    /// A Python package that it needs is not installed.
    NotInstalled,
    /// It failed in another way.
    Failed,
}

impl PeerOutcome {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            PeerOutcome::Climbed => "climbed",
            PeerOutcome::Infeasible => "infeasible",
            PeerOutcome::NotInstalled => "not installed",
            PeerOutcome::Failed => "failed",
        }
    }
}

/// What `benches/peers/climb.py` tells of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeerResult {
    /// The version of the solver.
    #[serde(default)]
    pub version: Option<String>,
    /// Seconds for building its model and climbing the ladder.
    #[serde(default)]
    pub seconds: Option<f64>,
    /// The most memory that the process held, in kilobytes.
    #[serde(default)]
    pub peak_memory_kb: Option<u64>,
    /// The steps that it came to.
    #[serde(default)]
    pub steps: Vec<PeerStep>,
    /// Why it failed.
    #[serde(default)]
    pub failure: Option<String>,
}

/// A step as a peer found it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeerStep {
    /// The position in the ladder, 0 for the first.
    pub position: usize,
    /// The value attained.
    pub value: Option<i64>,
    /// The bound.
    pub bound: Option<i64>,
    /// Whether the peer holds the value for proven.
    pub proven: bool,
    /// Seconds that the step took.
    pub seconds: f64,
}

impl PeerResult {
    /// How many steps it proved, counted up to the first that it did not.
    pub fn proven(&self) -> usize {
        self.steps.iter().take_while(|step| step.proven).count()
    }
}
