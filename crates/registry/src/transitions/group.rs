//! By what households are told apart.

use std::collections::HashMap;

use ground::UnitId;
use law::Area;
use places::Units;

use crate::evaluation::setting;
use crate::figures::{Frame, Kept, Placed};
use crate::household::Sex;

ground::words! {
    /// By what households are told apart.
    By, invalid "registry.word.unknown":
    /// The unit of the frame's row.
    Unit = "unit",
    /// Rural or urban, by the commune on the frame's map.
    Area = "area",
    /// Ethnic group of the household, as it is known now.
    Ethnicity = "ethnicity",
    /// Sex of the head, as it is known now.
    Sex = "sex",
}

/// One group of households; `None` inside is "not known".
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// Of a unit.
    Unit(Option<UnitId>),
    /// Of rural or of urban communes.
    Area(Option<Area>),
    /// Of an ethnic group.
    Ethnicity(Option<String>),
    /// With a man or a woman as head.
    Sex(Option<Sex>),
}

impl By {
    /// What statements ask of the household: 0 nothing, 1 its ethnic group, 2 the sex of its head.
    pub(crate) fn asks(self) -> i64 {
        match self {
            By::Unit | By::Area => 0,
            By::Ethnicity => 1,
            By::Sex => 2,
        }
    }
}

impl Group {
    /// The group in an address: the unit's number, the word of the area or sex, the name of the ethnic
    /// group; empty where it is not known.
    pub fn code(&self) -> String {
        match self {
            Group::Unit(unit) => unit.map(|unit| unit.to_string()),
            Group::Area(area) => area.map(|area| area.as_str().to_owned()),
            Group::Ethnicity(name) => name.clone(),
            Group::Sex(sex) => sex.map(|sex| sex.as_str().to_owned()),
        }
        .unwrap_or_default()
    }

    /// The group with this code; whatever it does not know is the group of those not known.
    pub fn coded(by: By, code: &str) -> Group {
        let area = || [Area::Rural, Area::Urban].into_iter().find(|area| area.as_str() == code);
        match by {
            By::Unit => Group::Unit(code.parse().ok()),
            By::Area => Group::Area(area()),
            By::Ethnicity => Group::Ethnicity(Some(code.to_owned()).filter(|c| !c.is_empty())),
            By::Sex => Group::Sex(Sex::read(code)),
        }
    }
}

/// Finds the group of a status, remembering places.
pub(crate) struct Groups<'f, 'u> {
    frame: &'f Frame<'u>,
    units: &'u Units,
    by: By,
    known: HashMap<Kept, Option<Group>>,
}

impl<'f, 'u> Groups<'f, 'u> {
    pub(crate) fn new(units: &'u Units, frame: &'f Frame<'u>, by: By) -> Groups<'f, 'u> {
        Groups { frame, units, by, known: HashMap::new() }
    }

    /// The group of a status kept at this place, where `of_household` is what [`By::asks`] asked for;
    /// `None` when it lies outside the frame.
    pub(crate) fn of(&mut self, kept: Kept, of_household: Option<&str>) -> Option<Group> {
        if !self.known.contains_key(&kept) {
            self.known.insert(kept, self.place(kept));
        }
        let place = self.known[&kept].as_ref()?;
        Some(match self.by {
            By::Unit | By::Area => place.clone(),
            By::Ethnicity => Group::Ethnicity(of_household.map(str::to_owned)),
            By::Sex => Group::Sex(of_household.and_then(Sex::read)),
        })
    }

    fn place(&self, kept: Kept) -> Option<Group> {
        let unit = match self.frame.place(kept) {
            Placed::Outside => return None,
            Placed::Unassigned => None,
            Placed::Row(unit) => Some(unit),
        };
        if self.by != By::Area {
            return Some(Group::Unit(unit));
        }
        let commune = self.frame.commune(kept);
        Some(Group::Area(commune.and_then(|id| setting(self.units, id, self.frame.day()).area)))
    }
}
