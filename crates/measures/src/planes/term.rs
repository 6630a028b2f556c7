//! A rule as the kernel runs it: a short program in postfix order over pairs of strips.
//!
//! A statement is a pair of strips, the households of which it is *certain* and those of which it is
//! *possible*; unknown is possible but not certain. Kleene's connectives are then one instruction each
//! (and: both sides and; or: both sides or; not: exchange and complement), and comparing two numbers
//! known within bounds gives exactly what [`law::Bounds`] gives for one household.

use law::{Area, Bounds};

use super::chunk::Chunk;
use super::sliced::Frame;
use super::strip::{LANE, Lane, Strip, at_least};

/// Households a statement certainly holds of, and those it may hold of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Truths {
    pub(crate) certain: Strip,
    pub(crate) possible: Strip,
}

impl Truths {
    pub(crate) const NONE: Truths = Truths { certain: Strip::NONE, possible: Strip::NONE };
}

/// One step.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Step {
    /// The same for every household of the unit, by its area.
    Fixed(ByArea<(bool, bool)>),
    /// A yes-or-no column.
    Answer(usize),
    /// A number column compared.
    Number(usize, Relation, ByArea<Bounds>),
    /// The number of deprived indicators compared.
    Count(Relation, ByArea<Bounds>),
    /// A comparison that has been worked out before, by its place.
    Compared(usize),
    /// The opposite of the latest.
    Not,
    /// Both of the latest two.
    And,
    /// At least one of the latest two.
    Or,
    /// The latest where the first number is missing and the second is not; the one before elsewhere.
    Instead(usize, usize),
}

/// How a number lies to a bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Relation {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

/// Something that differs between rural and urban units, and where the area is not known.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct ByArea<T> {
    pub(crate) rural: T,
    pub(crate) urban: T,
    pub(crate) unknown: T,
}

impl<T: Copy> ByArea<T> {
    pub(crate) fn all(value: T) -> ByArea<T> {
        ByArea { rural: value, urban: value, unknown: value }
    }

    #[inline(always)]
    pub(crate) fn at(&self, area: Option<Area>) -> T {
        match area {
            Some(Area::Rural) => self.rural,
            Some(Area::Urban) => self.urban,
            None => self.unknown,
        }
    }

    pub(crate) fn map2<U: Copy, V>(self, other: ByArea<U>, f: impl Fn(T, U) -> V) -> ByArea<V> {
        ByArea {
            rural: f(self.rural, other.rural),
            urban: f(self.urban, other.urban),
            unknown: f(self.unknown, other.unknown),
        }
    }
}

/// Both bounds of a sliced number: its planes where it is known.
pub(crate) struct Spread<'a> {
    pub(crate) frame: Frame,
    pub(crate) low: &'a [Strip],
    pub(crate) high: &'a [Strip],
}

impl Spread<'_> {
    /// Compares as [`Bounds::less`] and [`Bounds::equals`] do.
    #[inline(always)]
    pub(crate) fn compare<L: Lane>(
        &self,
        how: Relation,
        with: Bounds,
        out: &mut Truths,
        lanes: usize,
    ) {
        let reach = |limit: i64| self.frame.at_least(limit);
        // The smallest whole numbers at least, and above, each end.
        let (from_low, from_high) = (reach(ceiling(with.low)), reach(ceiling(with.high)));
        let (over_low, over_high) = (reach(above(with.low)), reach(above(with.high)));
        let Truths { certain, possible } = out;
        if with.value().is_some() && std::ptr::eq(self.low, self.high) && how != Relation::Equal {
            // A known number beside a known amount: what is possible is certain.
            let (limit, flipped) = match how {
                Relation::Less => (from_low, true),
                Relation::AtMost => (over_low, true),
                Relation::AtLeast => (from_low, false),
                Relation::More | Relation::Equal => (over_low, false),
            };
            at_least::<L>(certain, self.low, limit, flipped, lanes);
            possible.0[..lanes].copy_from_slice(&certain.0[..lanes]);
            return;
        }
        match how {
            Relation::Less => {
                at_least::<L>(certain, self.high, from_low, true, lanes);
                at_least::<L>(possible, self.low, from_high, true, lanes);
            }
            Relation::AtMost => {
                at_least::<L>(certain, self.high, over_low, true, lanes);
                at_least::<L>(possible, self.low, over_high, true, lanes);
            }
            Relation::AtLeast => {
                at_least::<L>(certain, self.low, from_high, false, lanes);
                at_least::<L>(possible, self.high, from_low, false, lanes);
            }
            Relation::More => {
                at_least::<L>(certain, self.low, over_high, false, lanes);
                at_least::<L>(possible, self.high, over_low, false, lanes);
            }
            Relation::Equal => {
                let mut below = Strip::NONE;
                at_least::<L>(possible, self.high, from_low, false, lanes);
                at_least::<L>(&mut below, self.low, over_high, true, lanes);
                join::<L>(possible, &below, lanes);
                certain.0[..lanes].fill([0; LANE]);
                if with.value().is_some() {
                    at_least::<L>(certain, self.low, from_low, false, lanes);
                    at_least::<L>(&mut below, self.high, over_low, true, lanes);
                    join::<L>(certain, &below, lanes);
                }
            }
        }
    }
}

/// Keeps what is in both.
#[inline(always)]
fn join<L: Lane>(out: &mut Strip, other: &Strip, lanes: usize) {
    for lane in 0..lanes {
        out.set(lane, out.get::<L>(lane).and(other.get(lane)));
    }
}

/// The smallest whole number not below; infinities saturate.
fn ceiling(number: f64) -> i64 {
    number.ceil() as i64
}

/// The smallest whole number above.
fn above(number: f64) -> i64 {
    (number.floor() as i64).saturating_add(1)
}

/// Runs a program; the result is the first pair of `stack`.
#[inline(always)]
pub(crate) fn run<L: Lane>(
    steps: &[Step],
    area: Option<Area>,
    chunk: &Chunk,
    (low, high): (&[Strip], &[Strip]),
    compared: &[Truths],
    stack: &mut [Truths],
) {
    let lanes = chunk.lanes;
    let answers = chunk.yes.len();
    let mut top = 0;
    for step in steps {
        match step {
            Step::Fixed(truth) => {
                let (certain, possible) = truth.at(area);
                let all = |holds: bool| [if holds { u64::MAX } else { 0 }; LANE];
                stack[top].certain.0[..lanes].fill(all(certain));
                stack[top].possible.0[..lanes].fill(all(possible));
                top += 1;
            }
            Step::Answer(column) => {
                stack[top].certain.0[..lanes].copy_from_slice(&chunk.yes[*column].0[..lanes]);
                stack[top].possible.0[..lanes].copy_from_slice(&chunk.yes[*column].0[..lanes]);
                loosen::<L>(&mut stack[top], *column, chunk);
                top += 1;
            }
            Step::Number(number, how, with) => {
                let (frame, planes) = &chunk.numbers[*number];
                let spread = Spread { frame: *frame, low: planes, high: planes };
                spread.compare::<L>(*how, with.at(area), &mut stack[top], lanes);
                loosen::<L>(&mut stack[top], answers + number, chunk);
                top += 1;
            }
            Step::Count(how, with) => {
                let frame = Frame { base: 0, step: 1, width: low.len() as u32 };
                let spread = Spread { frame, low, high };
                spread.compare::<L>(*how, with.at(area), &mut stack[top], lanes);
                top += 1;
            }
            Step::Compared(place) => {
                let Truths { certain, possible } = &compared[*place];
                stack[top].certain.0[..lanes].copy_from_slice(&certain.0[..lanes]);
                stack[top].possible.0[..lanes].copy_from_slice(&possible.0[..lanes]);
                top += 1;
            }
            Step::Not => {
                let Truths { certain, possible } = &mut stack[top - 1];
                for lane in 0..lanes {
                    let (was_certain, was_possible) =
                        (certain.get::<L>(lane), possible.get::<L>(lane));
                    certain.set(lane, was_possible.not());
                    possible.set(lane, was_certain.not());
                }
            }
            Step::And | Step::Or => {
                top -= 1;
                let both = *step == Step::And;
                let (before, after) = stack.split_at_mut(top);
                let (a, b) = (&mut before[top - 1], &after[0]);
                for (a, b) in [(&mut a.certain, &b.certain), (&mut a.possible, &b.possible)] {
                    for lane in 0..lanes {
                        let (one, other) = (a.get::<L>(lane), b.get::<L>(lane));
                        a.set(lane, if both { one.and(other) } else { one.or(other) });
                    }
                }
            }
            Step::Instead(absent, present) => {
                top -= 1;
                if !chunk.some_missing {
                    continue;
                }
                let (before, after) = stack.split_at_mut(top);
                let (a, b) = (&mut before[top - 1], &after[0]);
                let absent = &chunk.missing[answers + absent];
                let present = &chunk.missing[answers + present];
                for (a, b) in [(&mut a.certain, &b.certain), (&mut a.possible, &b.possible)] {
                    for lane in 0..lanes {
                        let there = absent.get::<L>(lane).without(present.get(lane));
                        let (one, other) = (a.get::<L>(lane), b.get::<L>(lane));
                        a.set(lane, one.without(there).or(other.and(there)));
                    }
                }
            }
        }
    }
}

/// Where the column is missing, nothing is certain and everything possible.
#[inline(always)]
fn loosen<L: Lane>(truths: &mut Truths, column: usize, chunk: &Chunk) {
    if !chunk.some_missing {
        return;
    }
    for lane in 0..chunk.lanes {
        let missing = chunk.missing[column].get::<L>(lane);
        truths.certain.set(lane, truths.certain.get::<L>(lane).without(missing));
        truths.possible.set(lane, truths.possible.get::<L>(lane).or(missing));
    }
}

/// How many pairs of strips a program needs at once.
pub(crate) fn depth(steps: &[Step]) -> usize {
    let (mut now, mut most) = (0_usize, 1);
    for step in steps {
        match step {
            Step::And | Step::Or | Step::Instead(..) => now -= 1,
            Step::Not => {}
            _ => now += 1,
        }
        most = most.max(now);
    }
    most
}
