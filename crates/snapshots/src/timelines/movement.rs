//! Movement between two days: the same as [`registry::transitions`], from the columns.

use ground::{Day, HouseholdId};
use law::Class;
use places::Units;
use registry::figures::{Count, Frame};
use registry::household::Sex;
use registry::status::is_below;
use registry::transitions::{
    Asked, Behind, By, Choosing, Counting, Group, Known, Moved, Transitions, YEARS, year_ends,
};

use super::Timelines;
use super::commune::{Commune, Household, Spell};
use super::sums::Sums;

/// By which households of a commune are told apart: numbers of their commune before the reform and of
/// their ethnic group or the sex of the head.
pub(super) type Alike = (u16, u16);

/// The unit and class of a status.
type Stood = Option<(u16, Class)>;

impl Timelines {
    /// Matrix, relapses and persistence of a frame and of each of its groups.
    pub fn transitions(&self, units: &Units, frame: &Frame<'_>, asked: Asked) -> Transitions {
        let mut counting = Counting::new(units, frame, asked);
        for (commune, found) in self.each(frame, |commune| Found::of(commune, asked)) {
            let known = |alike| known(commune, asked.by, alike);
            let stood = |stood: Stood| stood.map(|(unit, class)| (commune.unit(unit), class));
            for ((alike, before, after), moved) in found.moved.all() {
                counting.moved(known(alike), stood(before), stood(after), moved);
            }
            for ((alike, unit, left, again), count) in found.left.all() {
                counting.left(known(alike), commune.unit(unit), (left, again), count);
            }
            for ((alike, unit, times), count) in found.poor.all() {
                counting.poor(known(alike), commune.unit(unit), times, count);
            }
        }
        counting.found()
    }

    /// The households behind a number of the whole (`group` is `None`) or of one group, in the order of
    /// their ids.
    pub fn behind(
        &self,
        units: &Units,
        frame: &Frame<'_>,
        asked: Asked,
        group: Option<&Group>,
        behind: Behind<'_>,
    ) -> Vec<HouseholdId> {
        let chosen = self.each(frame, |commune| {
            let mut choosing = Choosing::new(units, frame, asked, (group, behind));
            let mut ids = Vec::new();
            for (household, spells) in commune.all() {
                let known = known(commune, asked.by, alike(household, asked.by));
                if is_meant(&mut choosing, commune, known, spells, asked, behind) {
                    ids.push(household.id);
                }
            }
            ids
        });
        let mut ids: Vec<HouseholdId> = chosen.into_iter().flat_map(|(_, ids)| ids).collect();
        ids.sort_unstable();
        ids
    }
}

fn is_meant(
    choosing: &mut Choosing<'_, '_, '_>,
    commune: &Commune,
    known: Known<'_>,
    spells: &[Spell],
    asked: Asked,
    behind: Behind<'_>,
) -> bool {
    let unit = |spell: &Spell| commune.unit(spell.unit);
    match behind {
        Behind::Moved(..) => {
            let end = |day| on(spells, day).map(|spell| (unit(spell), spell.class));
            choosing.moved(known, end(asked.from), end(asked.to))
        }
        Behind::Exited | Behind::Again | Behind::Watched => left(spells, asked)
            .is_some_and(|(exit, again)| choosing.left(known, unit(exit), exit.from, again)),
        Behind::Poor(_) => on(spells, asked.to).is_some_and(|spell| {
            choosing.poor(known, unit(spell), times_poor(spells, &year_ends(asked.to)))
        }),
    }
}

/// The households of one commune, those put together that are alike.
struct Found {
    moved: Sums<(Alike, Stood, Stood), Moved>,
    left: Sums<(Alike, u16, Day, Option<Day>), Count>,
    poor: Sums<(Alike, u16, usize), Count>,
}

impl Found {
    fn of(commune: &Commune, asked: Asked) -> Found {
        let mut found = Found { moved: Sums::new(), left: Sums::new(), poor: Sums::new() };
        let days = year_ends(asked.to);
        for (household, spells) in commune.all() {
            let alike = alike(household, asked.by);
            let (before, after) = (on(spells, asked.from), on(spells, asked.to));
            let stood = |spell: Option<&Spell>| spell.map(|spell| (spell.unit, spell.class));
            let members = |spell: Option<&Spell>| spell.map_or(0, |one| i64::from(one.members));
            let moved = found.moved.of((alike, stood(before), stood(after)));
            moved.households += 1;
            moved.before += members(before);
            moved.after += members(after);
            if let Some((exit, again)) = left(spells, asked) {
                *found.left.of((alike, exit.unit, exit.from, again)) += one(exit);
            }
            if let Some(now) = after {
                *found.poor.of((alike, now.unit, times_poor(spells, &days))) += one(now);
            }
        }
        found
    }
}

/// One household with the members of a status.
pub(super) fn one(spell: &Spell) -> Count {
    Count { households: 1, persons: i64::from(spell.members) }
}

pub(super) fn alike(household: &Household, by: By) -> Alike {
    let one = match by {
        By::Unit | By::Area => 0,
        By::Ethnicity => household.ethnicity(),
        By::Sex => match household.sex {
            None => 0,
            Some(Sex::Male) => 1,
            Some(Sex::Female) => 2,
        },
    };
    (household.before(), one)
}

/// What the registry asks of households that are alike.
pub(super) fn known(commune: &Commune, by: By, (before, one): Alike) -> Known<'_> {
    let one = match by {
        By::Unit | By::Area => None,
        By::Ethnicity => commune.ethnicity(one),
        By::Sex => [None, Some(Sex::Male.as_str()), Some(Sex::Female.as_str())][usize::from(one)],
    };
    Known { now: commune.id(), before: commune.before(before), one }
}

/// The status that holds on a day.
pub(crate) fn on(spells: &[Spell], day: Day) -> Option<&Spell> {
    spells.iter().find(|spell| spell.holds_on(day))
}

/// The first exit of the period, if it is one above the line, and the day of the fall after it.
fn left(spells: &[Spell], asked: Asked) -> Option<(&Spell, Option<Day>)> {
    let exit = spells
        .iter()
        .find(|spell| spell.is_exit() && spell.began_between(asked.from, asked.to))
        .filter(|exit| matches!(exit.class, Class::AverageLiving | Class::NotPoor))?;
    let again = spells
        .iter()
        .find(|spell| is_below(spell.class) && spell.began_between(exit.from, asked.known));
    Some((exit, again.map(|spell| spell.from)))
}

/// On how many of the days the household was poor.
fn times_poor(spells: &[Spell], days: &[Day; YEARS]) -> usize {
    let poor = spells.iter().filter(|spell| spell.class == Class::Poor);
    let times: usize =
        poor.map(|spell| days.iter().filter(|day| spell.holds_on(**day)).count()).sum();
    times.min(YEARS)
}
