use super::known::Known;
use super::record::Record;
use crate::ids::RuleId;
use crate::problem::Code;
use crate::round::{Decision, Verdict};
use crate::schema::decisions::{self, DecisionWord};

/// A decision.
pub(super) fn read(record: &mut Record<'_, Decision>, known: &Known<'_>) -> Option<Decision> {
    let referral = record.reference(decisions::REFERRAL_ID, &known.referrals);
    let word = record.word::<DecisionWord>(decisions::DECISION);
    let intake = record.reference(decisions::INTAKE_ID, &known.intakes);
    let rule = record.word::<RuleId>(decisions::RULE);
    let _ = record.date(decisions::DATE);
    let needs_intake = matches!(word, Some(DecisionWord::Place | DecisionWord::Keep));
    if needs_intake && record.is_blank(decisions::INTAKE_ID) {
        record.require(decisions::INTAKE_ID, "Name the intake: place and keep need one.");
    }
    if word == Some(DecisionWord::Waive) {
        if record.is_blank(decisions::RULE) {
            record.require(decisions::RULE, "Name the rule that is waived.");
        }
        if record.is_blank(decisions::REASON) {
            let advice = "Write down why the rule does not bind.";
            record.tell(Code::WaiveWithoutReason, decisions::REASON, "nothing", "a reason", advice);
        }
    }
    // An id that is there and unknown was told; it must not turn into "all".
    let named = record.is_blank(decisions::INTAKE_ID) || intake.is_some();
    let verdict = match word? {
        DecisionWord::Place => Verdict::Place(intake?),
        DecisionWord::Keep => Verdict::Keep(intake?),
        DecisionWord::Bar if named => Verdict::Bar(intake),
        DecisionWord::Waive if named => Verdict::Waive(rule?, intake),
        DecisionWord::Bar | DecisionWord::Waive => return None,
    };
    Some(Decision { referral: referral?, verdict, dates: None, row: record.row })
}
