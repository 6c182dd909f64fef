use super::cells;
use super::settings::record_of;
use crate::problem::{Code, Place, Problem};
use crate::round::Run;
use crate::schema::run;
use crate::source::Group;
use crate::units::AcademicYear;
use chrono::NaiveDate;

/// The run's own settings.
pub(super) fn read(place: &Place, group: &Group, problems: &mut Vec<Problem>) -> Option<Run> {
    let mut record = record_of(place, "", group, run::KEYS, problems);
    let name = record.name(run::NAME);
    let as_of = record.date(run::AS_OF);
    let academic_year = record.other(run::ACADEMIC_YEAR, cells::academic_year);
    let seed = record.other(run::SEED, cells::seed);
    let provisional = record.yes_no(run::PROVISIONAL);
    if let (Some(as_of), Some(year)) = (as_of, academic_year) {
        let (earliest, latest) = usual_days(year);
        if as_of < earliest || as_of > latest {
            record.tell(
                Code::AsOfOutsideYear,
                run::AS_OF,
                as_of.to_string(),
                &format!("a day of the academic year {year} or of the year before it"),
                "Check as_of and academic_year.",
            );
        }
    }
    Some(Run {
        name,
        as_of: as_of?,
        academic_year: academic_year?,
        seed: seed?,
        provisional: provisional.unwrap_or(false),
    })
}

/// A round is run in its academic year or plans it in the year before.
fn usual_days(year: AcademicYear) -> (NaiveDate, NaiveDate) {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN);
    (day(year.0 - 1, 9, 1), day(year.0 + 1, 8, 31))
}
