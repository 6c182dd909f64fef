use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// When a climb is to stop with what it has.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limit<'a> {
    deadline: Option<Instant>,
    interrupts: [Option<&'a AtomicBool>; 2],
}

impl<'a> Limit<'a> {
    /// Never: only the proof ends the climb.
    pub fn none() -> Limit<'a> {
        Limit::default()
    }

    /// At a point in time; nothing: never.
    pub fn at(deadline: Option<Instant>) -> Limit<'a> {
        Limit { deadline, ..Limit::default() }
    }

    /// Also as soon as a flag is set, from any thread. Two flags can be heeded;
    /// a third takes the place of the second.
    pub fn or_when(self, interrupt: &'a AtomicBool) -> Limit<'a> {
        let interrupts = match self.interrupts {
            [None, _] => [Some(interrupt), None],
            [first, _] => [first, Some(interrupt)],
        };
        Limit { interrupts, ..self }
    }

    /// Whether it is time to stop.
    pub fn is_reached(&self) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= Instant::now()) || self.is_interrupted()
    }

    /// Whether a flag is set.
    pub fn is_interrupted(&self) -> bool {
        self.interrupts.iter().flatten().any(|interrupt| interrupt.load(Ordering::Relaxed))
    }

    /// Whether there is a flag to heed.
    pub fn has_interrupt(&self) -> bool {
        self.interrupts.iter().any(Option::is_some)
    }

    /// How many seconds are left; nothing: there is no deadline.
    pub fn seconds_left(&self) -> Option<f64> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()).as_secs_f64())
    }
}
