use super::column::{ColumnOf, Kind, words};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::ids::{RuleId, vocabulary};
use crate::round::Decision;

vocabulary! {
    /// The words of `decision`.
    DecisionWord {
        /// It must hold this intake.
        Place = "place",
        /// It must not hold it, or any intake of this course or provider.
        Bar = "bar",
        /// It held it in the published result.
        Keep = "keep",
        /// A rule does not bind it.
        Waive = "waive",
    }
}

/// `decisions.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Decisions,
    needed: false,
    about_children: true,
    doc: "A decision of a panel, provider or officer that the run must respect.",
    columns: &[
        REFERRAL_ID.column,
        DECISION.column,
        INTAKE_ID.column,
        RULE.column,
        BY.column,
        REASON.column,
        DATE.column,
    ],
};

pub const REFERRAL_ID: ColumnOf<Decision> =
    ColumnOf::new("referral_id", Kind::Reference(TableId::Referrals), "The referral that it is about.").needed();
pub const DECISION: ColumnOf<Decision> =
    ColumnOf::new("decision", Kind::Word(words::<DecisionWord>), "What it says.").needed();
pub const INTAKE_ID: ColumnOf<Decision> = ColumnOf::new(
    "intake_id",
    Kind::Reference(TableId::Intakes),
    "The intake; place and keep need one. A bar may name a course or provider.",
)
.or_else("all intakes");
pub const RULE: ColumnOf<Decision> =
    ColumnOf::new("rule", Kind::Word(words::<RuleId>), "The rule that a waive excuses.");
pub const BY: ColumnOf<Decision> = ColumnOf::new("by", Kind::Text, "Who decided.").private();
pub const REASON: ColumnOf<Decision> = ColumnOf::new("reason", Kind::Text, "Why.").private();
pub const DATE: ColumnOf<Decision> = ColumnOf::new("date", Kind::Date, "When it was decided.");
