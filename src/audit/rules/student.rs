//! Rules about the student's facts. A fact that a rule needs and that is
//! missing breaks the rule.

use crate::audit::pair::Pair;
use crate::calendar::age_in_months;
use crate::units::AcademicYear;

pub(super) fn ehcp(pair: &Pair<'_>) -> Option<String> {
    let wanted = pair.programme.ehcp?;
    let id = &pair.programme.id;
    match pair.student.ehcp {
        None => Some(format!("it is unknown whether the student has a plan, and {id} asks")),
        Some(has) if has == wanted => None,
        Some(_) if wanted => Some(format!("{id} is only for students with a plan")),
        Some(_) => Some(format!("{id} is only for students without a plan")),
    }
}

pub(super) fn roll(pair: &Pair<'_>) -> Option<String> {
    (pair.programme.on_roll && pair.student.school.is_none())
        .then(|| format!("{} is for students on the roll of a school, and the student is on none", pair.programme.id))
}

pub(super) fn tags(pair: &Pair<'_>) -> Option<String> {
    let (programme, tags) = (pair.programme, &pair.student.tags);
    if !programme.tags_any.is_empty() && programme.tags_any.is_disjoint(tags) {
        return Some(format!("{} asks for one of its tags, and the student has none of them", programme.id));
    }
    if let Some(tag) = programme.tags_none.intersection(tags).next() {
        return Some(format!("{} is not for students with the tag {tag}", programme.id));
    }
    let missing = pair.course.needs_tags.difference(tags).next()?;
    Some(format!("course {} asks for the tag {missing}, which the student lacks", pair.course.id))
}

pub(super) fn year_group(pair: &Pair<'_>) -> Option<String> {
    let limits = [(&pair.programme.id, pair.programme.year_groups), (&pair.course.id, pair.course.year_groups)];
    let years_later = AcademicYear::of(pair.intake.start).0 - pair.facts.round.run.academic_year.0;
    for (id, limit) in limits {
        let Some(limit) = limit else { continue };
        let Some(now) = pair.student.year_group else {
            return Some(format!("the year group is missing, and {id} takes {limit}"));
        };
        match now.after(years_later) {
            Some(then) if limit.contains(then) => {}
            Some(then) => return Some(format!("the student is then in year group {then}, and {id} takes {limit}")),
            None => return Some(format!("the student is then in no year group, and {id} takes {limit}")),
        }
    }
    None
}

pub(super) fn age(pair: &Pair<'_>) -> Option<String> {
    let (from, below) = pair.programme.age_months?;
    let id = &pair.programme.id;
    let Some(birth) = pair.student.date_of_birth else {
        return Some(format!("the date of birth is missing, and {id} is for ages from {from} to under {below} months"));
    };
    let months = i64::from(age_in_months(birth, pair.span.first));
    (months < i64::from(from) || months >= i64::from(below)).then(|| {
        let start = pair.span.first;
        format!("at the start on {start} the student is outside the ages of {id}, {from} to under {below} months")
    })
}
