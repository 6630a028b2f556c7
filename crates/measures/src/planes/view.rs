//! A unit's block as the kernel reads it.

use super::schema::Schema;
use super::sliced::Frame;
use super::unit::{Unit, group_frame};

/// Where everything lies in a block that has been checked.
#[derive(Clone, Debug)]
pub(crate) struct View<'a> {
    pub(crate) unit: &'a Unit,
    pub(crate) rows: usize,
    /// Words of one plane.
    pub(crate) words: usize,
    answers: &'a [u64],
    /// Rows with something missing; empty when there are none.
    pub(crate) some_missing: &'a [u64],
    masks: &'a [u64],
    pub(crate) members: Number<'a>,
    numbers: Vec<Number<'a>>,
    /// Ethnic groups, the largest first.
    pub(crate) groups: &'a [u64],
    group_planes: &'a [u64],
}

/// A sliced number of one unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<'a> {
    pub(crate) frame: Frame,
    planes: &'a [u64],
}

/// Takes words from the front of a block.
struct Reader<'a>(&'a [u64]);

impl<'a> Reader<'a> {
    fn take(&mut self, words: usize) -> Option<&'a [u64]> {
        let (taken, rest) = self.0.split_at_checked(words)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self, frame: Frame, words: usize) -> Option<Number<'a>> {
        Some(Number { frame, planes: self.take(frame.width as usize * words)? })
    }
}

impl<'a> View<'a> {
    /// Reads a block; nothing when it is not one.
    pub(crate) fn read(
        schema: &Schema,
        unit: &'a Unit,
        rows: u32,
        missing: u32,
        block: &'a [u64],
    ) -> Option<View<'a>> {
        let mut reader = Reader(block);
        let rows = rows as usize;
        let words = rows.div_ceil(64);
        let size = Frame::from_word(reader.take(1)?[0])?;
        let frames: Option<Vec<Frame>> =
            reader.take(schema.numbers.len())?.iter().map(|word| Frame::from_word(*word)).collect();
        let count = usize::try_from(reader.take(1)?[0]).ok()?;
        let groups = reader.take(count)?;
        let answers = reader.take(schema.answers() * words)?;
        let some_missing = reader.take(if missing > 0 { words } else { 0 })?;
        let members = reader.number(size, words)?;
        let numbers: Option<Vec<Number>> =
            frames?.into_iter().map(|frame| reader.number(frame, words)).collect();
        let group_planes = reader.take(group_frame(count).width as usize * words)?;
        let masks = reader.take((missing as usize).div_ceil(2))?;
        let view = View {
            unit,
            rows,
            words,
            answers,
            some_missing,
            masks,
            members,
            numbers: numbers?,
            groups,
            group_planes,
        };
        reader.0.is_empty().then_some(view)
    }

    /// Whether the masks of missing answers fit the rows they belong to, and groups are numbers.
    pub(crate) fn is_sound(&self, missing: u32) -> bool {
        let marked: u32 = self.some_missing.iter().map(|word| word.count_ones()).sum();
        let beyond = self.some_missing.last().map_or(0, |last| match self.rows % 64 {
            0 => 0,
            used => last >> used,
        });
        marked == missing
            && beyond == 0
            && (self.members.frame.base, self.members.frame.step) == (0, 1)
            && self.groups.iter().all(|group| u32::try_from(*group).is_ok())
    }

    /// A yes-or-no plane.
    pub(crate) fn answer(&self, column: usize) -> &'a [u64] {
        &self.answers[column * self.words..(column + 1) * self.words]
    }

    /// A sliced number.
    pub(crate) fn number(&self, number: usize) -> Number<'a> {
        self.numbers[number]
    }

    /// The planes of the position among [`View::groups`].
    pub(crate) fn group(&self) -> Number<'a> {
        Number { frame: group_frame(self.groups.len()), planes: self.group_planes }
    }

    /// What is missing of the `nth` row with something missing.
    pub(crate) fn mask(&self, nth: usize) -> u32 {
        (self.masks[nth / 2] >> (32 * (nth % 2))) as u32
    }
}

impl<'a> Number<'a> {
    /// The planes, the lowest digit first.
    pub(crate) fn planes(&self, words: usize) -> impl Iterator<Item = &'a [u64]> + use<'a> {
        // A unit without households has planes without words.
        let planes = self.planes;
        (0..self.frame.width as usize).map(move |plane| &planes[plane * words..(plane + 1) * words])
    }

    /// One row's number.
    pub(crate) fn value(&self, row: usize, words: usize) -> u64 {
        let digit = |(place, plane): (usize, &[u64])| (plane[row / 64] >> (row % 64) & 1) << place;
        self.frame.value(self.planes(words).enumerate().map(digit).sum())
    }
}
