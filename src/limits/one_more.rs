use crate::allocation::Placement;
use crate::round::Round;
use crate::rows::Row;

/// One more placement, which a row does not allow.
pub(crate) struct OneMore<'a> {
    /// The round.
    pub round: &'a Round,
    /// The row.
    pub row: &'a Row,
    /// What the row would come to.
    pub would_be: i64,
    /// Placements that take of it already: all of them, or those that may be
    /// told of.
    pub beside: &'a [Placement],
}

impl OneMore<'_> {
    /// What the limit is, before anything was used of it.
    pub fn limit(&self) -> i64 {
        self.row.upper.unwrap_or(0) + self.row.used
    }

    /// What it would come to, with what was used of it before the run.
    pub fn total(&self) -> i64 {
        self.would_be + self.row.used
    }

    /// The placements that take of it already.
    pub fn others(&self) -> String {
        let round = self.round;
        let given = |placement: &Placement| {
            format!(
                "referral {} is given {}",
                round.referrals[placement.referral].id, round.intakes[placement.intake].id
            )
        };
        self.beside.iter().map(given).collect::<Vec<_>>().join(" and ")
    }

    /// All places are taken, some perhaps by placements held before. `of` is
    /// what has them, after a space.
    pub fn taken(&self, places: Option<u32>, of: &str) -> String {
        let held = self.row.used;
        match (places.map_or(self.limit(), i64::from), held) {
            (0, _) => format!("there are no places{of}"),
            (1, 0) => format!("the only place{of} is taken"),
            (1, _) => format!("the only place{of} is held from before"),
            (places, 0) => format!("all {places} places{of} are taken"),
            (places, _) if held >= places => format!("all {places} places{of} are held from before"),
            (places, _) => format!("all {places} places{of} are taken, {held} of them from before"),
        }
    }
}
