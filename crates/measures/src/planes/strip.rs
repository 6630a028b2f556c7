//! Strips: the same 4 096 households of one unit, one bit each, in words side by side.
//!
//! Everything here is plain Rust that the compiler turns into vector instructions of whatever width the
//! calling function was compiled for; see [`super::machine`].

/// Words handled together: one vector of the widest machine.
pub(crate) const LANE: usize = 8;
/// Lanes of a strip; 33 strips of indicators, sizes and scores stay in the innermost cache.
pub(crate) const LANES: usize = 8;
/// Words of a strip.
pub(crate) const WORDS: usize = LANE * LANES;

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
    pub(crate) fn load(&mut self, words: &[u64], lanes: usize) {
        let all = &mut self.words_mut()[..lanes * LANE];
        all[..words.len()].copy_from_slice(words);
        all[words.len()..].fill(0);
    }
}

/// `out = f(a)` in the first lanes.
#[inline(always)]
pub(crate) fn map1(out: &mut Strip, a: &Strip, lanes: usize, f: impl Fn(u64) -> u64) {
    for (out, a) in out.0.iter_mut().zip(&a.0).take(lanes) {
        for i in 0..LANE {
            out[i] = f(a[i]);
        }
    }
}

/// `out = f(out, a)` in the first lanes.
#[inline(always)]
pub(crate) fn join(out: &mut Strip, a: &Strip, lanes: usize, f: impl Fn(u64, u64) -> u64) {
    for (out, a) in out.0.iter_mut().zip(&a.0).take(lanes) {
        for i in 0..LANE {
            out[i] = f(out[i], a[i]);
        }
    }
}

/// `out = f(a, b)` in the first lanes.
#[inline(always)]
pub(crate) fn map2(
    out: &mut Strip,
    a: &Strip,
    b: &Strip,
    lanes: usize,
    f: impl Fn(u64, u64) -> u64,
) {
    for ((out, a), b) in out.0.iter_mut().zip(&a.0).zip(&b.0).take(lanes) {
        for i in 0..LANE {
            out[i] = f(a[i], b[i]);
        }
    }
}

/// Households whose sliced number is at least `limit`: compared digit by digit from the highest.
#[inline(always)]
pub(crate) fn at_least(out: &mut Strip, planes: &[Strip], limit: u64, lanes: usize) {
    if limit == 0 {
        out.0[..lanes].fill([u64::MAX; LANE]);
        return;
    }
    if planes.len() < 64 && limit >> planes.len() != 0 {
        out.0[..lanes].fill([0; LANE]);
        return;
    }
    for lane in 0..lanes {
        let (mut above, mut equal) = ([0; LANE], [u64::MAX; LANE]);
        for (place, plane) in planes.iter().enumerate().rev() {
            let plane = &plane.0[lane];
            if limit >> place & 1 == 1 {
                for i in 0..LANE {
                    equal[i] &= plane[i];
                }
            } else {
                for i in 0..LANE {
                    above[i] |= equal[i] & plane[i];
                    equal[i] &= !plane[i];
                }
            }
        }
        for i in 0..LANE {
            out.0[lane][i] = above[i] | equal[i];
        }
    }
}

/// How many households of `mask`, and the sum of the sliced numbers over them.
#[inline(always)]
pub(crate) fn count(mask: &Strip, numbers: &[Strip], lanes: usize) -> (u64, u64) {
    let (mut heads, mut sums) = ([0_u64; LANE], [0_u64; LANE]);
    for mask in &mask.0[..lanes] {
        for i in 0..LANE {
            heads[i] += u64::from(mask[i].count_ones());
        }
    }
    for (place, plane) in numbers.iter().enumerate() {
        for (mask, plane) in mask.0[..lanes].iter().zip(&plane.0) {
            for i in 0..LANE {
                sums[i] += u64::from((mask[i] & plane[i]).count_ones()) << place;
            }
        }
    }
    (heads.iter().sum(), sums.iter().sum())
}
