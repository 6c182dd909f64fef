use crate::program::{ColumnIndex, Program};
use crate::round::{Key, Referral};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The referrals that a climb is asked about: it may end once it is settled
/// that none of them is placed.
pub(super) struct Asked {
    columns: BTreeSet<ColumnIndex>,
    /// How many of the columns are not settled.
    open: AtomicUsize,
    is_placed: AtomicBool,
    is_in_doubt: AtomicBool,
    is_over: AtomicBool,
}

impl Asked {
    pub fn about(program: &Program, referrals: &BTreeSet<Key<Referral>>) -> Asked {
        let is_asked = |column: &ColumnIndex| referrals.contains(&program.placement(*column).referral);
        let columns: BTreeSet<ColumnIndex> = (0..program.option_count()).filter(is_asked).collect();
        Asked {
            open: AtomicUsize::new(columns.len()),
            is_over: AtomicBool::new(columns.is_empty()),
            columns,
            is_placed: AtomicBool::new(false),
            is_in_doubt: AtomicBool::new(false),
        }
    }

    /// Takes note of columns with the values that they have in every best
    /// allocation, if all steps before were proven.
    pub fn settle(&self, settled: &[(ColumnIndex, i64)]) {
        let own = settled.iter().filter(|(column, _)| self.columns.contains(column));
        let values: Vec<i64> = own.map(|(_, value)| *value).collect();
        if values.contains(&1) {
            self.is_placed.store(true, Ordering::SeqCst);
        }
        let left = self.open.fetch_sub(values.len(), Ordering::SeqCst) - values.len();
        if left == 0 && !self.is_placed.load(Ordering::SeqCst) && !self.is_in_doubt.load(Ordering::SeqCst) {
            self.is_over.store(true, Ordering::SeqCst);
        }
    }

    /// A step was not proven: what is settled from here on shows nothing.
    pub fn doubt(&self) {
        self.is_in_doubt.store(true, Ordering::SeqCst);
    }

    /// Whether it is settled that none is placed.
    pub fn is_over(&self) -> bool {
        self.is_over.load(Ordering::SeqCst)
    }
}
