//! Which members are whose, for questions about all members of a household at once.

use super::truths::{WORD, bit, set};

/// The members of each household lie side by side in the members' bitmaps. Whether any member of a
/// household is such is found for a word of members at a time, however long or short the households.
pub(super) struct Spans {
    households: usize,
    words: Vec<Word>,
    /// The rows of the households that have members, when some have none.
    peopled: Option<Vec<u32>>,
}

/// Sixty-four members.
struct Word {
    /// Those who are the last of their household, and how many these are.
    last: u64,
    count: u32,
    /// The bits that move down by 1, 2, 4 and so on up to 32 places, so that those of `last` come to lie
    /// side by side (Warren, Hacker's Delight, 7–4).
    moves: [u64; 6],
}

impl Spans {
    /// The members of household `i` are those from `starts[i]` up to and without `starts[i + 1]`.
    pub(super) fn of(starts: &[u32]) -> Spans {
        let (households, members) = (starts.len() - 1, starts[starts.len() - 1] as usize);
        let mut last = vec![0; members.div_ceil(WORD)];
        for ends in starts.windows(2).filter(|ends| ends[0] < ends[1]) {
            set(&mut last, ends[1] as usize - 1);
        }
        let words: Vec<Word> = last.into_iter().map(Word::new).collect();
        let some_are_empty =
            words.iter().map(|word| word.count as usize).sum::<usize>() < households;
        let rows = 0..households as u32;
        let has_members = |row: &u32| starts[*row as usize] < starts[*row as usize + 1];
        let peopled = some_are_empty.then(|| rows.filter(has_members).collect());
        Spans { households, words, peopled }
    }

    /// The households with a member in the bitmap.
    pub(super) fn any(&self, members: &[u64]) -> Vec<u64> {
        // A bitmap of the households that have members, a few bits with every word; the last may reach
        // into a word that is not needed.
        let mut found = vec![0; self.households / WORD + 2];
        let (mut row, mut carry) = (0, false);
        for (word, members) in self.words.iter().zip(members) {
            // Ones in all places but the last of each household: when anything is added to them, the sum
            // runs over into the last place, and there into no further one.
            let before = !word.last;
            let (sum, over) = (members & before).carrying_add(before, carry);
            carry = over;
            let bits = word.gather((sum | members) & word.last);
            let (at, shift) = (row / WORD, row % WORD);
            found[at] |= bits << shift;
            found[at + 1] |= bits >> 1 >> (WORD - 1 - shift);
            row += word.count as usize;
        }
        found.truncate(self.households.div_ceil(WORD));
        match &self.peopled {
            None => found,
            Some(rows) => spread(&found, rows),
        }
    }
}

/// Puts each bit into the row it belongs to.
fn spread(bits: &[u64], rows: &[u32]) -> Vec<u64> {
    let mut spread = vec![0; bits.len()];
    for (at, row) in rows.iter().enumerate() {
        if bit(bits, at) {
            set(&mut spread, *row as usize);
        }
    }
    spread
}

impl Word {
    fn new(last: u64) -> Word {
        let mut moves = [0; 6];
        let mut kept = last;
        // For each bit whether an odd number of places below it is empty: one step's moves. Every
        // second of these places is left for the next step.
        let mut empty = !last << 1;
        for (step, moving) in moves.iter_mut().enumerate() {
            let mut odd = empty;
            for distance in [1, 2, 4, 8, 16, 32] {
                odd ^= odd << distance;
            }
            *moving = odd & kept;
            kept = kept ^ *moving | *moving >> (1 << step);
            empty &= !odd;
        }
        Word { last, count: last.count_ones(), moves }
    }

    /// The bits in the places of `last`, side by side from the lowest; there are none elsewhere.
    fn gather(&self, bits: u64) -> u64 {
        self.moves.iter().enumerate().fold(bits, |bits, (step, moving)| {
            let moving = bits & moving;
            bits ^ moving | moving >> (1 << step)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::truths::pack;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_household_has_such_a_member_when_any_is(
            sizes in prop::collection::vec(prop_oneof![0..5_usize, 60..200_usize], 0..150),
            seeds in prop::collection::vec(any::<u64>(), 64),
        ) {
            let mut starts = vec![0];
            for size in &sizes {
                starts.push(starts[starts.len() - 1] + *size as u32);
            }
            let members = starts[sizes.len()] as usize;
            let spans = Spans::of(&starts);
            // Rare ones, so that long households have none now and then; all; and none.
            let rare = |row: usize| seeds[row % 64].rotate_left(row as u32).is_multiple_of(40);
            for such in [pack(members, rare), pack(members, |_| true), pack(members, |_| false)] {
                let found = spans.any(&such);
                prop_assert_eq!(found.len(), sizes.len().div_ceil(WORD));
                for (row, ends) in starts.windows(2).enumerate() {
                    let expected = (ends[0]..ends[1]).any(|member| bit(&such, member as usize));
                    prop_assert_eq!(bit(&found, row), expected);
                }
            }
        }
    }
}
