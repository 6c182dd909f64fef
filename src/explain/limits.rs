use crate::allocation::Placement;
use crate::ids::ConstraintId;
use crate::program::{Row, Subject};
use crate::round::{Programme, Round};
use crate::rules::days;
use crate::units::{HalfDays, Pence};

/// A limit that one more placement would break, in plain English: what it
/// allows and what it would come to. `beside` are the placements that take of
/// the limit already.
pub(super) fn describe(
    round: &Round,
    row: &Row,
    would_be: i64,
    constraint: ConstraintId,
    beside: &[Placement],
) -> String {
    let left = row.upper.unwrap_or(0);
    let limit = left + row.used;
    let total = would_be + row.used;
    let others = || beside.iter().map(|placement| given(round, placement)).collect::<Vec<_>>().join(" and ");
    let taken = |places: Option<u32>, of: &str| full(places.map_or(limit, i64::from), row.used, of);
    match row.subject {
        Subject::Referral(_) => format!("at most one of the student's alternatives is placed, and {}", others()),
        Subject::Student(_) if is_about_time(row) => {
            format!("it cannot go with another of the student's: {}", others())
        }
        Subject::Student(_) => {
            let (total, limit) = (HalfDays(amount(total)), HalfDays(amount(limit)));
            let with =
                if beside.is_empty() && row.used == 0 { "by itself" } else { "with the student's other placements" };
            format!("{with} it would be {} a week; the limit is {limit}", days(total))
        }
        Subject::Pair(..) => "a student who must be kept apart has a place there".to_owned(),
        Subject::Intake(_) if constraint == ConstraintId::MinGroup => min_group(row, would_be),
        Subject::Intake(intake) => taken(Some(round.intakes[intake].places), ""),
        Subject::Course(course) => {
            let course = &round.courses[course];
            taken(course.places, &format!(" of course {}", course.id))
        }
        Subject::Provider(provider) => {
            let provider = &round.providers[provider];
            taken(provider.daily_places, &format!(" of provider {} at that time of day", provider.id))
        }
        Subject::Programme(programme, year) => {
            let programme = &round.policy.programmes[programme];
            taken(programme.yearly_places, &format!(" of {} in {year}", programme.name))
        }
        Subject::StudentProgramme(_, programme, year) => {
            let name = &round.policy.programmes[programme].name;
            let beside = others();
            format!("{name} is taken once a year, and for {year} {beside}; a waiver does not allow two in one round")
        }
        Subject::StudentStay(_, programme) => {
            let programme = &round.policy.programmes[programme];
            let (name, limits) = (&programme.name, stay_limits(programme));
            format!("{name} lasts at most {limits} at a stretch, and {}", others())
        }
        Subject::StudentReturn(_, programme) => {
            let programme = &round.policy.programmes[programme];
            let (name, weeks) = (&programme.name, programme.gap_weeks.unwrap_or(0));
            format!("at least {} lie between two stays on {name}, and {}", counted(weeks, "week"), others())
        }
        Subject::School(_) => {
            let (limit, total) = (Pence(limit), Pence(total));
            format!("the school's fees would be £{total}; its budget is £{limit}")
        }
        Subject::SchoolYear(school, year) => {
            let school = &round.schools[school];
            let (id, paid, used) = (&school.id, school.paid_places, school.paid_places_used);
            if year != round.run.academic_year {
                return format!("all {paid} paid places of school {id} in {year} are taken");
            }
            let before = if used == 0 { String::new() } else { format!(" ({used} before this round)") };
            let extra = match school.extra_places {
                0 => String::new(),
                extra => format!(" and the {extra} extra it agreed to pay for"),
            };
            format!(
                "all {paid} paid places of school {id} in {year}{extra} are taken{before}; the school may agree to pay for more"
            )
        }
        Subject::Pool(position, school) => {
            let pool = &round.policy.pools[position].id;
            let whose = school.map(|school| format!(" of school {}", round.schools[school].id)).unwrap_or_default();
            format!("{total} would be taken of pool {pool}{whose}; its amount is {limit}")
        }
        Subject::Transport => {
            let (limit, total) = (Pence(limit), Pence(total));
            format!("transport would cost £{total}; the budget for it is £{limit}")
        }
        Subject::Decision(_) | Subject::Share | Subject::Bought => "a decision stands in its way".to_owned(),
    }
}

/// How long a stay may be: `12 teaching weeks`, `2 terms`, or both.
pub(in crate::explain) fn stay_limits(programme: &Programme) -> String {
    let weeks = programme.max_stay_weeks.map(|weeks| counted(weeks, "teaching week"));
    let terms = programme.max_stay_terms.map(|terms| counted(terms, "term"));
    weeks.into_iter().chain(terms).collect::<Vec<_>>().join(" and ")
}

fn counted(number: u32, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Whether at most one of the row's placements can be held, whatever time each
/// takes: they share a time, or one bears no other beside it.
fn is_about_time(row: &Row) -> bool {
    row.upper == Some(1) && row.used == 0 && row.terms.len() > 1 && row.terms.iter().all(|(_, takes)| *takes == 1)
}

fn given(round: &Round, placement: &Placement) -> String {
    format!("referral {} is given {}", round.referrals[placement.referral].id, round.intakes[placement.intake].id)
}

/// All places are taken, some perhaps by placements held before.
fn full(places: i64, held: i64, of: &str) -> String {
    match (places, held) {
        (0, _) => format!("there are no places{of}"),
        (1, 0) => format!("the only place{of} is taken"),
        (1, _) => format!("the only place{of} is held from before"),
        (_, 0) => format!("all {places} places{of} are taken"),
        _ if held >= places => format!("all {places} places{of} are held from before"),
        _ => format!("all {places} places{of} are taken, {held} of them from before"),
    }
}

fn min_group(row: &Row, would_be: i64) -> String {
    match (row.lower, row.terms.iter().map(|(_, coefficient)| *coefficient).min()) {
        (Some(_), Some(needed)) if needed < 0 => {
            let short = -would_be;
            let students = if short == 1 { "student" } else { "students" };
            format!("the group does not run; with this referral it would still be {short} {students} short")
        }
        _ => "the group does not run: too few can join it to reach its smallest size".to_owned(),
    }
}

fn amount(half_days: i64) -> u32 {
    u32::try_from(half_days).unwrap_or(0)
}
