use crate::paper::Sheet;
use crate::paper::page::Document;
use crate::paper::words::day;
use crate::report::run::Report;

/// A pack before it is written.
pub(super) struct Pack {
    pub document: Document,
    pub sheet: Sheet,
    pub referred: usize,
    pub placed: usize,
}

/// What stands under the heading of every pack.
pub(super) fn about(report: &Report, only: String) -> Vec<String> {
    let run = &report.round.run;
    let of = format!("As of {}. Academic year {}.", day(run.as_of), run.academic_year);
    vec![of, format!("{only} It is about children: keep it as safe as the referrals, and pass it to nobody else.")]
}
