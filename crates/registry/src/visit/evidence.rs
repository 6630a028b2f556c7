//! Evidence (minh chứng) of a visit: when the form was filled in, where, and which photos go with it.

use ground::{Instant, Result, VisitId};
use store::{Tx, Value};

/// A place on the ground.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// Latitude in ten-millionths of a degree.
    pub latitude: i64,
    /// Longitude in ten-millionths of a degree.
    pub longitude: i64,
    /// How far it may be wrong, in metres.
    pub accuracy: Option<i64>,
}

impl Point {
    /// Reads `latitude longitude altitude accuracy` as forms send it; the last two may be missing.
    pub fn read(text: &str) -> Option<Point> {
        let mut parts = text.split_whitespace().map(str::parse::<f64>);
        let mut degrees = |most: f64| {
            let found = parts.next()?.ok().filter(|degrees| degrees.abs() <= most)?;
            Some((found * 1e7).round() as i64)
        };
        let (latitude, longitude) = (degrees(90.0)?, degrees(180.0)?);
        let accuracy =
            parts.nth(1).and_then(Result::ok).filter(|metres| (0.0..1e6).contains(metres));
        Some(Point { latitude, longitude, accuracy: accuracy.map(|metres| metres.round() as i64) })
    }
}

/// A photo, without its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Photo {
    /// What it shows, in the form's word.
    pub name: String,
    /// SHA-256 of its content.
    pub digest: Vec<u8>,
}

/// What a form recorded beside its answers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Evidence {
    /// When it was begun.
    pub started: Option<Instant>,
    /// When it was ended.
    pub ended: Option<Instant>,
    /// Where the house is.
    pub place: Option<Point>,
    /// Its photos.
    pub photos: Vec<Photo>,
}

/// Keeps the evidence of visits that were recorded in the same transaction.
pub async fn keep(tx: &mut Tx, visits: &[(VisitId, Evidence)]) -> Result<()> {
    let (mut all, mut photos): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
    for (visit, evidence) in visits {
        let place = evidence.place;
        all.extend([
            (*visit).into(),
            evidence.started.map(|at| at.0).into(),
            evidence.ended.map(|at| at.0).into(),
            place.map(|place| place.latitude).into(),
            place.map(|place| place.longitude).into(),
            place.and_then(|place| place.accuracy).into(),
        ]);
        for photo in &evidence.photos {
            photos.extend([
                (*visit).into(),
                photo.name.as_str().into(),
                photo.digest.clone().into(),
            ]);
        }
    }
    let columns = &["visit_id", "started_at", "ended_at", "latitude", "longitude", "accuracy"];
    tx.insert_many("visit_evidence", columns, &mut all).await?;
    tx.insert_many("visit_photo", &["visit_id", "name", "digest"], &mut photos).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_as_forms_send_them() {
        let full = Point { latitude: 206_000_000, longitude: 1_054_500_000, accuracy: Some(7) };
        assert_eq!(Point::read("20.6 105.45 0 7"), Some(full));
        assert_eq!(Point::read("20.6 105.45"), Some(Point { accuracy: None, ..full }));
        for text in ["", "20.6", "x 105.45 0 7", "91 105", "20 181", "NaN 3"] {
            assert_eq!(Point::read(text), None, "{text}");
        }
    }
}
