use crate::support::Bench;

#[test]
fn wrong_usage_ends_with_2() {
    let bench = Bench::new();
    bench.run(&[]).ends(2);
    bench.run(&["alocate", "ROUND"]).ends(2);
    bench.run(&["allocate", "ROUND"]).ends(2);
    bench.run(&["allocate", "ROUND", "--out", "@out", "--threads", "0"]).ends(2);
    bench.run(&["allocate", "ROUND", "--out", "@out", "--time-limit", "soon"]).ends(2);
    let run = bench.run(&["allocate", "ROUND", "--out", "@out", "--solver", "guess"]).ends(2);
    assert!(run.stderr.contains("possible values: highs, microlp"), "{}", run.stderr);
    assert!(!bench.path("out").exists());
}

/// Help, without the spaces at the ends of lines.
fn help(arguments: &[&str]) -> String {
    let run = Bench::new().run(&[&["help"], arguments].concat()).ends(0);
    run.stdout.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_help_teaches() {
    insta::assert_snapshot!(help(&[]), @r"
    Decides which referred child gets which alternative-provision place: best by a published ladder of
    priorities, with a proof, and with a reason for every child who gets none

    Usage: rightplace <COMMAND>

    Commands:
      init         Writes an empty round to fill in, as a folder of files or as a workbook
      check        Reads a round and lists every problem of it; writes nothing
      allocate     Finds the best allocation of a round and writes it down
      audit        Checks an allocation, ours or one made by hand, independently
      explain      Says why referrals have the places they have, or none, and what would help
      replay       Proves that a result comes of its inputs, or says what differs
      deadlines    Lists every date that matters, what is overdue first
      year         Runs the rounds of a year, each after what the one before left
      whatif       Compares what a round would come to under other circumstances
      plan         Says what capacity is worth before a term, and what to buy of it
      policy       Says in sentences what the policy of a round means
      export       Writes the integer program of a round for other solvers, with proven values
      schema       Writes JSON Schema of every table and of the settings
      generate     Makes up a round for tests and demonstrations
      bench        Measures solvers and settings over given and made-up rounds
      tidy         Lists what runs have left in folders, and deletes what is older than a date
      doctor       Says what the program is, what it can use here, and what a helper would ask
      man          Writes manual pages, one for the program and one for each command
      completions  Writes completions of commands and options for a shell to standard output
      help         Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help
      -V, --version  Print version

    A round is a folder with round.toml, policy.toml and CSV tables, or one .xlsx workbook.
    Begin with an empty one; fill it in, check it, allocate it, and have the result checked
    independently:

      rightplace init spring-2026
      rightplace check spring-2026
      rightplace allocate spring-2026 --out spring-2026-result
      rightplace audit spring-2026 spring-2026-result/allocations.csv

    Exit status:
      0  done
      1  a fault of the program
      2  wrong usage
      3  the input has errors, and nothing was written; or it is not the recorded one
      4  infeasible: the decisions to place cannot all be kept
      5  a limit was reached before the proof; the result is written and says so
      6  the audit found violations, or a replay differs
      7  another run is writing into the same folder; nothing of this one is in it

    Data goes to standard output, everything else to standard error.
    NO_COLOR=1 turns colours off.
    ");
}

#[test]
fn help_of_check() {
    insta::assert_snapshot!(help(&["check"]), @r"
    Reads a round and lists every problem of it; writes nothing

    Errors are what makes a round unreadable or ambiguous; they must be mended before it can be
    allocated. All else is a warning. Every problem says where it is, what was found, what was expected
    and what to do; none carries a name, a date of birth or free text about a child.

    Usage: rightplace check [OPTIONS] <ROUND>

    Arguments:
      <ROUND>
              The folder of the round, or its workbook (.xlsx)

    Options:
          --json
              Write the problems as JSON

      -h, --help
              Print help (see a summary with '-h')

    Example:
      rightplace check spring-2026

    Exit status: 0 the round can be allocated, 3 it has errors.
    ");
}

#[test]
fn help_of_allocate() {
    insta::assert_snapshot!(help(&["allocate"]), @r"
    Finds the best allocation of a round and writes it down

    Best is what the policy's ladder says, step by step: a later step never gives up anything of an
    earlier one. Every step comes with a proven bound. The folder then has allocations.csv,
    unplaced.csv, intakes.csv, schools.csv, reserves.csv, summary.json, timings.json and report.html, as
    a set or not at all; an earlier result in it is replaced, other files stay.

    Usage: rightplace allocate [OPTIONS] --out <DIR> <ROUND>

    Arguments:
      <ROUND>
              The folder of the round, or its workbook (.xlsx)

    Options:
          --out <DIR>
              The folder for the result; created where there is none

          --packs <DIR>
              Also write decision packs into this folder: a page and a table for every school and panel,
              a letter for every referral

          --explain
              Also look for the smallest change of everyone without a place, once the allocation is
              written

          --no-explain
              Look for no change; those that the folder has of the same allocation stay

          --threads <N>
              How many threads to use, up to one a core; the result is the same on any number

          --solver <NAME>
              The solver

              [default: highs]
              [possible values: highs, microlp]

          --time-limit <SECONDS>
              Stop after so many seconds with the best allocation found by then

          --excel
              Write CSV files as Excel likes them: a byte-order mark, CRLF at line ends, ids with their
              zeros

          --hold <EARLIER.csv>
              An earlier allocations.csv to stand by: every placement in it that is not barred,
              deferred, declined or withdrawn is a decision to place

          --keep <EARLIER.csv>
              An earlier allocations.csv to keep to where the ladder allows

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      rightplace allocate spring-2026 --out spring-2026-result
      rightplace allocate spring-2026 --out late-referrals --hold spring-2026-result/allocations.csv

    Exit status: 0 proven, 3 the input has errors, 4 infeasible, 5 a limit was reached before the proof.
    ");
}

#[test]
fn help_of_audit() {
    insta::assert_snapshot!(help(&["audit"]), @r"
    Checks an allocation, ours or one made by hand, independently

    Every rule and constraint is recomputed from the round by code that shares nothing with what finds
    allocations. What is broken is told in plain English, then the value of every step of the ladder,
    and who could have a place if somebody placed left theirs. A worse allocation is no violation.

    Usage: rightplace audit [OPTIONS] <ROUND> <ALLOCATIONS.csv>

    Arguments:
      <ROUND>
              The folder of the round, or its workbook (.xlsx)

      <ALLOCATIONS.csv>
              The allocation: a CSV file or workbook with at least referral_id and intake_id

    Options:
          --hold <EARLIER.csv>
              An earlier allocations.csv to stand by: every placement in it that is not barred,
              deferred, declined or withdrawn is a decision to place

          --keep <EARLIER.csv>
              An earlier allocations.csv to keep to where the ladder allows

          --json
              Write what was found as JSON

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      rightplace audit spring-2026 spring-2026-result/allocations.csv
      rightplace audit spring-2026 made-by-hand.csv

    Exit status: 0 nothing is broken, 3 the input has errors, 6 there are violations.
    ");
}

#[test]
fn help_of_generate() {
    insta::assert_snapshot!(help(&["generate"]), @r"
    Makes up a round for tests and demonstrations

    All schools, students and places are fictional. The same options give the same bytes on every
    machine.

    Usage: rightplace generate [OPTIONS] --out <DIR>

    Options:
          --out <DIR>
              The folder for the round; it must be new or empty

          --seed <N>
              What everything is drawn from; one seed serves a whole year

              [default: 2025]

          --term <TERM>
              The round of the academic year 2025-26, in the order of the list

              Possible values:
              - autumn:   September to December 2025
              - november: Supported Transfers from 3 November 2025
              - december: Supported Transfers from 1 December 2025
              - spring:   January to March 2026
              - february: Supported Transfers from 2 February 2026
              - march:    Supported Transfers from 2 March 2026
              - summer:   April to July 2026
              - may:      Supported Transfers from 5 May 2026
              - june:     Supported Transfers from 15 June 2026

              [default: spring]

          --referrals <N>
              How many referrals a city has, if not 600 (200 with --hard intakes); schools, providers
              and courses grow with them

          --scale <CITIES>
              How many cities, neighbours sharing some providers: 10 have about 6,000 referrals, 100
              about 60,000

              [default: 1]

          --hard <KIND>
              A round that is hard to solve

              Possible values:
              - identical:   Children in twelves who differ in nothing but their ids
              - one-school:  One school that refers three quarters of all children
              - budgets:     A budget that binds at every school
              - separations: Two pairs of students to be kept apart for each referral
              - intakes:     Thirty intakes a course
              - mixed:       A little of everything: budgets, groups, separations, several referrals a
                student

          --authority <NAME>
              The name of the authority

              [default: Coventry]

          --after <ALLOCATIONS.csv>
              The published result of an earlier round, oldest first, one for each round before

          --tiny
              A round of three to five referrals that can be worked out by hand

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      rightplace generate --out spring-2026
      rightplace generate --out november-2025 --term november --after autumn-result/allocations.csv
      rightplace generate --out region --scale 10
      rightplace generate --out hard --hard mixed --seed 1
      rightplace generate --out tiny --tiny --seed 7
    ");
}

#[test]
fn help_of_export() {
    insta::assert_snapshot!(help(&["export"]), @r"
    Writes the integer program of a round for other solvers, with proven values

    The folder then has an MPS file for each step of the ladder, with a row for the value of each step
    before it; ladder.csv with what each step comes to; and program.json, the whole program in whole
    numbers. Any solver must find the least value of a file to be what ladder.csv says. Columns and rows
    are numbered: no id of the round is written.

    Usage: rightplace export [OPTIONS] --out <DIR> <ROUND>

    Arguments:
      <ROUND>
              The folder of the round, or its workbook (.xlsx)

    Options:
          --out <DIR>
              The folder for the files; created where there is none

          --threads <N>
              How many threads to use, up to one a core; the result is the same on any number

          --solver <NAME>
              The solver

              [default: highs]
              [possible values: highs, microlp]

          --time-limit <SECONDS>
              Stop after so many seconds with the best allocation found by then

          --hold <EARLIER.csv>
              An earlier allocations.csv to stand by: every placement in it that is not barred,
              deferred, declined or withdrawn is a decision to place

          --keep <EARLIER.csv>
              An earlier allocations.csv to keep to where the ladder allows

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      rightplace export spring-2026 --out spring-2026-program
      rightplace export spring-2026 --out late-program --hold spring-2026-result/allocations.csv

    Exit status: 0 proven, 3 the input has errors, 4 infeasible, 5 a limit was reached before the proof.
    ");
}

#[test]
fn help_of_replay() {
    insta::assert_snapshot!(help(&["replay"]), @r"
    Proves that a result comes of its inputs, or says what differs

    Compares the round's files with the SHA-256 that the result records, and the result's own files
    likewise; then allocates again as recorded and compares every file byte for byte, timings.json
    apart. Nothing is written. Standard output lists each file and what has become of it.

    Usage: rightplace replay [OPTIONS] --round <ROUND> <RESULT>

    Arguments:
      <RESULT>
              The folder of the result

    Options:
          --round <ROUND>
              The folder of the round, or its workbook (.xlsx)

          --hold <EARLIER.csv>
              An earlier allocations.csv to stand by: every placement in it that is not barred,
              deferred, declined or withdrawn is a decision to place

          --keep <EARLIER.csv>
              An earlier allocations.csv to keep to where the ladder allows

          --threads <N>
              How many threads to use, up to one a core; the result is the same on any number

          --json
              Write the findings as JSON

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      rightplace replay spring-2026-result --round spring-2026
      rightplace replay late-referrals --round spring-2026 --hold spring-2026-result/allocations.csv

    Exit status: 0 the same, 3 an input is not the recorded one, 5 a limit ended the run, 6 a file
    differs.
    ");
}

/// The commands that the help lists, those below `plan` among them.
pub(crate) fn commands() -> Vec<Vec<String>> {
    let below = |above: &[&str]| -> Vec<Vec<String>> {
        let text = help(above);
        let (_, rest) = text.split_once("Commands:\n").unwrap_or_default();
        let lines = rest.lines().take_while(|line| line.starts_with("  "));
        let names = lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
        let with = |name: &str| above.iter().copied().chain([name]).map(str::to_owned).collect();
        names.filter(|name| *name != "help").map(with).collect()
    };
    let (groups, all): (Vec<_>, Vec<_>) = below(&[]).into_iter().partition(|command| command == &["plan"]);
    assert_eq!(groups.len(), 1);
    all.into_iter().chain(below(&["plan"])).collect()
}

#[test]
fn every_command_shows_an_example_of_itself() {
    for command in commands() {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        let text = help(&words);
        let examples = text.split_once("Example").unwrap_or_else(|| panic!("{command:?} has no example")).1;
        assert!(examples.contains(&format!("rightplace {}", command.join(" "))), "{command:?}: {examples}");
    }
}
