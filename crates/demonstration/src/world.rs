//! The calendar and the life of the generated district, year by year.

use ground::Day;

use crate::home::Home;
use crate::land::Place;
use crate::need::Weights;
use crate::{found, life, review};

/// The standard of 2022 began on this day; so does the demonstration.
pub(crate) const OPENING: Day = Day::new(2022, 1, 1).expect("a day of the calendar");

/// The day on which two-level local government began and the 24 communes became 8.
pub(crate) const REFORM: Day = Day::new(2025, 7, 1).expect("a day of the calendar");

/// First and last autumn with a review.
pub(crate) const REVIEWS: std::ops::RangeInclusive<i32> = 2022..=2026;

/// All households that ever were, with everything that happened to them up to `today`.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) today: Day,
    pub(crate) places: Vec<Place>,
    pub(crate) homes: Vec<Home>,
}

impl World {
    /// Lives through the years.
    pub(crate) fn new(seed: u64, today: Day, places: Vec<Place>) -> World {
        let mut homes = found::settle(&places, seed);
        // In the middle of all visits to the poor: children grow out of some indicators and into others.
        let middle = Day::new(2023, 10, 15).expect("a day of the calendar");
        Weights::fitted(&homes, middle).lean(&mut homes);
        let mut world = World { seed, today, places, homes };
        for year in REVIEWS {
            life::pass(&mut world, year);
            review::hold(&mut world, year);
        }
        world
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::Class;
    use places::Units;

    use crate::family::present;
    use crate::need::{INDICATORS, PUBLISHED};
    use crate::{HOUSEHOLDS, SEED, land};

    fn world(households: usize) -> World {
        let today = Day::new(2026, 11, 23).unwrap();
        World::new(SEED, today, land::survey(Units::builtin(), households, SEED).unwrap())
    }

    fn rate(world: &World, day: Day, class: Class, in_place: impl Fn(&Place) -> bool) -> f64 {
        let here = |home: &&Home| home.here(day) && in_place(&world.places[home.stay(day).0]);
        let all = world.homes.iter().filter(here).count();
        let these = world.homes.iter().filter(here).filter(|home| home.class(day) == class).count();
        100.0 * these as f64 / all as f64
    }

    #[test]
    fn the_district_is_as_large_and_as_poor_as_published() {
        let world = world(HOUSEHOLDS);
        assert_eq!(world.places.len(), 24);
        assert_eq!(world.places.iter().filter(|place| place.special).count(), 13);
        let mut now: Vec<_> = world.places.iter().map(|place| place.now).collect();
        now.sort_unstable();
        now.dedup();
        assert_eq!(now.len(), 8);
        let there = |home: &&Home| home.here(OPENING);
        let homes = world.homes.iter().filter(there).count();
        let persons: usize = world.homes.iter().filter(there).map(|home| home.size(OPENING)).sum();
        assert!((34_900..=35_100).contains(&homes), "{homes} households");
        assert!((137_000..=144_000).contains(&persons), "{persons} persons");
        let muong =
            world.homes.iter().filter(there).filter(|home| home.ethnicity == "Mường").count();
        assert!((0.89..0.92).contains(&(muong as f64 / homes as f64)));
        let mut before = f64::INFINITY;
        for year in 2022..=2026 {
            let poor = rate(&world, Day::new(year, 1, 1).unwrap(), Class::Poor, |_| true);
            assert!(poor < before, "{poor} % poor in {year} after {before} %");
            before = poor;
        }
        assert!((15.0..16.0).contains(&rate(&world, OPENING, Class::Poor, |_| true)));
        assert!((10.2..11.2).contains(&rate(&world, OPENING, Class::NearPoor, |_| true)));
        let special = rate(&world, OPENING, Class::Poor, |place| place.special);
        let other = rate(&world, OPENING, Class::Poor, |place| !place.special);
        assert!(special > 1.3 * other, "{special} % against {other} %");
    }

    #[test]
    fn the_poor_lack_what_the_published_poor_lack() {
        let world = world(HOUSEHOLDS);
        let (mut visits, mut persons, mut lacking) = (0, 0, [0; INDICATORS]);
        for home in &world.homes {
            for seen in home.visits.iter().filter(|seen| seen.class == Class::Poor) {
                visits += 1;
                persons += present(&home.family, seen.day).count();
                (0..INDICATORS).for_each(|at| lacking[at] += usize::from(seen.needs.has(at + 1)));
            }
        }
        for (reached, published) in lacking.into_iter().zip(PUBLISHED) {
            let share = 100.0 * f64::from(u32::try_from(reached).unwrap()) / f64::from(visits);
            assert!((share - published).abs() < 5.0, "{share:.1} against {published}");
        }
        let size = persons as f64 / f64::from(visits);
        assert!((4.7..5.0).contains(&size), "{size} persons in a poor household");
    }

    #[test]
    fn two_thirds_of_the_listed_have_been_visited_this_autumn() {
        let world = world(6_000);
        let autumn = Day::new(2026, 10, 1).unwrap();
        let listed = |home: &&Home| home.here(autumn) && crate::home::is_below(home.class(autumn));
        let all = world.homes.iter().filter(listed).count();
        let seen = |home: &&Home| home.visits.iter().any(|seen| seen.day >= autumn);
        let share = world.homes.iter().filter(listed).filter(seen).count() as f64 / all as f64;
        assert!((0.55..0.78).contains(&share), "{share}");
    }
}
