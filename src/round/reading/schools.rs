use super::cells;
use super::record::Record;
use crate::round::School;
use crate::round::columns::{Column, Kind, TableId, TableSpec};
use crate::round::diagnostic::{Code, quoted};

/// `schools.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Schools,
    needed: true,
    about_children: false,
    doc: "A school that refers students and pays for them.",
    columns: &[
        Column::new("school_id", Kind::Id, "The school's id.").needed(),
        Column::new("name", Kind::Text, "What people call it."),
        Column::new("urn", Kind::Urn, "Unique reference number of the Department for Education."),
        Column::new("phase", Kind::Text, "Primary, secondary or another phase."),
        Column::new("sla", Kind::YesNo, "Whether it has the service-level agreement.").needed(),
        Column::new("paid_places", Kind::Whole, "Paid places in an academic year.")
            .or_else("the policy's sla.paid_places"),
        Column::new("paid_places_used", Kind::Whole, "Paid places used in this academic year before the round.")
            .or("0"),
        Column::new(
            "extra_places",
            Kind::Whole,
            "Paid-programme places beyond the allowance that it agreed to pay for.",
        )
        .or("0"),
        Column::new("budget", Kind::Money, "Most that it spends on fees in this round; blank: no limit."),
        Column::new("lat", Kind::Latitude, "Degrees north."),
        Column::new("lon", Kind::Longitude, "Degrees east."),
    ],
};

/// A school; `paid_places` are the policy's.
pub(super) fn read(record: &mut Record<'_>, paid_places: u32) -> Option<School> {
    let id = record.text("school_id");
    let sla = record.yes_no("sla");
    let urn = record.text("urn");
    if !urn.is_empty() && !cells::is_unknown(&urn) && !cells::is_urn(&urn) {
        let advice = "Look it up in Get Information about Schools; it binds nothing.";
        record.tell(Code::BadUrn, "urn", quoted(&urn), &Kind::Urn.expected(), advice);
    }
    let school = School {
        id,
        name: record.text("name"),
        urn,
        phase: record.text("phase"),
        sla: sla.unwrap_or(false),
        paid_places: record.whole("paid_places").unwrap_or(paid_places),
        paid_places_used: record.whole("paid_places_used").unwrap_or(0),
        extra_places: record.whole("extra_places").unwrap_or(0),
        budget: record.money("budget"),
        location: record.location(),
        row: record.row.unwrap_or(0),
    };
    Some(school)
}
