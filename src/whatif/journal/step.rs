use crate::allocation::{Class, Segment, Sense, Step};
use crate::ids::{StageId, Word};
use serde::{Deserialize, Serialize};

/// A proven step as JSON has it: its stage, its segment, its sense and its value,
/// which is its bound too.
#[derive(Serialize, Deserialize)]
pub(in crate::whatif) struct StepLine(String, Option<SegmentLine>, String, i64);

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum SegmentLine {
    Class(Vec<u32>),
    Rank(u32),
}

impl StepLine {
    /// The line of a step.
    pub fn of(step: &Step) -> StepLine {
        let segment = match &step.segment {
            Segment::Whole => None,
            Segment::Class(class) => Some(SegmentLine::Class(class.0.clone())),
            Segment::Rank(rank) => Some(SegmentLine::Rank(*rank)),
        };
        StepLine(step.stage.word().to_owned(), segment, step.sense.word().to_owned(), step.value)
    }

    /// The step of a line; nothing where its words are none.
    pub fn read(&self) -> Option<Step> {
        let StepLine(stage, segment, sense, proven) = self;
        let segment = match segment {
            None => Segment::Whole,
            Some(SegmentLine::Class(class)) => Segment::Class(Class(class.clone())),
            Some(SegmentLine::Rank(rank)) => Segment::Rank(*rank),
        };
        Some(Step {
            stage: StageId::parse(stage)?,
            segment,
            sense: Sense::parse(sense)?,
            value: *proven,
            bound: *proven,
        })
    }
}
