use crate::ids::{Word, vocabulary};

vocabulary! {
    /// A table of a round, in the order in which problems are told.
    TableId {
        /// Terms, holidays, deadlines, panels, meetings.
        Calendar = "calendar",
        /// Schools that refer and pay.
        Schools = "schools",
        /// Students who are referred.
        Students = "students",
        /// Requests for a place.
        Referrals = "referrals",
        /// Who runs courses.
        Providers = "providers",
        /// What is taught.
        Courses = "courses",
        /// Starts with weekdays and places.
        Intakes = "intakes",
        /// Placements already held.
        Placements = "placements",
        /// Students who are kept apart.
        Separations = "separations",
        /// Decisions that the run must respect.
        Decisions = "decisions",
        /// Amounts of pools for schools.
        Pools = "pools",
        /// What happened in cases.
        Events = "events",
    }
}

impl TableId {
    /// The name of the table's file, `schools.csv`.
    pub fn file(self) -> String {
        format!("{}.csv", self.word())
    }
}
