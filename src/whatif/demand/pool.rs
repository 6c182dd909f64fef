use super::earlier::Earlier;
use super::growth::{Growth, MOST_DRAWS};
use crate::chance::{BILLION, Random};
use crate::problem::{Code, Place, Problem};
use crate::reading::forms;
use crate::schema::{Column, TableId, policy, referrals, students};
use crate::source::{RawTable, Source};
use crate::whatif::policy::programmes;
use crate::whatif::relatives::setting;
use crate::whatif::rows::{meeting, own_ids};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The children that are drawn from.
pub(super) struct Pool<'s> {
    names: Vec<Option<&'s str>>,
    children: Vec<Child>,
    /// Referrals of each round that cannot be drawn.
    left_out: Vec<usize>,
}

/// A child with what it is referred for.
pub(super) struct Child {
    /// Its round, 0 for this one.
    pub round: usize,
    /// Its row among the students.
    pub student: usize,
    /// Its rows among the referrals, each with how many there are to be of it in
    /// a round, in billionths.
    referrals: Vec<(usize, u64)>,
}

/// What a draw comes to.
#[derive(Default)]
pub(super) struct Drawn {
    /// Referrals of this round that are no more, by row.
    pub gone: BTreeSet<usize>,
    /// Children to be added.
    pub copies: Vec<Copy>,
}

/// A copy of a child.
pub(super) struct Copy {
    pub round: usize,
    pub student: usize,
    pub referrals: Vec<usize>,
}

impl<'s> Pool<'s> {
    pub fn new(
        source: &'s Source,
        earlier: &'s [Arc<Earlier>],
        growth: &[Growth],
        file: &str,
    ) -> Result<Pool<'s>, Vec<Problem>> {
        let rounds: Vec<&Source> = [source].into_iter().chain(earlier.iter().map(|earlier| &earlier.source)).collect();
        let rates = rates(&rounds, growth, file)?;
        let here = Here::new(source);
        let names = [None].into_iter().chain(earlier.iter().map(|earlier| Some(earlier.name.as_str()))).collect();
        let mut pool = Pool { names, children: Vec::new(), left_out: vec![0; rounds.len()] };
        for (round, (theirs, rates)) in rounds.iter().zip(&rates).enumerate() {
            let (Some(referrals), Some(students)) =
                (theirs.tables.get(&TableId::Referrals), theirs.tables.get(&TableId::Students))
            else {
                continue;
            };
            let mut rows: BTreeMap<String, usize> = BTreeMap::new();
            for (row, id) in column(students, &students::STUDENT_ID).into_iter().enumerate() {
                rows.entry(id).or_insert(row);
            }
            let mut children: BTreeMap<usize, usize> = BTreeMap::new();
            for (row, id) in column(referrals, &referrals::STUDENT_ID).into_iter().enumerate() {
                // A referral of nobody is an error that the reader tells.
                let Some(student) = rows.get(&id).copied() else { continue };
                if round > 0 && !here.fits(referrals, row, students, student) {
                    pool.left_out[round] += 1;
                    continue;
                }
                let at = *children.entry(student).or_insert(pool.children.len());
                if at == pool.children.len() {
                    pool.children.push(Child { round, student, referrals: Vec::new() });
                }
                pool.children[at].referrals.push((row, rates[row]));
            }
        }
        if pool.expected() > MOST_DRAWS {
            let found = format!("{} children in a round", pool.expected());
            let line = growth.last().and_then(|growth| growth.line);
            let problem = Problem::new(Code::NumberTooLarge, Place::of_file(file).line(line).key("demand.growth"));
            return Err(vec![problem.says(found, format!("{MOST_DRAWS} or fewer"), "Let it grow less.")]);
        }
        Ok(pool)
    }

    /// The rounds, by name but for this one, with their children and referrals.
    pub fn rounds(&self) -> impl Iterator<Item = (Option<&'s str>, usize, usize)> {
        self.names.iter().enumerate().map(|(round, name)| {
            let children = || self.children.iter().filter(move |child| child.round == round);
            (*name, children().count(), children().map(|child| child.referrals.len()).sum())
        })
    }

    /// The earlier rounds that have referrals which cannot be drawn.
    pub fn left_out(&self) -> impl Iterator<Item = (&'s str, usize)> {
        let rounds = self.names.iter().zip(&self.left_out).filter(|(_, count)| **count > 0);
        rounds.filter_map(|(name, count)| Some(((*name)?, *count)))
    }

    /// How many children a round has on average, once they have grown.
    pub fn expected(&self) -> usize {
        let all: u128 = self.children.iter().map(|child| u128::from(child.rate())).sum();
        rounded(all, self.names.len() as u128)
    }

    /// This round's children, with copies of some and without others. Children
    /// whose referrals grow alike are one group; of each group just so many are
    /// drawn as its growth says, rounded.
    pub fn scale(&self, random: &mut Random) -> Drawn {
        let mut groups: BTreeMap<Vec<u64>, Vec<&Child>> = BTreeMap::new();
        for child in &self.children {
            groups.entry(child.referrals.iter().map(|(_, rate)| *rate).collect()).or_default().push(child);
        }
        let mut drawn = Drawn::default();
        let mut copies: Vec<(usize, Copy)> = Vec::new();
        for (rates, mut members) in groups {
            let more: Vec<u64> = rates.iter().map(|rate| rate.saturating_sub(BILLION)).collect();
            let fewer: Vec<u64> = rates.iter().map(|rate| BILLION.saturating_sub(*rate)).collect();
            for (by, is_more) in [(more, true), (fewer, false)] {
                let most = by.iter().copied().max().unwrap_or(0);
                let all = rounded(u128::from(most) * members.len() as u128, 1);
                random.shuffle(&mut members);
                for (nth, child) in members.iter().cycle().take(all).enumerate() {
                    let rows = child.referrals.iter().map(|(row, _)| *row).zip(by.iter().copied());
                    let rows = thinned(rows, most, random);
                    if is_more {
                        let copy = Copy { round: child.round, student: child.student, referrals: rows };
                        copies.push((nth / members.len(), copy));
                    } else {
                        drawn.gone.extend(rows);
                    }
                }
            }
        }
        copies.sort_by_key(|(nth, copy)| (copy.student, *nth));
        drawn.copies = copies.into_iter().map(|(_, copy)| copy).collect();
        drawn
    }

    /// As many children as an average round has, each any of the pool.
    pub fn bootstrap(&self, random: &mut Random) -> Drawn {
        let mut ends: Vec<usize> = Vec::with_capacity(self.children.len());
        let mut end = 0_usize;
        for child in &self.children {
            end = end.saturating_add(usize::try_from(child.rate()).unwrap_or(usize::MAX));
            ends.push(end);
        }
        let mut counts = vec![0_usize; self.children.len()];
        if end > 0 {
            for _ in 0..self.expected() {
                let at = random.below(end);
                counts[ends.partition_point(|end| *end <= at)] += 1;
            }
        }
        self.counted(&counts, random)
    }

    /// Each child of the pool so many times as chance has it.
    pub fn poisson(&self, random: &mut Random) -> Drawn {
        let rounds = self.names.len() as u128;
        let mean = |child: &Child| rounded(u128::from(child.rate()) * u128::from(BILLION), rounds) as u64;
        let counts: Vec<usize> = self.children.iter().map(|child| random.poisson(mean(child))).collect();
        self.counted(&counts, random)
    }

    /// Copies in place of all referrals of this round.
    fn counted(&self, counts: &[usize], random: &mut Random) -> Drawn {
        let own = self.children.iter().filter(|child| child.round == 0);
        let mut drawn = Drawn { gone: own.flat_map(|child| child.rows()).collect(), copies: Vec::new() };
        for (child, count) in self.children.iter().zip(counts) {
            for _ in 0..*count {
                let referrals = thinned(child.referrals.iter().copied(), child.rate(), random);
                drawn.copies.push(Copy { round: child.round, student: child.student, referrals });
            }
        }
        drawn
    }
}

impl Child {
    /// How often it is to be drawn for a round, in billionths: as often as the
    /// referral of it that grows most.
    fn rate(&self) -> u64 {
        self.referrals.iter().map(|(_, rate)| *rate).max().unwrap_or(0)
    }

    fn rows(&self) -> impl Iterator<Item = usize> {
        self.referrals.iter().map(|(row, _)| *row)
    }
}

/// Each of some rows with the chance that its rate has of the greatest one; so
/// every row turns up as often as its own rate says.
fn thinned(rows: impl Iterator<Item = (usize, u64)>, most: u64, random: &mut Random) -> Vec<usize> {
    let (most, mut kept) = (usize::try_from(most).unwrap_or(usize::MAX), Vec::new());
    for (row, rate) in rows {
        if random.below(most) < usize::try_from(rate).unwrap_or(usize::MAX) {
            kept.push(row);
        }
    }
    kept
}

/// Billionths as a whole number, a share of `of`; halves are rounded up.
fn rounded(billionths: u128, of: u128) -> usize {
    let one = u128::from(BILLION) * of.max(1);
    usize::try_from((billionths + one / 2) / one).unwrap_or(usize::MAX)
}

/// How many there are to be of each referral of each round, in billionths.
fn rates(rounds: &[&Source], growth: &[Growth], file: &str) -> Result<Vec<Vec<u64>>, Vec<Problem>> {
    let rows = |source: &&Source| source.tables.get(&TableId::Referrals).map_or(0, |table| table.rows.len());
    let mut rates: Vec<Vec<u64>> = rounds.iter().map(|source| vec![BILLION; rows(source)]).collect();
    let mut problems = Vec::new();
    for one in growth {
        let found: Vec<Vec<usize>> =
            rounds.iter().map(|source| meeting(source, TableId::Referrals, &one.conditions)).collect();
        let members = || found.iter().enumerate().flat_map(|(round, rows)| rows.iter().map(move |row| (round, *row)));
        let sum: u128 = members().map(|(round, row)| u128::from(rates[round][row])).sum();
        let problem = |code| Problem::new(code, Place::of_file(file).line(one.line).key("demand.growth"));
        if sum == 0 {
            let advice = "Check the spelling, or leave the section out.";
            problems.push(problem(Code::NoMatch).says(
                "no referral that meets every condition",
                "referrals that can grow",
                advice,
            ));
            continue;
        }
        // Each round is to have so many: together they have as often as many.
        let all = u128::from(BILLION) * rounds.len() as u128;
        let grown = one.by.share(sum, all).and_then(|(by, of)| {
            let grown = |rate: u64| {
                let exact = u128::from(rate).checked_mul(by)?;
                u64::try_from((exact + of / 2) / of).ok().filter(|rate| *rate < BILLION * MOST_DRAWS as u64)
            };
            members().map(|(round, row)| Some(((round, row), grown(rates[round][row])?))).collect::<Option<Vec<_>>>()
        });
        match grown {
            Some(grown) => grown.into_iter().for_each(|((round, row), rate)| rates[round][row] = rate),
            None => {
                let expected = format!("growth to {MOST_DRAWS} or fewer");
                problems.push(problem(Code::NumberTooLarge).says(&*one.text, expected, "Let it grow less."));
            }
        }
    }
    if problems.is_empty() { Ok(rates) } else { Err(problems) }
}

/// What a referral of an earlier round needs of this one.
struct Here {
    schools: BTreeSet<String>,
    programmes: BTreeSet<String>,
    bands: Option<i128>,
}

impl Here {
    fn new(source: &Source) -> Here {
        let rows = source.tables.get(&TableId::Schools).map_or(0, |table| table.rows.len());
        Here {
            schools: own_ids(source, TableId::Schools, &(0..rows).collect::<Vec<_>>()),
            programmes: programmes(source),
            bands: setting(source, &[policy::BANDS.name]).and_then(|text| text.trim().parse().ok()),
        }
    }

    fn fits(&self, referrals: &RawTable, row: usize, students: &RawTable, student: usize) -> bool {
        let cell = |column: &Column| forms::bare(referrals.cell(&referrals.rows[row], column));
        let is_school = |id: &str| id.is_empty() || self.schools.contains(id);
        let band = cell(&referrals::BAND).parse::<i128>().ok();
        self.programmes.contains(cell(&referrals::PROGRAMME))
            && is_school(cell(&referrals::SCHOOL_ID))
            && is_school(forms::bare(students.cell(&students.rows[student], &students::SCHOOL_ID)))
            && band.zip(self.bands).is_none_or(|(band, bands)| band <= bands)
    }
}

/// The bare texts of a column; blank where there is no such column.
pub(super) fn column(table: &RawTable, column: &Column) -> Vec<String> {
    let at = table.column(column);
    let cell = |row: &crate::source::RawRow| {
        let cell = at.and_then(|at| row.cells.get(at)).map_or("", String::as_str);
        forms::bare(cell).to_owned()
    };
    table.rows.iter().map(cell).collect()
}
