//! Every change of the stated kinds that is about a referral, and what comes of
//! one: the changed round, climbed.

use rightplace::explain::change::Change;
use rightplace::ids::{ConstraintId, RuleId};
use rightplace::limits::{About, Limit};
use rightplace::posed::Posed;
use rightplace::round::{Decision, Key, Referral, Round, Status, Verdict};
use rightplace::rules::{Casebook, Options, failures, is_open};
use rightplace::solve::{Engine, Highs, Quiet, climb};
use std::collections::BTreeSet;

/// Who is placed by the best allocation of a round.
pub fn placed(round: &Round) -> Option<BTreeSet<Key<Referral>>> {
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let climbed = climb(posed.program(), Engine::of(&Highs::default()), &mut Quiet).ok()?;
    Some(climbed.placed.iter().map(|column| posed.referral(*column)).collect())
}

/// The rules to waive that may open an intake: those that it fails, and with
/// them any of those that bind new placements of a student among each other.
fn waivers(round: &Round, referral: Key<Referral>, failed: &[RuleId]) -> Vec<Vec<RuleId>> {
    let row = &round.referrals[referral];
    let programme = &round.policy.programmes[row.programme];
    let holds = round.held.iter().any(|held| held.student == row.student);
    let has_several = round.referrals.iter().filter(|(_, other)| other.student == row.student).count() > 1;
    let stays = programme.max_stay_weeks.is_some() || programme.max_stay_terms.is_some();
    let shared = [
        (RuleId::Occupied, holds),
        (RuleId::Repeat, !programme.repeat),
        (RuleId::Stay, stays),
        (RuleId::Return, programme.gap_weeks.is_some()),
    ];
    let mut all = vec![BTreeSet::from_iter(failed.iter().copied())];
    let is_shared = |(rule, is_limited): &&(RuleId, bool)| has_several && *is_limited && !failed.contains(rule);
    for (rule, _) in shared.iter().filter(is_shared) {
        let with: Vec<BTreeSet<RuleId>> =
            all.iter().map(|rules| rules.iter().copied().chain([*rule]).collect()).collect();
        all.extend(with);
    }
    all.into_iter().filter(|rules| !rules.is_empty()).map(|rules| rules.into_iter().collect()).collect()
}

/// Whether a decision places a referral, or says that its status does not bind.
pub fn is_decided(round: &Round, referral: Key<Referral>) -> bool {
    let decides =
        |decision: &Decision| matches!(decision.verdict, Verdict::Place(_) | Verdict::Waive(RuleId::Status, _));
    round.decisions.iter().any(|decision| decision.referral == referral && decides(decision))
}

/// The limits in which a referral has an option itself: no others are eased for it.
fn own_limits(round: &Round, referral: Key<Referral>) -> BTreeSet<Limit> {
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let program = posed.program();
    let is_own = |column: &usize| *column < program.option_count() && posed.referral(*column) == referral;
    let own = program.rows().iter().filter(|row| row.terms.iter().any(|(column, _)| is_own(column)));
    own.flat_map(|row| row.limit).flat_map(|limit| limit.stated(round)).collect()
}

/// Every single change of the stated kinds that is about a referral.
pub fn all_changes(round: &Round, referral: Key<Referral>) -> Vec<Change> {
    let book = Casebook::new(round);
    let row = &round.referrals[referral];
    let mut changes = Vec::new();
    if row.status == Status::Pending {
        changes.push(Change::Approve { referral });
    }
    let others = round.referrals.iter().filter(|(key, other)| *key != referral && other.student == row.student);
    let others = others.filter(|(key, other)| other.status.is_open() && !is_decided(round, *key));
    changes.extend(others.map(|(key, _)| Change::GiveUp { referral: key }));
    let year = round.run.academic_year;
    let mut limits: BTreeSet<Limit> = BTreeSet::new();
    let mut add = |constraint, about| limits.insert(Limit { constraint, about });
    if let Some(school) = row.school {
        add(ConstraintId::Budget, About::School(school));
        add(ConstraintId::PaidPlaces, About::SchoolYear(school, year));
    }
    for intake in round.intakes.keys() {
        let failed = failures(&book.case(referral, intake));
        let course = round.intakes[intake].course;
        if failed.is_empty() {
            add(ConstraintId::Places, About::Intake(intake));
            add(ConstraintId::MinGroup, About::Intake(intake));
            add(ConstraintId::CoursePlaces, About::Course(course));
            add(ConstraintId::DailyPlaces, About::Provider(round.provider_of(intake)));
            add(ConstraintId::YearlyPlaces, About::Programme(row.programme));
            add(ConstraintId::TermPlaces, About::Programme(row.programme));
        }
        if failed == [RuleId::Choice] {
            changes.push(Change::Accept { referral, course });
        }
        if [RuleId::Programme, RuleId::Status, RuleId::Choice].iter().any(|rule| failed.contains(rule)) {
            continue;
        }
        let never_waive = &round.policy.never_waive.rules;
        let may_be = |rules: &Vec<RuleId>| rules.iter().all(|rule| !never_waive.contains(rule));
        for rules in waivers(round, referral, &failed).into_iter().filter(may_be) {
            let waive = Change::Waive { referral, intake, rules };
            let waived = Change::applied(std::slice::from_ref(&waive), round);
            let options = Options::list(&Casebook::new(&waived));
            let starts = options.position(referral, intake).map(|column| options.all()[column].span.first);
            // Nothing starts before the day of the run.
            if starts.is_some_and(|start| start >= round.run.as_of) {
                changes.push(waive);
            }
        }
    }
    for position in 0..round.policy.pools.len() {
        add(ConstraintId::Pool, About::Pool(position, None));
        add(ConstraintId::Pool, About::Pool(position, row.school));
    }
    for position in 0..round.policy.mixes.len() {
        add(ConstraintId::Mix, About::Mix(position, None));
    }
    let with_student = |position: &usize| {
        let separation = &round.separations[*position];
        separation.a == row.student || separation.b == row.student
    };
    for position in (0..round.separations.len()).filter(with_student) {
        add(ConstraintId::Separation, About::Separation(position));
    }
    let same = |key: &Key<Referral>| {
        let other = &round.referrals[*key];
        other.student == row.student && other.together.is_some() && other.together == row.together
    };
    if let Some(first) = round.referrals.keys().filter(|key| is_open(&book, *key)).find(same) {
        add(ConstraintId::Together, About::Together(first));
    }
    add(ConstraintId::TransportBudget, About::Authority);
    let own = own_limits(round, referral);
    let never_waive = &round.policy.never_waive.constraints;
    limits.retain(|limit| own.contains(limit) && !never_waive.contains(&limit.constraint));
    for limit in limits {
        let has_budget = match limit.about {
            About::School(school) => round.schools[school].budget.is_some(),
            _ => round.policy.transport_budget.is_some(),
        };
        let amounts: Vec<u32> = match limit.constraint {
            ConstraintId::Separation | ConstraintId::Together => vec![1],
            // A grid is enough to find out whether less is: that no pound less
            // is enough is tried for the amount that was found.
            ConstraintId::Budget | ConstraintId::TransportBudget if has_budget => (1..=24).map(|n| 25 * n).collect(),
            ConstraintId::Budget | ConstraintId::TransportBudget => Vec::new(),
            ConstraintId::MinGroup => {
                let least = limit.about.intake().map(|intake| round.intakes[intake].min_group);
                (1..least.expect("an intake")).collect()
            }
            _ => (1..=12).collect(),
        };
        changes.extend(amounts.into_iter().map(|amount| Change::Ease(limit, amount)));
    }
    changes
}
