use super::stages::Objective;
use super::whole::Program;
use crate::allocation::{Placement, Segment};
use crate::ids::StageId;
use crate::round::Key;
use crate::rows::{Column, ColumnIndex, Follow, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Where the columns of one program stand among those of several.
struct Shift {
    options: usize,
    first_option: usize,
    first_other: usize,
}

impl Shift {
    fn column(&self, column: ColumnIndex) -> ColumnIndex {
        if column < self.options { self.first_option + column } else { self.first_other + column - self.options }
    }

    fn columns(&self, columns: &[ColumnIndex]) -> Vec<ColumnIndex> {
        columns.iter().map(|column| self.column(*column)).collect()
    }

    fn terms(&self, terms: &[(ColumnIndex, i64)]) -> Vec<(ColumnIndex, i64)> {
        terms.iter().map(|(column, count)| (self.column(*column), *count)).collect()
    }

    fn rule(&self, rule: &Follow) -> Follow {
        match rule {
            Follow::Free => Follow::Free,
            Follow::Any(columns) => Follow::Any(self.columns(columns)),
            Follow::Beyond(columns, free) => Follow::Beyond(self.columns(columns), *free),
            Follow::SmallestShare(groups) => {
                Follow::SmallestShare(groups.iter().map(|(columns, of)| (self.columns(columns), *of)).collect())
            }
            Follow::Exceeds(sums, always) => {
                Follow::Exceeds(sums.iter().map(|(terms, limit)| (self.terms(terms), *limit)).collect(), *always)
            }
        }
    }
}

impl Program {
    /// Several programs as one, with no row between them, and where the options
    /// of each begin. Referrals and students of different programs are told
    /// apart by keys of their own. Of one program the steps stay; of several,
    /// only those of `placed` do, each the sum over all.
    pub fn side_by_side(programs: &[&Program]) -> (Program, Vec<ColumnIndex>) {
        if let [one] = programs {
            return ((*one).clone(), vec![0]);
        }
        let all_options: usize = programs.iter().map(|program| program.option_count()).sum();
        let (mut options, mut others) = (Vec::new(), Vec::new());
        let (mut rows, mut cliques, mut needless) = (Vec::<Row>::new(), Vec::new(), BTreeSet::new());
        let (mut placements, mut students) = (Vec::new(), Vec::new());
        let mut steps: BTreeMap<Segment, Objective> = BTreeMap::new();
        let (mut first, mut first_key) = (Vec::new(), (0, 0));
        for program in programs {
            let shift = Shift {
                options: program.option_count(),
                first_option: options.len(),
                first_other: all_options + others.len(),
            };
            first.push(shift.first_option);
            let column = |column: &Column| Column { rule: shift.rule(&column.rule), ..column.clone() };
            options.extend(program.columns[..shift.options].iter().map(column));
            others.extend(program.columns[shift.options..].iter().map(column));
            needless.extend(program.needless.iter().map(|row| row + rows.len()));
            rows.extend(program.rows.iter().map(|row| Row { terms: shift.terms(&row.terms), ..row.clone() }));
            cliques.extend(program.cliques.iter().map(|clique| shift.columns(clique)));
            let referral = |placement: &Placement| first_key.0 + placement.referral.index();
            let student = |key: &Key<_>| first_key.1 + key.index();
            placements.extend(
                program
                    .placements
                    .iter()
                    .map(|placement| Placement { referral: Key::new(referral(placement)), ..*placement }),
            );
            students.extend(program.students.iter().map(|key| Key::new(student(key))));
            let next = |keys: &mut dyn Iterator<Item = usize>| keys.max().map_or(0, |last| last + 1);
            first_key.0 += next(&mut program.placements.iter().map(|placement| placement.referral.index()));
            first_key.1 += next(&mut program.students.iter().map(|key| key.index()));
            for step in program.objectives.iter().filter(|step| step.stage == StageId::Placed) {
                let empty = || Objective { terms: Vec::new(), ..step.clone() };
                let own = shift.terms(&step.terms);
                steps.entry(step.segment.clone()).or_insert_with(empty).terms.extend(own);
            }
        }
        let columns = options.into_iter().chain(others).collect();
        let objectives = steps.into_values().collect();
        (Program { columns, rows, objectives, placements, students, cliques, needless }, first)
    }
}
