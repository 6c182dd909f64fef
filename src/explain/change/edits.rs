use super::{Change, Lever};
use crate::ids::RuleId;
use crate::round::{PoolAmount, Round, SeparationScope};
use crate::units::Pence;

/// What a change is in the files of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A cell gets a value; the row is the one with these values.
    Set {
        /// The table, without `.csv`.
        table: &'static str,
        /// Columns and values that name the row.
        row: Vec<(&'static str, String)>,
        /// The column.
        column: &'static str,
        /// The value.
        value: String,
    },
    /// A row is added.
    Insert {
        /// The table, without `.csv`.
        table: &'static str,
        /// Columns and values.
        row: Vec<(&'static str, String)>,
    },
    /// A row is taken out.
    Remove {
        /// The table, without `.csv`.
        table: &'static str,
        /// Columns and values that name the row.
        row: Vec<(&'static str, String)>,
    },
    /// A key of the policy gets a value.
    Policy {
        /// The key, dotted, programmes and pools by id.
        key: String,
        /// The value.
        value: String,
    },
}

impl Edit {
    /// In plain English: file, row, column and value.
    pub fn describe(&self) -> String {
        let cells = |row: &[(&str, String)]| -> String {
            row.iter().map(|(column, value)| format!("{column} {value}")).collect::<Vec<_>>().join(", ")
        };
        match self {
            Edit::Set { table, row, column, value } => {
                format!("{table}.csv, row with {}: set {column} to {value}", cells(row))
            }
            Edit::Insert { table, row } => format!("{table}.csv: add a row with {}", cells(row)),
            Edit::Remove { table, row } => format!("{table}.csv: remove the row with {}", cells(row)),
            Edit::Policy { key, value } => format!("policy.toml: set {key} to {value}"),
        }
    }
}

impl Change {
    /// What the change is in the files of the round.
    pub fn edits(&self, round: &Round) -> Vec<Edit> {
        let id = |column, id: &str| vec![(column, id.to_owned())];
        let set = |table, row, column, value: String| vec![Edit::Set { table, row, column, value }];
        match self {
            Change::Waive { referral, intake, rules } => {
                let waive = |rule: &RuleId| {
                    let referral = ("referral_id", round.referrals[*referral].id.clone());
                    let named = (*rule != RuleId::Status).then(|| ("intake_id", round.intakes[*intake].id.clone()));
                    let row = [referral, ("decision", "waive".to_owned())].into_iter().chain(named);
                    Edit::Insert { table: "decisions", row: row.chain([("rule", rule.to_string())]).collect() }
                };
                rules.iter().map(waive).collect()
            }
            Change::Accept { referral, course } => {
                let referral = &round.referrals[*referral];
                let row = id("referral_id", &referral.id);
                set("referrals", row, "choices", format!("{};{}", listed(round, referral), round.courses[*course].id))
            }
            Change::Ease(lever, amount) => {
                let more = |places: u32| places.saturating_add(*amount).to_string();
                match *lever {
                    Lever::Budget(school) => {
                        let school = &round.schools[school];
                        let budget = school.budget.unwrap_or_default() + Pence(100 * i64::from(*amount));
                        set("schools", id("school_id", &school.id), "budget", budget.to_string())
                    }
                    Lever::TransportBudget => {
                        let budget = round.policy.transport_budget.unwrap_or_default();
                        let budget = budget + Pence(100 * i64::from(*amount));
                        vec![Edit::Policy { key: "transport_budget".to_owned(), value: budget.to_string() }]
                    }
                    Lever::ExtraPlaces(school) => {
                        let school = &round.schools[school];
                        set("schools", id("school_id", &school.id), "extra_places", more(school.extra_places))
                    }
                    Lever::Places(intake) => {
                        let intake = &round.intakes[intake];
                        set("intakes", id("intake_id", &intake.id), "places", more(intake.places))
                    }
                    Lever::CoursePlaces(course) => {
                        let course = &round.courses[course];
                        set("courses", id("course_id", &course.id), "places", more(course.places.unwrap_or(0)))
                    }
                    Lever::DailyPlaces(provider) => {
                        let provider = &round.providers[provider];
                        let places = more(provider.daily_places.unwrap_or(0));
                        set("providers", id("provider_id", &provider.id), "daily_places", places)
                    }
                    Lever::YearlyPlaces(programme) => {
                        let programme = &round.policy.programmes[programme];
                        let key = format!("programme.{}.yearly_places", programme.id);
                        vec![Edit::Policy { key, value: more(programme.yearly_places.unwrap_or(0)) }]
                    }
                    Lever::Pool(position, school) => {
                        let pool = &round.policy.pools[position];
                        match (&pool.amount, school) {
                            (PoolAmount::PerSchool(amounts), Some(school)) => {
                                let id = &round.schools[school].id;
                                let row = vec![("pool_id", pool.id.clone()), ("school_id", id.clone())];
                                match amounts.get(&school) {
                                    Some(now) => set("pools", row, "amount", more(*now)),
                                    None => {
                                        let amount = ("amount", more(0));
                                        let row = row.into_iter().chain([amount]).collect();
                                        vec![Edit::Insert { table: "pools", row }]
                                    }
                                }
                            }
                            (PoolAmount::All(Some(now)), _) => {
                                vec![Edit::Policy { key: format!("pool.{}.amount", pool.id), value: more(*now) }]
                            }
                            _ => Vec::new(),
                        }
                    }
                    Lever::MinGroup(intake) => {
                        let intake = &round.intakes[intake];
                        let least = intake.min_group.saturating_sub(*amount).max(1);
                        set("intakes", id("intake_id", &intake.id), "min_group", least.to_string())
                    }
                    Lever::Separation(position) => {
                        let separation = &round.separations[position];
                        let student = |key| round.students[key].id.clone();
                        let mut row = vec![("student_a", student(separation.a)), ("student_b", student(separation.b))];
                        if separation.scope == SeparationScope::Provider {
                            row.push(("scope", separation.scope.to_string()));
                        }
                        vec![Edit::Remove { table: "separations", row }]
                    }
                }
            }
        }
    }
}

/// The choices as the file may have them.
fn listed(round: &Round, referral: &crate::round::Referral) -> String {
    let group = |group: &crate::round::ChoiceGroup| -> String {
        let courses = group.courses.iter().map(|course| round.courses[*course].id.as_str());
        let intakes = group.intakes.iter().map(|intake| round.intakes[*intake].id.as_str());
        courses.chain(intakes).collect::<Vec<_>>().join("|")
    };
    referral.choices.groups.iter().map(group).collect::<Vec<_>>().join(";")
}
