//! Whether a referral may take an intake: each rule by its definition.

mod place;
mod referral;
mod student;
mod time;
mod week;

use super::pair::Pair;
use crate::ids::RuleId;

pub(super) use place::choice_rank;
pub(super) use week::{exceeds_with_held, fits_by_itself};

/// What is wrong with the pair under a rule, in plain English; nothing when
/// the rule holds or is waived.
pub(super) fn broken(rule: RuleId, pair: &Pair<'_>) -> Option<String> {
    if pair.is_waived(rule) {
        return None;
    }
    match rule {
        RuleId::Programme => referral::programme(pair),
        RuleId::Status => referral::status(pair),
        RuleId::Access => referral::access(pair),
        RuleId::Referrer => referral::referrer(pair),
        RuleId::Roll => student::roll(pair),
        RuleId::Documents => referral::documents(pair),
        RuleId::Ehcp => student::ehcp(pair),
        RuleId::Tags => student::tags(pair),
        RuleId::YearGroup => student::year_group(pair),
        RuleId::Age => student::age(pair),
        RuleId::Deadline => time::deadline(pair),
        RuleId::Window => time::window(pair),
        RuleId::OwnSchool => place::own_school(pair),
        RuleId::Approval => time::approval(pair),
        RuleId::Framework => place::framework(pair),
        RuleId::Delivery => place::delivery(pair),
        RuleId::Pattern => time::pattern(pair),
        RuleId::Availability => week::availability(pair),
        RuleId::Occupied => week::occupied(pair),
        RuleId::Repeat => time::repeat(pair),
        RuleId::Stay => time::stay(pair),
        RuleId::Return => time::returning(pair),
        RuleId::Distance => place::distance(pair),
        RuleId::Choice => place::choice(pair),
        RuleId::Barred => place::barred(pair),
    }
}
