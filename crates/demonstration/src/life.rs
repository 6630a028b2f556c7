//! What happens to households between reviews: births, deaths, marriages, moves, splits, mergers.

use ground::Day;
use law::Class;
use registry::event::EventKind;
use registry::status::{Ended, Movement};

use crate::dice::Dice;
use crate::family::{self, Member, Sex};
use crate::found;
use crate::home::{Home, Note};
use crate::names;
use crate::world::World;

/// What befalls a household in a year, per hundred thousand; at most one thing.
const LOTS: &[(u32, Lot)] = &[
    (4_600, Lot::Birth),
    (2_500, Lot::Death),
    (1_500, Lot::Joining),
    (1_700, Lot::Leaving),
    (350, Lot::AwayMove),
    (180, Lot::NearMove),
    (380, Lot::Arrival),
    (1_500, Lot::Split),
    (250, Lot::Merger),
    (250, Lot::NewHead),
    (86_790, Lot::Nothing),
];

#[derive(Clone, Copy)]
enum Lot {
    Birth,
    Death,
    Joining,
    Leaving,
    AwayMove,
    NearMove,
    Arrival,
    Split,
    Merger,
    NewHead,
    Nothing,
}

/// A year of life, from mid-January to the end of August: nothing stirs while the review is held.
pub(crate) fn pass(world: &mut World, year: i32) {
    for at in 0..world.homes.len() {
        let mut dice = Dice::new(world.seed ^ 0x11fe, ((at as u64) << 8) | (year - 2000) as u64);
        let day =
            Day::new(year, 1, 15).expect("a day of the calendar").plus_days(dice.between(0, 228));
        let home = &mut world.homes[at];
        if day > world.today || !home.here(day) || home.touched(year) {
            continue;
        }
        match dice.weighted(LOTS) {
            Lot::Birth => birth(home, &mut dice, day),
            Lot::Death => death(home, &mut dice, day),
            Lot::Joining => joining(home, &mut dice, day),
            Lot::Leaving => leaving(home, &mut dice, day),
            Lot::AwayMove => {
                home.note(day, EventKind::MovedOut, None, None);
                home.left = Some((day, Ended::Moved));
            }
            Lot::NearMove => near_move(world, at, &mut dice, day),
            Lot::Arrival => arrival(world, at, &mut dice, day),
            Lot::Split => split(world, at, &mut dice, day),
            Lot::Merger => merger(world, at, day),
            Lot::NewHead => new_head(home, day),
            Lot::Nothing => {}
        }
    }
}

/// The first present member whom `want` accepts.
fn find(home: &Home, day: Day, want: impl Fn(&Member) -> bool) -> Option<usize> {
    home.family.iter().position(|member| member.here(day) && want(member))
}

fn birth(home: &mut Home, dice: &mut Dice, day: Day) {
    let mother = |m: &Member| {
        m.sex == Sex::Female && (19..41).contains(&m.age(day)) && m.relation(day) != "grandchild"
    };
    let Some(mother) = find(home, day, mother).filter(|_| home.size(day) < 9) else { return };
    let relation = match home.family[mother].relation(day) {
        "head" | "spouse" => "child",
        _ => "grandchild",
    };
    let sex = if dice.chance(0.52) { Sex::Male } else { Sex::Female };
    let family_name = home.lineage();
    let mut child = family::person(dice, &family_name, sex, 1, relation, home.ethnicity, day);
    (child.born, child.joined) = (day, day);
    home.family.push(child);
    home.note(day, EventKind::Born, Some(home.family.len() - 1), None);
}

fn death(home: &mut Home, dice: &mut Dice, day: Day) {
    // The old die first; now and then somebody younger.
    let old = (0..home.family.len()).filter(|at| home.family[*at].here(day)).max_by_key(|at| {
        let member = &home.family[*at];
        member.age(day) + if dice.chance(0.1) { 50 } else { 0 }
    });
    let Some(who) = old.filter(|who| home.family[*who].age(day) >= 45) else { return };
    if home.size(day) == 1 {
        home.note(day, EventKind::Died, Some(who), None);
        home.family[who].gone = Some((day, "died"));
        home.left = Some((day, Ended::Died));
    } else if home.family[who].relation(day) != "head" || hand_over(home, who, day) {
        home.note(day, EventKind::Died, Some(who), None);
        home.family[who].gone = Some((day, "died"));
    }
}

/// Makes the spouse, or else the oldest other grown member, head in place of `who`. A household changes
/// its head once at most in these years.
fn hand_over(home: &mut Home, who: usize, day: Day) -> bool {
    if home.family.iter().any(|member| member.earlier.is_some()) {
        return false;
    }
    let others = (0..home.family.len()).filter(|at| *at != who && home.family[*at].here(day));
    let heir = others
        .filter(|at| (18..85).contains(&home.family[*at].age(day)))
        .max_by_key(|at| (home.family[*at].relation(day) == "spouse", home.family[*at].age(day)));
    let Some(heir) = heir else { return false };
    let was_spouse = home.family[heir].relation(day) == "spouse";
    for at in 0..home.family.len() {
        let now = if at == heir {
            "head"
        } else if at == who && was_spouse {
            "spouse"
        } else if was_spouse && home.family[at].relation(day) == "child" {
            "child"
        } else {
            "other"
        };
        if home.family[at].here(day) {
            home.family[at].change_relation(now, day);
        }
    }
    home.note(day, EventKind::HeadChanged, Some(heir), None);
    true
}

fn new_head(home: &mut Home, day: Day) {
    if let Some(head) = find(home, day, |m| m.relation(day) == "head" && m.age(day) >= 60) {
        hand_over(home, head, day);
    }
}

fn joining(home: &mut Home, dice: &mut Dice, day: Day) {
    if home.size(day) >= 9
        || find(home, day, |m| m.sex == Sex::Male && (20..33).contains(&m.age(day))).is_none()
    {
        return;
    }
    let ethnicity =
        if dice.chance(0.93) { home.ethnicity } else { dice.weighted(names::ETHNICITIES) };
    let family_name = names::family_name(dice, ethnicity);
    let age = dice.between(19, 29);
    home.family.push(family::person(dice, family_name, Sex::Female, age, "other", ethnicity, day));
    home.note(day, EventKind::Joined, Some(home.family.len() - 1), None);
}

fn leaving(home: &mut Home, dice: &mut Dice, day: Day) {
    let grown = |m: &Member| {
        (18..30).contains(&m.age(day)) && !matches!(m.relation(day), "head" | "spouse")
    };
    let Some(who) = find(home, day, grown).filter(|_| dice.chance(0.9)) else { return };
    home.family[who].gone = Some((day, "left"));
    home.note(day, EventKind::Left, Some(who), None);
}

fn near_move(world: &mut World, at: usize, dice: &mut Dice, day: Day) {
    let to = dice.below(world.places.len());
    let village = dice.below(world.places[to].villages.len());
    let home = &mut world.homes[at];
    let (from, _) = home.stay(day);
    if world.places[from].unit(day) != world.places[to].unit(day) {
        home.stays.push((day, to, village));
        home.notes.push(Note {
            day,
            kind: EventKind::MovedIn,
            member: None,
            other: None,
            from: Some(from),
        });
    }
}

/// A household from outside the district settles in the same village.
fn arrival(world: &mut World, at: usize, dice: &mut Dice, day: Day) {
    let n = world.homes.len();
    let (place, village) = world.homes[at].stay(day);
    let prone = dice.chance(0.3);
    let mut home = found::build(dice, n, Class::NotPoor, prone, day);
    home.code = found::later_code(&world.places[place], n);
    home.arrived = Movement::MovedIn;
    home.leaning = world.homes[at].leaning;
    home.stays.push((day, place, village));
    home.note(day, EventKind::MovedIn, None, None);
    world.homes.push(home);
}

/// A grown child founds a household of its own in the same village, with the class of its parents until
/// the next review.
fn split(world: &mut World, at: usize, dice: &mut Dice, day: Day) {
    let n = world.homes.len();
    let home = &mut world.homes[at];
    let grown = |m: &Member| m.relation(day) == "child" && (21..40).contains(&m.age(day));
    let Some(who) = find(home, day, grown).filter(|_| home.size(day) >= 4) else { return };
    let (place, village) = home.stay(day);
    let mut young = found::build(dice, n, home.class(day), home.prone, day.next());
    young.ethnicity = home.ethnicity;
    young.leaning = home.leaning;
    young.code = found::later_code(&world.places[place], n);
    young.arrived = Movement::SplitOff;
    young.stays.push((day.next(), place, village));
    let mut head = home.family[who].clone();
    (head.joined, head.relation, head.earlier) = (day.next(), "head", None);
    let (sex, ethnicity) =
        (if head.sex == Sex::Male { Sex::Female } else { Sex::Male }, home.ethnicity);
    let age = (i64::from(head.age(day)) + dice.between(-3, 2)).max(19);
    let family_name = names::family_name(dice, ethnicity);
    young.family =
        vec![head, family::person(dice, family_name, sex, age, "spouse", ethnicity, day.next())];
    young.note(day.next(), EventKind::SplitFrom, None, Some(at));
    home.family[who].gone = Some((day, "moved"));
    home.family[who].moved_on = true;
    home.note(day, EventKind::SplitInto, Some(who), Some(n));
    world.homes.push(young);
}

/// An old person living alone is taken in by the next household of the village.
fn merger(world: &mut World, at: usize, day: Day) {
    let home = &world.homes[at];
    let Some(who) = find(home, day, |m| m.age(day) >= 62).filter(|_| home.size(day) == 1) else {
        return;
    };
    let stay = home.stay(day);
    let takes_in = |other: &Home| {
        other.here(day)
            && other.stay(day) == stay
            && !other.touched(day.year())
            && other.size(day) < 8
    };
    let near =
        (at + 1..world.homes.len().min(at + 400)).find(|other| takes_in(&world.homes[*other]));
    let Some(other) = near else { return };
    let mut taken = world.homes[at].family[who].clone();
    (taken.joined, taken.relation, taken.earlier) = (day.next(), "other", None);
    let home = &mut world.homes[at];
    home.family[who].gone = Some((day, "moved"));
    home.family[who].moved_on = true;
    home.left = Some((day, Ended::Merged));
    home.note(day, EventKind::MergedInto, None, Some(other));
    world.homes[other].family.push(taken);
    world.homes[other].note(day.next(), EventKind::MergedFrom, None, Some(at));
}
