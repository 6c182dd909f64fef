use super::cells;
use super::known::Known;
use super::record::Record;
use crate::calendar::{Calendar, Span};
use crate::round::columns::{Column, Kind, TableId, TableSpec, words};
use crate::round::diagnostic::Code;
use crate::round::{CalendarEntry, CalendarKind};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// `calendar.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Calendar,
    needed: true,
    about_children: false,
    doc: "A term, holiday, bank holiday, deadline, panel or meeting.",
    columns: &[
        Column::new("kind", Kind::Word(words::<CalendarKind>), "What the row is.").needed(),
        Column::new("date", Kind::Date, "The day, or the first of several.").needed(),
        Column::new("end", Kind::Date, "The last day; a term needs one.").or_else("the date"),
        Column::new("programme", Kind::Programme, "The programme that it serves; a deadline needs one."),
        Column::new("for_start", Kind::Date, "The start that it serves."),
        Column::new("label", Kind::Text, "What it is called.").private(),
        Column::new("stated", Kind::Text, "The source's own words: a weekday or date that disagrees is told."),
    ],
};

/// A row of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CalendarRow {
    pub(super) entry: CalendarEntry,
}

/// A row of the calendar.
pub(super) fn read(record: &mut Record<'_>, known: &Known<'_>) -> Option<CalendarRow> {
    let kind = record.word::<CalendarKind>("kind");
    let date = record.date("date");
    let end = record.date("end");
    record.check_order(date, end, "end", "date");
    if kind == Some(CalendarKind::Term) && record.is_blank("end") {
        record.require("end", "Give the last day of the term.");
    }
    let programme = record.reference("programme", &known.programmes);
    if kind == Some(CalendarKind::Deadline) && record.is_blank("programme") {
        record.require("programme", "Name the programme: a deadline needs one.");
    }
    let for_start = record.date("for_start");
    if let (Some(CalendarKind::Deadline), Some(date), Some(start)) = (kind, date, for_start)
        && date > start
    {
        let expected = format!("{start} or earlier, the start that it serves");
        record.tell(Code::DeadlineAfterStart, "date", date.to_string(), &expected, "Check both dates.");
    }
    let stated = record.text("stated");
    if let Some(date) = date
        && !stated.is_empty()
        && disagrees(&stated, date)
    {
        let found = super::super::diagnostic::quoted(&stated);
        let expected = format!("{} {date}, as in the column date", date.format("%A"));
        let advice = "The date counts; ask who published it which one is meant.";
        record.tell(Code::StatedDisagrees, "stated", found, &expected, advice);
    }
    let label = record.text("label");
    let entry =
        CalendarEntry { kind: kind?, date: date?, end, programme, for_start, label, row: record.row.unwrap_or(0) };
    Some(CalendarRow { entry })
}

/// Whether a source's own words name another day, weekday or month.
fn disagrees(stated: &str, date: NaiveDate) -> bool {
    let with_year = format!("{stated} {}", date.year());
    if let Ok(read) = cells::stated(stated).or_else(|_| cells::stated(&with_year)) {
        return read.date != date || !read.agrees();
    }
    if let Ok(weekday) = stated.parse::<chrono::Weekday>() {
        return weekday != date.weekday();
    }
    // A month and year alone, "July 2025", is read as its first day.
    cells::date(&format!("1 {stated}")).is_ok_and(|first| (first.year(), first.month()) != (date.year(), date.month()))
}

/// The terms, holidays and bank holidays of the rows, and the other rows.
pub(super) fn split(rows: Vec<CalendarRow>) -> (Calendar, Vec<CalendarEntry>) {
    let (mut terms, mut holidays, mut bank_holidays, mut dates) = (Vec::new(), Vec::new(), BTreeSet::new(), Vec::new());
    for CalendarRow { entry } in rows {
        let span = Span::new(entry.date, entry.end.unwrap_or(entry.date));
        match entry.kind {
            CalendarKind::Term => terms.push(span),
            CalendarKind::Holiday => holidays.push(span),
            CalendarKind::BankHoliday => bank_holidays.extend(span.days()),
            CalendarKind::Deadline | CalendarKind::Panel | CalendarKind::Meeting => dates.push(entry),
        }
    }
    (Calendar::new(terms, holidays, bank_holidays), dates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slips_of_the_source_are_noticed_and_nothing_else() {
        // domain notes §1.1, A1 to A3; S1:984-1046.
        let day = |text: &str| text.parse().unwrap();
        assert!(disagrees("Tuesday 22 October 2025", day("2025-10-21")));
        assert!(disagrees("Wednesday 14 January 2025", day("2026-01-14")));
        assert!(disagrees("Wednesday 14 June 2026", day("2026-06-14")));
        assert!(disagrees("Wednesday", day("2026-06-14")));
        assert!(disagrees("Monday 17 September", day("2025-09-17")));
        assert!(disagrees("June 2025", day("2025-07-31")));
        for fine in
            ["Wednesday 17 September 2025", "Wednesday 17 September", "wed", "September 2025", "to be confirmed"]
        {
            assert!(!disagrees(fine, day("2025-09-17")), "{fine}");
        }
    }
}
