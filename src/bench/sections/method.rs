use super::super::benchmark::Bench;
use super::super::machine::Machine;
use super::super::words::seconds;
use crate::paper::page::{Section, Table};
use crate::paper::words::count;

/// How all of it was measured, and where.
pub(super) fn method(bench: &Bench) -> Section {
    let text = [
        format!(
            "Each run is a process of its own, one after the other, with {} and a limit of {} seconds for the ladder. \
             It reads the round, lists the options, writes the program, climbs the ladder, explains, audits the \
             allocation and writes the result. The ladder is climbed once; every other part is repeated, up to nine \
             times or half a second, and the median counts.",
            count(bench.threads, "thread"),
            seconds(bench.time_limit)
        ),
        "The setting default is what allocate does. The setting plain solves one integer program a step, from \
         scratch, with a row for each finished step. Peak memory is what the system says of the whole process."
            .to_owned(),
        "A gap is the difference of bound and value as a share of the value. A value counts as proven where it is \
         its bound and every step before it is proven. Proven values are compared between settings, seeds and peers; \
         every allocation is audited, and the audit's values compared with the ladder's."
            .to_owned(),
        "Rounds such as mixed 3 are made up: rightplace generate --hard mixed --seed 3 writes the same files. A round \
         cities-10 1 is that of generate --scale 10 --seed 1, a city that of generate --seed, a tiny one that of \
         generate --tiny --seed. What the kinds are is in docs/command-line.md."
            .to_owned(),
    ];
    let Machine { processor, cores, memory_mb, system, commit } = &bench.machine;
    let unknown = || "unknown".to_owned();
    let rows = [
        ("Processor", processor.clone().unwrap_or_else(unknown)),
        ("Cores", cores.to_string()),
        ("Memory", memory_mb.map_or_else(unknown, |megabytes| format!("{megabytes} MB"))),
        ("System", system.clone()),
        ("Version", bench.program_version.to_owned()),
        ("Commit", commit.clone().unwrap_or_else(unknown)),
        ("Solver", solvers(bench)),
    ];
    let rows = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]);
    text.iter()
        .fold(Section::new("method", "Method and machine"), Section::text)
        .table(Table::new("machine", "Where it was measured", &["What", "Which"]).with(rows))
}

fn solvers(bench: &Bench) -> String {
    let mut solvers: Vec<String> = Vec::new();
    for measured in bench.runs.iter().filter_map(|run| run.measured.as_ref()) {
        let solver = format!("{} {}", measured.solver, measured.solver_version);
        if !solvers.contains(&solver) {
            solvers.push(solver);
        }
    }
    solvers.join(", ")
}
