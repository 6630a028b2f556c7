//! The timeline that a household's past makes.

use ground::{Day, Result, VisitId};
use registry::event::EventKind;
use registry::status::{Basis, Interval, Movement, Timeline};

use crate::home::Home;
use crate::land::Place;

/// The standard under which every decision of these years was taken.
pub(crate) const STANDARD: &str = "vn-2022";

/// All intervals of a household. `visits` are the ids of its visits, in order.
pub(crate) fn timeline(home: &Home, places: &[Place], visits: &[VisitId]) -> Result<Timeline> {
    let mut changes: Vec<(Day, Movement)> = vec![(home.opened, home.arrived)];
    changes.extend(home.classes[1..].iter().map(|(day, ..)| (*day, Movement::Confirmed)));
    changes.extend(home.stays[1..].iter().map(|(day, ..)| (*day, Movement::MovedIn)));
    for note in &home.notes {
        match note.kind {
            EventKind::Born | EventKind::Joined | EventKind::MergedFrom => {
                changes.push((note.day, Movement::Resized));
            }
            // The last day of one who dies or leaves still counts.
            EventKind::Died | EventKind::Left | EventKind::SplitInto => {
                changes.push((note.day.next(), Movement::Resized));
            }
            _ => {}
        }
    }
    changes.retain(|(day, _)| home.here(*day));
    changes.sort_by_key(|(day, _)| *day);
    let mut line = Timeline::default();
    for (from, movement) in changes {
        let decided = home.classes.iter().rfind(|(since, ..)| *since <= from);
        line.record(Interval {
            from,
            to: None,
            class: home.class(from),
            movement,
            members: home.size(from) as i64,
            unit: places[home.stay(from).0].unit(from),
            standard: Some(STANDARD.to_owned()),
            basis: Basis::Decision,
            visit: decided.and_then(|(.., visit)| *visit).map(|at| visits[at]),
            ended: None,
        })?;
    }
    if let Some((last, how)) = home.left {
        line.end(last, how)?;
    }
    Ok(line)
}
