//! Lines on a small piece of the globe drawn flat, without needless detail.

use std::fmt::Write;

/// Longitude and latitude in degrees, or a place in the drawing (y downwards).
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// A closed line: the last point is the first.
pub(crate) type Ring = Vec<Point>;

/// The piece of the globe that a drawing shows.
pub(crate) struct Frame {
    west: f64,
    north: f64,
    /// Drawing units per degree of longitude and of latitude.
    scale: Point,
    height: f64,
}

impl Frame {
    /// The frame around all points, `width` wide; `None` when there is nothing to show.
    ///
    /// A degree of longitude is shortened by the cosine of the middle latitude: true enough for one
    /// country, and simple.
    pub(crate) fn around(points: impl Iterator<Item = Point>, width: f64) -> Option<Frame> {
        let (low, high) = points.fold(None, |bounds: Option<(Point, Point)>, p| {
            let (low, high) = bounds.unwrap_or((p, p));
            let low = Point { x: low.x.min(p.x), y: low.y.min(p.y) };
            Some((low, Point { x: high.x.max(p.x), y: high.y.max(p.y) }))
        })?;
        // Shapes without any extent still get a frame of some metres.
        let across = (high.x - low.x).max(1e-4);
        let per_degree = width / across;
        let upright = per_degree / f64::midpoint(low.y, high.y).to_radians().cos();
        let height = (high.y - low.y) * upright;
        Some(Frame {
            west: low.x,
            north: high.y,
            scale: Point { x: per_degree, y: upright },
            height,
        })
    }

    pub(crate) fn height(&self) -> f64 {
        tenth(self.height)
    }

    fn place(&self, point: Point) -> Point {
        let x = (point.x - self.west) * self.scale.x;
        Point { x, y: (self.north - point.y) * self.scale.y }
    }

    /// SVG path data of the rings and the middle of the largest. Rings too small to see are left out,
    /// but never the largest.
    pub(crate) fn draw(&self, rings: &[Ring], tolerance: f64) -> (String, (f64, f64)) {
        let rings: Vec<Ring> =
            rings.iter().map(|ring| ring.iter().map(|p| self.place(*p)).collect()).collect();
        let largest = (0..rings.len())
            .max_by(|a, b| area(&rings[*a]).abs().total_cmp(&area(&rings[*b]).abs()))
            .unwrap_or(0);
        let mut d = String::new();
        for (at, ring) in rings.iter().enumerate() {
            let simple = simplify(ring, tolerance);
            if simple.len() >= 4 {
                write_ring(&mut d, &simple);
            } else if at == largest {
                write_ring(&mut d, ring);
            }
        }
        (d, rings.get(largest).map_or((0.0, 0.0), |ring| middle(ring)))
    }
}

fn write_ring(d: &mut String, ring: &[Point]) {
    for (at, point) in ring[..ring.len() - 1].iter().enumerate() {
        let step = if at == 0 { 'M' } else { 'L' };
        // Writing into a string cannot fail.
        let _ = write!(d, "{step}{} {}", tenth(point.x), tenth(point.y));
    }
    d.push('Z');
}

/// Rounded to a tenth, and never −0.
fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

/// Douglas and Peucker's simplification: keeps the ends, and of each stretch the point farthest from
/// the straight line when it is farther than `tolerance`.
pub(crate) fn simplify(line: &[Point], tolerance: f64) -> Vec<Point> {
    let mut keep = vec![false; line.len()];
    let mut open = vec![(0, line.len().saturating_sub(1))];
    while let Some((from, to)) = open.pop() {
        keep[from] = true;
        keep[to] = true;
        let farthest = (from + 1..to)
            .map(|at| (distance(line[at], line[from], line[to]), at))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((far, at)) = farthest
            && far > tolerance
        {
            open.extend([(from, at), (at, to)]);
        }
    }
    line.iter().zip(keep).filter_map(|(point, keep)| keep.then_some(*point)).collect()
}

/// From a point to the stretch between two others.
fn distance(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let along = if length == 0.0 {
        0.0
    } else {
        (((p.x - a.x) * dx + (p.y - a.y) * dy) / length).clamp(0.0, 1.0)
    };
    (p.x - a.x - along * dx).hypot(p.y - a.y - along * dy)
}

/// Twice the signed area (shoelace).
fn area(ring: &[Point]) -> f64 {
    ring.windows(2).map(|w| w[0].x * w[1].y - w[1].x * w[0].y).sum()
}

/// The centre of gravity; of a ring without area, its first point.
fn middle(ring: &[Point]) -> (f64, f64) {
    let double = area(ring);
    if double.abs() < 1e-9 {
        return ring.first().map_or((0.0, 0.0), |p| (tenth(p.x), tenth(p.y)));
    }
    let (x, y) = ring.windows(2).fold((0.0, 0.0), |(x, y), w| {
        let cross = w[0].x * w[1].y - w[1].x * w[0].y;
        (x + (w[0].x + w[1].x) * cross, y + (w[0].y + w[1].y) * cross)
    });
    (tenth(x / (3.0 * double)), tenth(y / (3.0 * double)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_line() -> impl Strategy<Value = Vec<Point>> {
        let point = (0.0..100.0, 0.0..100.0).prop_map(|(x, y)| Point { x, y });
        prop::collection::vec(point, 2..60)
    }

    proptest! {
        /// No point left out is farther than the tolerance from the line that remains.
        #[test]
        fn simplifying_stays_within_the_tolerance(line in any_line(), tolerance in 0.0..30.0) {
            let simple = simplify(&line, tolerance);
            prop_assert_eq!(simple.first(), line.first());
            prop_assert_eq!(simple.last(), line.last());
            for point in line {
                let near = simple.windows(2).map(|w| distance(point, w[0], w[1]));
                prop_assert!(near.fold(f64::INFINITY, f64::min) <= tolerance + 1e-9);
            }
        }

        #[test]
        fn the_frame_holds_every_point(line in any_line(), width in 10.0..2000.0) {
            let degrees: Vec<Point> =
                line.iter().map(|p| Point { x: 100.0 + p.x / 5.0, y: 5.0 + p.y / 5.0 }).collect();
            let frame = Frame::around(degrees.iter().copied(), width).unwrap();
            for point in degrees {
                let placed = frame.place(point);
                prop_assert!((-0.1..=width + 0.1).contains(&placed.x));
                prop_assert!((-0.1..=frame.height() + 0.1).contains(&placed.y));
            }
        }
    }
}
