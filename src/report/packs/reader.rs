use super::case::Case;
use crate::report::run::Report;
use crate::round::{Decider, Key, Programme, School};

/// Who a pack is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// A school: its own referrals, and its ledger.
    School(Key<School>),
    /// A panel: the cases of its programme.
    Panel(Key<Programme>),
}

/// Who gets a pack.
pub(super) fn readers(report: &Report, cases: &[Case]) -> Vec<Reader> {
    let round = report.round;
    let panels = round.policy.programmes.iter().filter(|(_, programme)| programme.decision == Decider::Panel);
    let panels = panels.map(|(key, _)| key).filter(|key| cases.iter().any(|case| case.referral.programme == *key));
    let schools = round.schools.by_id().map(|(key, _)| key);
    let schools = schools.filter(|key| cases.iter().any(|case| case.referral.school == Some(*key)));
    panels.map(Reader::Panel).chain(schools.map(Reader::School)).collect()
}

impl Reader {
    /// What kind of reader it is, and the id of the school or programme.
    pub fn describe<'r>(&self, report: &'r Report) -> (&'static str, &'r str) {
        match self {
            Reader::School(school) => ("school", &report.round.schools[*school].id),
            Reader::Panel(programme) => ("panel", &report.round.policy.programmes[*programme].id),
        }
    }
}
