use crate::problem::Problem;
use crate::reading::Reading;
use crate::round::Round;
use crate::source::Source;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// An earlier round that children are drawn from.
#[derive(Debug)]
pub(in crate::whatif) struct Earlier {
    /// As the scenario names it.
    pub name: String,
    pub source: Source,
    /// The day of its run.
    pub as_of: NaiveDate,
    /// The course of each intake, by id.
    pub courses: BTreeMap<String, String>,
}

impl PartialEq for Earlier {
    fn eq(&self, other: &Earlier) -> bool {
        (&self.name, &self.source.inputs) == (&other.name, &other.source.inputs)
    }
}

impl Earlier {
    pub fn new(name: &str, source: Source) -> Result<Earlier, Vec<Problem>> {
        let Reading { round, problems } = Round::from_source(&source);
        let Some(round) = round else { return Err(problems.into_iter().filter(Problem::is_error).collect()) };
        let courses = round.intakes.iter().map(|(key, intake)| (intake.id.clone(), round.course_of(key).id.clone()));
        Ok(Earlier { name: name.to_owned(), as_of: round.run.as_of, courses: courses.collect(), source })
    }
}
