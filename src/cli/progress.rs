use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rightplace::solve::{Event, Watch};
use std::time::Duration;

/// A bar on the terminal that shows how far up the ladder a run is.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar that shows itself only where standard error is a terminal.
    pub fn new() -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} [{bar:24}] step {pos} of {len}  {elapsed}  {msg}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Progress { bar }
    }
}

impl Watch for Progress {
    fn notice(&mut self, event: Event) {
        match event {
            Event::Begins { steps, columns, rows } => {
                self.bar.set_length(steps as u64);
                self.bar.set_message(format!("{columns} columns, {rows} rows"));
                self.bar.enable_steady_tick(Duration::from_millis(200));
            }
            Event::Done { position, step } => {
                self.bar.set_position(position as u64 + 1);
                self.bar.set_message(match step.is_proven() {
                    true => format!("{step}: {}, proven", step.value),
                    false => {
                        let gap = step.value.abs_diff(step.bound) as f64 / step.value.unsigned_abs().max(1) as f64;
                        format!("{step}: {}, bound {}, gap {:.2} %", step.value, step.bound, 100.0 * gap)
                    }
                });
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A bar on the terminal that shows how many of many are done.
pub struct Count {
    bar: ProgressBar,
}

impl Count {
    /// A bar that shows itself only where standard error is a terminal.
    pub fn new(of: usize, what: &'static str) -> Count {
        let bar = ProgressBar::with_draw_target(Some(of as u64), ProgressDrawTarget::stderr());
        if let Ok(style) =
            ProgressStyle::with_template("{spinner} [{bar:24}] {pos} of {len} {msg}  {elapsed}, {eta} left")
        {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(200));
        Count { bar }
    }

    /// One more is done.
    pub fn step(&self) {
        self.steps(1);
    }

    /// So many more are done.
    pub fn steps(&self, count: usize) {
        self.bar.inc(count as u64);
    }
}

impl Drop for Count {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
