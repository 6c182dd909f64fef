use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// When a run is to stop with what it has.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stop<'a> {
    deadline: Option<Instant>,
    interrupts: [Option<&'a AtomicBool>; 2],
}

impl<'a> Stop<'a> {
    /// Never: only a proof ends it.
    pub fn never() -> Stop<'a> {
        Stop::default()
    }

    /// At a point in time; nothing: never.
    pub fn at(deadline: Option<Instant>) -> Stop<'a> {
        Stop { deadline, ..Stop::default() }
    }

    /// Also as soon as a flag is set, from any thread. Two flags can be heeded;
    /// a third takes the place of the second.
    pub fn or_when(self, interrupt: &'a AtomicBool) -> Stop<'a> {
        let interrupts = match self.interrupts {
            [None, _] => [Some(interrupt), None],
            [first, _] => [first, Some(interrupt)],
        };
        Stop { interrupts, ..self }
    }

    /// Whether it is time to stop.
    pub fn is_due(&self) -> bool {
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
