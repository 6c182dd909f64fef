use super::column::{ColumnOf, Kind, words};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::{Referral, Status};

/// `referrals.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Referrals,
    needed: true,
    about_children: true,
    doc: "A request for a place for one student on one programme.",
    columns: &[
        REFERRAL_ID.column,
        STUDENT_ID.column,
        PROGRAMME.column,
        SUBMITTED.column,
        SCHOOL_ID.column,
        REFERRER.column,
        STATUS.column,
        BAND.column,
        PRECEDENCE.column,
        WAITING_SINCE.column,
        UNITS.column,
        EITHER.column,
        TOGETHER.column,
        DOCUMENTS.column,
        DELIVERY.column,
        CHOICES.column,
        EARLIEST_START.column,
        LATEST_START.column,
    ],
};

pub const REFERRAL_ID: ColumnOf<Referral> = ColumnOf::new("referral_id", Kind::Id, "The referral's id.").needed();
pub const STUDENT_ID: ColumnOf<Referral> =
    ColumnOf::new("student_id", Kind::Reference(TableId::Students), "Who is referred.").needed();
pub const PROGRAMME: ColumnOf<Referral> =
    ColumnOf::new("programme", Kind::Programme, "The programme that is asked for.").needed();
pub const SUBMITTED: ColumnOf<Referral> =
    ColumnOf::new("submitted", Kind::Date, "The day on which it came in.").needed();
pub const SCHOOL_ID: ColumnOf<Referral> =
    ColumnOf::new("school_id", Kind::Reference(TableId::Schools), "The school that refers and pays.")
        .or_else("the student's");
pub const REFERRER: ColumnOf<Referral> = ColumnOf::new("referrer", Kind::OwnWord, "Who refers.").or("school");
pub const STATUS: ColumnOf<Referral> =
    ColumnOf::new("status", Kind::Word(words::<Status>), "How far it has come.").or("pending");
pub const BAND: ColumnOf<Referral> =
    ColumnOf::new("band", Kind::Whole, "Need, 1 the most urgent.").or_else("the policy's last");
pub const PRECEDENCE: ColumnOf<Referral> = ColumnOf::new(
    "precedence",
    Kind::Ordinal,
    "Which of the student's referrals comes first: the one with the lowest.",
)
.or_else("the programme's");
pub const WAITING_SINCE: ColumnOf<Referral> =
    ColumnOf::new("waiting_since", Kind::Date, "Since when the student waits.").or_else("submitted");
pub const UNITS: ColumnOf<Referral> =
    ColumnOf::new("units", Kind::Whole, "How many times a pool's each the placement takes.").or("1");
pub const EITHER: ColumnOf<Referral> =
    ColumnOf::new("either", Kind::OwnWord, "Referrals of one student with the same value: at most one is placed.");
pub const TOGETHER: ColumnOf<Referral> =
    ColumnOf::new("together", Kind::OwnWord, "Referrals of one student with the same value: all are placed or none.");
pub const DOCUMENTS: ColumnOf<Referral> = ColumnOf::new("documents", Kind::Documents, "Documents that are there.");
pub const DELIVERY: ColumnOf<Referral> =
    ColumnOf::new("delivery", Kind::List, "Ways of delivery that are asked for; blank: any.");
pub const CHOICES: ColumnOf<Referral> =
    ColumnOf::new("choices", Kind::Choices, "Courses or intakes, most wanted first; blank: any of the programme.");
pub const EARLIEST_START: ColumnOf<Referral> = ColumnOf::new("earliest_start", Kind::Date, "No start before this day.");
pub const LATEST_START: ColumnOf<Referral> = ColumnOf::new("latest_start", Kind::Date, "No start after this day.");
