//! Denominators and targets: what a statistics office and a people's council would give.

use ground::{Day, Result, UnitId};
use law::Class;
use places::Units;
use registry::ethnicity::is_minority;
use store::{Tx, Value};

use crate::SOURCE;
use crate::home::Home;
use crate::world::{OPENING, REFORM, World};

const RESIDENT: &[&str] = &[
    "unit_id",
    "year",
    "households",
    "persons",
    "minority_households",
    "minority_persons",
    "source",
];
const TARGET: &[&str] = &["unit_id", "year", "class", "rate", "source"];

/// The commune that has not sent in its number of residents, and the year: its rate is refused there.
pub(crate) const NOT_SUBMITTED: (&str, i32) = ("05329", 2025);

/// Share of the poor, and of the near-poor, that a commune plans to have left after a year, in percent.
const PLANNED: [(Class, i64); 2] = [(Class::Poor, 80), (Class::NearPoor, 92)];

/// Writes residents and targets of every commune and year.
pub(crate) async fn write(world: &World, units: &Units, tx: &mut Tx) -> Result<()> {
    let (mut residents, mut targets) = (Vec::new(), Vec::new());
    for year in OPENING.year()..=world.today.year() {
        for day in days_of(year) {
            let mut communes: Vec<UnitId> =
                world.places.iter().map(|place| place.unit(day)).collect();
            communes.sort_unstable();
            communes.dedup();
            for unit in communes {
                let code = units.get(unit).map_or("", |unit| unit.code.as_str());
                let count = Count::of(world, unit, day);
                if !(code == NOT_SUBMITTED.0 && year == NOT_SUBMITTED.1 && day >= REFORM) {
                    residents.extend(count.residents(unit, year));
                }
                for (class, left) in PLANNED {
                    // Hundredths of a percent, rounded to a twentieth of a percent as plans are.
                    let rate = count.of_class(class) * 100 * left / count.households.max(1) / 5 * 5;
                    targets.extend([
                        unit.into(),
                        year.into(),
                        class.as_str().into(),
                        rate.into(),
                        SOURCE.into(),
                    ]);
                }
            }
        }
    }
    tx.insert_many("resident", RESIDENT, &mut residents).await?;
    tx.insert_many("target", TARGET, &mut targets).await
}

/// The days on which the residents of a year are counted: 1 January, and in the year of the reform its
/// first day as well, for the new communes.
fn days_of(year: i32) -> Vec<Day> {
    let first = Day::new(year, 1, 1).expect("a day of the calendar");
    if year == REFORM.year() { vec![first, REFORM] } else { vec![first] }
}

/// Residents of a commune on one day.
#[derive(Default)]
struct Count {
    households: i64,
    persons: i64,
    minority_households: i64,
    minority_persons: i64,
    poor: i64,
    near_poor: i64,
}

impl Count {
    fn of(world: &World, unit: UnitId, day: Day) -> Count {
        let mut count = Count::default();
        let lives_here =
            |home: &&Home| home.here(day) && world.places[home.stay(day).0].unit(day) == unit;
        for home in world.homes.iter().filter(lives_here) {
            let members = home.size(day) as i64;
            let minority = i64::from(is_minority(home.ethnicity));
            count.households += 1;
            count.persons += members;
            count.minority_households += minority;
            count.minority_persons += minority * members;
            count.poor += i64::from(home.class(day) == Class::Poor);
            count.near_poor += i64::from(home.class(day) == Class::NearPoor);
        }
        count
    }

    fn of_class(&self, class: Class) -> i64 {
        if class == Class::Poor { self.poor } else { self.near_poor }
    }

    fn residents(&self, unit: UnitId, year: i32) -> [Value; 7] {
        [
            unit.into(),
            year.into(),
            self.households.into(),
            self.persons.into(),
            self.minority_households.into(),
            self.minority_persons.into(),
            SOURCE.into(),
        ]
    }
}
