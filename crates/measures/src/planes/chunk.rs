//! Up to 4 096 households of one unit, copied from the map into strips.

use super::bits::low;
use super::sliced::Frame;
use super::strip::{LANE, Strip, WORDS};
use super::view::{Number, View};

/// The columns of some households of one unit.
#[derive(Debug)]
pub(crate) struct Chunk {
    /// Lanes in use.
    pub(crate) lanes: usize,
    /// First row of the unit that is here.
    pub(crate) first: usize,
    /// Households that there are.
    pub(crate) live: Strip,
    /// Yes-or-no columns.
    pub(crate) yes: Vec<Strip>,
    /// Whether anything is missing of any household here; if not, `missing` is not to be read.
    pub(crate) some_missing: bool,
    /// Households that miss a column, column by column.
    pub(crate) missing: Vec<Strip>,
    pub(crate) members: Vec<Strip>,
    pub(crate) numbers: Vec<(Frame, Vec<Strip>)>,
    /// Rows with something missing before this chunk.
    nth: usize,
}

/// Which columns a plan reads; the others stay in the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) answers: Vec<usize>,
    pub(crate) numbers: Vec<usize>,
}

impl Chunk {
    pub(crate) fn new(answers: usize, numbers: usize) -> Chunk {
        Chunk {
            lanes: 0,
            first: 0,
            live: Strip::NONE,
            yes: vec![Strip::NONE; answers],
            some_missing: false,
            missing: vec![Strip::NONE; answers + numbers],
            members: Vec::new(),
            numbers: vec![(Frame::default(), Vec::new()); numbers],
            nth: 0,
        }
    }

    /// Copies the rows from this word of each plane on. The chunks of a unit come in order, from word 0.
    pub(crate) fn load(&mut self, view: &View<'_>, wanted: &Wanted, word: usize) {
        if word == 0 {
            self.nth = 0;
        }
        let range = word..(word + WORDS).min(view.words);
        let words = range.len();
        self.first = word * 64;
        self.lanes = words.div_ceil(LANE);
        let lanes = self.lanes;
        let all = &mut self.live.words_mut()[..lanes * LANE];
        for (at, live) in all.iter_mut().enumerate() {
            *live = low(view.rows.saturating_sub(self.first + at * 64));
        }
        for &column in &wanted.answers {
            self.yes[column].copy_from(&view.answer(column)[range.clone()], lanes);
        }
        load_number(&mut self.members, view.members, view.words, &range, lanes);
        for &number in &wanted.numbers {
            let (frame, strips) = &mut self.numbers[number];
            *frame = view.number(number).frame;
            load_number(strips, view.number(number), view.words, &range, lanes);
        }
        self.some_missing = false;
        if !view.some_missing.is_empty() {
            self.load_missing(view, &view.some_missing[range]);
        }
    }

    /// Spreads the masks of the few rows with something missing over one strip per column.
    fn load_missing(&mut self, view: &View<'_>, marked: &[u64]) {
        if marked.iter().all(|word| *word == 0) {
            return;
        }
        self.some_missing = true;
        for strip in &mut self.missing {
            strip.0[..self.lanes].fill([0; LANE]);
        }
        for (at, &word) in marked.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                let row = rest & rest.wrapping_neg();
                rest ^= row;
                let mut mask = view.mask(self.nth);
                self.nth += 1;
                while mask != 0 {
                    if let Some(strip) = self.missing.get_mut(mask.trailing_zeros() as usize) {
                        strip.words_mut()[at] |= row;
                    }
                    mask &= mask - 1;
                }
            }
        }
    }
}

pub(crate) fn load_number(
    strips: &mut Vec<Strip>,
    number: Number<'_>,
    words: usize,
    range: &std::ops::Range<usize>,
    lanes: usize,
) {
    strips.resize(number.frame.width as usize, Strip::NONE);
    for (strip, plane) in strips.iter_mut().zip(number.planes(words)) {
        strip.copy_from(&plane[range.clone()], lanes);
    }
}
