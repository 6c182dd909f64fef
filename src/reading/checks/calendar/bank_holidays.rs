use super::words::of_row;
use crate::calendar::Span;
use crate::paper::words::day;
use crate::problem::{Code, Problem};
use crate::reading::checks::rows::Rows;
use crate::round::CalendarKind;
use crate::schema::{TableId, calendar};
use chrono::{Datelike, NaiveDate};

/// How many days a message lists.
const LISTED: usize = 8;

/// Bank holidays that the calendar lacks from its first term to its last, or
/// has where there are none. Bank holidays count as the calendar has them.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let published = rows.bank_holidays;
    let terms = rows.calendar.terms();
    let Some((first_year, last_year)) = published.years() else { return };
    let is_known_year = |day: NaiveDate| (first_year..=last_year).contains(&day.year());
    for entry in rows.calendar_rows.iter().map(|row| &row.entry).filter(|entry| entry.kind == CalendarKind::BankHoliday)
    {
        let days = Span::new(entry.date, entry.end.unwrap_or(entry.date)).days();
        if let Some(odd) = days.filter(|day| is_known_year(*day)).find(|day| !published.contains(*day)) {
            problems.push(of_row(rows, Code::BankHolidayUnknown, entry.row, calendar::DATE).says(
                format!("{}, a {}", day(odd), odd.format("%A")),
                "a bank holiday of England and Wales, as gov.uk publishes them",
                "It counts as a bank holiday all the same; check the date.",
            ));
        }
    }
    let (Some(first), Some(last)) = (terms.first(), rows.calendar.last_term_day()) else { return };
    // A term without end has a warning of its own, and would miss all that there are.
    if terms.iter().any(|term| (term.last - term.first).num_days() > 366) {
        return;
    }
    let table = (rows.place)(TableId::Calendar);
    let counted = rows.calendar.bank_holidays();
    let lacking: Vec<String> = published
        .within(Span::new(first.first, last))
        .filter(|(day, _)| !counted.contains(day))
        .map(|(date, title)| format!("{} ({title})", day(date)))
        .collect();
    if !lacking.is_empty() {
        let more = lacking.len().saturating_sub(LISTED);
        let and_more = if more == 0 { String::new() } else { format!(" and {more} more") };
        problems.push(Problem::new(Code::BankHolidayMissing, table.column(calendar::KIND.name)).says(
            format!("no row for {}{and_more}", lacking.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ")),
            "the bank holidays from the first term to the last",
            "Add a row of the kind bank_holiday for each, or bank_holidays = \"gov.uk\" to round.toml. \
             Without, they count as working days and as days on which is taught.",
        ));
    }
    if last.year() > last_year {
        problems.push(Problem::new(Code::BankHolidaysEnd, table.column(calendar::KIND.name)).says(
            format!("terms to {}", day(last)),
            format!("terms to {last_year}, the last year whose bank holidays are known here"),
            "Add the bank holidays of the later years by hand, or name a newer file from \
             gov.uk/bank-holidays.json as bank_holidays in round.toml.",
        ));
    }
}
