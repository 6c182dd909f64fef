use crate::posed::Posed;
use crate::round::Round;
use crate::solve::Engine;

/// What is asked.
pub struct Ask<'a> {
    /// The round.
    pub posed: &'a Posed,
    /// How many more of a limit are tried at the most.
    pub most: u32,
    /// What counts as one more of a budget, in pounds.
    pub pounds: u32,
    /// Whether the steps that decide only where count too. They take most of
    /// the time, and no child gains a place by them.
    pub is_whole: bool,
    /// The solver, and when it is to stop.
    pub engine: Engine<'a>,
}

impl<'a> Ask<'a> {
    /// The round.
    pub fn round(&self) -> &'a Round {
        self.posed.round()
    }
}
