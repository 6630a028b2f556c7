//! The households of one commune with all their statuses, as columns.

use ground::{Day, HouseholdId, UnitId};
use law::Class;
use registry::figures::Frame;
use registry::household::Sex;
use registry::status::Movement;

use super::visits::{Sayings, Visit};

/// Households that are of this commune now, and their statuses, wherever these were recorded.
#[derive(Debug)]
pub(crate) struct Commune {
    id: UnitId,
    households: Vec<Household>,
    spells: Vec<Spell>,
    visits: Vec<Visit>,
    sayings: Sayings,
    /// The units in which statuses were recorded, and communes of before the reform.
    units: Vec<UnitId>,
    ethnicities: Vec<String>,
}

/// Stands for nothing among the numbers of units and ethnic groups.
const NONE: u16 = u16::MAX;

/// A household as it is now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Household {
    pub(crate) id: HouseholdId,
    /// Where its statuses begin, and its visits.
    first: u32,
    visit: u32,
    /// Numbers of its commune before the reform and of its ethnic group.
    before: u16,
    ethnicity: u16,
    pub(crate) sex: Option<Sex>,
    pub(crate) class: Class,
    pub(crate) closed: bool,
    /// The day of its latest visit, of those that are poor or near-poor.
    pub(crate) visited: Option<Day>,
}

/// One status (an interval of [`registry::status`]).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spell {
    pub(crate) from: Day,
    to: Option<Day>,
    pub(crate) members: u32,
    /// Number of the unit in which it was recorded.
    pub(crate) unit: u16,
    pub(crate) class: Class,
    how: How,
    /// What its visit says under the standard, where that is known.
    pub(crate) lacks: Option<Lacks>,
}

/// How a status began, as far as figures ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum How {
    Exit,
    Arrival,
    Other,
}

/// Bits of the indicators that a household lacks, and of those that are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Lacks {
    pub(crate) deprived: u16,
    pub(crate) known: u16,
}

impl Spell {
    pub(crate) fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| to >= day)
    }

    pub(crate) fn began_between(&self, after: Day, until: Day) -> bool {
        self.from > after && self.from <= until
    }

    /// Whether the household left poverty or near-poverty by it.
    pub(crate) fn is_exit(&self) -> bool {
        self.how == How::Exit
    }

    /// Whether the household moved in or was split off by it.
    pub(crate) fn is_arrival(&self) -> bool {
        self.how == How::Arrival
    }
}

impl Commune {
    pub(crate) fn new(id: UnitId, sayings: Sayings) -> Commune {
        Commune {
            id,
            households: Vec::new(),
            spells: Vec::new(),
            visits: Vec::new(),
            sayings,
            units: Vec::new(),
            ethnicities: Vec::new(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.households.is_empty()
    }

    /// Adds a household.
    pub(crate) fn household(
        &mut self,
        id: HouseholdId,
        (before, ethnicity, sex): (Option<UnitId>, Option<String>, Option<Sex>),
        (class, closed, visited): (Class, bool, Option<Day>),
    ) {
        let (first, visit) = (self.spells.len() as u32, self.visits.len() as u32);
        let before = before.map_or(NONE, |unit| number(&mut self.units, unit));
        let ethnicity = ethnicity.map_or(NONE, |name| number(&mut self.ethnicities, name));
        let one = Household { id, first, visit, before, ethnicity, sex, class, closed, visited };
        self.households.push(one);
    }

    /// Adds a status to the household added last; statuses come in order of their first days.
    pub(crate) fn spell(
        &mut self,
        unit: UnitId,
        (from, to): (Day, Option<Day>),
        (class, movement, members): (Class, Movement, u32),
        lacks: Option<Lacks>,
    ) {
        let how = match movement {
            Movement::ExitPoor | Movement::ExitNearPoor => How::Exit,
            Movement::MovedIn | Movement::SplitOff => How::Arrival,
            _ => How::Other,
        };
        let unit = number(&mut self.units, unit);
        self.spells.push(Spell { from, to, members, unit, class, how, lacks });
    }

    /// Adds a visit to the household added last; visits come in order of time.
    pub(crate) fn visit(&mut self, visit: Visit) {
        self.visits.push(visit);
    }

    /// Lets go of the room taken in advance.
    pub(crate) fn done(mut self) -> Commune {
        self.households.shrink_to_fit();
        self.spells.shrink_to_fit();
        self.visits.shrink_to_fit();
        self
    }

    /// The commune in which they all are now.
    pub(crate) fn id(&self) -> UnitId {
        self.id
    }

    pub(crate) fn households(&self) -> &[Household] {
        &self.households
    }

    /// Every household with its statuses, oldest first.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&Household, &[Spell])> {
        self.with_visits().map(|(household, spells, _)| (household, spells))
    }

    /// The same with its visits, oldest first.
    pub(crate) fn with_visits(&self) -> impl Iterator<Item = (&Household, &[Spell], &[Visit])> {
        let last = (self.spells.len() as u32, self.visits.len() as u32);
        let next = self.households.iter().skip(1).map(|next| (next.first, next.visit));
        self.households.iter().zip(next.chain([last])).map(|(one, (spells, visits))| {
            let spells = &self.spells[one.first as usize..spells as usize];
            (one, spells, &self.visits[one.visit as usize..visits as usize])
        })
    }

    /// What its visits say.
    pub(crate) fn sayings(&self) -> &Sayings {
        &self.sayings
    }

    /// The unit with this number.
    pub(crate) fn unit(&self, number: u16) -> UnitId {
        self.units[usize::from(number)]
    }

    /// The commune of a household before the reform, by its number.
    pub(crate) fn before(&self, number: u16) -> Option<UnitId> {
        self.units.get(usize::from(number)).copied()
    }

    /// The ethnic group with this number.
    pub(crate) fn ethnicity(&self, number: u16) -> Option<&str> {
        self.ethnicities.get(usize::from(number)).map(String::as_str)
    }

    /// Whether a status of somebody here may fall into the frame.
    pub(crate) fn may_hold(&self, frame: &Frame<'_>) -> bool {
        self.units.iter().any(|unit| frame.asks_for(*unit))
    }

    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.households) + size_of_val(&*self.spells) + size_of_val(&*self.visits)
    }
}

impl Household {
    pub(crate) fn before(&self) -> u16 {
        self.before
    }

    pub(crate) fn ethnicity(&self) -> u16 {
        self.ethnicity
    }
}

/// The number of a thing among those known, which are few.
fn number<T: PartialEq>(known: &mut Vec<T>, one: T) -> u16 {
    let at = known.iter().rposition(|other| *other == one).unwrap_or_else(|| {
        known.push(one);
        known.len() - 1
    });
    u16::try_from(at).unwrap_or(NONE)
}
