//! Rounds that are hard to solve, each kind in a way of its own.

/// What makes a round hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hard {
    /// Children come in twelves who differ in nothing but their ids, each
    /// with the same referrals: what tells them apart is the lottery alone.
    Identical,
    /// One school refers about three quarters of all children, has paid
    /// places for them, and a budget that binds.
    OneSchool,
    /// Every school has a budget that binds.
    Budgets,
    /// Two pairs of students to be kept apart for each referral.
    Separations,
    /// Thirty intakes of every course whose provider sets the dates, which
    /// share the places of the course. A third of Coventry's size.
    Intakes,
    /// A little of everything, as a hard term has it: budgets that bind at a
    /// third of the schools, smallest groups of two to four on a third of the
    /// intakes, a separation for ten referrals, nearly two referrals a student.
    Mixed,
}

/// How much a round asks for of what makes it hard.
///
/// A budget is said to bind where it is less than what the school's children
/// would cost if no school had one, allocated first come, first served.
pub(super) struct Demands {
    /// The share of its expected cost that a binding budget covers, in
    /// hundredths: least and most.
    pub(super) budget_shares: (i64, i64),
    /// Whether every budget binds, rather than every third school's.
    pub(super) all_budgets: bool,
    /// Whether a third of the intakes has a smallest group of two to four.
    pub(super) groups: bool,
    /// Pairs to be kept apart, for a thousand referrals.
    pub(super) separations: usize,
    /// New students, for a hundred referrals.
    pub(super) students: usize,
    /// How often each new student is there.
    pub(super) copies: usize,
    /// Whether courses whose provider sets the dates have thirty intakes.
    pub(super) thirty_intakes: bool,
    /// Whether one school refers more than all others together.
    pub(super) huge_school: bool,
}

impl Demands {
    /// Those of an ordinary round.
    const ORDINARY: Demands = Demands {
        budget_shares: (60, 80),
        all_budgets: false,
        groups: false,
        separations: 25,
        students: 70,
        copies: 1,
        thirty_intakes: false,
        huge_school: false,
    };
    /// What the provider of a course with thirty intakes takes at once.
    pub(super) const COURSE_PLACES: (i64, i64) = (8, 14);

    pub(super) fn of(hard: Option<Hard>) -> Demands {
        let ordinary = Demands::ORDINARY;
        match hard {
            None => ordinary,
            Some(Hard::Identical) => Demands { copies: 12, ..ordinary },
            Some(Hard::OneSchool) => Demands { huge_school: true, ..ordinary },
            Some(Hard::Budgets) => Demands { budget_shares: (45, 75), all_budgets: true, ..ordinary },
            Some(Hard::Separations) => Demands { separations: 2000, ..ordinary },
            Some(Hard::Intakes) => Demands { thirty_intakes: true, ..ordinary },
            Some(Hard::Mixed) => {
                Demands { budget_shares: (50, 70), groups: true, separations: 100, students: 20, ..ordinary }
            }
        }
    }
}

impl Hard {
    /// All kinds.
    pub const ALL: [Hard; 6] =
        [Hard::Identical, Hard::OneSchool, Hard::Budgets, Hard::Separations, Hard::Intakes, Hard::Mixed];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Hard::Identical => "identical",
            Hard::OneSchool => "one-school",
            Hard::Budgets => "budgets",
            Hard::Separations => "separations",
            Hard::Intakes => "intakes",
            Hard::Mixed => "mixed",
        }
    }

    /// What is hard about it, in a few words.
    pub fn says(self) -> &'static str {
        match self {
            Hard::Identical => "Children in twelves who differ in nothing but their ids",
            Hard::OneSchool => "One school that refers three quarters of all children",
            Hard::Budgets => "A budget that binds at every school",
            Hard::Separations => "Two pairs of students to be kept apart for each referral",
            Hard::Intakes => "Thirty intakes a course",
            Hard::Mixed => "A little of everything: budgets, groups, separations, several referrals a student",
        }
    }
}
