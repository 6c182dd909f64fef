use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// When a climb is to stop with what it has.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limit<'a> {
    deadline: Option<Instant>,
    interrupt: Option<&'a AtomicBool>,
}

impl<'a> Limit<'a> {
    /// Never: only the proof ends the climb.
    pub fn none() -> Limit<'a> {
        Limit::default()
    }

    /// At a point in time; nothing: never.
    pub fn at(deadline: Option<Instant>) -> Limit<'a> {
        Limit { deadline, interrupt: None }
    }

    /// Also as soon as a flag is set, from any thread.
    pub fn or_when(self, interrupt: &'a AtomicBool) -> Limit<'a> {
        Limit { interrupt: Some(interrupt), ..self }
    }

    /// Whether it is time to stop.
    pub fn is_reached(&self) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= Instant::now()) || self.is_interrupted()
    }

    /// Whether the flag is set.
    pub fn is_interrupted(&self) -> bool {
        self.interrupt.is_some_and(|interrupt| interrupt.load(Ordering::Relaxed))
    }

    /// How many seconds are left; nothing: there is no deadline.
    pub fn seconds_left(&self) -> Option<f64> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()).as_secs_f64())
    }

    /// The flag.
    pub(super) fn interrupt(&self) -> Option<&'a AtomicBool> {
        self.interrupt
    }
}
