//! Whole numbers as bit planes: one plane per binary digit.
//!
//! Within a unit a number is written as `base + step × v` with as few planes as its own range needs:
//! scores that go in steps of five up to 400 take seven planes, household sizes of 1 to 14 four. A
//! larger number widens its own unit only, so none is ever cut off.

/// How numbers of one column and unit are written: `base + step × v`, `v` in `width` planes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Frame {
    pub(crate) base: u32,
    pub(crate) step: u32,
    pub(crate) width: u32,
}

/// Steps are kept in 26 bits beside a base of 32 and a width of 6.
const MOST_STEP: u32 = (1 << 26) - 1;

/// A frame that reaches this far is no frame of ours: the digits of `u32` numbers at most double them.
const LIMIT: u64 = 1 << 34;

impl Frame {
    /// The narrowest frame of the numbers, those of `skip` rows left aside.
    pub(crate) fn of(numbers: &[u32], skip: impl Fn(usize) -> bool) -> Frame {
        let used = || numbers.iter().enumerate().filter(|(row, _)| !skip(*row)).map(|(_, n)| *n);
        let Some(base) = used().min() else { return Frame { base: 0, step: 1, width: 0 } };
        // Once the step is found, nearly every number is a multiple of it, which is quickly seen.
        let (mut step, mut by) = (0, Divisor { reciprocal: 0, step: 0 });
        for number in used() {
            let above = number - base;
            if above != 0 && (step == 0 || !by.divides(above)) {
                step = divisor(above, step);
                by = Divisor::new(step);
            }
        }
        let step = if step == 0 || step > MOST_STEP { 1 } else { step };
        let most = used().max().map_or(0, |most| (most - base) / step);
        Frame { base, step, width: u32::BITS - most.leading_zeros() }
    }

    pub(crate) fn to_word(self) -> u64 {
        u64::from(self.base) | u64::from(self.step) << 32 | u64::from(self.width) << 58
    }

    /// Nothing when no number could be written so.
    pub(crate) fn from_word(word: u64) -> Option<Frame> {
        let (base, step) = (word as u32, (word >> 32) as u32 & MOST_STEP);
        let frame = Frame { base, step, width: (word >> 58) as u32 };
        let greatest = frame.width <= 32 && frame.value((1 << frame.width) - 1) < LIMIT;
        (greatest && step > 0).then_some(frame)
    }

    /// The number that `sliced` stands for.
    pub(crate) fn value(self, sliced: u64) -> u64 {
        u64::from(self.base) + u64::from(self.step) * sliced
    }

    /// The frame of numbers as they are, for those that are added up.
    pub(crate) fn plain(numbers: &[u32]) -> Frame {
        let most = numbers.iter().max().copied().unwrap_or(0);
        Frame { base: 0, step: 1, width: u32::BITS - most.leading_zeros() }
    }

    /// The smallest `v` with `base + step × v >= number`; 0 when all are.
    #[inline(always)]
    pub(crate) fn at_least(self, number: i64) -> u64 {
        let above = (i128::from(number) - i128::from(self.base)).max(0);
        u64::try_from((above + i128::from(self.step) - 1) / i128::from(self.step))
            .unwrap_or(u64::MAX)
    }

    /// Appends the planes of the numbers, each `words` long.
    pub(crate) fn slice(self, numbers: &[u32], skip: impl Fn(usize) -> bool, to: &mut Vec<u64>) {
        let words = numbers.len().div_ceil(64);
        let start = to.len();
        to.resize(start + words * self.width as usize, 0);
        let planes = &mut to[start..];
        let by = Divisor::new(self.step);
        for (word, rows) in numbers.chunks(64).enumerate() {
            let mut digits = [0_u32; 64];
            for (row, (digit, number)) in digits.iter_mut().zip(rows).enumerate() {
                let known = !skip(word * 64 + row);
                *digit = if known { by.quotient(number - self.base) } else { 0 };
            }
            for eight in (0..self.width).step_by(8) {
                let bits = transpose(&digits, eight);
                for (plane, bits) in (eight..self.width).zip(bits) {
                    planes[plane as usize * words + word] = bits;
                }
            }
        }
    }
}

/// Eight planes, from digit `from` on, of 64 numbers: eight numbers at a time as a square of bits that is
/// turned over its diagonal (Warren, Hacker's Delight, 7–3).
fn transpose(digits: &[u32; 64], from: u32) -> [u64; 8] {
    let mut planes = [0_u64; 8];
    for (at, eight) in digits.chunks_exact(8).enumerate() {
        let bytes: [u8; 8] = std::array::from_fn(|row| (eight[row] >> from) as u8);
        let mut square = u64::from_le_bytes(bytes);
        let mut swap = (square ^ square >> 7) & 0x00aa_00aa_00aa_00aa;
        square ^= swap ^ swap << 7;
        swap = (square ^ square >> 14) & 0x0000_cccc_0000_cccc;
        square ^= swap ^ swap << 14;
        swap = (square ^ square >> 28) & 0x0000_0000_f0f0_f0f0;
        square ^= swap ^ swap << 28;
        for (plane, byte) in planes.iter_mut().zip(square.to_le_bytes()) {
            *plane |= u64::from(byte) << (8 * at);
        }
    }
    planes
}

/// Division of many numbers by one, as a multiplication by its reciprocal (Lemire, Kaser and Kurz 2019:
/// exact for numbers of 32 bits).
#[derive(Clone, Copy)]
struct Divisor {
    reciprocal: u64,
    step: u32,
}

impl Divisor {
    fn new(step: u32) -> Divisor {
        Divisor { reciprocal: (u64::MAX / u64::from(step)).wrapping_add(1), step }
    }

    fn quotient(self, number: u32) -> u32 {
        if self.step == 1 {
            return number;
        }
        ((u128::from(self.reciprocal) * u128::from(number)) >> 64) as u32
    }

    /// Whether the number is a multiple.
    fn divides(self, number: u32) -> bool {
        self.step == 1 || self.reciprocal.wrapping_mul(number.into()) < self.reciprocal
    }
}

/// Greatest common divisor; of 0 and a number, that number.
fn divisor(mut a: u32, mut b: u32) -> u32 {
    if b == 1 {
        return 1;
    }
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back_from_their_planes(
            numbers in prop::collection::vec(prop_oneof![0..20u32, (0..80u32).prop_map(|n| n * 5), any::<u32>()], 0..200)
        ) {
            let frame = Frame::of(&numbers, |_| false);
            prop_assert_eq!(Frame::from_word(frame.to_word()), Some(frame));
            let mut planes = Vec::new();
            frame.slice(&numbers, |_| false, &mut planes);
            let words = numbers.len().div_ceil(64);
            for (row, &number) in numbers.iter().enumerate() {
                let sliced = (0..frame.width as usize)
                    .map(|plane| (planes[plane * words + row / 64] >> (row % 64) & 1) << plane)
                    .sum();
                prop_assert_eq!(frame.value(sliced), u64::from(number));
                let limit = frame.at_least(i64::from(number));
                prop_assert_eq!(limit, sliced);
            }
        }
    }

    #[test]
    fn steps_of_five_take_fewer_planes_and_an_outlier_widens() {
        assert_eq!(Frame::of(&[10, 400, 95], |_| false), Frame { base: 10, step: 5, width: 7 });
        assert_eq!(Frame::of(&[1, 14, 7_000], |_| false).width, 13);
        assert_eq!(Frame::of(&[7, 7], |_| false), Frame { base: 7, step: 1, width: 0 });
        assert_eq!(Frame::of(&[3, 900], |row| row == 1).width, 0);
    }
}
