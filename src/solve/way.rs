use super::asked::Asked;
use super::trail::Blazer;
use super::{Engine, Guide};
use crate::program::ColumnIndex;
use std::collections::BTreeSet;

/// How far a climb goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Summit {
    /// Until it is settled who is placed; later steps count as they come.
    Who,
    /// To the last step.
    Top,
    /// As far as it goes without a proof.
    Near,
}

/// What a climb may begin with.
#[derive(Clone, Copy, Default)]
pub struct Begin<'a> {
    /// An allocation of the program, or of one much like it; it is taken where
    /// it is one.
    pub start: Option<&'a BTreeSet<ColumnIndex>>,
    /// The way of an earlier climb.
    pub guide: Option<&'a Guide<'a>>,
}

/// How far a climb goes, and with what.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub summit: Summit,
    /// What it begins with.
    pub begin: Begin<'a>,
    /// Whom it is asked about.
    pub asked: Option<&'a Asked>,
    /// What notes its trail.
    pub blazer: Option<&'a Blazer>,
    pub engine: Engine<'a>,
}

impl<'a> Way<'a> {
    /// To a summit, with nothing else.
    pub fn to(summit: Summit, begin: Begin<'a>, engine: Engine<'a>) -> Way<'a> {
        Way { summit, begin, asked: None, blazer: None, engine }
    }
}
