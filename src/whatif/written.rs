use crate::program::{ColumnIndex, Meaning, Program};
use crate::round::{Key, Named, Referral, Round, Table};
use crate::rules::{Casebook, Options};
use std::collections::{BTreeMap, BTreeSet};

/// A round with its options and its program.
pub(super) struct Written<'r> {
    pub book: Casebook<'r>,
    pub options: Options,
    pub program: Program,
}

impl<'r> Written<'r> {
    /// Writes the program of a round.
    pub fn of(round: &'r Round) -> Written<'r> {
        let book = Casebook::new(round);
        let options = Options::list(&book);
        let program = Program::write(&book, &options, &BTreeSet::new());
        Written { book, options, program }
    }

    /// The option of a referral with an intake, both by id.
    pub fn option(&self, referral: &str, intake: &str) -> Option<ColumnIndex> {
        let round = self.book.round;
        self.options.position(round.referrals.find(referral)?, round.intakes.find(intake)?)
    }

    /// The intake of each placed referral, both by id.
    pub fn placed_ids(&self, placed: &BTreeSet<ColumnIndex>) -> BTreeMap<String, String> {
        let round = self.book.round;
        let pair = |column: &ColumnIndex| {
            let placement = self.program.placement(*column);
            (round.referrals[placement.referral].id.clone(), round.intakes[placement.intake].id.clone())
        };
        placed.iter().map(pair).collect()
    }

    /// The referral that an option's column is for.
    pub fn referral(&self, column: ColumnIndex) -> Key<Referral> {
        self.program.placement(column).referral
    }
}

/// For each column of a program the column of another that stands for the same.
pub(super) fn counterparts(from: &Written, to: &Written) -> Vec<Option<ColumnIndex>> {
    let (ours, theirs) = (from.book.round, to.book.round);
    let referrals = same_ids(&ours.referrals, &theirs.referrals);
    let intakes = same_ids(&ours.intakes, &theirs.intakes);
    let schools = same_ids(&ours.schools, &theirs.schools);
    let students = same_ids(&ours.students, &theirs.students);
    let options = to.program.option_count();
    let others: BTreeMap<&Meaning, ColumnIndex> =
        (options..).zip(&to.program.columns()[options..]).map(|(at, column)| (&column.meaning, at)).collect();
    let of_option = |column: ColumnIndex| {
        let placement = from.program.placement(column);
        let (referral, intake) = (referrals[placement.referral.index()]?, intakes[placement.intake.index()]?);
        to.options.position(referral, intake)
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
    let columns = from.program.columns().iter().enumerate();
    let is_option = |at: ColumnIndex| at < from.program.option_count();
    columns.map(|(at, column)| if is_option(at) { of_option(at) } else { of_other(&column.meaning) }).collect()
}

/// For each row of a table the row of another with the same id.
pub(super) fn same_ids<T: Named>(from: &Table<T>, to: &Table<T>) -> Vec<Option<Key<T>>> {
    from.iter().map(|(_, row)| to.find(row.id())).collect()
}
