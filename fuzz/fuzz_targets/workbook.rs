#![cfg_attr(fuzzing, no_main)]

#[allow(dead_code, reason = "every target uses one reader")]
#[path = "../../tests/readers/targets.rs"]
mod targets;

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::workbook(bytes));

/// Reads the files that are named, such as those that a fuzzer found.
#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        targets::workbook(&std::fs::read(path)?);
    }
    Ok(())
}
