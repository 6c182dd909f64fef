use super::known::Known;
use super::record::Record;
use crate::ids::RuleId;
use crate::problem::Code;
use crate::round::{Barred, Decision, NeverWaive, Verdict};
use crate::schema::decisions::{self, DecisionWord};

/// A decision.
pub(super) fn read(record: &mut Record<'_, Decision>, known: &Known<'_>, never_waive: &NeverWaive) -> Option<Decision> {
    let referral = record.reference(decisions::REFERRAL_ID, &known.referrals);
    let word = record.word::<DecisionWord>(decisions::DECISION);
    let barred = if word == Some(DecisionWord::Bar) { barred(record, known) } else { None };
    let intake = match word {
        Some(DecisionWord::Bar) => None,
        _ => record.reference(decisions::INTAKE_ID, &known.intakes),
    };
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
        if let Some(rule) = rule.filter(|rule| never_waive.rules.contains(rule)) {
            let found = format!("the rule {rule} waived");
            let expected = "a rule that is not in never_waive of the policy";
            let advice = "It is taken as it stands. Check that whoever decided may do so.";
            record.tell(Code::NeverWaived, decisions::RULE, found, expected, advice);
        }
    }
    // An id that is there and unknown was told; it must not turn into "all".
    let named = record.is_blank(decisions::INTAKE_ID) || intake.is_some();
    let verdict = match word? {
        DecisionWord::Place => Verdict::Place(intake?),
        DecisionWord::Keep => Verdict::Keep(intake?),
        DecisionWord::Bar => Verdict::Bar(barred?),
        DecisionWord::Waive if named => Verdict::Waive(rule?, intake),
        DecisionWord::Waive => return None,
    };
    Some(Decision { referral: referral?, verdict, dates: None, row: record.row })
}

/// What a `bar` names: an intake, else a course, else a provider; all intakes
/// where it names nothing. What a scenario removed bars nothing.
fn barred(record: &mut Record<'_, Decision>, known: &Known<'_>) -> Option<Barred> {
    if record.is_blank(decisions::INTAKE_ID) {
        return Some(Barred::All);
    }
    let id = record.value(decisions::INTAKE_ID)?;
    let found = known.intakes.find(&id).map(Barred::Intake);
    let found = found.or_else(|| known.courses.find(&id).map(Barred::Course));
    let found = found.or_else(|| known.providers.find(&id).map(Barred::Provider));
    if found.is_none() && !known.removed.contains(id.as_ref()) {
        let tables = [&known.intakes, &known.courses, &known.providers];
        record.tell_unknown(decisions::INTAKE_ID, &id, &tables, "the id of an intake, a course or a provider");
    }
    found
}
