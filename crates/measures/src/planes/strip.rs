//! Strips: the same 4 096 households of one unit, one bit each, in words side by side.
//!
//! The functions here are written once over a [`Lane`] and compiled for every kind of processor; see
//! [`super::machine`].

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

/// How many households of `mask`, and the sum of the sliced numbers over them.
#[inline(always)]
pub(crate) fn count<L: Lane>(mask: &Strip, numbers: &[Strip], lanes: usize) -> (u64, u64) {
    let (mut heads, mut sums) = (L::none(), L::none());
    for lane in 0..lanes {
        let mask = mask.get::<L>(lane);
        heads = heads.plus(mask.ones());
        sums = sums.plus(weighted::<L>(mask, numbers, lane));
    }
    (heads.sum(), sums.sum())
}

/// The sums of the sliced numbers over the households of each word, the highest digit first.
#[inline(always)]
pub(crate) fn weighted<L: Lane>(mask: L, numbers: &[Strip], lane: usize) -> L {
    let mut sum = L::none();
    for plane in numbers.iter().rev() {
        sum = sum.plus(sum).plus(mask.and(plane.get::<L>(lane)).ones());
    }
    sum
}
