//! One unit's households gathered row by row, then written as a block of words.

use law::Area;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::bits::Bits;
use super::schema::Schema;
use super::sliced::Frame;

/// A unit (commune, village, whatever the snapshot is made by) and what holds for all its households.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Official code.
    pub code: u32,
    /// Official code of the province.
    pub province: u32,
    /// Urban or rural, which decides between lines; `None` when not known.
    pub area: Option<Area>,
}

/// One household.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row<'a> {
    /// Anything that stays the same for this household from year to year. Only a fingerprint of all
    /// keys of the unit in their order is kept, to know snapshots of the same households.
    pub key: u64,
    /// Number of members; 0 where not known, which then count as no persons.
    pub members: u32,
    /// Serial number of the head's ethnic group; 0 where not known.
    pub ethnicity: u32,
    /// Deprivations in the order of [`Schema::indicators`].
    pub indicators: &'a [Option<bool>],
    /// In the order of [`Schema::flags`].
    pub flags: &'a [Option<bool>],
    /// In the order of [`Schema::numbers`].
    pub numbers: &'a [Option<u32>],
}

/// The households of one unit so far.
#[derive(Debug)]
pub(crate) struct Gather {
    pub(crate) answers: Vec<Bits>,
    pub(crate) members: Vec<u32>,
    pub(crate) ethnicity: Vec<u32>,
    pub(crate) numbers: Vec<Vec<u32>>,
    /// Rows with something missing, and what: one bit per column.
    pub(crate) missing: Vec<(u32, u32)>,
    pub(crate) roster: u64,
}

/// A unit's households as they stand in the file.
pub(crate) struct Block {
    pub(crate) words: Vec<u64>,
    pub(crate) rows: u32,
    pub(crate) missing: u32,
    pub(crate) roster: u64,
}

impl Gather {
    pub(crate) fn new(schema: &Schema) -> Gather {
        Gather {
            answers: vec![Bits::default(); schema.answers()],
            members: Vec::new(),
            ethnicity: Vec::new(),
            numbers: vec![Vec::new(); schema.numbers.len()],
            missing: Vec::new(),
            roster: 0,
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.members.len()
    }

    /// Adds a household; its slices must be as long as the schema's lists.
    pub(crate) fn push(&mut self, row: &Row<'_>) {
        let number = self.rows() as u32;
        let mut missing = 0_u32;
        let answers = row.indicators.iter().chain(row.flags);
        for (column, (bits, answer)) in self.answers.iter_mut().zip(answers).enumerate() {
            bits.push(*answer == Some(true));
            missing |= u32::from(answer.is_none()) << column;
        }
        let first = self.answers.len();
        for (column, (numbers, value)) in self.numbers.iter_mut().zip(row.numbers).enumerate() {
            numbers.push(value.unwrap_or(0));
            missing |= u32::from(value.is_none()) << (first + column);
        }
        if missing != 0 {
            self.missing.push((number, missing));
        }
        self.members.push(row.members);
        self.ethnicity.push(row.ethnicity);
        self.add_key(row.key);
    }

    pub(crate) fn add_key(&mut self, key: u64) {
        self.roster = xxh3_64_with_seed(&key.to_le_bytes(), self.roster);
    }

    /// Writes the unit as a block and is ready for the next one.
    ///
    /// A block holds the frames of size and numbers, the list of ethnic groups, then all planes, then
    /// the masks of the rows with something missing, two to a word.
    pub(crate) fn take(&mut self, schema: &Schema) -> Block {
        let rows = self.rows();
        let words = rows.div_ceil(64);
        let mut some_missing = vec![0_u64; words];
        for (row, _) in &self.missing {
            some_missing[*row as usize / 64] |= 1 << (row % 64);
        }
        let (groups, group_of_row) = groups(&self.ethnicity);
        let size = Frame::plain(&self.members);
        let column_missing: Vec<Bits> = (0..self.numbers.len())
            .map(|number| self.missing_rows(schema.number_bit(number)))
            .collect();
        let skip = |number: usize| {
            let bits = column_missing[number].words();
            move |row: usize| bits.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
        };
        let frames: Vec<Frame> = self
            .numbers
            .iter()
            .enumerate()
            .map(|(number, values)| Frame::of(values, skip(number)))
            .collect();
        let mut out = vec![size.to_word()];
        out.extend(frames.iter().map(|frame| frame.to_word()));
        out.push(groups.len() as u64);
        out.extend(groups.iter().map(|group| u64::from(*group)));
        for bits in &self.answers {
            out.extend_from_slice(bits.words());
        }
        if !self.missing.is_empty() {
            out.extend_from_slice(&some_missing);
        }
        size.slice(&self.members, |_| false, &mut out);
        for (number, frame) in frames.iter().enumerate() {
            frame.slice(&self.numbers[number], skip(number), &mut out);
        }
        group_frame(groups.len()).slice(&group_of_row, |_| false, &mut out);
        for pair in self.missing.chunks(2) {
            let second = pair.get(1).map_or(0, |(_, mask)| *mask);
            out.push(u64::from(pair[0].1) | u64::from(second) << 32);
        }
        let block = Block {
            words: out,
            rows: rows as u32,
            missing: self.missing.len() as u32,
            roster: self.roster,
        };
        self.clear();
        block
    }

    /// Rows that miss the column of this bit.
    fn missing_rows(&self, bit: usize) -> Bits {
        let mut words = Vec::new();
        for (row, mask) in &self.missing {
            if mask >> bit & 1 == 1 {
                words.resize(words.len().max(*row as usize / 64 + 1), 0_u64);
                words[*row as usize / 64] |= 1 << (row % 64);
            }
        }
        let mut bits = Bits::default();
        for word in words {
            bits.push_word(word, 64);
        }
        bits
    }

    fn clear(&mut self) {
        self.answers.iter_mut().for_each(Bits::clear);
        self.numbers.iter_mut().for_each(Vec::clear);
        self.members.clear();
        self.ethnicity.clear();
        self.missing.clear();
        self.roster = 0;
    }
}

/// The frame of the positions in a list of groups.
pub(crate) fn group_frame(groups: usize) -> Frame {
    let last = groups.saturating_sub(1) as u32;
    Frame { base: 0, step: 1, width: u32::BITS - last.leading_zeros() }
}

/// The ethnic groups of a unit, the largest first, and each row's position among them.
fn groups(ethnicity: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut found: Vec<(u32, u32)> = Vec::new();
    let mut position: Vec<u32> = Vec::with_capacity(ethnicity.len());
    for group in ethnicity {
        let at = found.iter().position(|(known, _)| known == group).unwrap_or_else(|| {
            found.push((*group, 0));
            found.len() - 1
        });
        found[at].1 += 1;
        position.push(at as u32);
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(found[at].1), found[at].0));
    let mut rank = vec![0; found.len()];
    for (place, &at) in order.iter().enumerate() {
        rank[at] = place as u32;
    }
    for at in &mut position {
        *at = rank[*at as usize];
    }
    (order.into_iter().map(|at| found[at].0).collect(), position)
}
