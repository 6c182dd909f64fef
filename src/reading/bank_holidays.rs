use crate::calendar::BankHolidays;
use crate::problem::{Code, Place, Problem};
use crate::source::{BANK_HOLIDAYS_KEY, GOV_UK, Source};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The published bank holidays, and whether the round takes them over.
pub(super) enum Published {
    /// Those of the program, to compare the calendar with.
    ToCompare,
    /// Those of the program, beside the calendar's own.
    Known,
    /// Those of a file that the round names, beside the calendar's own.
    Named(BankHolidays),
}

impl Published {
    /// All of them.
    pub(super) fn published(&self) -> &BankHolidays {
        match self {
            Published::ToCompare | Published::Known => BankHolidays::known(),
            Published::Named(named) => named,
        }
    }

    /// Those that count beside the rows of the calendar.
    pub(super) fn further(&self) -> BTreeSet<NaiveDate> {
        match self {
            Published::ToCompare => BTreeSet::new(),
            Published::Known | Published::Named(_) => self.published().days(),
        }
    }
}

/// What `bank_holidays` of `round.toml` says: nothing, the program's own table,
/// or a file, which must have the form of the published one.
pub(super) fn read(source: &Source, problems: &mut Vec<Problem>) -> Published {
    if source.setting(BANK_HOLIDAYS_KEY).is_some_and(|value| value.eq_ignore_ascii_case(GOV_UK)) {
        return Published::Known;
    }
    // Where the file cannot be read that is told, and nothing that follows from it.
    let named = source.setting(BANK_HOLIDAYS_KEY).is_some();
    let otherwise = if named { Published::Known } else { Published::ToCompare };
    let Some(file) = &source.bank_holidays else { return otherwise };
    match BankHolidays::parse(&file.text) {
        Ok(named) => Published::Named(named),
        Err(found) => {
            problems.push(Problem::new(Code::BadBankHolidays, Place::of_file(&file.name)).says(
                found,
                "a file as https://www.gov.uk/bank-holidays.json is",
                format!(
                    "Download it anew, or set {BANK_HOLIDAYS_KEY} to \"{GOV_UK}\" for the days that this program knows."
                ),
            ));
            Published::Known
        }
    }
}
