use crate::paper::PROGRAM_VERSION;
use crate::paper::page::Section;
use crate::report::inputs::inputs_table;
use crate::report::run::Report;
use crate::result::Status;

/// The input files, their fingerprints, and how to run it all again.
pub(super) fn inputs(report: &Report) -> Section {
    let (round, result) = (report.round, report.result);
    let bond = round.inputs.iter().map(|input| input.file.as_str()).find(|file| file.starts_with("--"));
    let option = bond.map(|bond| format!(" {bond} EARLIER.csv")).unwrap_or_default();
    let section = Section::new("inputs", "Inputs, and how to run it again")
        .text(format!(
            "Run with rightplace {PROGRAM_VERSION} and {} {}, seed {}. The same files, seed and program give the same result to the byte.",
            result.solver, result.solver_version, round.run.seed
        ))
        .text("The SHA-256 is the fingerprint of a file: it differs as soon as one character does.")
        .table(inputs_table(&round.inputs));
    match result.status {
        Status::Feasible => section.text("The run was ended before it was proven, so that running it again need not give the same result. The audit can be repeated at any time."),
        _ => section
            .text("To prove that this result comes of these files, with the folder of this page as RESULT and that of the round as ROUND:")
            .code(format!("rightplace replay RESULT --round ROUND{option}")),
    }
}
