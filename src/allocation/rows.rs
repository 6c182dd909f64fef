use crate::problem::Problem;
use crate::reading::{Index, cell_money, cell_times, read_rows as read_records};
use crate::round::{Intake, Key, Named, Referral, Round, Table};
use crate::schema::{Column, ColumnOf, Kind, TableId};
use crate::source::{Form, RawTable};
use crate::units::{Pence, Times};
use chrono::NaiveDate;

/// The columns of `allocations.csv`. Only the first two are needed: a file made
/// by hand may have no others. Of the others the dates are read, and what a file
/// says of days, course, provider and fee, as far as it can be understood.
pub const ALLOCATION_COLUMNS: &[Column] = &[
    REFERRAL_ID.column,
    INTAKE_ID.column,
    STUDENT_ID.column,
    SCHOOL_ID.column,
    PROGRAMME.column,
    COURSE_ID.column,
    PROVIDER_ID.column,
    START.column,
    END.column,
    DAYS.column,
    CHOICE_RANK.column,
    FEE.column,
    FUNDING.column,
    CLASS.column,
    TRANSPORT.column,
];

const REFERRAL_ID: ColumnOf<AllocationRow> =
    ColumnOf::new("referral_id", Kind::Reference(TableId::Referrals), "Who is placed.").needed();
const INTAKE_ID: ColumnOf<AllocationRow> =
    ColumnOf::new("intake_id", Kind::Reference(TableId::Intakes), "Where.").needed();
const STUDENT_ID: ColumnOf<AllocationRow> =
    ColumnOf::new("student_id", Kind::Reference(TableId::Students), "The student of the referral.");
const SCHOOL_ID: ColumnOf<AllocationRow> =
    ColumnOf::new("school_id", Kind::Reference(TableId::Schools), "The school that refers and pays.");
const PROGRAMME: ColumnOf<AllocationRow> =
    ColumnOf::new("programme", Kind::Programme, "The programme of the referral.");
const COURSE_ID: ColumnOf<AllocationRow> =
    ColumnOf::new("course_id", Kind::Reference(TableId::Courses), "The course of the intake.");
const PROVIDER_ID: ColumnOf<AllocationRow> =
    ColumnOf::new("provider_id", Kind::Reference(TableId::Providers), "Who runs the course.");
const START: ColumnOf<AllocationRow> = ColumnOf::new("start", Kind::Date, "The first day of the placement.");
const END: ColumnOf<AllocationRow> = ColumnOf::new("end", Kind::Date, "The last day of the placement.");
const DAYS: ColumnOf<AllocationRow> = ColumnOf::new("days", Kind::Times, "The intake's weekdays.");
const CHOICE_RANK: ColumnOf<AllocationRow> =
    ColumnOf::new("choice_rank", Kind::Whole, "The rank of the choice, 1 the most wanted.");
const FEE: ColumnOf<AllocationRow> = ColumnOf::new("fee", Kind::Money, "The fee in pounds.");
const FUNDING: ColumnOf<AllocationRow> =
    ColumnOf::new("funding", Kind::Text, "Who pays: paid_place, charged or fee_only.");
const CLASS: ColumnOf<AllocationRow> = ColumnOf::new("class", Kind::Text, "The priority class.");
const TRANSPORT: ColumnOf<AllocationRow> =
    ColumnOf::new("transport", Kind::Money, "What transport costs the authority, in pounds.");

const FORM: Form = Form { columns: ALLOCATION_COLUMNS, about_children: true };

/// What a row says of a place beside its intake; nothing where it does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// The weekdays.
    pub days: Option<Times>,
    /// The id of the course.
    pub course: Option<String>,
    /// The id of the provider.
    pub provider: Option<String>,
    /// The fee.
    pub fee: Option<Pence>,
}

/// A row of an allocation that was written earlier or by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationRow {
    /// Who is placed.
    pub referral: Key<Referral>,
    /// Where.
    pub intake: Key<Intake>,
    /// The first day, where the file has it.
    pub start: Option<NaiveDate>,
    /// The last day, where the file has it.
    pub end: Option<NaiveDate>,
    /// What the file says of the place.
    pub terms: Terms,
    /// The row in the file.
    pub row: u32,
}

/// Reads the bytes of an `allocations.csv` of this or an earlier run, or of
/// one made by hand, which needs only `referral_id` and `intake_id`. `file` is
/// the name that problems give. Rows that cannot be read, or that name what is
/// not in the round, are told and left out.
pub fn read_rows(round: &Round, file: &str, bytes: &[u8]) -> (Vec<AllocationRow>, Vec<Problem>) {
    let mut problems = Vec::new();
    let table = RawTable::of_bytes(file, bytes, FORM, &mut problems);
    let referrals = index(&round.referrals, true);
    let intakes = index(&round.intakes, false);
    let rows = read_records(&table, ALLOCATION_COLUMNS, true, &mut problems, |record| {
        let referral = record.reference(REFERRAL_ID, &referrals);
        let intake = record.reference(INTAKE_ID, &intakes);
        let start = record.date(START);
        let end = record.date(END);
        record.check_order((START, start), (END, end));
        let said = |text: String| (!text.is_empty()).then_some(text);
        let terms = Terms {
            days: cell_times(&record.text(DAYS)).ok(),
            course: said(record.text(COURSE_ID)),
            provider: said(record.text(PROVIDER_ID)),
            fee: cell_money(&record.text(FEE)).ok(),
        };
        let row = record.row.unwrap_or(0);
        Some(AllocationRow { referral: referral?, intake: intake?, start, end, terms, row })
    });
    problems.sort_by_key(|problem| problem.place.number());
    (rows.into_iter().flatten().collect(), problems)
}

fn index<T: Named>(table: &Table<T>, of_children: bool) -> Index {
    Index::of_ids(table.iter().map(|(_, row)| row.id()), of_children)
}
