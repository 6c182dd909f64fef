use super::round::Posed;
use crate::program::{ColumnIndex, Meaning};
use crate::round::{Key, Named, Table};
use std::collections::BTreeMap;

/// For each column of a program the column of another that stands for the same.
pub fn counterparts(from: &Posed, to: &Posed) -> Vec<Option<ColumnIndex>> {
    let (ours, theirs) = (from.round(), to.round());
    let referrals = same_ids(&ours.referrals, &theirs.referrals);
    let intakes = same_ids(&ours.intakes, &theirs.intakes);
    let schools = same_ids(&ours.schools, &theirs.schools);
    let students = same_ids(&ours.students, &theirs.students);
    let options = to.program().option_count();
    let others: BTreeMap<&Meaning, ColumnIndex> =
        (options..).zip(&to.program().columns()[options..]).map(|(at, column)| (&column.meaning, at)).collect();
    let of_option = |column: ColumnIndex| {
        let placement = from.program().placement(column);
        let (referral, intake) = (referrals[placement.referral.index()]?, intakes[placement.intake.index()]?);
        to.options().position(referral, intake)
    };
    let of_other = |meaning: &Meaning| {
        let meaning = match meaning {
            Meaning::Option | Meaning::Bought(..) => return None,
            Meaning::Runs(intake) => Meaning::Runs(intakes[intake.index()]?),
            Meaning::Charged(school, year) => Meaning::Charged(schools[school.index()]?, *year),
            Meaning::Child(student) => Meaning::Child(students[student.index()]?),
            Meaning::Share => Meaning::Share,
        };
        others.get(&meaning).copied()
    };
    let columns = from.program().columns().iter().enumerate();
    let is_option = |at: ColumnIndex| at < from.program().option_count();
    columns.map(|(at, column)| if is_option(at) { of_option(at) } else { of_other(&column.meaning) }).collect()
}

/// For each row of a table the row of another with the same id.
fn same_ids<T: Named>(from: &Table<T>, to: &Table<T>) -> Vec<Option<Key<T>>> {
    from.iter().map(|(_, row)| to.find(row.id())).collect()
}
