//! When and where the surveys of the running review were made: a working day of visits for each reviewer, round a
//! point in the middle of each village. A few are odd, so that there is something to ask about.

use ground::{Day, Instant, Result, VisitId};
use registry::visit::{Evidence, Photo, Point, keep};
use store::Tx;

use super::day;
use super::office::Commune;
use crate::dice::Dice;
use crate::review::RUNNING;

store::statements! {
    VISITS = "demonstration.rounds.visits":
        "SELECT v.id, v.reviewer, v.day, w.name FROM visit v JOIN household h ON h.id = v.household_id
         LEFT JOIN village w ON w.id = h.village_id
         WHERE h.unit_id = $1 AND v.day >= $2 AND v.source = 'demonstration'
         ORDER BY v.reviewer, v.day, v.id";
}

/// Surveys of one reviewer that were made in a hurry: from which on, how many.
const HURRIED: (usize, usize) = (40, 5);
/// Of so many surveys of one reviewer one lies in another village altogether.
const ASTRAY: usize = 150;
/// The survey whose photo was sent for the next one too.
const TWICE: usize = 30;

/// Keeps the evidence of every generated visit of the autumn.
pub(super) async fn keep_all(tx: &mut Tx, commune: &Commune<'_>) -> Result<()> {
    let rows = tx.fetch(&VISITS, vec![commune.unit.into(), day(RUNNING, 9, 1).into()]).await?;
    let mut all = Vec::with_capacity(rows.len());
    // Which reviewer, how many surveys so far in all and on that day.
    let (mut reviewer, mut on, mut count, mut of_day) = (String::new(), None, 0, 0);
    let mut hurried = 0;
    for (at, row) in rows.iter().enumerate() {
        let (name, survey_day) = (row.opt_text(1)?.unwrap_or_default(), row.day(2)?);
        if name != reviewer {
            hurried += 1;
            (reviewer, on, count) = (name, None, 0);
        }
        if on != Some(survey_day) {
            (on, of_day) = (Some(survey_day), 0);
        }
        let fast = hurried == 1 && (HURRIED.0..HURRIED.0 + HURRIED.1).contains(&count);
        let village = row.opt_text(3)?.unwrap_or_default();
        let village = if count % ASTRAY == ASTRAY - 1 { "" } else { &village };
        let mut dice = commune.dice(0x6e0 + at as u64);
        let (started, ended) = hours(&mut dice, survey_day, of_day, fast);
        let shown = if count == TWICE { at + 1 } else { at };
        all.push((
            VisitId(row.uuid(0)?),
            Evidence {
                started: Some(started),
                ended: Some(ended),
                place: Some(place(commune, &mut dice, village)),
                photos: vec![Photo {
                    name: "photo_outside".to_owned(),
                    digest: photo(commune, shown),
                }],
            },
        ));
        (count, of_day) = (count + 1, of_day + 1);
    }
    keep(tx, &all).await
}

/// From half past seven on, one after the other with the way between; in a hurry five minutes each.
fn hours(dice: &mut Dice, day: Day, nth: i64, fast: bool) -> (Instant, Instant) {
    let between = if fast { 6 } else { 38 };
    let begins =
        Instant::start_of(day).plus_seconds((450 + nth * between) * 60 + dice.between(0, 59));
    let long = if fast { dice.between(3, 5) } else { dice.between(16, 31) };
    (begins, begins.plus_seconds(long * 60 + dice.between(0, 59)))
}

/// Within some six hundred metres of the middle of the village, which its name decides.
fn place(commune: &Commune<'_>, dice: &mut Dice, village: &str) -> Point {
    let name = village.chars().fold(7, |sum, letter| (sum * 31 + letter as u64) % 1_000_003);
    let mut middle = commune.dice(0x3a00_0000 + name);
    let (north, east) = (middle.between(0, 1_200_000), middle.between(0, 1_200_000));
    Point {
        latitude: 204_000_000 + north + dice.between(-50_000, 50_000),
        longitude: 1_053_800_000 + east + dice.between(-50_000, 50_000),
        accuracy: Some(dice.between(4, 18)),
    }
}

/// A digest like that of a photo.
fn photo(commune: &Commune<'_>, n: usize) -> Vec<u8> {
    let mut dice = commune.dice(0x9400_0000 + n as u64);
    (0..32).map(|_| dice.below(256) as u8).collect()
}
