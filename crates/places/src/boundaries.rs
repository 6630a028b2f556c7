//! Outlines of units from a GeoJSON file, ready to draw.

use std::collections::{BTreeMap, HashMap};

use ground::{Day, Problem, UnitId};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::outline::{Frame, Point, Ring};
use crate::{Level, Units};

/// How a GeoJSON file names its units.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The property of each feature that holds the official code, as text or number.
    pub property: String,
    /// The level of the units drawn.
    pub level: Level,
    /// The day of the map: codes mean what they meant then.
    pub day: Day,
}

/// Outlines of units in degrees.
///
/// The file is a FeatureCollection of Polygons and MultiPolygons in WGS 84, as RFC 7946 has it.
#[derive(Debug, Default)]
pub struct Boundaries {
    shapes: BTreeMap<UnitId, Vec<Ring>>,
}

/// Some units' outlines projected to one drawing.
#[derive(Clone, PartialEq, Debug)]
pub struct BoundaryMap {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// What to draw, in the order asked.
    pub paths: Vec<BoundaryPath>,
    /// Units asked for that have no outline.
    pub missing: Vec<UnitId>,
}

/// The outline of one unit.
#[derive(Clone, PartialEq, Debug)]
pub struct BoundaryPath {
    /// The unit.
    pub unit: UnitId,
    /// SVG path data; fill it with `fill-rule="evenodd"`, holes are rings of their own.
    pub d: String,
    /// Where a label goes: the middle of the largest part.
    pub label: (f64, f64),
}

impl Boundaries {
    /// Reads a GeoJSON text; `file` is its name in messages.
    ///
    /// # Errors
    /// Every problem of every feature (counted from 1), with its remedy.
    pub fn read(
        file: &str,
        text: &str,
        reading: &Reading,
        units: &Units,
    ) -> Result<Boundaries, Vec<Problem>> {
        let about = |code| Problem::invalid(code).with("file", file);
        let features =
            features(text).map_err(|cause| vec![about("places.map.unreadable").because(cause)])?;
        let (mut shapes, mut problems) = (BTreeMap::new(), Vec::new());
        for (number, feature) in (1_i64..).zip(features) {
            let about = |code| about(code).with("feature", number);
            match read_feature(feature, reading, units, about) {
                Ok((unit, rings)) => {
                    if shapes.insert(unit, rings).is_some() {
                        let name = units.get(unit).map_or("", |unit| &unit.full_name);
                        problems.push(about("places.map.twice").with("name", name));
                    }
                }
                Err(problem) => problems.push(problem),
            }
        }
        match (problems.is_empty(), shapes.is_empty()) {
            (true, false) => Ok(Boundaries { shapes }),
            (true, true) => Err(vec![about("places.map.empty")]),
            (false, _) => Err(problems),
        }
    }

    /// The units that have an outline.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        self.shapes.keys().copied()
    }

    /// The outlines of `units` in a view box of the given width, without detail finer than
    /// `tolerance` (in units of the view box; half a pixel is invisible).
    pub fn map(&self, units: &[UnitId], width: f64, tolerance: f64) -> BoundaryMap {
        let (drawn, missing): (Vec<UnitId>, Vec<UnitId>) =
            units.iter().partition(|unit| self.shapes.contains_key(unit));
        let points = drawn.iter().flat_map(|unit| self.shapes[unit].iter().flatten());
        let Some(frame) = Frame::around(points.copied(), width) else {
            return BoundaryMap { width, height: 0.0, paths: Vec::new(), missing };
        };
        let paths = drawn
            .into_iter()
            .map(|unit| {
                let (d, label) = frame.draw(&self.shapes[&unit], tolerance);
                BoundaryPath { unit, d, label }
            })
            .collect();
        BoundaryMap { width, height: frame.height(), paths, missing }
    }
}

/// The features of a FeatureCollection, or why it is none.
///
/// They stay text here: taking all apart at once would need many times the memory of the file.
fn features(text: &str) -> Result<Vec<&RawValue>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let parts: HashMap<String, &RawValue> =
        serde_json::from_str(text).map_err(|e| e.to_string())?;
    let collection = parts.get("type").is_some_and(|kind| kind.get() == "\"FeatureCollection\"");
    match parts.get("features") {
        Some(features) if collection => {
            serde_json::from_str(features.get()).map_err(|e| e.to_string())
        }
        _ => Err("not a FeatureCollection".to_owned()),
    }
}

fn read_feature(
    feature: &RawValue,
    reading: &Reading,
    units: &Units,
    about: impl Fn(&'static str) -> Problem,
) -> Result<(UnitId, Vec<Ring>), Problem> {
    let feature: Value = serde_json::from_str(feature.get())
        .map_err(|error| about("places.map.unreadable").because(error))?;
    let code = match &feature["properties"][reading.property.as_str()] {
        Value::String(code) if !code.trim().is_empty() => code.trim().to_owned(),
        Value::Number(code) => code.to_string(),
        _ => return Err(about("places.map.no_code").with("property", &*reading.property)),
    };
    let unit = units.by_code(reading.level, &code, reading.day).map_err(|problem| {
        about("places.map.code").with("code", &*code).with("day", reading.day).because(problem)
    })?;
    let geometry = &feature["geometry"];
    let rings = match geometry["type"].as_str() {
        Some("Polygon") => polygon(&geometry["coordinates"]),
        Some("MultiPolygon") => {
            let polygons = geometry["coordinates"].as_array().map(|list| list.iter().map(polygon));
            polygons.and_then(Iterator::collect::<Option<Vec<_>>>).map(|list| list.concat())
        }
        _ => None,
    };
    let about = |code| about(code).with("name", &*unit.full_name);
    let rings = rings.filter(|rings| !rings.is_empty()).ok_or_else(|| about("places.map.shape"))?;
    if !rings.iter().flatten().all(in_viet_nam) {
        return Err(about("places.map.degrees"));
    }
    Ok((unit.id, rings))
}

/// The rings of a polygon; `None` unless each is closed and encloses something.
fn polygon(rings: &Value) -> Option<Vec<Ring>> {
    let ring = |ring: &Value| -> Option<Ring> {
        let point = |p: &Value| Some(Point { x: p.get(0)?.as_f64()?, y: p.get(1)?.as_f64()? });
        let ring = ring.as_array()?.iter().map(point).collect::<Option<Ring>>()?;
        (ring.len() >= 4 && ring.first() == ring.last()).then_some(ring)
    };
    rings.as_array()?.iter().map(ring).collect()
}

/// A generous box around the land and the islands of Viet Nam.
fn in_viet_nam(point: &Point) -> bool {
    (100.0..=120.0).contains(&point.x) && (5.0..=25.0).contains(&point.y)
}
