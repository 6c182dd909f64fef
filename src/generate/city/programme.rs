//! What Coventry's policy asks for in each programme.

/// Coventry's programmes (`policy.toml`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Programme {
    Tier1,
    Insight,
    Flourish,
    Transfer,
    Refocus,
    Focus11,
    Pathways,
}

impl Programme {
    pub(super) const ALL: [Programme; 7] = [
        Programme::Tier1,
        Programme::Insight,
        Programme::Flourish,
        Programme::Transfer,
        Programme::Refocus,
        Programme::Focus11,
        Programme::Pathways,
    ];

    /// The id in `policy.toml`.
    pub(super) fn id(self) -> &'static str {
        match self {
            Programme::Tier1 => "tier1",
            Programme::Insight => "insight",
            Programme::Flourish => "flourish",
            Programme::Transfer => "supported_transfer",
            Programme::Refocus => "refocus",
            Programme::Focus11 => "focus11",
            Programme::Pathways => "y11_pathways",
        }
    }

    /// Only for schools with the SLA, and only by itself.
    pub(super) fn is_tier3(self) -> bool {
        matches!(self, Programme::Transfer | Programme::Refocus | Programme::Focus11)
    }

    /// A panel decides.
    pub(super) fn has_panel(self) -> bool {
        self.is_tier3() || self == Programme::Flourish
    }

    /// The provider of a course sets the dates of its intakes.
    pub(super) fn has_own_dates(self) -> bool {
        matches!(self, Programme::Tier1 | Programme::Insight | Programme::Pathways)
    }

    /// Only for Year 11.
    pub(super) fn is_year11(self) -> bool {
        matches!(self, Programme::Focus11 | Programme::Pathways)
    }

    /// Placements that have ended still count in the academic year.
    pub(super) fn counts_yearly(self) -> bool {
        matches!(self, Programme::Refocus | Programme::Focus11)
    }

    /// The documents of the policy (S1:814-821 and the considerations of each
    /// programme).
    pub(super) fn documents(self) -> &'static [&'static str] {
        match self {
            Programme::Tier1 | Programme::Insight | Programme::Pathways => {
                &["application_form", "risk_assessment", "budget_holder"]
            }
            Programme::Flourish => &[
                "application_form",
                "risk_assessment",
                "budget_holder",
                "early_help",
                "caseworker",
                "review_commitment",
            ],
            Programme::Transfer | Programme::Refocus | Programme::Focus11 => {
                &["application_form", "risk_assessment", "headteacher_statement", "parental_consent", "early_help"]
            }
        }
    }

    /// The tags of the policy, one of which is asked for (S1:634).
    pub(super) fn tags(self) -> &'static [&'static str] {
        match self {
            Programme::Pathways => &["at_risk_of_exclusion", "at_risk_of_neet"],
            _ => &[],
        }
    }
}

/// The oldest that a document may be on the day of the run, in days: nothing
/// where the policy does not say (`documents_max_age_days`).
pub(super) fn oldest(document: &str) -> Option<i64> {
    match document {
        "risk_assessment" => Some(180),
        "early_help" => Some(365),
        _ => None,
    }
}
