//! Strips: the same 4 096 households of one unit, one bit each, in words side by side.
//!
//! The functions here are written once over a [`Lane`] and compiled for every kind of processor; see
//! [`super::machine`].

use super::chunk::Chunk;

/// Words handled together: one vector of the widest machine.
pub(crate) const LANE: usize = 8;
/// Lanes of a strip; some thirty strips of indicators, sizes and scores stay in the innermost cache.
pub(crate) const LANES: usize = 8;
/// Words of a strip.
pub(crate) const WORDS: usize = LANE * LANES;

/// Eight words in the processor's registers.
pub(crate) trait Lane: Copy {
    fn load(words: &[u64; LANE]) -> Self;
    fn store(self, words: &mut [u64; LANE]);
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
    /// What is set here and not there.
    fn without(self, other: Self) -> Self;
    /// Sums word by word.
    fn plus(self, other: Self) -> Self;
    /// How many bits are set in each word.
    fn ones(self) -> Self;
    /// The words added up.
    fn sum(self) -> u64;

    #[inline(always)]
    fn none() -> Self {
        Self::load(&[0; LANE])
    }

    #[inline(always)]
    fn all() -> Self {
        Self::load(&[u64::MAX; LANE])
    }

    #[inline(always)]
    fn not(self) -> Self {
        self.xor(Self::all())
    }
}

/// One bit for each of up to 4 096 households.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct Strip(pub(crate) [[u64; LANE]; LANES]);

impl Strip {
    pub(crate) const NONE: Strip = Strip([[0; LANE]; LANES]);

    pub(crate) fn words(&self) -> &[u64; WORDS] {
        self.0.as_flattened().try_into().expect("eight times eight words")
    }

    pub(crate) fn words_mut(&mut self) -> &mut [u64; WORDS] {
        self.0.as_flattened_mut().try_into().expect("eight times eight words")
    }

    /// Copies words and clears the rest of the lanes in use.
    pub(crate) fn copy_from(&mut self, words: &[u64], lanes: usize) {
        let all = &mut self.words_mut()[..lanes * LANE];
        all[..words.len()].copy_from_slice(words);
        all[words.len()..].fill(0);
    }

    #[inline(always)]
    pub(crate) fn get<L: Lane>(&self, lane: usize) -> L {
        L::load(&self.0[lane])
    }

    #[inline(always)]
    pub(crate) fn set<L: Lane>(&mut self, lane: usize, words: L) {
        words.store(&mut self.0[lane]);
    }
}

/// Which households of one lane have a sliced number of at least `limit`: compared digit by digit from
/// the highest. The limit must have no digit beyond the planes.
#[inline(always)]
fn lane_at_least<L: Lane>(planes: &[Strip], limit: u64, lane: usize) -> L {
    let (mut above, mut equal) = (L::none(), L::all());
    for (place, plane) in planes.iter().enumerate().rev() {
        let plane = plane.get::<L>(lane);
        if limit >> place & 1 == 1 {
            equal = equal.and(plane);
        } else {
            above = above.or(equal.and(plane));
            equal = equal.without(plane);
        }
    }
    above.or(equal)
}

/// Households whose sliced number is at least `limit`; those below it with `flipped`.
#[inline(always)]
pub(crate) fn at_least<L: Lane>(
    out: &mut Strip,
    planes: &[Strip],
    limit: u64,
    flipped: bool,
    lanes: usize,
) {
    let flip = if flipped { L::all() } else { L::none() };
    let out_of_reach = planes.len() < 64 && limit >> planes.len() != 0;
    for lane in 0..lanes {
        let reached =
            if out_of_reach { L::none() } else { lane_at_least::<L>(planes, limit, lane) };
        out.set(lane, reached.xor(flip));
    }
}

/// Sums still spread over a lane, to be added up at the end of a pass.
pub(crate) type Wide = [u64; LANE];

/// Adds the households of `mask` and their members, group by group: those of group `g`
/// to `sums[at + starts[g]]` and the place behind it.
///
/// Group by group, because what costs is reading masks and planes: eight groups take little more than
/// twice the time of one.
#[inline(always)]
pub(crate) fn count<L: Lane>(
    mask: &Strip,
    groups: &[Strip],
    starts: &[usize],
    chunk: &Chunk,
    at: usize,
    sums: &mut [Wide],
) {
    for (groups, starts) in groups.chunks(8).zip(starts.chunks(8)) {
        match groups.len() {
            1 => count_some::<L, 1>(mask, groups, starts, chunk, at, sums),
            2 => count_some::<L, 2>(mask, groups, starts, chunk, at, sums),
            3 => count_some::<L, 3>(mask, groups, starts, chunk, at, sums),
            4 => count_some::<L, 4>(mask, groups, starts, chunk, at, sums),
            5 => count_some::<L, 5>(mask, groups, starts, chunk, at, sums),
            6 => count_some::<L, 6>(mask, groups, starts, chunk, at, sums),
            7 => count_some::<L, 7>(mask, groups, starts, chunk, at, sums),
            _ => count_some::<L, 8>(mask, groups, starts, chunk, at, sums),
        }
    }
}

#[inline(always)]
fn count_some<L: Lane, const GROUPS: usize>(
    mask: &Strip,
    groups: &[Strip],
    starts: &[usize],
    chunk: &Chunk,
    at: usize,
    sums: &mut [Wide],
) {
    let lanes = chunk.lanes;
    let (mut heads, mut sliced) = ([L::none(); GROUPS], [L::none(); GROUPS]);
    for lane in 0..lanes {
        let mask = mask.get::<L>(lane);
        for group in 0..GROUPS {
            heads[group] = heads[group].plus(mask.and(groups[group].get(lane)).ones());
        }
    }
    // From the highest digit on, every sum so far counts double.
    for plane in chunk.members.iter().rev() {
        for sum in &mut sliced {
            *sum = sum.plus(*sum);
        }
        for lane in 0..lanes {
            let digit = mask.get::<L>(lane).and(plane.get(lane));
            for group in 0..GROUPS {
                sliced[group] = sliced[group].plus(digit.and(groups[group].get(lane)).ones());
            }
        }
    }
    for group in 0..GROUPS {
        let place = at + starts[group];
        add_to(&mut sums[place], heads[group]);
        add_to(&mut sums[place + 1], sliced[group]);
    }
}

/// Adds word by word.
#[inline(always)]
pub(crate) fn add_to<L: Lane>(sum: &mut Wide, words: L) {
    L::load(sum).plus(words).store(sum);
}
