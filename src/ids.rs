//! The published names of rules, constraints and stages: one idea, one word,
//! in code, messages, files and documents.

use crate::normal::is_same;

/// A word of the published vocabulary.
pub trait Word: Copy + Eq + 'static {
    /// Every word, in the published order.
    const ALL: &'static [Self];
    /// The word as it is written everywhere.
    fn word(self) -> &'static str;
    /// The value of a written word, in whatever spelling.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| is_same(value.word(), text))
    }
}

macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $crate::ids::Word for $name {
            const ALL: &'static [Self] = &[$($name::$variant,)*];
            fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::ids::Word::word(*self))
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// A rule that decides whether a referral may take an intake, in the order
    /// in which rules apply.
    RuleId {
        /// The intake's course is of the referral's programme.
        Programme = "programme",
        /// Not deferred, declined or withdrawn; approved where a panel decides.
        Status = "status",
        /// An exclusive programme needs a referring school with the SLA.
        Access = "access",
        /// The referrer is one that the programme takes.
        Referrer = "referrer",
        /// The student is on the roll of a school, as the programme asks.
        Roll = "roll",
        /// The documents that the programme asks for are there.
        Documents = "documents",
        /// A plan is there, or not there, as the programme asks.
        Ehcp = "ehcp",
        /// The student's tags suit the programme and the course.
        Tags = "tags",
        /// The student is of a year group of programme and course.
        YearGroup = "year-group",
        /// The student is of the programme's age at the start.
        Age = "age",
        /// The referral was submitted by the intake's deadline.
        Deadline = "deadline",
        /// The placement can start in the referral's window.
        Window = "window",
        /// The provider is not the student's own school.
        OwnSchool = "own-school",
        /// The provider is approved for the whole placement.
        Approval = "approval",
        /// The provider is on the authority's framework.
        Framework = "framework",
        /// The course is delivered in a way that is asked for.
        Delivery = "delivery",
        /// The intake's days and length are those of the programme.
        Pattern = "pattern",
        /// The intake's times are among the student's.
        Availability = "availability",
        /// The placement does not clash with a held one.
        Occupied = "occupied",
        /// The student has not had the programme in the same academic year.
        Repeat = "repeat",
        /// The student's stay on the programme is not too long.
        Stay = "stay",
        /// The student does not come back to the programme too soon.
        Return = "return",
        /// The provider is not too far away.
        Distance = "distance",
        /// The intake is among the referral's choices.
        Choice = "choice",
        /// No decision bars the intake.
        Barred = "barred",
    }
}

vocabulary! {
    /// A constraint on the whole allocation, in the published order.
    ConstraintId {
        /// A referral, or an either-group of a student, holds at most one intake.
        OnePlace = "one-place",
        /// Of some referrals of a student all are placed or none.
        Together = "together",
        /// An intake's places on any date.
        Places = "places",
        /// A course's places on any date.
        CoursePlaces = "course-places",
        /// An intake runs with its smallest group or takes no new placement.
        MinGroup = "min-group",
        /// A programme's placements starting in an academic year.
        YearlyPlaces = "yearly-places",
        /// A programme's placements starting in a term.
        TermPlaces = "term-places",
        /// A provider's students at one time of day.
        DailyPlaces = "daily-places",
        /// Who may be together, and how many at once.
        Mix = "mix",
        /// A school's paid places in an academic year.
        PaidPlaces = "paid-places",
        /// A school's budget for fees.
        Budget = "budget",
        /// A student's placements share no time and keep to the day limit.
        Clash = "clash",
        /// A programme is taken once in an academic year.
        Repeat = "repeat",
        /// A student's stay on a programme is not too long.
        Stay = "stay",
        /// A student does not come back to a programme too soon.
        Return = "return",
        /// Two students are kept apart.
        Separation = "separation",
        /// A pool's amount.
        Pool = "pool",
        /// The authority's budget for transport.
        TransportBudget = "transport-budget",
        /// A place decision is kept.
        Pinned = "pinned",
    }
}

vocabulary! {
    /// A stage of the ladder.
    StageId {
        /// Most placed referrals, class by class.
        Placed = "placed",
        /// Most students with a new placement.
        Children = "children",
        /// Most keep decisions kept.
        Keep = "keep",
        /// Most referrals that come first for their student, then second, and
        /// so on.
        Precedence = "precedence",
        /// Most time waited over the placed.
        Waiting = "waiting",
        /// Least sum of choice ranks beyond the first.
        Choice = "choice",
        /// Most first choices, then most second choices, and so on.
        ChoiceGreedy = "choice-greedy",
        /// Fewest worst choices, then fewest second-worst, and so on.
        ChoiceGenerous = "choice-generous",
        /// Least sum of lottery numbers.
        Lottery = "lottery",
        /// Least sum of the second numbers, where the lottery is level.
        Redraw = "redraw",
        /// Earliest starts.
        Start = "start",
        /// Earliest starts, class by class.
        StartByClass = "start-by-class",
        /// Most starts in time, by the policy's clocks.
        Due = "due",
        /// Least distance.
        Distance = "distance",
        /// Least fees.
        Fees = "fees",
        /// Greatest quality of the places.
        Quality = "quality",
        /// Least cost of transport.
        Transport = "transport",
        /// Greatest smallest share over schools.
        Balance = "balance",
        /// Least sum of the hashes of the placements.
        Settle = "settle",
    }
}

impl StageId {
    /// Whether the stage leaves to chance who is placed.
    pub fn is_draw(self) -> bool {
        matches!(self, StageId::Lottery | StageId::Redraw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parsed_in_any_spelling() {
        assert_eq!(RuleId::parse("Own-School"), Some(RuleId::OwnSchool));
        assert_eq!(StageId::parse("choice-greedy"), Some(StageId::ChoiceGreedy));
        assert_eq!(StageId::parse(" Choice_Greedy"), Some(StageId::ChoiceGreedy));
        assert_eq!(ConstraintId::parse("nonsense"), None);
    }
}
