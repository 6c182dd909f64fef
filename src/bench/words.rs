//! Times, ratios and shares as the page of a benchmark tells them.

use super::figures::{Ratio, Time};

/// Seconds as people read them: three digits that count.
pub(super) fn seconds(seconds: f64) -> String {
    match seconds {
        ..0.00005 => "below 0.0001".to_owned(),
        ..0.1 => format!("{seconds:.4}"),
        ..10.0 => format!("{seconds:.2}"),
        ..100.0 => format!("{seconds:.1}"),
        _ => format!("{seconds:.0}"),
    }
}

/// A time; with a mark where not all is proven.
pub(super) fn time(time: Option<Time>) -> String {
    match time {
        None => "–".to_owned(),
        Some(Time { seconds: taken, is_proven: true }) => seconds(taken),
        Some(Time { seconds: taken, .. }) => format!("{}, not proven", seconds(taken)),
    }
}

/// How many times faster.
pub(super) fn ratio(ratio: Option<Ratio>) -> String {
    let Some(Ratio { times, is_least }) = ratio else { return "–".to_owned() };
    let digits = if times < 10.0 { format!("{times:.2}") } else { format!("{times:.0}") };
    format!("{}{digits}×", if is_least { "≥ " } else { "" })
}

/// A share as a percentage with two digits that count.
pub(super) fn per_cent(share: f64) -> String {
    let percent = share * 100.0;
    match percent {
        0.0 => "0%".to_owned(),
        ..0.01 => "below 0.01%".to_owned(),
        ..1.0 => format!("{percent:.2}%"),
        _ => format!("{percent:.1}%"),
    }
}

/// Memory in megabytes.
pub(super) fn megabytes(kilobytes: Option<u64>) -> String {
    kilobytes.map_or_else(|| "–".to_owned(), |kilobytes| (kilobytes / 1024).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([0.00001, 0.012, 0.5, 12.34, 123.4].map(seconds), ["below 0.0001", "0.0120", "0.50", "12.3", "123"]);
        assert_eq!(ratio(Some(Ratio { times: 3.456, is_least: false })), "3.46×");
        assert_eq!(ratio(Some(Ratio { times: 51.2, is_least: true })), "≥ 51×");
        assert_eq!([0.0, 0.00001, 0.0012, 0.25].map(per_cent), ["0%", "below 0.01%", "0.12%", "25.0%"]);
    }
}
