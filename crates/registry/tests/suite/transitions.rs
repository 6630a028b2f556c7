//! The matrix, relapses and persistence over random histories, held against each household's timeline.

use access::Scope;
use fakes::{databases, moment};
use ground::{Day, HouseholdId, UnitId};
use law::Class;
use places::Level;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use registry::batch::Batch;
use registry::figures::{Count, Frame, Geography, tally};
use registry::household::Sex;
use registry::status::{NEWLY_ESCAPED_MONTHS, Timeline, is_below};
use registry::transitions::{Asked, Behind, By, End, Group, households, transitions, year_ends};
use store::Database;

use crate::movement::{draft, places, steps};
use crate::world::{Draft, commune, day, old_commune, province, units, write};

/// What a household is known by besides its timeline.
struct Known {
    id: HouseholdId,
    line: Timeline,
    sex: Option<Sex>,
    ethnicity: Option<String>,
}

const KNOWN: &str = "2026-11-23";

fn group_of(known: &Known, by: By, unit: UnitId) -> Group {
    match by {
        By::Unit => Group::Unit(Some(unit)),
        By::Area => {
            let area = registry::setting(units(), unit, day(KNOWN)).area;
            Group::Area(area)
        }
        By::Ethnicity => Group::Ethnicity(known.ethnicity.clone()),
        By::Sex => Group::Sex(known.sex),
    }
}

/// From where to where, told from the timeline alone.
fn ends(
    known: &Known,
    asked: Asked,
    scope: &[UnitId],
    group: Option<&Group>,
) -> Option<(End, End)> {
    let end = |on: Day| match known.line.on(on) {
        None => End::Absent,
        Some(interval) => {
            let own = || group_of(known, asked.by, interval.unit);
            let here = scope.contains(&interval.unit) && group.is_none_or(|group| *group == own());
            if here { End::Here(interval.class) } else { End::Elsewhere }
        }
    };
    let ends = (end(asked.from), end(asked.to));
    [ends.0, ends.1].iter().any(|end| matches!(end, End::Here(_))).then_some(ends)
}

/// The first exit of the period, and the first status below the line after it.
fn exit(known: &Known, asked: Asked, scope: &[UnitId]) -> Option<(Day, Option<Day>)> {
    let mut below = false;
    let mut found: Option<(Day, Option<Day>, UnitId)> = None;
    for interval in known.line.intervals().iter().filter(|i| i.from <= asked.known) {
        let now = is_below(interval.class);
        if let Some((_, again @ None, _)) = found.as_mut().filter(|_| now) {
            *again = Some(interval.from);
        }
        let leaves = below && !now && interval.class != Class::Undetermined;
        if leaves && found.is_none() && interval.from > asked.from && interval.from <= asked.to {
            found = Some((interval.from, None, interval.unit));
        }
        below = now || below && interval.class == Class::Undetermined;
    }
    found.filter(|(_, _, unit)| scope.contains(unit)).map(|(exit, again, _)| (exit, again))
}

async fn check(database: &Database, all: &[Known], scope: &[UnitId], asked: Asked) {
    let frame = Frame::new(
        units(),
        &Scope::Communes(scope.to_vec()),
        Level::Commune,
        Geography::AsThen,
        day(KNOWN),
    );
    let mut tx = database.read().await.unwrap();
    let found = transitions(&mut tx, units(), &frame, asked).await.unwrap();
    let (opening, closing) = (
        tally(&mut tx, &frame, asked.from).await.unwrap(),
        tally(&mut tx, &frame, asked.to).await.unwrap(),
    );
    for class in Class::ALL {
        assert_eq!(found.whole.matrix.opening(class), opening.total.of(class));
        assert_eq!(found.whole.matrix.closing(class), closing.total.of(class));
    }
    let views = std::iter::once((None, &found.whole));
    for (group, here) in views.chain(found.groups.iter().map(|(group, here)| (Some(group), here))) {
        for from in End::ALL {
            for to in End::ALL {
                let wanted: Vec<&Known> = all
                    .iter()
                    .filter(|known| ends(known, asked, scope, group) == Some((from, to)))
                    .collect();
                let cell = here.matrix.cell(from, to);
                assert_eq!(cell.households, wanted.len() as i64, "{group:?} {from:?} {to:?}");
                let members = |on| {
                    let of = wanted.iter().filter_map(|known| known.line.on(on));
                    of.map(|interval| interval.members).sum::<i64>()
                };
                assert_eq!((cell.before, cell.after), (members(asked.from), members(asked.to)));
                if cell.households > 0 {
                    let (from, to) = ([from], [to]);
                    let behind = Behind::Moved(&from, &to);
                    let listed = households(&mut tx, units(), &frame, asked, group, behind).await;
                    let mut ids: Vec<_> = wanted.iter().map(|known| known.id).collect();
                    ids.sort_unstable();
                    assert_eq!(listed.unwrap(), ids);
                }
            }
        }
    }
    let exits: Vec<_> = all.iter().filter_map(|known| exit(known, asked, scope)).collect();
    let over = |exit: Day| exit.plus_months(NEWLY_ESCAPED_MONTHS);
    let again = exits.iter().filter(|(exit, again)| again.is_some_and(|on| on < over(*exit)));
    let watched = exits.iter().filter(|(exit, again)| again.is_none() && asked.known < over(*exit));
    let relapse = &found.whole.relapse;
    let numbers = [relapse.exited, relapse.again, relapse.watched].map(|count| count.households);
    let wanted = [exits.len(), again.count(), watched.count()].map(|count| count as i64);
    assert_eq!(numbers, wanted);
    for (behind, wanted) in [Behind::Exited, Behind::Again, Behind::Watched].into_iter().zip(wanted)
    {
        let listed = households(&mut tx, units(), &frame, asked, None, behind).await.unwrap();
        assert_eq!(listed.len() as i64, wanted, "{behind:?}");
    }
    let sum =
        |of: fn(&registry::transitions::Found) -> i64| found.groups.values().map(of).sum::<i64>();
    assert_eq!(sum(|found| found.relapse.exited.households), wanted[0]);
    for (times, count) in found.whole.persistence.0.iter().enumerate() {
        let poor_on = |known: &&Known| {
            let days = year_ends(asked.to).into_iter();
            days.filter(|on| known.line.on(*on).is_some_and(|i| i.class == Class::Poor)).count()
        };
        let here = all
            .iter()
            .filter(|known| known.line.on(asked.to).is_some_and(|i| scope.contains(&i.unit)))
            .filter(|known| poor_on(known) == times);
        assert_eq!(count.households, here.count() as i64, "poor on {times} year-ends");
        let behind = Behind::Poor(times);
        let listed = households(&mut tx, units(), &frame, asked, None, behind).await.unwrap();
        assert_eq!(listed.len() as i64, count.households);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_is_what_the_timelines_say_on_both_engines() {
    let mut runner = TestRunner::deterministic();
    let histories = proptest::collection::vec(steps(), 120);
    for database in databases().await {
        let mut moment = moment(9);
        let mut batch = Batch::default();
        let mut all = Vec::new();
        for (at, history) in histories.new_tree(&mut runner).unwrap().current().iter().enumerate() {
            let mut draft = draft(history, &mut moment);
            draft.household.head_sex = [Some(Sex::Female), Some(Sex::Male), None][at % 3];
            draft.household.ethnicity = ["Kinh", "Mường", ""]
                .map(str::to_owned)
                .into_iter()
                .nth(at % 5)
                .filter(|name| !name.is_empty());
            draft.put(&mut batch, &mut moment);
            let h = &draft.household;
            all.push(Known {
                id: h.id,
                sex: h.head_sex,
                ethnicity: h.ethnicity.clone(),
                line: draft.timeline,
            });
        }
        write(&database, &mut batch).await;
        for (from, to, by, scope) in [
            ("2022-06-30", "2023-06-30", By::Unit, &places()[..]),
            ("2022-12-31", "2026-11-23", By::Sex, &places()[1..]),
            ("2022-12-31", "2025-12-31", By::Ethnicity, &places()[..]),
            ("2024-02-01", "2024-02-01", By::Unit, &places()[..1]),
            ("2023-02-01", "2025-02-01", By::Area, &places()[..2]),
        ] {
            let asked = Asked { from: day(from), to: day(to), known: day(KNOWN), by };
            check(&database, &all, scope, asked).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_units_of_either_day_show_the_same_movement() {
    for database in databases().await {
        let mut moment = moment(8);
        let (old, new) = (old_commune("05335"), commune("05266"));
        let mut batch = Batch::default();
        Draft::new(new, "Bùi Văn B", &mut moment)
            .before(old)
            .status("2024-01-01", Class::Poor, 3, old)
            .status("2026-01-01", Class::NearPoor, 4, new)
            .put(&mut batch, &mut moment);
        write(&database, &mut batch).await;
        let asked = Asked {
            from: day("2024-12-31"),
            to: day("2026-06-30"),
            known: day(KNOWN),
            by: By::Unit,
        };
        let mut tx = database.read().await.unwrap();
        for (map, row) in [(asked.to, new), (asked.from, old)] {
            let (scope, map) = (Scope::Province(province()), Geography::AsOf(map));
            let frame = Frame::new(units(), &scope, Level::Commune, map, asked.to);
            let found = transitions(&mut tx, units(), &frame, asked).await.unwrap();
            let groups: Vec<_> = found.groups.keys().collect();
            assert_eq!(groups, [&Group::Unit(Some(row))], "nothing is elsewhere or unassigned");
            let matrix = &found.groups[groups[0]].matrix;
            let moved = matrix.cell(End::Here(Class::Poor), End::Here(Class::NearPoor));
            assert_eq!((moved.households, moved.before, moved.after), (1, 3, 4));
            assert_eq!(matrix.closing(Class::NearPoor), Count { households: 1, persons: 4 });
        }
    }
}
