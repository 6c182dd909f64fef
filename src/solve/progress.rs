use crate::allocation::Step;

/// What happens on the way up.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// The climb begins, with so many steps ahead.
    Begins {
        /// How many steps the ladder has.
        steps: usize,
        /// How many columns the program has.
        columns: usize,
        /// How many rows the program has.
        rows: usize,
    },
    /// A step is done.
    Done {
        /// Its position, 0 for the first.
        position: usize,
        /// The step.
        step: &'a Step,
    },
}

/// Someone who watches a climb.
pub trait Watch {
    /// Is told what happens.
    fn notice(&mut self, event: Event);
}

/// Watches nothing.
pub struct Quiet;

impl Watch for Quiet {
    fn notice(&mut self, _: Event) {}
}
