//! The columns of the tables and the keys of the settings, declared once: what
//! reads a round, the forms to fill in, JSON Schema and the edits of what-ifs
//! all draw on them. One file a table or group of settings.

pub(crate) mod calendar;
pub(crate) mod clock;
mod column;
pub(crate) mod courses;
pub(crate) mod decisions;
pub(crate) mod events;
pub(crate) mod intakes;
pub(crate) mod letters;
pub(crate) mod mix;
pub(crate) mod objective;
pub(crate) mod placements;
pub(crate) mod policy;
pub(crate) mod pool;
pub(crate) mod pools;
pub(crate) mod programme;
pub(crate) mod providers;
pub(crate) mod referrals;
pub(crate) mod run;
pub(crate) mod schools;
pub(crate) mod separations;
pub(crate) mod sla;
pub(crate) mod students;
mod table;
mod table_id;
pub(crate) mod transport;

pub use column::{Blank, Column, ColumnOf, Kind, words};
pub use table::TableSpec;
pub use table_id::TableId;

/// The tables of a round, in the order in which problems are told.
pub const TABLES: &[&TableSpec] = &[
    &calendar::TABLE,
    &schools::TABLE,
    &students::TABLE,
    &referrals::TABLE,
    &providers::TABLE,
    &courses::TABLE,
    &intakes::TABLE,
    &placements::TABLE,
    &separations::TABLE,
    &decisions::TABLE,
    &pools::TABLE,
    &events::TABLE,
];

/// The key of the id of a group in a list.
pub const MEMBER_ID: &str = programme::ID.column.name;

/// The groups of a policy that are there once: the key of each, and its keys.
pub const POLICY_GROUPS: &[(&str, &[Column])] = &[
    (policy::SLA.column.name, sla::KEYS),
    (policy::LETTERS.column.name, letters::KEYS),
    (policy::OBJECTIVE.column.name, objective::KEYS),
];

/// The lists of groups in a policy: the key of each, and the keys of its
/// members, which have an id.
pub const POLICY_LISTS: &[(&str, &[Column])] = &[
    (policy::PROGRAMME.column.name, programme::KEYS),
    (policy::POOL.column.name, pool::KEYS),
    (policy::MIX.column.name, mix::KEYS),
    (policy::CLOCK.column.name, clock::KEYS),
    (policy::TRANSPORT.column.name, transport::KEYS),
];

/// What a table looks like.
pub fn spec(id: TableId) -> &'static TableSpec {
    match id {
        TableId::Calendar => &calendar::TABLE,
        TableId::Schools => &schools::TABLE,
        TableId::Students => &students::TABLE,
        TableId::Referrals => &referrals::TABLE,
        TableId::Providers => &providers::TABLE,
        TableId::Courses => &courses::TABLE,
        TableId::Intakes => &intakes::TABLE,
        TableId::Placements => &placements::TABLE,
        TableId::Separations => &separations::TABLE,
        TableId::Decisions => &decisions::TABLE,
        TableId::Pools => &pools::TABLE,
        TableId::Events => &events::TABLE,
    }
}
