use crate::program::{ColumnIndex, Program, Residual};
use crate::round::{Intake, Key, Referral, Round};
use crate::rules::{Casebook, Options};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A round with its options and its program.
#[derive(Debug, Clone)]
pub struct Posed {
    round: Arc<Round>,
    options: Arc<Options>,
    program: Arc<Program>,
    relaxed_groups: Arc<BTreeSet<Key<Intake>>>,
}

impl Posed {
    /// Lists the options of a round and writes its program. `relaxed_groups`
    /// are intakes that may run below their smallest group.
    pub fn new(round: impl Into<Arc<Round>>, relaxed_groups: BTreeSet<Key<Intake>>) -> Posed {
        let round = round.into();
        let options = Options::list(&Casebook::new(&round));
        Posed::with_options(round, options, relaxed_groups)
    }

    /// Writes the program of a round of which the options are listed already.
    pub fn with_options(
        round: impl Into<Arc<Round>>,
        options: impl Into<Arc<Options>>,
        relaxed_groups: BTreeSet<Key<Intake>>,
    ) -> Posed {
        let (round, options) = (round.into(), options.into());
        let program = Program::write(&Casebook::new(&round), &options, &relaxed_groups);
        Posed { round, options, program: Arc::new(program), relaxed_groups: Arc::new(relaxed_groups) }
    }

    /// Poses this round with other limits: one that has the same options,
    /// because it differs in nothing that a rule looks at.
    pub fn with_limits_of(&self, round: Round) -> Posed {
        let program = Program::write(&Casebook::new(&round), &self.options, &self.relaxed_groups);
        Posed { round: Arc::new(round), program: Arc::new(program), ..self.clone() }
    }

    /// Poses this round with other intakes that may run below their smallest
    /// group.
    pub fn with_relaxed_groups(&self, relaxed_groups: BTreeSet<Key<Intake>>) -> Posed {
        let is_small = |key: &Key<Intake>| self.round.intakes[*key].min_group > 1;
        let differs = relaxed_groups.symmetric_difference(&self.relaxed_groups).any(is_small);
        let program = match differs {
            true => Arc::new(Program::write(&self.book(), &self.options, &relaxed_groups)),
            false => Arc::clone(&self.program),
        };
        Posed { program, relaxed_groups: Arc::new(relaxed_groups), ..self.clone() }
    }

    /// Writes the program of what is left to decide, with some of the options.
    pub fn residual(&self, options: &Options, residual: &Residual) -> Program {
        Program::write_residual(&self.book(), options, &self.relaxed_groups, residual)
    }

    /// The round.
    pub fn round(&self) -> &Round {
        &self.round
    }

    /// The round, to be shared.
    pub fn shared_round(&self) -> Arc<Round> {
        Arc::clone(&self.round)
    }

    /// What the rules look up.
    pub fn book(&self) -> Casebook<'_> {
        Casebook::new(&self.round)
    }

    /// Every option; each stands at the position of its column.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The intakes that may run below their smallest group.
    pub fn relaxed_groups(&self) -> &BTreeSet<Key<Intake>> {
        &self.relaxed_groups
    }

    /// The referral that an option's column is for.
    pub fn referral(&self, column: ColumnIndex) -> Key<Referral> {
        self.program.placement(column).referral
    }

    /// The columns of referrals with intakes; what is no option is left out.
    pub fn columns(&self, pairs: impl IntoIterator<Item = (Key<Referral>, Key<Intake>)>) -> BTreeSet<ColumnIndex> {
        pairs.into_iter().filter_map(|(referral, intake)| self.options.position(referral, intake)).collect()
    }

    /// The intake of each placed referral.
    pub fn placed(&self, columns: &BTreeSet<ColumnIndex>) -> BTreeMap<Key<Referral>, Key<Intake>> {
        let placements = columns.iter().map(|column| self.program.placement(*column));
        placements.map(|placement| (placement.referral, placement.intake)).collect()
    }

    /// The option of a referral with an intake, both by id.
    pub fn option_by_id(&self, referral: &str, intake: &str) -> Option<ColumnIndex> {
        self.options.position(self.round.referrals.find(referral)?, self.round.intakes.find(intake)?)
    }

    /// The intake of each placed referral, both by id.
    pub fn placed_by_id(&self, columns: &BTreeSet<ColumnIndex>) -> BTreeMap<String, String> {
        let id = |(referral, intake): (Key<Referral>, Key<Intake>)| {
            (self.round.referrals[referral].id.clone(), self.round.intakes[intake].id.clone())
        };
        self.placed(columns).into_iter().map(id).collect()
    }
}
