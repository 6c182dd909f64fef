use super::Case;
use crate::calendar::Span;
use crate::paper::words::{counted, day};
use crate::round::{Key, Programme, Status};
use crate::units::{AcademicYear, HalfDays, TenthsKm, Times, YearGroup, YearGroups};
use chrono::NaiveDate;

/// Why a case fails a rule, with the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The intake is of another programme.
    Programme,
    /// The referral has not the status that the programme needs.
    Status(Status),
    /// Only schools with the SLA may use the programme.
    Access {
        /// Whether there is a referring school at all.
        has_school: bool,
    },
    /// The programme takes other referrers.
    Referrer {
        /// Those it takes.
        takes: Vec<String>,
    },
    /// Documents are missing.
    Documents {
        /// The missing ones.
        missing: Vec<String>,
    },
    /// A plan is missing or in the way.
    Ehcp {
        /// Whether the programme needs one.
        needed: bool,
        /// Whether the student's is known.
        is_known: bool,
    },
    /// The student's tags do not suit.
    Tags {
        /// In which way.
        fault: TagFault,
        /// The tags that it is about.
        named: Vec<String>,
    },
    /// Programme or course takes other year groups.
    YearGroup {
        /// Which of them.
        side: Side,
        /// The year groups that it takes.
        takes: YearGroups,
        /// The student's at the start.
        then: Option<YearGroup>,
        /// Whether the student's is known.
        is_known: bool,
    },
    /// The programme takes other ages.
    Age {
        /// Whether the date of birth is known.
        is_known: bool,
        /// From this age in months.
        from: u32,
        /// Below this age in months.
        below: u32,
        /// On this day.
        start: NaiveDate,
    },
    /// Submitted after the deadline, or there is none.
    Deadline {
        /// When it was submitted.
        submitted: NaiveDate,
        /// The deadline.
        deadline: Option<NaiveDate>,
    },
    /// No start is legal.
    Window {
        /// The first day on which it could start.
        first: NaiveDate,
        /// The last day on which it could start.
        last: Option<NaiveDate>,
        /// The intake's start.
        start: NaiveDate,
        /// The last day on which the intake may be joined.
        last_start: Option<NaiveDate>,
    },
    /// The provider is the student's own school.
    OwnSchool,
    /// The provider is not approved for the whole placement.
    Approval {
        /// Approved from.
        from: Option<NaiveDate>,
        /// Approved to.
        to: Option<NaiveDate>,
        /// The placement's dates.
        span: Span,
    },
    /// The provider is not on the framework.
    Framework {
        /// Whether it is recorded.
        is_known: bool,
    },
    /// The course is not delivered in a way that is asked for.
    Delivery {
        /// Whether the referral asks, and not the programme.
        by_referral: bool,
        /// What is asked for.
        asked: Vec<String>,
        /// What the course states.
        offered: Vec<String>,
    },
    /// The student is not available at some of the intake's times.
    Times {
        /// Those times.
        missing: Times,
    },
    /// The intake alone exceeds the student's limit of time off site.
    TooLong {
        /// What it takes.
        needs: HalfDays,
        /// The limit.
        limit: HalfDays,
    },
    /// A held placement takes some of the same time.
    Occupied {
        /// Its dates.
        held: Span,
        /// Its times.
        days: Times,
        /// Its programme.
        programme: Key<Programme>,
    },
    /// A held placement overlaps, and one of the two stands alone.
    OccupiedAlone {
        /// Its dates.
        held: Span,
        /// Its programme.
        programme: Key<Programme>,
    },
    /// With the held placements the time off site would exceed the limit.
    OccupiedDays {
        /// On this day.
        on: NaiveDate,
        /// What it would be.
        would_be: HalfDays,
        /// The limit.
        limit: HalfDays,
    },
    /// The student has the programme in the same academic year already.
    Repeat {
        /// The dates of that placement.
        held: Span,
        /// The academic year.
        year: AcademicYear,
    },
    /// The stay would be too long.
    Stay {
        /// What it would be with the placements already held.
        stay: Span,
        /// Its teaching weeks or terms.
        would_be: u32,
        /// How many it may have.
        limit: u32,
        /// Whether terms are counted.
        in_terms: bool,
    },
    /// The student would come back, or have to come back, too soon.
    Return {
        /// The dates of the other stay.
        held: Span,
        /// The fewest weeks between the two.
        weeks: u32,
        /// The first day on which the later of them may begin.
        from: NaiveDate,
    },
    /// The provider is too far away.
    Distance {
        /// How far it is.
        distance: TenthsKm,
        /// How far it may be.
        limit: TenthsKm,
    },
    /// The intake is not among the choices.
    Choice {
        /// How many groups of choices were written.
        groups: usize,
    },
    /// A decision bars the intake.
    Barred,
}

/// In which way a student's tags do not suit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagFault {
    /// The student has none of those of which one is needed.
    NoneOf,
    /// The student has some that must not be.
    Has,
    /// The student lacks some that the course needs.
    Lacks,
}

/// Which list a year group is missing from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The programme's.
    Programme,
    /// The course's.
    Course,
}

impl Reason {
    /// The reason in a sentence for people, without the child's own facts but
    /// those that the school has written itself.
    pub fn describe(&self, case: &Case) -> String {
        let programme = &case.programme.name;
        match self {
            Reason::Programme => format!("the intake belongs to {programme}"),
            Reason::Status(Status::Pending) => {
                format!("{programme} takes approved referrals only; this one is pending")
            }
            Reason::Status(status) => format!("the referral is {status}"),
            Reason::Access { has_school: true } => {
                format!("{programme} is only for schools with the SLA, and the referring school does not have it")
            }
            Reason::Access { has_school: false } => {
                format!("{programme} is only for schools with the SLA, and no school refers")
            }
            Reason::Referrer { takes } => format!("{programme} takes referrals only from: {}", list(takes)),
            Reason::Documents { missing } => format!("documents still missing: {}", list(missing)),
            Reason::Ehcp { is_known: false, .. } => {
                format!("{programme} depends on an EHC plan, and it is not recorded whether the student has one")
            }
            Reason::Ehcp { needed: true, .. } => format!("{programme} is only for students with an EHC plan"),
            Reason::Ehcp { needed: false, .. } => format!("{programme} is only for students without an EHC plan"),
            Reason::Tags { fault: TagFault::NoneOf, named } => {
                format!("{programme} is only for students with one of the tags: {}", list(named))
            }
            Reason::Tags { fault: TagFault::Has, named } => {
                format!("{programme} is not for students tagged: {}", list(named))
            }
            Reason::Tags { fault: TagFault::Lacks, named } => {
                format!("the course is only for students tagged: {}", list(named))
            }
            Reason::YearGroup { side, takes, then, is_known } => {
                let side = match side {
                    Side::Programme => programme.as_str(),
                    Side::Course => "the course",
                };
                let takes = takes.to_string().replace(';', ", ");
                match (then, is_known) {
                    (Some(then), _) => {
                        format!("{side} takes year groups {takes}; at the start the student's will be {then}")
                    }
                    (None, true) => {
                        format!("{side} takes year groups {takes}; at the start the student will be above Year 14")
                    }
                    (None, false) => format!("{side} takes year groups {takes}; the student's is not recorded"),
                }
            }
            Reason::Age { is_known: false, from, below, .. } => {
                format!(
                    "{programme} takes children from {from} to under {below} months old; the date of birth is not recorded"
                )
            }
            Reason::Age { from, below, start, .. } => {
                let start = day(*start);
                format!(
                    "{programme} takes children from {from} to under {below} months old, which the student is not on {start}"
                )
            }
            Reason::Deadline { submitted, deadline: Some(deadline) } => {
                let late = (*submitted - *deadline).num_days();
                let (submitted, deadline) = (day(*submitted), day(*deadline));
                format!("submitted on {submitted}, {} after the deadline of {deadline}", counted(late, "day"))
            }
            Reason::Deadline { deadline: None, .. } => {
                format!("the calendar has no deadline for {programme} starting on {}", day(case.intake.start))
            }
            Reason::Window { first, last, start, last_start } => window(*first, *last, *start, *last_start),
            Reason::OwnSchool => "the provider is the student's own school".to_owned(),
            Reason::Approval { from, to, span } => {
                let approved = match (from, to) {
                    (Some(from), Some(to)) => format!("from {} to {}", day(*from), day(*to)),
                    (Some(from), None) => format!("from {}", day(*from)),
                    (None, Some(to)) => format!("until {}", day(*to)),
                    (None, None) => "without a limit".to_owned(),
                };
                format!("the provider is approved {approved}; the placement would run {}", dates(*span))
            }
            Reason::Framework { is_known: true } => {
                format!("{programme} uses providers on the framework only, and the provider is not on it")
            }
            Reason::Framework { is_known: false } => {
                format!(
                    "{programme} uses providers on the framework only, and it is not recorded whether the provider is on it"
                )
            }
            Reason::Delivery { by_referral, asked, offered } => {
                let who = if *by_referral { "the referral" } else { programme.as_str() };
                let offered = if offered.is_empty() { "nothing".to_owned() } else { list(offered) };
                format!("{who} asks for delivery: {}; the course states: {offered}", list(asked))
            }
            Reason::Times { missing } => format!("the student is not available on {}", weekdays(*missing)),
            Reason::TooLong { needs, limit } => {
                format!("the intake takes {} a week; the student's limit is {limit}", days(*needs))
            }
            Reason::Occupied { held, days, programme } => {
                let name = &case.round.policy.programmes[*programme].name;
                format!("the student already attends {name} on {} {}", weekdays(*days), dates(*held))
            }
            Reason::OccupiedAlone { held, programme } => {
                let name = &case.round.policy.programmes[*programme].name;
                format!(
                    "the student already attends {name} {}, and one of the two allows no other placement beside it",
                    dates(*held)
                )
            }
            Reason::OccupiedDays { on, would_be, limit } => {
                let (would_be, on) = (days(*would_be), day(*on));
                format!("with the placements already held it would be {would_be} a week on {on}; the limit is {limit}")
            }
            Reason::Repeat { held, year } => {
                format!("{programme} is taken once a year, and the student has it in {year} already, {}", dates(*held))
            }
            Reason::Stay { stay, would_be, limit, in_terms } => {
                let unit = if *in_terms { "term" } else { "teaching week" };
                let (would_be, limit) = (counted(*would_be, unit), counted(*limit, unit));
                format!("the stay on {programme} would be {would_be}, {}; the limit is {limit}", dates(*stay))
            }
            Reason::Return { held, weeks, from } => {
                let weeks = counted(*weeks, "week");
                let (held, from) = (dates(*held), day(*from));
                format!(
                    "the student has {programme} {held}; at least {weeks} lie between two stays, so that the later one may \
                     start from {from}"
                )
            }
            Reason::Distance { distance, limit } => format!("the provider is {distance} away; the limit is {limit}"),
            Reason::Choice { groups: 1 } => "the intake is not the referral's one choice".to_owned(),
            Reason::Choice { groups } => format!("the intake is not among the referral's {groups} choices"),
            Reason::Barred => "a decision bars the intake".to_owned(),
        }
    }
}

fn window(first: NaiveDate, last: Option<NaiveDate>, start: NaiveDate, last_start: Option<NaiveDate>) -> String {
    let offer = match last_start {
        Some(last_start) => format!("the intake starts on {} and may be joined until {}", day(start), day(last_start)),
        None => format!("the intake starts on {}", day(start)),
    };
    match last {
        Some(last) if last < first => {
            format!(
                "{offer}; the placement can start on {} at the earliest and on {} at the latest",
                day(first),
                day(last)
            )
        }
        Some(last) => format!("{offer}; the placement can start from {} to {}", day(first), day(last)),
        None => format!("{offer}; the placement can start from {}", day(first)),
    }
}

fn dates(span: Span) -> String {
    format!("from {} to {}", day(span.first), day(span.last))
}

fn weekdays(times: Times) -> String {
    times.to_string().replace(';', ", ")
}

/// `1 day`, `2.5 days`.
pub(crate) fn days(half_days: HalfDays) -> String {
    let plural = if half_days == HalfDays(2) { "" } else { "s" };
    format!("{half_days} day{plural}")
}

fn list(words: &[String]) -> String {
    words.join(", ")
}
