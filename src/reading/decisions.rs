use super::known::Known;
use super::record::Record;
use crate::ids::RuleId;
use crate::problem::Code;
use crate::round::{Decision, Verdict};
use crate::schema::decisions::DecisionWord;

/// A decision.
pub(super) fn read(record: &mut Record<'_>, known: &Known<'_>) -> Option<Decision> {
    let referral = record.reference("referral_id", &known.referrals);
    let word = record.word::<DecisionWord>("decision");
    let intake = record.reference("intake_id", &known.intakes);
    let rule = record.word::<RuleId>("rule");
    let _ = record.date("date");
    let needs_intake = matches!(word, Some(DecisionWord::Place | DecisionWord::Keep));
    if needs_intake && record.is_blank("intake_id") {
        record.require("intake_id", "Name the intake: place and keep need one.");
    }
    if word == Some(DecisionWord::Waive) {
        if record.is_blank("rule") {
            record.require("rule", "Name the rule that is waived.");
        }
        if record.is_blank("reason") {
            let advice = "Write down why the rule does not bind.";
            record.tell(Code::WaiveWithoutReason, "reason", "nothing", "a reason", advice);
        }
    }
    // An id that is there and unknown was told; it must not turn into "all".
    let named = record.is_blank("intake_id") || intake.is_some();
    let verdict = match word? {
        DecisionWord::Place => Verdict::Place(intake?),
        DecisionWord::Keep => Verdict::Keep(intake?),
        DecisionWord::Bar if named => Verdict::Bar(intake),
        DecisionWord::Waive if named => Verdict::Waive(rule?, intake),
        DecisionWord::Bar | DecisionWord::Waive => return None,
    };
    Some(Decision { referral: referral?, verdict, dates: None, row: record.row })
}
