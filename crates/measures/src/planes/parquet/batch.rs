//! One row group in memory, cut into runs of one unit.

use law::Area;
use xxhash_rust::xxh3::xxh3_64;

use super::super::bits::{Bits, low};
use super::super::schema::Schema;
use super::super::unit::{Gather, Unit};
use super::packed::{Answers, Numbers};

/// The columns of a row group.
pub(super) struct Batch {
    pub(super) rows: usize,
    pub(super) commune: Vec<u32>,
    pub(super) province: Vec<u32>,
    pub(super) year: Option<Vec<u32>>,
    pub(super) ethnicity: Vec<u32>,
    pub(super) members: Vec<u32>,
    pub(super) urban: Option<Answers>,
    pub(super) answers: Vec<Answers>,
    pub(super) numbers: Vec<Numbers>,
}

/// Rows of one unit and year that follow each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Run {
    pub(super) unit: Unit,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Batch {
    /// The runs of the year asked for, in order.
    pub(super) fn runs(&self, year: Option<i32>) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut from = 0;
        let no_year = [];
        let years = self.year.as_deref().unwrap_or(&no_year);
        for at in 1..=self.rows {
            let same = at < self.rows
                && self.commune[at] == self.commune[from]
                && years.get(at) == years.get(from);
            if same {
                continue;
            }
            let of_year = years.get(from).map(|year| i64::from(*year));
            if year.is_none_or(|year| of_year == Some(i64::from(year))) {
                runs.push(Run { unit: self.unit(from), from, to: at });
            }
            from = at;
        }
        runs
    }

    /// The unit of a row; what holds for a unit is taken from its first row.
    fn unit(&self, row: usize) -> Unit {
        let area = self.urban.as_ref().and_then(|urban| {
            let known = urban.known.as_ref().is_none_or(|known| known.word_at(row) & 1 == 1);
            let is_urban = urban.yes.word_at(row) & 1 == 1;
            known.then_some(if is_urban { Area::Urban } else { Area::Rural })
        });
        Unit { code: self.commune[row], province: self.province[row], area }
    }

    /// Adds a run's households to the unit being gathered.
    ///
    /// The file has no household keys: its rows are taken to be the same households in the same order
    /// year after year, so the roster is only how many there are.
    pub(super) fn append(&self, run: Run, schema: &Schema, to: &mut Gather) {
        let Run { from, to: end, .. } = run;
        let before = to.rows();
        for (bits, answers) in to.answers.iter_mut().zip(&self.answers) {
            bits.extend(&answers.yes, from, end);
        }
        for (numbers, column) in to.numbers.iter_mut().zip(&self.numbers) {
            numbers.extend_from_slice(&column.values[from..end]);
        }
        to.members.extend_from_slice(&self.members[from..end]);
        to.ethnicity.extend_from_slice(&self.ethnicity[from..end]);
        let answers = self.answers.iter().enumerate();
        let numbers = self.numbers.iter().enumerate();
        let known: Vec<(usize, &Bits)> =
            answers
                .filter_map(|(at, column)| Some((at, column.known.as_ref()?)))
                .chain(numbers.filter_map(|(at, column)| {
                    Some((schema.number_bit(at), column.known.as_ref()?))
                }))
                .collect();
        for start in (from..end).step_by(64) {
            append_missing(&known, start, (end - start).min(64), before + start - from, to);
        }
        to.roster = xxh3_64(&(to.rows() as u64).to_le_bytes());
    }
}

/// Notes what is missing of up to 64 rows from `start`, which become rows of the unit from `row`.
fn append_missing(
    known: &[(usize, &Bits)],
    start: usize,
    count: usize,
    row: usize,
    to: &mut Gather,
) {
    let mut masks = [0_u32; 64];
    let mut any = 0;
    for (column, bits) in known {
        let mut missing = !bits.word_at(start) & low(count);
        any |= missing;
        while missing != 0 {
            masks[missing.trailing_zeros() as usize] |= 1 << column;
            missing &= missing - 1;
        }
    }
    while any != 0 {
        let at = any.trailing_zeros() as usize;
        to.missing.push(((row + at) as u32, masks[at]));
        any &= any - 1;
    }
}
