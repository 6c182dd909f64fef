//! How many problems are kept: a file with a million mistakes says no more by
//! a million messages than by the first thousand and their number.

use super::{Code, Problem};
use std::collections::BTreeMap;

/// How many problems of a kind are listed of a file or sheet.
const MOST_OF_A_KIND: usize = 1_000;
/// How many problems are listed in all; the first of each kind always is.
const MOST: usize = 20_000;
/// So many more may gather before the list is cut again.
const SLACK: usize = 30_000;

/// Cuts a list of problems to those that are listed. The last one of a kind
/// says how many more there are.
pub(crate) fn bound(problems: &mut Vec<Problem>) {
    let mut kinds: BTreeMap<(Code, String, Option<String>), (usize, usize)> = BTreeMap::new();
    let mut kept: Vec<Problem> = Vec::new();
    for problem in problems.drain(..) {
        let kind = (problem.code, problem.place.file.clone(), problem.place.sheet.clone());
        let (count, last) = kinds.entry(kind).or_default();
        if *count == 0 || (*count < MOST_OF_A_KIND && kept.len() < MOST) {
            (*count, *last) = (*count + 1, kept.len());
            kept.push(problem);
        } else if let Some(last) = kept.get_mut(*last) {
            last.unlisted += problem.weight();
        }
    }
    *problems = kept;
}

/// The same, once so many have gathered that it matters.
pub(crate) fn bound_now_and_then(problems: &mut Vec<Problem>) {
    if problems.len() > MOST + SLACK {
        bound(problems);
    }
}

/// How many errors and how many warnings there are, those that are not listed
/// included.
pub fn count<'p>(problems: impl IntoIterator<Item = &'p Problem>) -> (usize, usize) {
    problems.into_iter().fold((0, 0), |(errors, warnings), problem| match problem.is_error() {
        true => (errors + problem.weight(), warnings),
        false => (errors, warnings + problem.weight()),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    #[test]
    fn a_million_duplicates_are_a_thousand_messages_and_their_number() {
        let problem = |code, file, row| Problem::new(code, Place::of_file(file).row(row));
        let mut problems = vec![problem(Code::BadDate, "referrals.csv", 2)];
        for row in 0..1_000_000 {
            problems.push(problem(Code::DuplicateId, "students.csv", row));
            bound_now_and_then(&mut problems);
        }
        problems.push(problem(Code::NoPlaces, "intakes.csv", 2));
        bound(&mut problems);
        assert_eq!(problems.len(), 1_002);
        assert_eq!(count(&problems), (1_000_001, 1));
        bound(&mut problems);
        assert_eq!((problems.len(), count(&problems)), (1_002, (1_000_001, 1)));
    }

    #[test]
    fn the_first_of_each_kind_is_listed_however_many_others_there_are() {
        let of = |file: usize| Problem::new(Code::BadDate, Place::of_file(format!("{file}.toml")));
        let mut problems: Vec<Problem> = (0..30_000).map(|at| of(at % 100)).chain([of(100)]).collect();
        bound(&mut problems);
        assert_eq!((problems.len(), count(&problems).0), (20_001, 30_001));
    }
}
