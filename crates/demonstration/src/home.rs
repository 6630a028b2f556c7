//! One household with its past.

use ground::Day;
use law::Class;
use registry::event::EventKind;
use registry::status::{Ended, Movement, NEWLY_ESCAPED_MONTHS};

use crate::family::{self, Member, Sex};
use crate::need::{INDICATORS, Needs};

/// A household as the generator knows it.
pub(crate) struct Home {
    /// Its number: stream of dice, and order of ids.
    pub(crate) n: usize,
    pub(crate) ethnicity: &'static str,
    pub(crate) family: Vec<Member>,
    /// Near enough to the line to be listed one day.
    pub(crate) prone: bool,
    /// A farm that asks each year to be recognised as of average living standard.
    pub(crate) farm: bool,
    /// Has a person with merit to the revolution.
    pub(crate) merit: bool,
    /// How strongly it leans to each deprivation; the strongest come first.
    pub(crate) leaning: [f64; INDICATORS],
    /// How deep it is in want, `0..1`, for life.
    pub(crate) depth: f64,
    /// Official code; not unique in real lists, nor here.
    pub(crate) code: String,
    /// Where it lived, since when: place and village.
    pub(crate) stays: Vec<(Day, usize, usize)>,
    pub(crate) opened: Day,
    /// How it came to be here.
    pub(crate) arrived: Movement,
    pub(crate) left: Option<(Day, Ended)>,
    /// Class by law, in order of time.
    pub(crate) classes: Vec<(Day, Class, Option<usize>)>,
    pub(crate) visits: Vec<Seen>,
    pub(crate) notes: Vec<Note>,
}

/// One survey.
pub(crate) struct Seen {
    pub(crate) day: Day,
    /// The class that the answers lead to.
    pub(crate) class: Class,
    pub(crate) needs: Needs,
    /// On the household's own request (form 01).
    pub(crate) requested: bool,
    /// The class the village wrote down, where it does not follow from the answers.
    pub(crate) stated: Option<Class>,
}

/// Something that happened.
pub(crate) struct Note {
    pub(crate) day: Day,
    pub(crate) kind: EventKind,
    /// Position in the family.
    pub(crate) member: Option<usize>,
    /// Number of the other household.
    pub(crate) other: Option<usize>,
    /// Place it came from.
    pub(crate) from: Option<usize>,
}

impl Home {
    /// Whether it is in the registry on `day`.
    pub(crate) fn here(&self, day: Day) -> bool {
        self.opened <= day && self.left.is_none_or(|(left, _)| day <= left)
    }

    /// Place and village on `day`.
    pub(crate) fn stay(&self, day: Day) -> (usize, usize) {
        let stay = self.stays.iter().rfind(|(since, ..)| *since <= day).unwrap_or(&self.stays[0]);
        (stay.1, stay.2)
    }

    /// The class by law on `day`.
    pub(crate) fn class(&self, day: Day) -> Class {
        self.classes
            .iter()
            .rfind(|(since, ..)| *since <= day)
            .map_or(Class::NotPoor, |(_, class, _)| *class)
    }

    /// Whether it left poverty or near-poverty within the 36 months before `day`.
    pub(crate) fn escaped(&self, day: Day) -> bool {
        let mut since = None;
        for pair in self.classes.windows(2).take_while(|pair| pair[1].0 <= day) {
            if is_below(pair[0].1) != is_below(pair[1].1) {
                since = is_below(pair[0].1).then_some(pair[1].0);
            }
        }
        since.is_some_and(|since| day < since.plus_months(NEWLY_ESCAPED_MONTHS))
    }

    /// The head on `day`; the last one known where the household has left.
    pub(crate) fn head(&self, day: Day) -> &Member {
        let day = self.left.map_or(day, |(left, _)| left.min(day));
        let head =
            self.family.iter().rfind(|member| member.here(day) && member.relation(day) == "head");
        head.unwrap_or(&self.family[0])
    }

    /// Number of members on `day`.
    pub(crate) fn size(&self, day: Day) -> usize {
        family::present(&self.family, day).count()
    }

    /// The family name that children bear.
    pub(crate) fn lineage(&self) -> String {
        let father =
            self.family.iter().find(|member| member.sex == Sex::Male).unwrap_or(&self.family[0]);
        father.name.split(' ').next().unwrap_or_default().to_owned()
    }

    /// Notes an event.
    pub(crate) fn note(
        &mut self,
        day: Day,
        kind: EventKind,
        member: Option<usize>,
        other: Option<usize>,
    ) {
        self.notes.push(Note { day, kind, member, other, from: None });
    }

    /// Whether something happened to it in `year`.
    pub(crate) fn touched(&self, year: i32) -> bool {
        self.opened.year() == year && self.arrived != Movement::First
            || self.notes.iter().any(|note| note.day.year() == year)
    }
}

/// Poor or near-poor.
pub(crate) fn is_below(class: Class) -> bool {
    matches!(class, Class::Poor | Class::NearPoor)
}
