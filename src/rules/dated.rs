use super::{Case, Casebook, start};
use crate::round::{Intake, Key, Referral};

impl Casebook<'_> {
    /// The case of a referral with an intake.
    pub fn case(&self, referral: Key<Referral>, intake: Key<Intake>) -> Case<'_> {
        let round = self.round;
        let row = &round.referrals[referral];
        let offer = &round.intakes[intake];
        let course = &round.courses[offer.course];
        let mut case = Case {
            book: self,
            round,
            referral_key: referral,
            referral: row,
            student: &round.students[row.student],
            school: row.school.map(|school| &round.schools[school]),
            intake_key: intake,
            intake: offer,
            course,
            provider: &round.providers[course.provider],
            programme: &round.policy.programmes[course.programme],
            span: offer.span(),
        };
        case.span = start::span(&case).unwrap_or(case.span);
        case
    }
}
