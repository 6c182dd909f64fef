//! The program of a round for other solvers: each step of the ladder as an MPS
//! file, and the whole in whole numbers. Nothing in it names a child, a school
//! or a provider: columns and rows are numbered.

mod json;
mod mps;
mod parts;

pub use json::program_json;

use crate::allocation::Step;
use crate::digest::InputHash;
use crate::ids::Word;
use crate::paper::publish::Set;
use crate::paper::{Cell, Files, Format, PROGRAM_VERSION, Sheet, hashes};
use crate::program::Program;
use crate::report::inputs::inputs_by_name;
use crate::report::proof::{Proof, proofs};
use crate::result::Status;
use json::Head;
use parts::{class_and_rank, signed};

const PROGRAM: &str = "program.json";
const LADDER: &str = "ladder.csv";

/// The program of a round and the steps of its ladder.
pub const EXPORT: Set = Set::new("export", PROGRAM, &[LADDER]).with_names(|name| {
    let step = name.strip_prefix("step-").and_then(|rest| rest.strip_suffix(".mps"));
    step.is_some_and(|number| number.len() > 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
});

/// All that the files of an export are written from.
#[derive(Clone, Copy)]
pub struct Export<'a> {
    /// The files that the round was read from.
    pub inputs: &'a [InputHash],
    /// The program.
    pub program: &'a Program,
    /// Every step with its value and bound; nothing where the program has no
    /// solution.
    pub steps: Option<&'a [Step]>,
    /// The name and the version of the solver that found the values.
    pub solver: (&'a str, &'a str),
}

impl Export<'_> {
    /// How the climb ended.
    pub fn status(&self) -> Status {
        match self.steps {
            None => Status::Infeasible,
            Some(steps) if steps.iter().all(Step::is_proven) => Status::Optimal,
            Some(_) => Status::Feasible,
        }
    }
}

/// The files of an export. A program without a solution has no `ladder.csv`,
/// and of the steps only the first, in which any solver must find as much.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn files(export: &Export) -> Result<Files, serde_json::Error> {
    let Export { program, steps, .. } = export;
    let mut files = Files::new();
    let known = steps.unwrap_or_default();
    let written = if steps.is_some() { program.objectives().len() } else { 1 };
    for step in 0..written {
        files.insert(file_name(step), mps::step(program, &known[..step.min(known.len())], step));
    }
    if let Some(steps) = steps {
        files.insert(LADDER.to_owned(), ladder(steps).bytes(Format::Plain));
    }
    let head = Head {
        program_version: PROGRAM_VERSION,
        solver: export.solver.0,
        solver_version: export.solver.1,
        status: export.status().word(),
        inputs: inputs_by_name(export.inputs),
        files: hashes(&files),
    };
    let index = json::whole(head, program)?;
    files.insert(PROGRAM.to_owned(), index);
    Ok(files)
}

/// The file of a step, which is counted from 0 here and from 1 in the name.
fn file_name(step: usize) -> String {
    format!("step-{:02}.mps", step + 1)
}

/// `ladder.csv`: a row for each step.
fn ladder(steps: &[Step]) -> Sheet {
    let columns = ["step", "file", "stage", "class", "rank", "sense", "value", "bound", "proof", "minimum"];
    let mut sheet = Sheet::new(&columns);
    for (position, (step, proof)) in steps.iter().zip(proofs(steps)).enumerate() {
        let (class, rank) = class_and_rank(&step.segment);
        let minimum = (proof == Proof::Proven).then(|| signed(step.sense, step.value));
        sheet.push([
            Cell::number(position + 1),
            Cell::text(file_name(position)),
            Cell::text(step.stage),
            Cell::text_or_blank(class),
            Cell::number_or_blank(rank),
            Cell::text(step.sense.word()),
            Cell::number(step.value),
            Cell::number(step.bound),
            Cell::text(proof),
            Cell::number_or_blank(minimum),
        ]);
    }
    sheet
}
