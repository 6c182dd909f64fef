use crate::allocation::{Class, Part, Sense, Step};
use crate::ids::{StageId, Word};
use serde::{Deserialize, Serialize};

/// A proven step as JSON has it: its stage, its part, its sense and its value,
/// which is its bound too.
#[derive(Serialize, Deserialize)]
pub(in crate::whatif) struct StepLine(String, Option<PartLine>, String, i64);

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PartLine {
    Class(Vec<u32>),
    Rank(u32),
}

impl StepLine {
    /// The line of a step.
    pub fn of(step: &Step) -> StepLine {
        let part = match &step.part {
            Part::Whole => None,
            Part::Class(class) => Some(PartLine::Class(class.0.clone())),
            Part::Rank(rank) => Some(PartLine::Rank(*rank)),
        };
        StepLine(step.stage.word().to_owned(), part, step.sense.word().to_owned(), step.value)
    }

    /// The step of a line; nothing where its words are none.
    pub fn read(&self) -> Option<Step> {
        let StepLine(stage, part, sense, proven) = self;
        let part = match part {
            None => Part::Whole,
            Some(PartLine::Class(class)) => Part::Class(Class(class.clone())),
            Some(PartLine::Rank(rank)) => Part::Rank(*rank),
        };
        Some(Step { stage: StageId::parse(stage)?, part, sense: Sense::parse(sense)?, value: *proven, bound: *proven })
    }
}
