use crate::paper::json;
use crate::result::Trace;
use serde::Serialize;

#[derive(Serialize)]
struct Timings<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
    parts: Vec<Timing<'a>>,
    steps: Vec<Timing<'a>>,
}

#[derive(Serialize)]
struct Timing<'a> {
    name: &'a str,
    seconds: f64,
}

/// `timings.json`: the only file with times.
pub(super) fn timings(trace: &Trace, note: Option<&'static str>) -> Result<Vec<u8>, serde_json::Error> {
    let timings = Timings { note, parts: list(&trace.parts), steps: list(&trace.steps) };
    json::pretty(&timings)
}

/// Seconds to the millisecond.
fn list(named: &[(String, f64)]) -> Vec<Timing<'_>> {
    let round = |seconds: f64| (seconds * 1000.0).round() / 1000.0;
    named.iter().map(|(name, seconds)| Timing { name, seconds: round(*seconds) }).collect()
}
