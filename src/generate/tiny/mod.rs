//! Rounds so small that every allocation can be tried: at most five referrals
//! and five intakes, crowded so that rules bite and limits bind.

mod demand;
mod draw;
mod extras;
mod law;
mod offer;

use super::files::{Files, file_name};
use draw::Tiny;
use std::collections::BTreeMap;

/// A tiny random round: 3 to 5 referrals of 2 to 4 students for 3 to 5 intakes,
/// with everything in its files (`round.toml`, `policy.toml`, `calendar.csv` and
/// the tables).
///
/// Every rule, constraint, decision, stage and priority key turns up over the
/// seeds. In one round a few rules are made to bite and about a third of the
/// limits to bind, so that most referrals are left with two to four options
/// that get in each other's way. Most rounds are feasible; a `place` decision
/// makes some infeasible. All rounds are readable without an error; warnings
/// are common.
pub fn tiny(seed: u64) -> Files {
    let mut tiny = Tiny::new(seed);
    let mut files = BTreeMap::new();
    let mut write = |name, text| files.insert(file_name(name), text);
    write("policy", tiny.policy());
    write("schools", tiny.schools());
    write("providers", tiny.providers());
    write("courses", tiny.courses());
    write("intakes", tiny.intakes());
    write("students", tiny.students());
    write("referrals", tiny.referrals());
    write("placements", tiny.placements());
    write("separations", tiny.separations());
    write("decisions", tiny.decisions());
    write("events", tiny.events());
    write("pools", tiny.pools());
    write("calendar", tiny.calendar());
    write("round", tiny.round_file(seed));
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{RuleId, Word};

    fn lines(text: &str) -> usize {
        text.lines().count() - 1
    }

    #[test]
    fn the_same_seed_makes_the_same_files_and_another_seed_others() {
        assert_eq!(tiny(11), tiny(11));
        assert_ne!(tiny(11), tiny(12));
    }

    #[test]
    fn rounds_stay_small_enough_to_try_every_allocation() {
        for seed in 0..1000 {
            let files = tiny(seed);
            assert!((3..=5).contains(&lines(&files["referrals.csv"])), "seed {seed}");
            assert!((3..=5).contains(&lines(&files["intakes.csv"])), "seed {seed}");
        }
    }

    #[test]
    fn every_word_of_the_vocabulary_turns_up() {
        let all: Vec<Files> = (0..1000).map(tiny).collect();
        let anywhere = |file: &str, text: &str| all.iter().any(|files| files[file].contains(text));
        for word in ["place", "bar", "keep", "waive"] {
            assert!(anywhere("decisions.csv", &format!(",{word},")), "{word}");
        }
        for rule in RuleId::ALL {
            assert!(anywhere("decisions.csv", &format!(",{rule},")), "waive {rule}");
        }
        for word in
            ["choice-greedy", "choice-generous", "balance", "tag:x", "\"charge\"", "alone = true", "repeat = false"]
        {
            assert!(anywhere("policy.toml", word), "{word}");
        }
        for word in
            ["yearly_places", "per = \"school\"", "access_exempt", "\"days\"", "place_fee", "max_km", "\"panel\""]
        {
            assert!(anywhere("policy.toml", word), "{word}");
        }
        for word in ["week", "day", "am"] {
            assert!(anywhere("intakes.csv", word), "{word}");
        }
        assert!(anywhere("separations.csv", "provider") && anywhere("separations.csv", "intake"));
        assert!(anywhere("round.toml", "provisional = true"));
    }
}
