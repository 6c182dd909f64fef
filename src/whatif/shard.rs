use std::fmt;
use std::str::FromStr;

/// Which part of a batch is meant: the third of eight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    part: usize,
    of: usize,
}

impl Shard {
    /// The whole of a batch.
    pub const WHOLE: Shard = Shard { part: 1, of: 1 };

    /// What falls to the part: one after the other to each in turn.
    pub(super) fn of<T>(self, all: Vec<T>) -> Vec<T> {
        let mine = |position: &usize| position % self.of == self.part - 1;
        all.into_iter().enumerate().filter(|(position, _)| mine(position)).map(|(_, one)| one).collect()
    }
}

impl FromStr for Shard {
    type Err = String;

    /// `3/8`.
    fn from_str(text: &str) -> Result<Shard, String> {
        let read = || {
            let (part, of) = text.split_once('/')?;
            Some(Shard { part: part.trim().parse().ok()?, of: of.trim().parse().ok()? })
        };
        let expected = "expected a part and their number, such as 3/8".to_owned();
        read().filter(|shard| (1..=shard.of).contains(&shard.part)).ok_or(expected)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}
