use super::hard::{Demands, Hard};
use super::term::Term;

/// How large a city is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Schools, at least 1.
    pub schools: usize,
    /// Those of them with the service-level agreement.
    pub sla_schools: usize,
    /// Providers in all: the six of the Year 11 pathways, the academy of
    /// Refocus and Focus 11, the receiving schools, and training providers. At
    /// least eight.
    pub providers: usize,
    /// Schools that receive students for a Supported Transfer.
    pub receiving_schools: usize,
    /// Tier 1 courses.
    pub tier1_courses: usize,
    /// Referrals in the round of a term; one of Supported Transfers alone has a
    /// few for a hundred of them.
    pub referrals: usize,
}

impl Size {
    const COVENTRY: Size =
        Size { schools: 30, sla_schools: 26, providers: 76, receiving_schools: 8, tier1_courses: 130, referrals: 600 };

    /// The size of a city like Coventry with so many referrals a round.
    pub fn of(referrals: usize) -> Size {
        let coventry = Size::COVENTRY;
        let scaled = |number: usize, least: usize| (number * referrals / coventry.referrals).max(least);
        Size {
            schools: scaled(coventry.schools, 3),
            sla_schools: scaled(coventry.sla_schools, 2),
            providers: scaled(coventry.providers, 12),
            receiving_schools: scaled(coventry.receiving_schools, 1),
            tier1_courses: scaled(coventry.tier1_courses, 8),
            referrals,
        }
    }
}

/// What to generate: the round of a term in a city of a size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    /// The name of the authority, as in the round's name.
    pub authority: String,
    /// The term.
    pub term: Term,
    /// How large the city is.
    pub size: Size,
    /// What makes the round hard to solve; nothing: an ordinary round.
    pub hard: Option<Hard>,
    /// Stands in front of every id; tells cities apart that are put together.
    pub prefix: String,
    /// Whether `round.toml` points to a policy and a calendar in the folder
    /// above; otherwise both are among the files.
    pub shared: bool,
}

impl Recipe {
    /// Coventry: 30 schools of which 26 have the SLA, 76 providers of which eight
    /// are receiving schools and one is the academy, 130 Tier 1 courses, 600
    /// referrals a term (S1:242: "over 120 courses", "more than 60 procured
    /// Training Providers").
    pub fn coventry(term: Term) -> Recipe {
        Recipe {
            authority: "Coventry".to_owned(),
            term,
            size: Size::COVENTRY,
            hard: None,
            prefix: String::new(),
            shared: false,
        }
    }

    /// A round of Coventry's size that is hard to solve; `Hard::Intakes`, with
    /// some ninety options a referral, is of a third of it.
    pub fn hard(hard: Hard, term: Term) -> Recipe {
        let coventry = Recipe::coventry(term);
        let size = match hard {
            Hard::Intakes => Size::of(coventry.size.referrals / 3),
            _ => coventry.size,
        };
        Recipe { hard: Some(hard), size, ..coventry }
    }

    /// What the round asks for of what makes it hard.
    pub(super) fn demands(&self) -> Demands {
        Demands::of(self.hard)
    }
}
