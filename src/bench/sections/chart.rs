use super::super::Bench;
use super::super::figures::Time;
use std::fmt::Write;

/// Width of the names, of the scale, and of what stands right of it; height of
/// a row: in the units of the drawing.
const NAMES: f64 = 260.0;
const SCALE: f64 = 620.0;
const RIGHT: f64 = 40.0;
const ROW: f64 = 26.0;

/// The marks of the settings and peers, in their order: outlines that differ
/// without colour, each about a point.
const MARKS: [&str; 7] = [
    "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z",
    "M-5 -5H5V5H-5Z",
    "M0 -7L7 0L0 7L-7 0Z",
    "M0 -7L6 5H-6Z",
    "M0 7L6 -5H-6Z",
    "M-6 -6L6 6M-6 6L6 -6",
    "M-7 0H7M0 -7V7",
];

/// A row for each round: how long each setting and peer takes for the ladder,
/// on a scale on which each line is ten times the one before. Nothing where
/// there are no times to compare.
pub(super) fn chart(bench: &Bench, peers: &[&str]) -> Option<String> {
    let own = |round: &str| bench.settings.iter().map(|setting| bench.time(round, setting)).collect::<Vec<_>>();
    let of_peers = |round: &str| peers.iter().map(|peer| bench.peer_time(round, peer)).collect::<Vec<_>>();
    let rows: Vec<(&str, Vec<Option<Time>>)> =
        bench.rounds.iter().map(|round| (round.as_str(), [own(round), of_peers(round)].concat())).collect();
    let all = || rows.iter().flat_map(|(_, times)| times).flatten().map(|time| time.seconds.max(1e-4).log10());
    let (first, last) = (all().min_by(f64::total_cmp)?.floor(), all().max_by(f64::total_cmp)?.ceil());
    if bench.settings.len() + peers.len() < 2 {
        return None;
    }
    let decades = (last - first).max(1.0);
    let x = |time: f64| NAMES + SCALE * (time.max(1e-4).log10() - first) / decades;
    let (width, height) = (NAMES + SCALE + RIGHT, ROW * (rows.len() as f64 + 3.0));
    let mut svg = format!(
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"Seconds for the ladder of each round; the \
         numbers are in the table below\" font-size=\"14\" fill=\"currentColor\" stroke=\"none\">\n"
    );
    let mut write = |part: String| {
        // Writing to a text cannot fail.
        let _ = writeln!(svg, "{part}");
    };
    let names = bench.settings.iter().map(String::as_str).chain(peers.iter().copied());
    for (position, name) in names.enumerate() {
        let at = NAMES + SCALE * position as f64 / (bench.settings.len() + peers.len()) as f64 + 8.0;
        write(mark(position, at, ROW / 2.0, ""));
        write(format!("<text x=\"{:.0}\" y=\"{:.0}\">{name}</text>", at + 12.0, ROW / 2.0 + 5.0));
    }
    let (top, bottom) = (ROW, ROW * (rows.len() as f64 + 1.5));
    for decade in 0..=decades as i32 {
        let time = 10f64.powf(first + f64::from(decade));
        let at = x(time);
        write(format!("<path d=\"M{at:.1} {top}V{bottom}\" stroke=\"currentColor\" stroke-opacity=\".25\"/>"));
        // The shortest text of a power of ten: 0.001, 1, 100.
        write(format!("<text x=\"{at:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{} s</text>", bottom + 16.0, tidy(time)));
    }
    for (position, (round, times)) in rows.iter().enumerate() {
        let y = ROW * (position as f64 + 1.75);
        let name = short(round);
        write(format!("<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{name}</text>", NAMES - 16.0, y + 5.0));
        for (which, time) in times.iter().enumerate() {
            let Some(time) = time else { continue };
            let at = x(time.seconds);
            let more = if time.is_proven { "" } else { "M9 0H22M17 -4L22 0L17 4" };
            write(mark(which, at, y, more));
        }
    }
    svg.push_str("</svg>");
    Some(svg)
}

/// A power of ten without what a floating-point number adds to it.
fn tidy(time: f64) -> f64 {
    if time < 1.0 { (time * 1e4).round() / 1e4 } else { time.round() }
}

/// A mark at a point; an arrow beside it says that it would be further on.
fn mark(which: usize, x: f64, y: f64, more: &str) -> String {
    let path = MARKS[which % MARKS.len()];
    let fill = if which == 0 { "currentColor" } else { "none" };
    format!(
        "<path transform=\"translate({x:.1} {y:.1})\" d=\"{path}{more}\" fill=\"{fill}\" stroke=\"currentColor\" \
         stroke-width=\"1.5\"/>"
    )
}

/// The end of a long name, which tells rounds apart, as the page takes it.
fn short(name: &str) -> String {
    const MOST: usize = 30;
    let length = name.chars().count();
    let end: String = name.chars().skip(length.saturating_sub(MOST)).collect();
    let end = end.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if length > MOST { format!("…{end}") } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_labelled_in_powers_of_ten() {
        let labels: Vec<String> = (-4..=3).map(|power| tidy(10f64.powf(f64::from(power))).to_string()).collect();
        assert_eq!(labels, ["0.0001", "0.001", "0.01", "0.1", "1", "10", "100", "1000"]);
    }

    #[test]
    fn names_are_safe_and_short() {
        assert_eq!(short("a<b>&c"), "a&lt;b&gt;&amp;c");
        assert_eq!(short(&"x".repeat(40)), format!("…{}", "x".repeat(30)));
    }
}
