//! A map without outlines: one tile per unit, each near where the unit lies.

use std::collections::BTreeSet;

use ground::UnitId;

use crate::Units;

/// Rounds of improving the layout; it settles far earlier.
const ROUNDS: usize = 30;
/// Kilometres in a degree of latitude.
const KM: f64 = 111.2;

/// Column and row.
type Cell = (i64, i64);

impl Units {
    /// A tile for each unit as (unit, column, row), counted from 0 at the top left, in order of id: no
    /// two on one cell, and neighbours near each other. The same units always give the same layout.
    ///
    /// Units without a known centre stand at the centre of the unit above, or in the middle. Repeated
    /// ids count once, unknown ids not at all. Work grows with the square of the number of units: some
    /// milliseconds for the communes of a province, not meant for those of the country.
    pub fn tiles(&self, ids: &[UnitId]) -> Vec<(UnitId, u32, u32)> {
        let ids: Vec<UnitId> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let ids: Vec<UnitId> = ids.into_iter().filter(|id| self.get(*id).is_some()).collect();
        let wished = spread(&self.kilometres(&ids));
        let cells = improve(&wished, settle(&wished));
        let left = cells.iter().map(|cell| cell.0).min().unwrap_or(0);
        let top = cells.iter().map(|cell| cell.1).min().unwrap_or(0);
        let tiles = ids.into_iter().zip(cells);
        tiles.map(|(id, cell)| (id, (cell.0 - left) as u32, (cell.1 - top) as u32)).collect()
    }

    /// Kilometres east and *south* of a common point.
    fn kilometres(&self, ids: &[UnitId]) -> Vec<(f64, f64)> {
        let centre = |id: &UnitId| {
            let mut up = self.path(*id).into_iter().rev().take(2);
            up.find_map(|unit| unit.centre)
        };
        let known: Vec<(f64, f64)> = ids.iter().filter_map(centre).collect();
        let mean = |pick: fn(&(f64, f64)) -> f64| {
            known.iter().map(pick).sum::<f64>() / known.len().max(1) as f64
        };
        let middle = (mean(|c| c.0), mean(|c| c.1));
        let shrink = middle.0.to_radians().cos();
        ids.iter()
            .map(|id| centre(id).unwrap_or(middle))
            .map(|(lat, lon)| ((lon - middle.1) * KM * shrink, (middle.0 - lat) * KM))
            .collect()
    }
}

/// The wished place of each unit on a grid that has a little more room than there are units.
///
/// Each axis goes half by true distance, half by rank, so that one far island does not squeeze all
/// others into a few cells.
fn spread(places: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let (xs, ys): (Vec<f64>, Vec<f64>) = places.iter().copied().unzip();
    let extent = |values: &[f64]| {
        let high = values.iter().copied().fold(f64::MIN, f64::max);
        (high - values.iter().copied().fold(f64::MAX, f64::min)).max(1.0)
    };
    let room = places.len() as f64 * 1.3;
    let shape = (extent(&xs) / extent(&ys)).clamp(0.3, 3.0);
    let last = |cells: f64| (cells.sqrt() - 1.0).max(0.0);
    let (columns, rows) = (last(room * shape), last(room / shape));
    share(&xs)
        .into_iter()
        .map(|x| x * columns)
        .zip(share(&ys).into_iter().map(|y| y * rows))
        .collect()
}

/// Each value between 0 and 1: the mean of its share of the extent and of its rank.
fn share(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (Some(low), Some(high)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let extent = (high - low).max(f64::MIN_POSITIVE);
    let rank = |value: f64| sorted.partition_point(|other| *other < value) as f64;
    let last = (values.len() - 1).max(1) as f64;
    values.iter().map(|v| f64::midpoint((v - low) / extent, rank(*v) / last)).collect()
}

/// The nearest free cell for each in turn, from the middle outwards.
fn settle(wished: &[(f64, f64)]) -> Vec<Cell> {
    let count = wished.len().max(1) as f64;
    let middle = wished.iter().fold((0.0, 0.0), |m, w| (m.0 + w.0 / count, m.1 + w.1 / count));
    let from_middle = |w: &(f64, f64)| (w.0 - middle.0).powi(2) + (w.1 - middle.1).powi(2);
    let mut order: Vec<usize> = (0..wished.len()).collect();
    order.sort_by(|a, b| from_middle(&wished[*a]).total_cmp(&from_middle(&wished[*b])));
    let mut taken = BTreeSet::new();
    let mut cells = vec![(0, 0); wished.len()];
    for at in order {
        let cell = nearest_free(wished[at], &taken);
        taken.insert(cell);
        cells[at] = cell;
    }
    cells
}

fn nearest_free(wish: (f64, f64), taken: &BTreeSet<Cell>) -> Cell {
    let home = (wish.0.round() as i64, wish.1.round() as i64);
    let mut best: Option<(f64, Cell)> = None;
    for radius in 0_i64.. {
        // A cell on a wider square is at least this far away.
        if best.is_some_and(|(cost, _)| cost <= (radius as f64 - 0.5).powi(2)) {
            break;
        }
        for dy in -radius..=radius {
            let step = if dy.abs() == radius { 1 } else { 2 * radius };
            for dx in (-radius..=radius).step_by(step as usize) {
                let cell = (home.0 + dx, home.1 + dy);
                let cost = cost(wish, cell);
                if !taken.contains(&cell) && best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, cell));
                }
            }
        }
    }
    best.map_or(home, |(_, cell)| cell)
}

/// Lets any two units change places as long as both together come nearer to where they wish to be.
fn improve(wished: &[(f64, f64)], mut cells: Vec<Cell>) -> Vec<Cell> {
    for _ in 0..ROUNDS {
        let mut changed = false;
        for a in 0..cells.len() {
            for b in a + 1..cells.len() {
                let now = cost(wished[a], cells[a]) + cost(wished[b], cells[b]);
                let then = cost(wished[a], cells[b]) + cost(wished[b], cells[a]);
                if then + 1e-9 < now {
                    cells.swap(a, b);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    cells
}

/// The square of the distance between a wish and a cell.
fn cost(wish: (f64, f64), cell: Cell) -> f64 {
    (wish.0 - cell.0 as f64).powi(2) + (wish.1 - cell.1 as f64).powi(2)
}
