use crate::explain::Obstacle;
use crate::ids::RuleId;
use crate::limits;

/// What a school may do about what keeps its referral from a place; nothing
/// where it need or can do nothing. It holds whatever the others ask for, and
/// promises nothing.
pub(super) fn advice(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Rule(rule) => match rule {
            RuleId::Programme => "Ask when the programme has an intake again.",
            RuleId::Status => "It needs approval before it can have a place.",
            RuleId::Access => "Another programme may be open to the school.",
            RuleId::Referrer => "Ask one of those whose referrals the programme takes to refer.",
            RuleId::Documents => "Send the missing documents.",
            RuleId::Ehcp | RuleId::Tags => {
                "Check what is recorded of the student’s needs, or choose another programme."
            }
            RuleId::YearGroup | RuleId::Age => "Choose a course or programme that takes the student’s age.",
            RuleId::Deadline => "Submit by the next deadline.",
            RuleId::Window => "Allow an earlier or a later start.",
            RuleId::OwnSchool | RuleId::Approval | RuleId::Framework | RuleId::Distance => {
                "Choose a course of another provider."
            }
            RuleId::Availability => "Free other days of the week for the student.",
            RuleId::Occupied => "Choose other days, or a start after the place that the student has.",
            RuleId::Repeat => "Refer again for the next academic year.",
            RuleId::Delivery => "Choose a course that is delivered in another way.",
            RuleId::Stay => "Ask whether the stay may be extended, or choose another programme.",
            RuleId::Return => "Ask for a later start, or choose another programme.",
            RuleId::Choice => "Choose more courses, or add “any”.",
            RuleId::Barred => "Choose another course.",
        },
        Obstacle::Constraint(constraint) => limits::advice(constraint),
        Obstacle::Priority => "Choose more courses; a place may also fall free.",
    }
}
