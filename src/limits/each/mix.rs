//! Who may be together, and how many at once.

use crate::ids::ConstraintId;
use crate::limits::constraint::{Capacity, Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::offer::{Asked, Offer, Tell};
use crate::limits::one_more::OneMore;
use crate::problem::{Code, Problem, meant, nearest, quoted};
use crate::round::{Intake, Key, Mix as Stated, MixPer, Round, Student};
use crate::rows::{About, Draft, Member, Peak, Spot, peaks_by_slot};
use crate::schema::{mix, policy};
use crate::units::Times;
use std::collections::BTreeMap;

/// On any date and time of day, the students whom a mix counts are together in
/// an intake, on a course or with a provider up to a number or a weight; held
/// placements count, and may exceed it.
pub(super) struct Mix;

impl Constraint for Mix {
    fn id(&self) -> ConstraintId {
        ConstraintId::Mix
    }

    fn write(&self, draft: &mut Draft) {
        let round = draft.round;
        for (position, mix) in round.policy.mixes.iter().enumerate() {
            let mut spots: BTreeMap<Spot, Vec<Key<Intake>>> = BTreeMap::new();
            for intake in round.intakes.keys().filter(|intake| counts_in(round, mix, *intake)) {
                spots.entry(spot(round, mix.per, intake)).or_default().push(intake);
            }
            for (spot, intakes) in spots {
                let about = About::Mix(position, Some(spot));
                for peak in at(draft, mix, &intakes) {
                    draft.add_limit(self.limit(about), peak.terms, peak.used, peak.left);
                }
            }
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let mix = stated(more.round, about)?;
        let (id, most, total) = (&mix.id, mix.most, more.would_be + more.row.used);
        Some(format!("{} would be {total} of {id} at one time; the most is {most}", place(more.round, about)))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let mix = stated(round, about)?;
        Some(format!("{} is at most {} of {} at one time", place(round, about), mix.most, mix.id))
    }

    fn in_short(&self) -> &'static str {
        "Too many there who may not be together"
    }

    fn advice(&self) -> &'static str {
        "Choose more courses; a place may also fall free."
    }

    fn tells_of_another(&self) -> bool {
        true
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for Mix {
    fn ease(&self) -> Ease {
        Ease::Place
    }

    fn stated(&self, _round: &Round, about: About) -> Vec<About> {
        position(about).map(|position| About::Mix(position, None)).into_iter().collect()
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let mix = position(stated).and_then(|position| round.policy.mixes.get_mut(position));
        mix.into_iter().for_each(|mix| mix.most = mix.most.saturating_add(amount));
    }

    fn edits(&self, round: &Round, about: About, amount: u32) -> Option<Vec<Edit>> {
        let row = stated(round, about)?;
        Some(vec![Edit::member(policy::MIX, &row.id, mix::MOST, row.most.saturating_add(amount))])
    }

    fn change(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let mix = stated(round, about)?;
        Some(format!("{amount} more of {} at one time ({} to {})", mix.id, mix.most, mix.most.saturating_add(amount)))
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let mix = stated(round, about)?;
        let (id, most) = (&mix.id, mix.most.saturating_add(amount));
        Some(format!("{} may be {most} of {id} at one time instead of {}", place(round, about), mix.most))
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

/// More of a mix is valued and sold only where the policy lets it be lifted.
impl Capacity for Mix {
    fn all(&self, round: &Round) -> Vec<About> {
        let is_fixed = round.policy.never_waive.constraints.contains(&ConstraintId::Mix);
        let count = if is_fixed { 0 } else { round.policy.mixes.len() };
        (0..count).map(|position| About::Mix(position, None)).collect()
    }

    fn amount(&self, round: &Round, about: About) -> Option<String> {
        Some(stated(round, about)?.most.to_string())
    }

    fn of<'r>(&self, round: &'r Round, about: About) -> Option<&'r str> {
        stated(round, about).map(|mix| mix.id.as_str())
    }

    fn called(&self, round: &Round, about: About) -> Option<(String, String)> {
        Some((stated(round, about)?.id.clone(), String::new()))
    }

    fn kind(&self) -> &'static str {
        "who may be together"
    }

    fn offer(&self) -> Option<Offer> {
        Some(Offer { key: "mix", has_own_unit: false, find })
    }
}

fn find(round: &Round, asked: &Asked, tell: &Tell) -> Result<About, Box<Problem>> {
    let ids = || round.policy.mixes.iter().map(|mix| mix.id.as_str());
    let Some(position) = ids().position(|id| id == asked.id) else {
        let near = meant(nearest(asked.id, ids()));
        return Err(tell(Code::UnknownId, "mix", quoted(asked.id), "the id of a mix", &near));
    };
    match round.policy.never_waive.constraints.contains(&ConstraintId::Mix) {
        true => Err(asked.unlimited("mix", tell)),
        false => Ok(About::Mix(position, None)),
    }
}

fn position(about: About) -> Option<usize> {
    match about {
        About::Mix(position, _) => Some(position),
        _ => None,
    }
}

fn stated(round: &Round, about: About) -> Option<&Stated> {
    round.policy.mixes.get(position(about)?)
}

/// Where the limit of a row is, `intake I1`.
fn place(round: &Round, about: About) -> String {
    match about {
        About::Mix(_, Some(Spot::Intake(key))) => format!("in intake {}", round.intakes[key].id),
        About::Mix(_, Some(Spot::Course(key))) => format!("on course {}", round.courses[key].id),
        About::Mix(_, Some(Spot::Provider(key))) => format!("with provider {}", round.providers[key].id),
        _ => "there".to_owned(),
    }
}

fn spot(round: &Round, per: MixPer, intake: Key<Intake>) -> Spot {
    match per {
        MixPer::Intake => Spot::Intake(intake),
        MixPer::Course => Spot::Course(round.intakes[intake].course),
        MixPer::Provider => Spot::Provider(round.provider_of(intake)),
    }
}

/// The limits of a mix in some intakes, over dates and times of day.
fn at(draft: &Draft, mix: &Stated, intakes: &[Key<Intake>]) -> Vec<Peak> {
    let round = draft.round;
    let columns = intakes.iter().flat_map(|intake| draft.of_intake(*intake)).copied();
    let new: Vec<(Times, Member)> = columns
        .map(|column| {
            let (option, days) = (draft.option(column), round.intakes[draft.option(column).intake].days);
            let takes = takes(round, mix, draft.student_of(column), days);
            (days, Member { column, span: option.span, takes })
        })
        .filter(|(_, member)| member.takes > 0)
        .collect();
    let held = intakes.iter().flat_map(|intake| draft.held_in(*intake));
    let held: Vec<_> = held.map(|held| (held.days, held.span, takes(round, mix, held.student, held.days))).collect();
    peaks_by_slot(&new, &held, i64::from(mix.most))
}

/// Whether a mix looks at an intake.
fn counts_in(round: &Round, mix: &Stated, intake: Key<Intake>) -> bool {
    let course = round.intakes[intake].course;
    let row = &round.courses[course];
    let tags = &round.providers[row.provider].tags;
    (mix.providers_tags.is_empty() || !mix.providers_tags.is_disjoint(tags))
        && mix.programmes.as_ref().is_none_or(|only| only.contains(&row.programme))
        && mix.courses.as_ref().is_none_or(|only| only.contains(&course))
        && mix.providers.as_ref().is_none_or(|only| only.contains(&row.provider))
}

/// How much a student counts on some days; 0 where the mix does not count them.
fn takes(round: &Round, mix: &Stated, student: Key<Student>, days: Times) -> i64 {
    let (row, who) = (&round.students[student], &mix.who);
    let is_counted = who.ehcp.is_none_or(|wanted| row.ehcp == Some(wanted))
        && who.looked_after.is_none_or(|wanted| row.looked_after == Some(wanted))
        && (who.tags_any.is_empty() || !who.tags_any.is_disjoint(&row.tags))
        && who.tags_none.is_disjoint(&row.tags)
        && who.year_groups.is_none_or(|only| row.year_group.is_some_and(|year| only.contains(year)))
        && who.days_least.is_none_or(|least| days.half_days() >= least);
    let weight = match &mix.weight {
        None => 1,
        Some(weight) => weight.of.get(student.index()).copied().unwrap_or(0),
    };
    if is_counted { i64::from(weight) } else { 0 }
}
